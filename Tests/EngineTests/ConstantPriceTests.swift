import Engine
import Market
import Testing

/// E-09: a market in which nothing moves gives numbers all the same, and no value is not a number.
struct ConstantPriceTests {
  @Test func constantPriceGivesNumbers() {
    var market = OneInstrument(
      grid: .whole, traits: InstrumentTraits(contracts: .linear, knowsOnlyHeldLevels: false), keepsOriginals: true)
    market.ticker(baseVolume: 50_000, at: 0)
    _ = market.load(BookDiff(bids: [(100, 50), (99, 60)], asks: [(101, 50), (102, 60)]), at: 1)
    for second in 1...2_400 {
      _ = market.trade(10, second % 2 == 0 ? .buy : .sell, price: 100, at: Int64(second) * 1_000 + 250)
      _ = market.apply(BookDiff(bids: [(99, 60)], asks: []), at: Int64(second) * 1_000 + 500)
    }
    for name in ["rv_10s", "rv_30m", "delta_momentum", "volume_burst", "panic_index", "absorption_10s"] {
      #expect(market.number(name)?.isFinite == true, "\(name): \(market.read(name))")
    }
    #expect(market.number("rv_10s") == 0 && market.number("kyle_lambda") == 0)
    #expect(market.number("atr_1m") == 0 && market.number("amihud") == 0)
    let bands = market.engine[market.slot].depthBands
    for row in IndicatorTable.rows + CompatTable.rows {
      let reading = market.engine[market.slot].read(row, bands)
      if case .number(let value) = reading.value { #expect(value.isFinite, "\(row.name)") }
      if reading.value.isNone { #expect(reading.flag != .ok, "\(row.name): a null always has a flag") }
    }
  }
}
