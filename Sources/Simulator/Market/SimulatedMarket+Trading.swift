/// Takers: market orders against the best level, and liquidations.
extension SimulatedMarket {
  private static let medianOrderLots = 12.0
  private static let orderOctaves = 2.4
  private static let maxOrderLots: Int64 = 20_000
  /// How far the script's slope turns the sides of market orders, and the most it does.
  private static let biasPerTickPerSecond = 0.025
  private static let maxBias = 0.35
  /// What an order may take of a wall that is to hold.
  private static let maxLotsOfHoldingWall: Int64 = 5

  mutating func tradeAtTouch() {
    let bias = min(max(mood.ticksPerSecond * Self.biasPerTickPerSecond, -Self.maxBias), Self.maxBias)
    let isBuy = random.chance(0.5 + bias + mood.buyPressure)
    let lots = random.logNormalLots(median: Self.medianOrderLots, octaves: Self.orderOctaves)
    take(isBuy: isBuy, lots: min(lots, Self.maxOrderLots))
  }

  /// Takes from the best level, never all of it: what would empty it stays with the makers' next quote.
  /// Returns the quantity filled.
  @discardableResult
  package mutating func take(isBuy: Bool, lots wanted: Int64) -> Int64 {
    let side: BookSide = isBuy ? .ask : .bid
    let best = book.half(side).best
    let lots = min(lotsTaken(of: best, wanted: wanted), best.lots - 1)
    guard lots > 0 else { return 0 }
    fillAtBest(side, lots: lots)
    return lots
  }

  /// Trades at the best price of a side; the level keeps at least one lot.
  mutating func fillAtBest(_ side: BookSide, lots: Int64) {
    let best = book.half(side).best
    guard lots > 0, lots < best.lots else { return }
    recordFill(ticks: best.rank * side.sign, lots: lots, isBuy: side == .ask)
    book.change(side, random: &random) { $0.resize(fromBest: 0, lots: best.lots - lots) }
    publishQuote()
    if best.lots - lots < LevelSizes.thinTouchLots { resizeTouch(side) }
  }

  private mutating func lotsTaken(of best: BookLevel, wanted: Int64) -> Int64 {
    guard best.origin == .wall else { return wanted }
    guard let end = wall?.erodedByMilliseconds else { return min(wanted, Self.maxLotsOfHoldingWall) }
    // Half of the orders come from this side at least, so the wall is nearly gone when its time is over.
    let ordersPerMillisecond = 0.006 * mood.activity
    let ordersLeft = max(1, Double(end - milliseconds) * ordersPerMillisecond)
    return max(1, Int64(Double(best.lots) / ordersLeft * random.double(0.3...1.7)))
  }

  /// Forces out a position.
  mutating func liquidate() {
    let isLong = mood.liquidatesLongs ?? (mood.ticksPerSecond < 0)
    let wanted = min(random.logNormalLots(median: 700, octaves: 1.5), Self.maxOrderLots)
    let price = isLong ? book.bids.bestTicks : book.asks.bestTicks
    let lots = take(isBuy: !isLong, lots: wanted)
    guard lots > 0 else { return }
    let margin = Int64(Double(price) * random.double(0.002...0.005))
    forcedOrders.append(
      ForcedOrder(
        milliseconds: milliseconds, isLong: isLong, lots: lots,
        bankruptcyTicks: isLong ? price - margin : price + margin, averageTicks: price))
  }
}
