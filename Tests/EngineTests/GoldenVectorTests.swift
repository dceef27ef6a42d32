import Engine
import Market
import Testing

/// The engine against the oracle's worked examples (SYSTEMS.md E-02, E-05, E-06, E-11).
@Suite(.enabled(if: GoldenVectors.areHere, Comment(rawValue: GoldenVectors.skipMessage)))
struct GoldenVectorTests {
  private static let tolerance = 1e-12

  private func isNear(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) <= Self.tolerance * max(1, abs(expected)) } ?? false
  }

  @Test("delta and cvd follow the aggressor: buyer is maker means sold (E-02)")
  func followsTheAggressor() throws {
    let golden = try GoldenVectors.examples()
    var market = OneInstrument(grid: .whole)
    for (index, isBuyerMaker) in golden.aggressors.m.enumerated() {
      let time = 1_700_000_000_000 + Int64(index) * 2_000
      #expect(market.trade(golden.tape.qty[index], isBuyerMaker ? .sell : .buy, at: time) == true)
      #expect(market.number("delta_1s") == golden.aggressors.delta[index])
      #expect(market.number("cvd_total") == golden.aggressors.cvd[index])
      #expect(market.number("cvd") == golden.aggressors.cvd[index])
    }
    #expect(
      isNear(market.number("delta_ratio_5s"), golden.aggressors.ratioOfLastThree), "the last 5 s hold three trades")
  }

  @Test("imbalance of one level, of all, and weighted (E-05)")
  func weighsTheBook() throws {
    let golden = try GoldenVectors.examples()
    var market = OneInstrument(grid: .whole)
    #expect(market.load(BookDiff(bids: [(100, 10), (99, 5)], asks: [(101, 5), (102, 5)])) == nil)
    #expect(isNear(market.number("obi_1"), golden.imbalance.one))
    #expect(isNear(market.number("obi_5"), golden.imbalance.two))
    #expect(isNear(market.number("obi_5_weighted"), golden.imbalance.weightedTwo))
  }

  @Test("weighted mid leans to the thinner side (E-11)")
  func weighsTheMid() throws {
    let golden = try GoldenVectors.examples()
    var market = OneInstrument(grid: .whole)
    #expect(market.load(BookDiff(bids: [(100, 10)], asks: [(101, 5)])) == nil)
    #expect(isNear(market.number("weighted_mid"), golden.weightedMid))
  }

  /// The example has five levels a side; a wall needs more than five (I24), so a sixth stands at the neighbours' mean
  /// and leaves it as it is. Quantities in hundredths, prices in halves.
  @Test("a level of ten times its neighbours is a wall, and its distance is measured from mid (E-06)")
  func findsWalls() throws {
    let golden = try GoldenVectors.examples()
    var market = OneInstrument(grid: Grid(tickMantissa: 5, tickDecimals: 1, lotMantissa: 1, lotDecimals: 2))
    let bids: [(Int64, Int64)] = [(200, 1_000), (199, 1_200), (198, 10_000), (197, 800), (196, 700), (195, 925)]
    let asks: [(Int64, Int64)] = [(202, 600), (203, 800), (204, 9_000), (205, 900), (206, 1_100), (207, 850)]
    #expect(market.load(BookDiff(bids: bids, asks: asks), at: 1_000) == nil)
    #expect(market.number("buy_wall_price") == nil)
    #expect(market.apply(BookDiff(), at: 1_500) == nil)
    #expect(market.number("buy_wall_price") == 99 && market.number("buy_wall_quantity") == 100)
    #expect(market.number("sell_wall_price") == 102 && market.number("sell_wall_quantity") == 90)
    #expect(isNear(market.number("dist_to_buy_wall"), golden.wall.buyDistance))
    #expect(isNear(market.number("dist_to_sell_wall"), golden.wall.sellDistance))
    #expect(golden.wall.ratio > 10 && golden.wall.askRatio > 10)
  }
}

/// The same section's numbers that stand in its text alone.
@Suite struct WorkedExampleTests {
  private func imbalance(bids: [(Int64, Int64)], asks: [(Int64, Int64)], _ name: String) -> Double? {
    var market = OneInstrument(grid: .whole)
    #expect(market.load(BookDiff(bids: bids, asks: asks)) == nil)
    return market.number(name)
  }

  @Test("imbalance of other books (E-05)")
  func weighsOtherBooks() throws {
    let even = [(100, 8), (99, 8)] as [(Int64, Int64)]
    #expect(imbalance(bids: even, asks: [(101, 8), (102, 12)], "obi_1") == 0)
    let two = try #require(imbalance(bids: even, asks: [(101, 8), (102, 12)], "obi_5"))
    #expect(abs(two + 1.0 / 9) < 1e-12)
    let third = try #require(imbalance(bids: [(100, 20), (99, 20)], asks: [(101, 10), (102, 10)], "obi_20"))
    #expect(abs(third - 1.0 / 3) < 1e-12)
  }

  @Test("an empty side has no imbalance, where the original says 0 (I10)")
  func hasNoImbalanceOfOneSide() {
    #expect(imbalance(bids: [(100, 8)], asks: [], "obi_1") == nil)
    #expect(imbalance(bids: [], asks: [], "obi_5_weighted") == nil)
  }

  @Test("swapping the sides' quantities mirrors the weighted mid around mid (E-11)")
  func mirrorsTheWeightedMid() throws {
    var heavy = OneInstrument(grid: .whole)
    var light = OneInstrument(grid: .whole)
    #expect(heavy.load(BookDiff(bids: [(100, 10)], asks: [(101, 5)])) == nil)
    #expect(light.load(BookDiff(bids: [(100, 5)], asks: [(101, 10)])) == nil)
    let (up, down) = (heavy.number("weighted_mid"), light.number("weighted_mid"))
    #expect(abs((try #require(up) - 100.5) + (try #require(down) - 100.5)) < 1e-12)
  }

  @Test("a flat book of three levels has no wall (E-06)")
  func findsNoWallInAFlatBook() {
    var market = OneInstrument(grid: .whole)
    let flat = BookDiff(bids: [(100, 5), (99, 5), (98, 5)], asks: [(101, 5), (102, 5), (103, 5)])
    #expect(market.load(flat, at: 1_000) == nil)
    #expect(market.apply(BookDiff(), at: 5_000) == nil)
    #expect(market.number("buy_wall_price") == nil && market.number("sell_wall_price") == nil)
  }
}
