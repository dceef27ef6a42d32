public import ArgumentParser
internal import Foundation
public import Simulator

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Makes a market: the same seed gives the same bytes.",
    discussion: """
      Example:
        tidewire simulate --record market.txt --venue binance-usdm --seconds 120 --seed 7 --scene wall
        tidewire simulate --record market.txt --venue bybit-linear --seconds 600 --seed 7 --scene iceberg \
          --warmup 90m --script expected.jsonl

      The script has one JSON object a line for each thing that the scene lets happen, by time:
        {"ms":1767600000000,"kind":"icebergShown","side":"buy","price":"65000.1"}
      ms is exchange time; side is a side of the book (buy, sell), of positions (long, short) or the way of price
      (down, up), and left out where it says nothing; price is the level's own or the one that price is steered to.
      """)

  @Option(help: "Write the market's frames to this text capture.")
  var record: String

  @Option(help: "binance-usdm or bybit-linear.")
  var venue: SimulatedVenue

  @Option(help: "Length of the market.")
  var seconds: Int

  @Option(help: "Everything that is random comes from this number.")
  var seed: UInt64

  @Option(help: "\(Scene.allCases.map(\.rawValue).joined(separator: ", ")).")
  var scene: Scene = .mixed

  @Option(help: "Write what the scene lets happen, and when, to this file as JSON lines.")
  var script: String?

  @Option(help: "History written first, in minutes, as in 90m.")
  var warmup: Minutes = Minutes(count: 0)

  func validate() throws {
    if !(20...86_400).contains(seconds) { throw ValidationError("--seconds lies in 20…86400, not \(seconds).") }
  }

  func run() throws {
    Interrupt.watch()
    var options = GeneratorOptions(venue: venue, seed: seed, seconds: seconds)
    options.scene = scene
    options.warmupMinutes = warmup.count
    var market = MarketGenerator(options)
    if let script { try Self.write(market.script, to: script) }
    let file = try File(creating: record)
    var bytes: [UInt8] = []
    while market.next(into: &bytes), !Interrupt.isRequested {
      guard bytes.count > 1 << 20 else { continue }
      try file.write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    try file.write(bytes)
    try file.close()
  }

  private static func write(_ moments: [ScriptedMoment], to path: String) throws {
    let file = try File(creating: path)
    try file.write(moments.flatMap { Array($0.json.utf8) + [UInt8(ascii: "\n")] })
    try file.close()
  }
}

/// A number of minutes, written as in `90m`.
struct Minutes: ExpressibleByArgument {
  var count: Int
  init(count: Int) { self.count = count }
  init?(argument: String) {
    guard argument.hasSuffix("m"), let count = Int(argument.dropLast()), (0...10_080).contains(count) else {
      return nil
    }
    self.count = count
  }
}

extension SimulatedVenue: ExpressibleByArgument {
  public init?(argument: String) {
    switch argument {
    case "binance-usdm": self = .binanceUSDM
    case "bybit-linear": self = .bybitLinear
    default: return nil
    }
  }
}

extension Scene: ExpressibleByArgument {}
