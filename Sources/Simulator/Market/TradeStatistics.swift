/// What venues publish about past trades: the minute's candle and the 24-hour window.
///
/// The window's start stays where it was when the capture began, so its volume only grows; captures are short against
/// a day.
struct TradeStatistics {
  private(set) var candle: Candle
  private(set) var openTicks: Int64
  private(set) var highTicks: Int64
  private(set) var lowTicks: Int64
  private(set) var lastTicks: Int64
  private(set) var lastLots: Int64 = 1
  private(set) var lots: Int64
  private(set) var value: Int64
  private(set) var trades: Int64
  private(set) var firstTradeID: Int64
  private(set) var lastTradeID: Int64

  /// A day that ended at this price, within some per cent of it.
  init(priceTicks: Int64, startMilliseconds: Int64, nextTradeID: Int64, random: inout RandomSource) {
    candle = Candle(startMilliseconds: startMilliseconds, priceTicks: priceTicks)
    openTicks = priceTicks + Int64(random.double(-0.01...0.01) * Double(priceTicks))
    highTicks = max(openTicks, priceTicks) + Int64(random.double(0.002...0.012) * Double(priceTicks))
    lowTicks = min(openTicks, priceTicks) - Int64(random.double(0.002...0.012) * Double(priceTicks))
    lastTicks = priceTicks
    lots = random.integer(90_000_000...160_000_000)
    value = lots * ((highTicks + lowTicks) / 2)
    trades = random.integer(2_000_000...4_000_000)
    firstTradeID = nextTradeID - trades
    lastTradeID = nextTradeID - 1
  }

  mutating func add(_ fill: Fill) {
    candle.add(fill)
    (lastTicks, lastLots, lastTradeID) = (fill.ticks, fill.lots, fill.tradeID)
    highTicks = max(highTicks, fill.ticks)
    lowTicks = min(lowTicks, fill.ticks)
    lots += fill.lots
    value += fill.ticks * fill.lots
    trades += 1
  }

  /// A past minute as a whole.
  mutating func add(_ past: Candle) {
    lastTicks = past.closeTicks
    highTicks = max(highTicks, past.highTicks)
    lowTicks = min(lowTicks, past.lowTicks)
    lots += past.lots
    value += past.value
    trades += past.trades
    lastTradeID = past.lastTradeID
    candle = Candle(startMilliseconds: past.startMilliseconds + Candle.milliseconds, priceTicks: past.closeTicks)
  }

  /// Begins the next minute; returns the one that is over.
  mutating func closeMinute() -> Candle {
    let closed = candle
    candle = Candle(startMilliseconds: closed.startMilliseconds + Candle.milliseconds, priceTicks: closed.closeTicks)
    return closed
  }

  var changeTicks: Int64 { lastTicks - openTicks }
  var averageTicks: Int64 { value / lots }
}
