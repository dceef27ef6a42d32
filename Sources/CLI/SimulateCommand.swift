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
