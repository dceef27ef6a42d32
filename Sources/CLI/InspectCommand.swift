internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Market
internal import Pipeline

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what the process is made of.",
    discussion: """
      Example:
        tidewire inspect --limits
      """)

  @Flag(help: "Every capacity of the engine, and the memory of one instrument.")
  var limits = false

  func validate() throws {
    if !limits { throw ValidationError("Say what to inspect: --limits.") }
  }

  func run() throws {
    var lines = (Limits.table + Session.limits).map { "\(pad($0.name)) \($0.value)" }
    let bytes = Session.instrumentBytes
    lines += [
      "",
      "bytes of one instrument",
      "\(pad("  state")) \(bytes.state)",
      "\(pad("  ladders")) \(bytes.ladders)",
      "\(pad("  hot: state + ladders")) \(bytes.hot)",
      "\(pad("  far store")) \(bytes.far)",
      "\(pad("  trade windows")) \(bytes.flow)",
      "\(pad("  bars and footprints")) \(bytes.bars)",
      "\(pad("  waiting diffs")) \(bytes.pending)",
      "\(pad("  total")) \(bytes.total)",
      "\(pad("total of \(Limits.instruments) instruments")) \(bytes.total * Limits.instruments)",
    ]
    try StandardOutput.write(lines.joined(separator: "\n") + "\n")
  }

  private func pad(_ name: String) -> String { name.padding(toLength: 36, withPad: " ", startingAt: 0) }
}
