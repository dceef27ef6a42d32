import Engine
import Market
import Testing

/// What is sampled once a second is kept in the units of the wire, so a finer grid changes nothing.
@Suite struct SeriesRegridTests {
  private static let finer = Grid(tickMantissa: 1, tickDecimals: 3, lotMantissa: 1, lotDecimals: 5)
  private static let finerLots = Grid(tickMantissa: 5, tickDecimals: 1, lotMantissa: 1, lotDecimals: 5)
  private static let names = [
    "delta_momentum", "volume_burst", "kyle_lambda", "rv_10s", "rv_30m", "panic_index", "panic_dir", "absorption_3s",
    "absorption_10s", "absorption_30s",
  ]

  private func expectSame(
    _ left: borrowing SeriesMarket, _ right: borrowing SeriesMarket, _ names: some Sequence<String>, _ event: Int
  ) throws {
    for name in names {
      let (value, expected) = (left.market.number(name), right.market.number(name))
      try #require(isClose(value, expected, 1e-9), "\(name), event \(event)")
      try #require(left.market.read(name).flag == right.market.read(name).flag, "\(name), event \(event)")
    }
  }

  @Test("refined on the way, all is as on the coarse grid; a tick is the unit of absorption alone")
  func equalsTheCoarseGrid() throws {
    var coarse = SeriesMarket()
    var refined = SeriesMarket()
    var lots = SeriesMarket()
    for (number, event) in SeriesTape(seed: 81).prefix(6_000).enumerated() {
      if number == 2_500 {
        try refined.refine(Self.finer)
        try lots.refine(Self.finerLots)
      }
      coarse.take(event)
      refined.take(event)
      lots.take(event)
      guard number.isMultiple(of: 50) else { continue }
      try expectSame(refined, coarse, Self.names.dropLast(number < 2_500 ? 0 : 3), number)
      try expectSame(lots, coarse, Self.names, number)
    }
    #expect(coarse.twin.seconds.count > 600)
  }

  @Test("what absorption has learnt does not depend on the tick: refined on the way or twice, it goes on the same")
  func absorptionGoesOn() throws {
    var early = SeriesMarket()
    var late = SeriesMarket()
    for (number, event) in SeriesTape(seed: 82).prefix(6_000).enumerated() {
      if number == 1 { try early.refine(Self.finer) }
      if number == 2_500 { try late.refine(Self.finerLots) }
      if number == 3_100 { try late.refine(Self.finer) }
      early.take(event)
      late.take(event)
      guard number.isMultiple(of: 50), number >= 3_100 else { continue }
      try expectSame(late, early, Self.names, number)
    }
  }

  @Test("hostile prices and quantities, with a refinement amid them, do not overflow")
  func survivesHostileValues() {
    let (most, start) = (GridRefinement.magnitudeMax, 1_700_000_000_000 as Int64)
    var market = OneInstrument(grid: .whole)
    for number in 0..<400 as Range<Int64> {
      let ticks = number.isMultiple(of: 2) ? 1 : most - 2
      _ = market.load(BookDiff(bids: [(ticks, most)], asks: [(ticks + 1, most)]), at: start + number * 400)
      _ = market.trade(most, number.isMultiple(of: 3) ? .buy : .sell, price: ticks, at: start + number * 400)
    }
    #expect(market.engine[market.slot].samplesRefused > 0)
    // A finer grid is refused while a window holds quantities that would not fit: the longest has 4 h.
    let later = start + 15_000_000
    #expect(market.load(BookDiff(bids: [(1, 1)], asks: [(2, 1)]), at: later) == nil)
    #expect(market.trade(1, .buy, price: 1, at: later) == true)
    let finer = Grid(tickMantissa: 1, tickDecimals: 9, lotMantissa: 1, lotDecimals: 9)
    #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == true)
    market.begin(at: later + 50_000)
    for name in Self.names {
      #expect(market.number(name)?.isFinite ?? true, "\(name)")
    }
  }
}
