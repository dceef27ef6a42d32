import Engine
import Foundation
import Market
import Testing

/// `rv_10s` and `rv_30m` (B-11, SEMANTICS.md I22).
@Suite struct RealisedVolatilityTests {
  private static let start: Int64 = 1_700_000_000_000

  @Test("returns come from mids alone and are kept through a gap; a still mid is a return of 0")
  func keepsItsMids() {
    var market = OneInstrument(grid: .whole)
    #expect(market.load(BookDiff(bids: [(999, 1)], asks: [(1_001, 1)]), at: Self.start + 500) == nil)
    market.begin(at: Self.start + 1_500)
    #expect(market.number("rv_10s") == nil && market.read("rv_10s").flag == .warming)
    market.engine.markGap(market.slot, .sequence)
    market.begin(at: Self.start + 2_500)
    #expect(market.number("rv_10s") == 0 && market.read("rv_10s").flag == .warming)
    #expect(market.load(BookDiff(bids: [(1_009, 1)], asks: [(1_011, 1)]), at: Self.start + 2_600) == nil)
    market.begin(at: Self.start + 3_000)
    let kept = pow(2, -0.1)
    #expect(isClose(market.number("rv_10s"), ((1 - kept) * pow(log(1.01), 2)).squareRoot(), 1e-14))
    market.begin(at: Self.start + 11_999)
    #expect(market.read("rv_10s").flag == .warming)
    market.begin(at: Self.start + 12_000)
    #expect(market.read("rv_10s").flag == .ok && market.read("rv_30m").flag == .warming)
  }

  @Test("equals the average over all returns again", arguments: [31, 32] as [UInt64])
  func equalsRecomputation(_ seed: UInt64) throws {
    var both = SeriesMarket()
    for (number, event) in SeriesTape(seed: seed).prefix(25_000).enumerated() {
      both.take(event)
      guard number.isMultiple(of: 331) else { continue }
      let samples = both.twin.seconds.indices.compactMap { index -> SeriesTwin.Sample? in
        guard let mid = both.twin.mid(index, secondsAgo: 0), let before = both.twin.mid(index, secondsAgo: 1) else {
          return nil
        }
        return SeriesTwin.Sample(
          milliseconds: both.twin.seconds[index].second * 1_000, x: pow(log1p((mid - before) / before), 2))
      }
      for (name, halfLife) in [("rv_10s", 10.0), ("rv_30m", 1_800)] {
        let expected = NaiveAverage.mean(samples, halfLife: halfLife)?.squareRoot()
        // In units of one tick's return, so that the tolerance is relative.
        try #require(
          isClose(both.market.number(name).map { $0 / 5e-5 }, expected.map { $0 / 5e-5 }), "\(name), event \(number)")
      }
    }
    #expect(both.twin.seconds.count > 2_000)
  }
}
