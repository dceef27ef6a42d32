import Engine
import Market
import Testing

/// B-42: funding brought to 8 hours, and the premium of mark over index.
struct FundingAndBasisTests {
  private static let hour: Int64 = 3_600_000
  private let rate = Decimal64(mantissa: 5, decimals: 5)

  private func price(
    rate: Decimal64? = nil, next: Int64 = 0, hours: Int32? = nil, mark: Int64? = nil, index: Int64? = nil
  ) -> MarkPrice {
    MarkPrice(
      mark: mark.map { Decimal64(mantissa: $0, decimals: 1) },
      index: index.map { Decimal64(mantissa: $0, decimals: 1) },
      fundingRate: rate, nextFundingMilliseconds: next, fundingIntervalHours: hours)
  }

  @Test("from the ticker's interval: 0.005 % every 4 h are 0.01 % every 8")
  func usesTheTickersInterval() {
    var market = OneInstrument(grid: .whole, traits: InstrumentTraits(fundingIntervalHours: 2))
    #expect(market.read("funding_8h").value.isNone && market.read("funding_8h").flag == .warming)
    var ticker = Ticker.nothing
    ticker.prices = price(rate: rate, hours: 4)
    market.take(ticker, at: 1_000)
    #expect(isNear(market.number("funding_8h"), 0.0001) && market.read("funding_8h").flag == .ok)
    market.take(Ticker.nothing, at: 2_000)
    #expect(isNear(market.number("funding_8h"), 0.0001), "a delta without funding changes nothing")
  }

  @Test("else from instrument data, before any interval was seen")
  func usesTheInstruments() {
    var market = OneInstrument(grid: .whole, traits: InstrumentTraits(fundingIntervalHours: 1))
    market.take(price(rate: rate, next: 8 * Self.hour), at: 1_000)
    #expect(isNear(market.number("funding_8h"), 0.0004))
    market.take(price(next: 16 * Self.hour), at: 2_000)
    #expect(isNear(market.number("funding_8h"), 0.0004))
  }

  @Test("else from two successive next-funding times that differ; a constant never stands in")
  func usesHistory() {
    var market = OneInstrument(grid: .whole)
    market.take(price(rate: rate, next: 8 * Self.hour), at: 1_000)
    market.take(price(rate: rate, next: 8 * Self.hour), at: 2_000)
    market.take(price(rate: rate), at: 3_000)
    #expect(market.read("funding_8h").value.isNone && market.read("funding_8h").flag == .warming)
    market.take(price(rate: rate, next: 12 * Self.hour), at: 4_000)
    #expect(isNear(market.number("funding_8h"), 0.0001))
    market.take(price(rate: rate, next: 8 * Self.hour), at: 5_000)
    #expect(isNear(market.number("funding_8h"), 0.0001), "a step back tells no interval")
    market.take(price(rate: rate, next: 16 * Self.hour), at: 6_000)
    #expect(isNear(market.number("funding_8h"), 0.00005))
  }

  @Test("basis from the last mark and the last index, whichever came with which frame")
  func comparesMarkAndIndex() {
    var market = OneInstrument(grid: .whole)
    market.take(price(mark: 100_100), at: 1_000)
    #expect(market.read("basis_bps").value.isNone && market.read("basis_bps").flag == .warming)
    market.take(price(index: 100_000), at: 2_000)
    #expect(isNear(market.number("basis_bps"), 10))
    market.take(price(mark: 99_900), at: 3_000)
    #expect(isNear(market.number("basis_bps"), -10) && market.read("basis_bps").flag == .ok)
    market.take(price(index: 0), at: 4_000)
    #expect(market.read("basis_bps").value.isNone && market.read("basis_bps").flag == .invalid)
  }
}
