import Engine
import Foundation
import NaiveTwins
import Testing

/// Panic on independent noise and on a burst (SYSTEMS.md E-40). The example was measured with z of the smoothed
/// volume; SEMANTICS.md I21 settles that z itself is smoothed, which narrows the volume term. Mean, the rare 90 and the
/// raw rule's time hold for both; the upper quantiles lie lower, and the PI − 10 rule fires earlier, but still last.
@Suite struct PanicNoiseTests {
  /// One second after the other, as the engine feeds it.
  private struct Feed {
    var random: SeededGenerator
    var (burst, volatility, panic) = (VolumeBurst(), RealisedVolatility(), PanicIndex())
    var mid = 60_000.0
    var second: Int64 = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func normal() -> Double {
      (-2 * log(1 - Double.random(in: 0..<1, using: &random))).squareRoot()
        * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
    }

    /// Returns of 1 bp; a burst second drifts by −6σ and trades ten times as much.
    mutating func step(isBurst: Bool = false) -> Double? {
      second += 1
      let before = mid
      mid *= exp(1e-4 * (normal() - (isBurst ? 6 : 0)))
      burst.sample(volume: 100 * exp(0.3 * normal()) * (isBurst ? 10 : 1), at: second * 1_000)
      volatility.sample(mid: mid, before: before, at: second * 1_000)
      let told = panic.sample(
        .init(
          milliseconds: second * 1_000, volatility: volatility.tenSeconds, volumeScore: burst.score, mid: mid,
          midBefore: before, atr5m: 1e-9))
      if told?.step == .peaked { peaked = peaked ?? second }
      return panic.index
    }

    var peaked: Int64?
  }

  @Test("iid noise keeps the index near 52 and hardly ever at 90", arguments: [61, 62, 63] as [UInt64])
  func noiseIsCalm(_ seed: UInt64) {
    var feed = Feed(seed: seed)
    for _ in 0..<3_600 { _ = feed.step() }
    let values = (0..<16_000).compactMap { _ in feed.step() }.sorted()
    let mean = values.reduce(0, +) / Double(values.count)
    #expect(abs(mean - 52) <= 5, "\(mean)")
    #expect((72...81).contains(values[values.count * 95 / 100]) && (78...89).contains(values[values.count * 99 / 100]))
    #expect(Double(values.count { $0 >= 90 }) <= 0.008 * Double(values.count))
  }

  @Test("a burst of 5 s takes it to 90 while it lasts, and the raw rule fires long before the index falls by 10")
  func burstPanics() throws {
    var (entries, raws, drops): ([Int64], [Int64], [Int64]) = ([], [], [])
    for seed in 70..<90 as Range<UInt64> {
      var feed = Feed(seed: seed)
      for _ in 0..<3_600 { _ = feed.step() }
      var (entered, dropped, highest): (Int64?, Int64?, Double) = (nil, nil, 0)
      feed.peaked = nil
      for second in 0..<60 as Range<Int64> {
        let step = feed.step(isBurst: second < 5)
        let index = try #require(step)
        if index >= 90 && entered == nil { entered = second }
        highest = max(highest, index)
        if entered != nil && index <= highest - 10 && dropped == nil { dropped = second }
      }
      entries.append(try #require(entered))
      raws.append(try #require(feed.peaked) - 3_601)
      drops.append(try #require(dropped))
    }
    #expect(entries.allSatisfy { $0 <= 4 } && entries.sorted()[10] <= 2, "\(entries)")
    #expect((10...13).contains(raws.sorted()[10]) && raws.allSatisfy { (8...17).contains($0) }, "\(raws)")
    #expect((15...49).contains(drops.sorted()[10]) && drops.sorted()[10] > raws.sorted()[10], "\(drops)")
  }
}
