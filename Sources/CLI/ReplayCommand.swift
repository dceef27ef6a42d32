internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Market
internal import Pipeline

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Feeds recorded frames through the very same decoder, books, indicators and strategies as a live run.",
    discussion: """
      Example:
        tidewire replay capture.txt.gz --venue binance-usdm --emit book,signal --every 1000 --format jsonl
        tidewire replay capture.txt.gz --venue binance-usdm --emit footprint --footprint 1m,200t --format jsonl
      """)

  @Argument(help: "Captures or folders of captures, taken in this order as one session.")
  var inputs: [String]

  @Option(help: "What recorded the capture: \(Venue.allCases.map(\.name).joined(separator: ", ")).")
  var venue: VenueArgument?

  @Option(name: .customLong("symbol"), help: "Only this symbol; may be repeated.")
  var symbols: [String] = []

  @Option(help: "exchangeInfo or instruments-info JSON with tick and lot sizes; without it the grid is inferred.")
  var instruments: String?

  @Option(help: "Lines to print, by comma: book, trade, indicators, footprint, event, signal.")
  var emit: LineSet = LineSet(lines: [])

  @Option(help: "Footprint bars to print, by comma: 15s and 5m of time, 200t of trades, 50v of volume in lots.")
  var footprint: BarSet = BarSet(kinds: [.minute])

  @Option(help: "Print book and indicators every N book updates of a symbol; without it only at the end.")
  var every: Int64?

  @Option(help: "Levels of each side in a book line.")
  var levels: Int = 20

  @Option(help: "table or jsonl.")
  var format: OutputFormat = .table

  @Option(help: "max, or a multiple of the recorded pace from 0.01x to 10000x, such as 1x.")
  var speed: ReplaySpeed = .max

  @Flag(help: "Show a live table of book, indicators and signals while replaying.")
  var live = false

  @Option(help: "Also write signals to this file, as JSON lines.")
  var signals: String?

  func validate() throws {
    if let every, every < 1 { throw ValidationError("--every needs a number of updates from 1, not \(every).") }
    if !(1...100_000).contains(levels) { throw ValidationError("--levels lies in 1…100000, not \(levels).") }
    if venue == nil {
      throw ValidationError("--venue is needed: the frames of a text capture do not say what recorded them.")
    }
    if live && format == .jsonl { throw ValidationError("--live is for people: it cannot go with --format jsonl.") }
  }

  func run() throws {
    guard let venue else { return }
    Interrupt.watch()
    let known = try instruments.map { try InstrumentsFile.read($0, venue: venue.venue) }
    if venue.venue.isInverse && !(known?.values.contains { $0.contractSizeUSD != nil } ?? false) {
      StandardError.line(
        "tidewire: no contract size of \(venue.venue.name) is known: values in USD are null; give --instruments")
    }
    let wanted = symbols.isEmpty ? nil : Set(symbols)
    guard let session = Session(venue: venue.venue, symbols: wanted, instruments: known, footprints: footprint.kinds) else {
      throw Failure.work("not enough memory to start a session")
    }
    var replay = Replay(
      session, plan: OutputPlan(lines: emit.lines, every: every, levels: levels), speed: speed,
      view: try view(), signalFile: try signals.map { try File(creating: $0) })
    try replay.run(inputs)
  }

  private func view() throws -> ReplayView {
    if format == .jsonl { return .jsonl }
    return live ? .live(LiveTable()) : .table
  }
}

/// A venue by its name on the command line.
struct VenueArgument: ExpressibleByArgument {
  var venue: Venue

  init?(argument: String) {
    guard let venue = Venue(name: argument) else { return nil }
    self.venue = venue
  }
}

/// Kinds of lines, by comma.
struct LineSet: ExpressibleByArgument {
  var lines: Set<OutputPlan.Line>
  init(lines: Set<OutputPlan.Line>) { self.lines = lines }
  init?(argument: String) {
    let names = argument.split(separator: ",")
    let lines = names.compactMap { OutputPlan.Line(rawValue: String($0)) }
    guard lines.count == names.count else { return nil }
    self.lines = Set(lines)
  }

  var defaultValueDescription: String { lines.isEmpty ? "none" : lines.map(\.rawValue).sorted().joined(separator: ",") }
}

/// Kinds of bars, by comma; each once.
struct BarSet: ExpressibleByArgument {
  var kinds: [BarKind]
  init(kinds: [BarKind]) { self.kinds = kinds }
  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    kinds = names.compactMap { BarKind(String($0)) }
    guard kinds.count == names.count, Set(kinds).count == names.count, names.count <= Limits.footprintSeries else {
      return nil
    }
  }

  var defaultValueDescription: String { "1m" }
}

enum OutputFormat: String, ExpressibleByArgument {
  case table, jsonl
}
