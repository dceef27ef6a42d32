import Engine
import Market
import NaiveTwins
import Testing

/// B-39 through a whole instrument.
struct LiquidationSumsTests {
  @Test("against Σ over all rows at every step: late rows, bursts, silences of hours", arguments: [1, 2] as [UInt64])
  func agreesWithSummingAll(_ seed: UInt64) {
    let rows = LiquidationTape.random(seed: seed, count: 12_000)
    var market = OneInstrument.derivative()
    var recent: [TapeLiquidation] = []
    for (step, row) in rows.enumerated() {
      market.liquidate(row)
      recent.append(row)
      if step % 500 == 0 { recent.removeAll { $0.milliseconds <= row.arrival - 300_000 } }
      guard step % 3 == 0 else { continue }
      for seconds: Int64 in [30, 60, 300] {
        for side in [LiquidatedSide.long, .short] {
          let cents = recent.filter { $0.side == side && $0.milliseconds > row.arrival - seconds * 1_000 }
            .reduce(0) { $0 + $1.cents }
          let text = market.text("liq_\(side.name)_usd_\(seconds)s")
          #expect(text == ExactDecimal(mantissa: Int128(cents), decimals: 2).text)
        }
      }
    }
    #expect(market.engine[market.slot].liquidationsDropped == 0)
  }

  @Test("a window is open at its old end and closed at now; warming until it is as old as the symbol")
  func knowsItsEdges() {
    var market = OneInstrument.derivative()
    #expect(market.text("liq_long_usd_30s") == "0" && market.read("liq_long_usd_30s").flag == .warming)
    market.pass(to: 1_000)
    #expect(market.text("liq_long_usd_30s") == "0" && market.read("liq_long_usd_30s").flag == .warming)
    market.liquidate(.long, cents: 1_050, at: 1_000)
    market.pass(to: 30_999)
    #expect(market.text("liq_long_usd_30s") == "10.5" && market.read("liq_long_usd_30s").flag == .warming)
    market.pass(to: 31_000)
    #expect(market.text("liq_long_usd_30s") == "0" && market.read("liq_long_usd_30s").flag == .ok)
    #expect(market.text("liq_long_usd_60s") == "10.5" && market.read("liq_long_usd_60s").flag == .warming)
    #expect(market.text("liq_short_usd_300s") == "0")
  }

  @Test("filled × average; quantity × average without z; quantity × bankruptcy price on Bybit (I37)")
  func valuesRows() {
    let price = Decimal64(mantissa: 823_383, decimals: 1)
    let average = Decimal64(mantissa: 826_519, decimals: 1)
    let grid = Grid(tickMantissa: 1, tickDecimals: 1, lotMantissa: 1, lotDecimals: 3)
    let usd = { (average: Decimal64?, filled: Decimal64?, contracts: ContractKind) -> String? in
      let row = Liquidation(
        milliseconds: 0, price: price, averagePrice: average, quantity: Quantity(lots: 190), filledQuantity: filled,
        liquidated: .long)
      return LiquidationSums.usd(row, grid, contracts).map { ExactDecimal(mantissa: $0, decimals: 18).text }
    }
    let filled = Decimal64(mantissa: 155, decimals: 3)
    #expect(usd(average, filled, .linear) == "12811.0445")
    #expect(usd(average, nil, .linear) == "15703.861")
    #expect(usd(nil, nil, .linear) == "15644.277")
    #expect(usd(average, filled, .inverse(sizeUSD: Decimal64(mantissa: 100, decimals: 0))) == "15.5")
    #expect(usd(average, filled, .inverseUnknown) == nil)
  }

