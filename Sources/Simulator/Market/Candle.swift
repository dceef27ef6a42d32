/// A one-minute candle. Values are ticks times lots, that is units of 10^-4 USDT.
struct Candle {
  static let milliseconds: Int64 = 60_000

  var startMilliseconds: Int64
  var openTicks: Int64
  var highTicks: Int64
  var lowTicks: Int64
  var closeTicks: Int64
  var lots: Int64 = 0
  var value: Int64 = 0
  var takerBuyLots: Int64 = 0
  var takerBuyValue: Int64 = 0
  var trades: Int64 = 0
  /// -1 while there is no trade.
  var firstTradeID: Int64 = -1
  var lastTradeID: Int64 = -1

  /// Without trades it is flat at the price before.
  init(startMilliseconds: Int64, priceTicks: Int64) {
    self.startMilliseconds = startMilliseconds
    openTicks = priceTicks
    highTicks = priceTicks
    lowTicks = priceTicks
    closeTicks = priceTicks
  }

  var endMilliseconds: Int64 { startMilliseconds + Self.milliseconds - 1 }

  mutating func add(_ fill: Fill) {
    if trades == 0 {
      openTicks = fill.ticks
      highTicks = fill.ticks
      lowTicks = fill.ticks
      firstTradeID = fill.tradeID
    }
    highTicks = max(highTicks, fill.ticks)
    lowTicks = min(lowTicks, fill.ticks)
    closeTicks = fill.ticks
    lots += fill.lots
    value += fill.ticks * fill.lots
    if fill.isBuy {
      takerBuyLots += fill.lots
      takerBuyValue += fill.ticks * fill.lots
    }
    trades += 1
    lastTradeID = fill.tradeID
  }
}
