import Simulator

/// A generated scene as the measurements of its story need it: seconds of mid, trades, the script.
struct StoryTape {
  let script: [ScriptedMoment]
  let replay: CaptureReplay
  let startMilliseconds: Int64
  /// The last mid at or before each whole second of the live part, in half ticks.
  let halfTicksBySecond: [Int64]

  init(_ scene: Scene, seed: UInt64, seconds: Int, venue: SimulatedVenue, warmupMinutes: Int = 0) {
    let options = GeneratorOptions(
      venue: venue, seed: seed, seconds: seconds, scene: scene, warmupMinutes: warmupMinutes)
    startMilliseconds = options.startMilliseconds
    script = MarketGenerator(options).script
    var mids: [Int64] = []
    var latest: Int64 = 0
    replay = CaptureReplay(options) { book, milliseconds in
      while options.startMilliseconds + Int64(mids.count) * 1_000 < milliseconds { mids.append(latest) }
      latest = book.midHalfTicks ?? latest
    }
    halfTicksBySecond = mids
  }

  func moment(_ kind: ScriptedMoment.Kind) throws -> ScriptedMoment {
    guard let moment = script.first(where: { $0.kind == kind }) else { throw NotScripted(kind: kind) }
    return moment
  }

  func time(_ kind: ScriptedMoment.Kind) throws -> Int64 { try moment(kind).milliseconds }

  struct NotScripted: Error {
    var kind: ScriptedMoment.Kind
  }

  /// Quantities that aggressors bought and sold in (`end` - `length`, `end`].
  func volume(until end: Int64, length: Int64) -> (bought: Int64, sold: Int64) {
    var volume: (bought: Int64, sold: Int64) = (0, 0)
    for trade in replay.trades where trade.milliseconds > end - length && trade.milliseconds <= end {
      if trade.isBuy { volume.bought += trade.lots } else { volume.sold += trade.lots }
    }
    return volume
  }

  /// The mid of a second after the start, in half ticks.
  func halfTicks(at milliseconds: Int64) -> Int64 {
    let second = Int((milliseconds - startMilliseconds) / 1_000)
    return halfTicksBySecond[min(max(second, 0), halfTicksBySecond.count - 1)]
  }

  /// Root of the mean square of mid's changes from second to second, in half ticks.
  func volatility(_ span: ClosedRange<Int64>) -> Double {
    var sum = 0.0
    var count = 0.0
    for end in stride(from: span.lowerBound + 1_000, through: span.upperBound, by: 1_000) {
      let change = Double(halfTicks(at: end) - halfTicks(at: end - 1_000))
      sum += change * change
      count += 1
    }
    return (sum / count).squareRoot()
  }
}