  @Test("18 digits × 18 digits: what cannot be summed is counted without value, and nothing overflows")
  func survivesHostileRows() {
    var market = OneInstrument.derivative()
    let huge = Decimal64(mantissa: 999_999_999_999_999_999, decimals: 0)
    let fine = Decimal64(mantissa: 999_999_999_999_999_999, decimals: 18)
    for (price, filled) in [(huge, huge), (fine, fine), (Decimal64(mantissa: -5, decimals: 0), fine), (huge, fine)] {
      market.begin(at: 1_000)
      market.engine.liquidation(
        market.slot,
        Liquidation(
          milliseconds: 1_000, price: price, averagePrice: nil, quantity: Quantity(lots: 1), filledQuantity: filled,
          liquidated: .short))
    }
    #expect(market.engine[market.slot].liquidationsUnvalued == 4)
    let largest = Decimal64(mantissa: 1_000_000_000_000_000, decimals: 0)
    for _ in 0..<Limits.liquidations + 10 {
      market.begin(at: 1_000)
      market.engine.liquidation(
        market.slot,
        Liquidation(
          milliseconds: 1_000, price: largest, averagePrice: nil, quantity: Quantity(lots: 1), filledQuantity: nil,
          liquidated: .short))
    }
    #expect(market.text("liq_short_usd_30s") == "\(Limits.liquidations)" + String(repeating: "0", count: 15))
    #expect(market.engine[market.slot].liquidationsDropped == 14)
  }

  @Test("full: the oldest leaves every window that still holds it")
  func dropsTheOldest() {
    var sums = LiquidationSums(capacity: 4, windowSeconds: [10, 30])
    for (second, usd) in [(1, 1), (15, 2), (16, 4), (17, 8), (18, 16)] as [(Int64, Int128)] {
      sums.advance(to: second * 1_000)
      sums.add(usd, .long, at: second * 1_000)
    }
    #expect(sums.dropped == 1 && sums[.long, seconds: 10].usd == 30 && sums[.long, seconds: 30].usd == 30)
    sums.add(32, .short, at: 2_000)
    #expect(sums.dropped == 2 && sums[.long, seconds: 10].usd == 28 && sums[.long, seconds: 30].usd == 28)
    #expect(sums[.short, seconds: 10].count == 0 && sums[.short, seconds: 30].usd == 32)
    sums.advance(to: 27_000)
    #expect(sums[.long, seconds: 10].usd == 16 && sums[.long, seconds: 30].usd == 28)
    sums.advance(to: 48_000)
    #expect(sums[.long, seconds: 30].usd == 0 && sums[.long, seconds: 30].count == 0)
  }

  @Test("spot has none; an inverse contract of unknown size has no USD, but a Hawkes ratio (I42)")
  func knowsWhereItDoesNotExist() {
    let names = ["liq_long_usd_30s", "cascade_long", "cascade_short_exhaustion", "hawkes_ratio_long"]
    var spot = OneInstrument(grid: .cents, traits: InstrumentTraits(isDerivative: false))
    spot.liquidate(.long, cents: 100, at: 1_000)
    for name in names + ["funding_8h", "basis_bps", "open_interest", "open_interest_change_1h_pct"] {
      #expect(spot.read(name).value.isNone && spot.read(name).flag == .invalid, "\(name)")
    }
    var inverse = OneInstrument(grid: .cents, traits: InstrumentTraits(contracts: .inverseUnknown))
    inverse.liquidate(.long, cents: 100, at: 1_000)
    for name in names.dropLast() {
      #expect(inverse.read(name).value.isNone && inverse.read(name).flag == .invalid, "\(name)")
    }
    #expect(inverse.number("hawkes_ratio_long") ?? 0 > 1)
    #expect(inverse.engine[inverse.slot].liquidationsUnvalued == 0)
  }

  @Test("inverse: contracts × size")
  func valuesContracts() {
    let size = Decimal64(mantissa: 100, decimals: 0)
    var market = OneInstrument(grid: .cents, traits: InstrumentTraits(contracts: .inverse(sizeUSD: size)))
    market.liquidate(.short, cents: 5_000_000, at: 1_000)
    #expect(market.text("liq_short_usd_30s") == "100" && market.text("liq_long_usd_30s") == "0")
  }
}
