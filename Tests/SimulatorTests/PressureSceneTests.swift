import Simulator
import Testing

/// Scenes told by aggressors against price: absorption and divergence.
struct PressureSceneTests {
  /// B-14's three signs in one window of 10 s: much more than normal, one-sided, and price stays.
  @Test(arguments: zip(1...4, [SimulatedVenue.binanceUSDM, .bybitLinear, .binanceUSDM, .bybitLinear]))
  func makersAbsorb(seed: UInt64, venue: SimulatedVenue) throws {
    let tape = StoryTape(.absorption, seed: seed, seconds: 200, venue: venue)
    let starts = try tape.moment(.absorptionStarts)
    let end = try tape.time(.absorptionEnds)
    let isBid = starts.side == .bid
    let volume = tape.volume(until: end, length: 10_000)
    let (hitting, other) = isBid ? (volume.sold, volume.bought) : (volume.bought, volume.sold)
    let calmSeconds = (starts.milliseconds - tape.startMilliseconds) / 1_000
    let calm = tape.volume(until: starts.milliseconds, length: calmSeconds * 1_000)
    let normal = (isBid ? calm.sold : calm.bought) * 10 / calmSeconds
    #expect(hitting > 3 * normal)
    #expect(hitting - other >= (hitting + other) / 2)
    let before = tape.halfTicks(at: end - 10_000)
    let window = tape.replay.trades.filter { $0.milliseconds > end - 10_000 && $0.milliseconds <= end }.map(\.ticks)
    let extreme = try #require(isBid ? window.min() : window.max())
    #expect(abs(2 * extreme - before) * 5_000 < before, "less than 0.02 %")
    let later = tape.halfTicks(at: end + 50_000)
    #expect((later > before) == isBid, "price turns to the makers' side")
  }

  /// The second extreme is beyond the first, price has turned by more than 0.10 % between and after them, and the
  /// worst 30 s of one-sided trading around it are less than half of those around the first.
  @Test(arguments: zip(1...3, [SimulatedVenue.binanceUSDM, .bybitLinear, .binanceUSDM]))
  func secondExtremeIsWeaker(seed: UInt64, venue: SimulatedVenue) throws {
    let tape = StoryTape(.divergence, seed: seed, seconds: 420, venue: venue)
    let sign: Int64 = try tape.moment(.divergenceAt).side == .bid ? 1 : -1
    let first = try tape.time(.firstExtreme)
    let second = try tape.time(.divergenceAt)
    let (low1, low2) = (extreme(tape, around: first, sign), extreme(tape, around: second, sign))
    #expect(low2.ticks * sign < low1.ticks * sign)
    for (from, to, low) in [(low1.milliseconds, low2.milliseconds, low1), (low2.milliseconds, .max, low2)] {
      let turn = tape.replay.trades.filter { $0.milliseconds > from && $0.milliseconds < to }
      let reached = turn.map { $0.ticks * sign }.max() ?? .min
      #expect((reached - low.ticks * sign) * 1_000 > low.ticks)
    }
    let (push1, push2) = (push(tape, before: low1.milliseconds, sign), push(tape, before: low2.milliseconds, sign))
    #expect(push1 > 0)
    #expect(2 * push2 < push1)
  }

  /// The lowest trade (highest, for the mirror) within 20 s of a time.
  private func extreme(_ tape: StoryTape, around time: Int64, _ sign: Int64) -> CaptureReplay.Trade {
    let near = tape.replay.trades.filter { abs($0.milliseconds - time) < 20_000 }
    return near.min { $0.ticks * sign < $1.ticks * sign } ?? near[0]
  }

  /// The most that aggressors pushed in any 30 s that end in the last 15 s before an extreme.
  private func push(_ tape: StoryTape, before time: Int64, _ sign: Int64) -> Int64 {
    stride(from: time - 15_000, through: time, by: 1_000).map { end in
      let volume = tape.volume(until: end, length: 30_000)
      return (volume.sold - volume.bought) * sign
    }.max() ?? 0
  }
}
