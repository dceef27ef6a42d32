/// Fills of one price and taker side within 100 ms, which Binance reports as one aggregate trade.
struct TradeBatch {
  static let milliseconds: Int64 = 100

  private(set) var first: Fill
  private(set) var lastTradeID: Int64
  private(set) var lots: Int64

  init(_ fill: Fill) {
    first = fill
    lastTradeID = fill.tradeID
    lots = fill.lots
  }

  /// Adds a fill if it belongs here.
  mutating func add(_ fill: Fill) -> Bool {
    guard fill.ticks == first.ticks, fill.isBuy == first.isBuy, !isOver(at: fill.milliseconds) else { return false }
    lastTradeID = fill.tradeID
    lots += fill.lots
    return true
  }

  func isOver(at milliseconds: Int64) -> Bool { milliseconds - first.milliseconds >= Self.milliseconds }
}
