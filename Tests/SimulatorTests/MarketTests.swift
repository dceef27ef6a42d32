import Simulator
import Testing

/// The parts of the market behind the frames.
struct MarketTests {
  private func calmMarket() -> SimulatedMarket {
    let options = GeneratorOptions(venue: .binanceUSDM, seed: 1, seconds: 20, scene: .calm)
    let story = Story(options: options, priceTicks: 650_000, random: RandomSource(seed: 1))
    return SimulatedMarket(story: story, startMilliseconds: 0, random: RandomSource(seed: 2))
  }

  @Test func aTradeTakesFromTheBestLevel() {
    var market = calmMarket()
    let before = market.book.asks.best
    #expect(market.take(isBuy: true, lots: 7) == 7)
    #expect(market.book.asks.best.lots == before.lots - 7)
    #expect(market.fills.map(\.ticks) == [market.book.asks.bestTicks])
    #expect(market.quotes.last?.askLots == before.lots - 7)
    #expect(market.quotes.last?.updateID == market.book.updateID)
  }

  /// What would empty a level is refused, and a thin best level is quoted anew at once.
  @Test func aTradeNeverEmptiesTheBestLevel() {
    var market = calmMarket()
    let before = market.book.bids.best
    #expect(market.take(isBuy: false, lots: 1_000_000) == before.lots - 1)
    #expect(market.book.bids.best.rank == before.rank)
    #expect(market.book.bids.best.lots >= LevelSizes.thinTouchLots)
  }

  @Test func quotesFollowBothWaysWithoutCrossing() {
    var market = calmMarket()
    for ticks in [650_000, 650_700, 649_100, 652_000, 648_000] as [Int64] {
      market.requote(bidTicks: ticks, spreadTicks: 1)
      #expect(market.book.bids.bestTicks == ticks)
      #expect(market.book.asks.bestTicks == ticks + 1)
      #expect(market.book.bids.count > 900 && market.book.asks.count > 900)
    }
  }

  /// The mean rate is that of a calm market, and seconds differ more than those of independent arrivals would.
  @Test func ordersArriveInClusters() {
    var arrivals = TradeArrivals()
    var random = RandomSource(seed: 3)
    let seconds = 400
    let counts = (0..<seconds).map { _ in
      (0..<1_000).reduce(0) { sum, _ in sum + arrivals.next(activity: 1, random: &random) }
    }
    let mean = Double(counts.reduce(0, +)) / Double(seconds)
    let variance = counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(seconds)
    #expect((7...9).contains(mean))
    #expect(variance > 2 * mean)
  }

  @Test func differenceOfViewsRebuildsTheNewOne() {
    let old: [(ticks: Int64, lots: Int64)] = [(10, 5), (9, 4), (7, 3), (4, 2)]
    let new: [(ticks: Int64, lots: Int64)] = [(11, 1), (9, 6), (7, 3), (5, 8)]
    let changes = BookDifference.levels(from: old, to: new, sign: 1)
    #expect(changes.map(\.ticks) == [11, 10, 9, 5, 4])
    #expect(changes.map(\.lots) == [1, 0, 6, 8, 0])
  }

  @Test func decimalsAreExact() {
    var text = FrameText()
    for (units, places) in [(650_001, 1), (7, 3), (-1_206, 3), (0, 2), (42, 0)] as [(Int64, Int)] {
      text.decimal(units, places: places)
      text.text(" ")
    }
    #expect(text.string == "65000.1 0.007 -1.206 0.00 42 ")
  }
}
