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
        tidewire inspect --indicator vpin
      """)

  @Flag(help: "Every capacity of the engine, and the memory of one instrument.")
  var limits = false

  @Option(help: "What an indicator means: definition, unit, range, warm-up, source. `all` for every one.")
  var indicator: String?

  func validate() throws {
    if !limits && indicator == nil { throw ValidationError("Say what to inspect: --limits or --indicator NAME.") }
    if let indicator, indicator != "all", IndicatorGuide.entry(indicator) == nil {
      throw ValidationError("There is no indicator \(indicator): `tidewire inspect --indicator all` names them.")
    }
  }

  func run() throws {
    if let indicator { try StandardOutput.write(guides(indicator).map(text).joined(separator: "\n")) }
    if limits { try printLimits() }
  }

  private func guides(_ name: String) -> [IndicatorGuide] {
    name == "all" ? IndicatorGuide.all : IndicatorGuide.all.filter { $0.names.contains(name) }
  }

  private func text(_ guide: IndicatorGuide) -> String {
    """
    \(guide.names.joined(separator: " "))
      definition  \(guide.definition)
      unit        \(guide.unit)
      range       \(guide.range)
      warm-up     \(guide.warmUp)
      source      \(guide.source)

    """
  }

  private func printLimits() throws {
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
