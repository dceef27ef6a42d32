/// Closed minutes before the live part, ending at its first price.
enum PriceHistory {
  /// Half the range of a calm minute beyond its body, and the standard deviation of its body, as shares of price.
  private static let wickShare = 0.00008
  private static let bodyShare = 0.00012

  static func candles(
    minutes: Int, untilMilliseconds end: Int64, priceTicks: Int64, nextTradeID: Int64, random: inout RandomSource
  ) -> [Candle] {
    var candles: [Candle] = []
    var close = priceTicks
    var tradeID = nextTradeID
    for minute in 1...max(1, minutes) where minutes > 0 {
      let start = end - Int64(minute) * Candle.milliseconds
      var candle = Candle(startMilliseconds: start, priceTicks: close)
      fill(&candle, endingBefore: tradeID, random: &random)
      (close, tradeID) = (candle.openTicks, candle.firstTradeID)
      candles.append(candle)
    }
    return candles.reversed()
  }

  /// Given its close, draws the rest of a minute backwards: the open is the close of the minute before.
  private static func fill(_ candle: inout Candle, endingBefore tradeID: Int64, random: inout RandomSource) {
    let scale = Double(candle.closeTicks)
    candle.openTicks += Int64(random.normal() * bodyShare * scale)
    let body = (low: min(candle.openTicks, candle.closeTicks), high: max(candle.openTicks, candle.closeTicks))
    candle.highTicks = body.high + Int64(random.double(0...2) * wickShare * scale)
    candle.lowTicks = body.low - Int64(random.double(0...2) * wickShare * scale)
    candle.lots = random.logNormalLots(median: 60_000, octaves: 0.7)
    candle.value = candle.lots * ((candle.openTicks + candle.closeTicks) / 2)
    let tilt = Double(candle.closeTicks - candle.openTicks) / (scale * bodyShare * 12)
    let buyShare = min(max(0.5 + tilt, 0.2), 0.8)
    candle.takerBuyLots = Int64(Double(candle.lots) * buyShare)
    candle.takerBuyValue = candle.takerBuyLots * ((candle.openTicks + candle.closeTicks) / 2)
    candle.trades = random.integer(400...900)
    candle.firstTradeID = tradeID - candle.trades
    candle.lastTradeID = tradeID - 1
  }
}
