import Foundation
import Glibc

/// Measures Tidewire's tick path beside its alternatives and its floors: one process, the same bytes, everyone in turn.
///
/// No benchmark framework: those run one case after the other, and on a machine whose speed drifts only neighbours in
/// time can be compared.
@main
enum Bench {
  static func main() {
    do {
      try run(Arguments(Array(CommandLine.arguments.dropFirst())))
    } catch {
      FileHandle.standardError.write(Data("bench: \(error.message)\n".utf8))
      exit(error.exitCode)
    }
  }

  private static func run(_ arguments: Arguments) throws(Failure) {
    try keepMemory()
    let capture = try Capture(path: arguments.capture, limit: arguments.frames)
    #if TICK_LAPS
      for line in GroupShares(capture, rounds: arguments.rounds).lines { print(line) }
    #else
      try compare(capture, arguments)
    #endif
  }

  /// Everyone on the same frames; the measuring build is too slow for that.
  private static func compare(_ capture: Capture, _ arguments: Arguments) throws(Failure) {
    var roster = try Roster(capture)
    var gate = EqualityGate()
    gate.check(&roster, capture)
    takeTurns(&roster, capture, rounds: arguments.rounds)
    let sweep = InstrumentSweep.sizes.compactMap { InstrumentSweep(capture, instruments: $0) }
    let report = Report(capture, roster, gate, sweep, rounds: arguments.rounds)
    for line in Table(report).lines { print(line) }
    if let path = arguments.json { try write(report, to: path) }
    guard gate.failures == 0 else {
      throw Failure(exitCode: 1, message: "\(gate.failures) contenders failed the equality check")
    }
  }

  /// Memory that a contender gives back stays in the process, so that no turn but the first pays for page faults.
  private static func keepMemory() throws(Failure) {
    guard Floor.keepMemory() else { throw Failure(exitCode: 1, message: "malloc does not take its options") }
  }

  private static func takeTurns(_ roster: inout Roster, _ capture: Capture, rounds: Int) {
    guard let warming = roster.entries[0].contender else { preconditionFailure("touching suits every capture") }
    for _ in 0..<rounds {
      for index in roster.entries.indices {
        guard let contender = roster.entries[index].contender else { continue }
        roster.entries[index].samples.takeTurn(contender, capture, warming: warming)
      }
    }
  }

  private static func write(_ report: Report, to path: String) throws(Failure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try encoder.encode(report).write(to: URL(fileURLWithPath: path))
    } catch {
      throw Failure(exitCode: 1, message: "\(path): \(error.localizedDescription)")
    }
  }
}
