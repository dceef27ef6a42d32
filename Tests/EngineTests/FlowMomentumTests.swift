import Engine
import Market
import Testing

/// `delta_momentum` (B-04, SEMANTICS.md I4–I9).
@Suite struct FlowMomentumTests {
  private static let start: Int64 = 1_700_000_000_000

  @Test("the first second has nothing to compare with, a second one that differs stands at the clip")
  func startsWithoutAScore() {
    var momentum = FlowMomentum()
    #expect(numberIn(momentum.reading(at: 0)) == nil && momentum.reading(at: 0).flag == .warming)
    momentum.sample(delta: 4, at: 1_000)
    #expect(numberIn(momentum.reading(at: 1_000)) == nil)
    momentum.sample(delta: 3, at: 2_000)
    #expect(numberIn(momentum.reading(at: 2_000)) == -10 && momentum.reading(at: 300_999).flag == .warming)
    #expect(momentum.reading(at: 301_000).flag == .ok)
  }

  @Test("sampled from the first whole second after a trade has arrived, whatever the trade's own time")
  func startsAfterTheFirstTrade() {
    var market = OneInstrument(grid: .whole)
    market.begin(at: Self.start + 100)
    market.begin(at: Self.start + 5_100)
    #expect(market.trade(7, .buy, at: Self.start + 2_300) == true)
    market.begin(at: Self.start + 6_000)
    #expect(market.number("delta_momentum") == nil)
    market.begin(at: Self.start + 7_000)
    #expect(market.number("delta_momentum") == 0, "6 s and 7 s both saw a delta of 7: it left only now")
    market.begin(at: Self.start + 8_000)
    #expect(market.number("delta_momentum") == -10)
  }

  @Test("equals the z-score over all samples again", arguments: [11, 12] as [UInt64])
  func equalsRecomputation(_ seed: UInt64) throws {
    var both = SeriesMarket()
    for (number, event) in SeriesTape(seed: seed).prefix(25_000).enumerated() {
      both.take(event)
      guard number.isMultiple(of: 331) else { continue }
      let samples = both.twin.seconds.filter(\.isTrading).map {
        SeriesTwin.Sample(milliseconds: $0.second * 1_000, x: Double($0.span(5).deltaLots) * both.twin.lot)
      }
      let expected = NaiveAverage.score(samples, halfLife: 300)
      try #require(isClose(both.market.number("delta_momentum"), expected, 1e-7), "event \(number)")
      let isWarm = both.twin.now! - (samples.first?.milliseconds ?? .max / 2) >= 300_000
      try #require(both.market.read("delta_momentum").flag == (isWarm ? .ok : .warming))
    }
    #expect(both.twin.seconds.count > 2_000)
  }
}
