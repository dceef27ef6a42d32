import Simulator
import Testing

/// Which streams a capture has, and that history joins the live market.
struct StreamTests {
  @Test func binanceStreams() {
    let replay = CaptureReplay(GeneratorOptions(venue: .binanceUSDM, seed: 3, seconds: 60, scene: .panic))
    let count = replay.countByStream
    #expect(count[""] == 1, "one acknowledgement")
    #expect(count["snapshot"] == 1)
    #expect(count["btcusdt@markPrice@1s"] == 60)
    #expect(count["btcusdt@kline_1m"] == 31, "every two seconds, and the closing one")
    #expect(count["btcusdt@ticker"] == 30)
    let forced = count["btcusdt@forceOrder"] ?? 0
    #expect((5...60).contains(forced), "a cascade, at most one a second")
    #expect(count["btcusdt@bookTicker"] ?? 0 > 1_000)
  }

  @Test func bybitStreams() {
    let replay = CaptureReplay(GeneratorOptions(venue: .bybitLinear, seed: 3, seconds: 60, scene: .panic))
    let count = replay.countByStream
    #expect(count[""] == 1)
    #expect(count["kline.1.BTCUSDT"] == 31)
    #expect(count["tickers.BTCUSDT"] ?? 0 > 100)
    #expect(count["allLiquidation.BTCUSDT"] ?? 0 >= 5)
    #expect(count["publicTrade.BTCUSDT"] ?? 0 > 500)
  }

  /// Closed minutes follow each other, each opens where the one before closed, and the live minute goes on from there.
  @Test(arguments: [SimulatedVenue.binanceUSDM, .bybitLinear])
  func historyIsContinuous(venue: SimulatedVenue) {
    let options = GeneratorOptions(venue: venue, seed: 5, seconds: 60, scene: .calm, warmupMinutes: 90)
    let candles = closedCandles(options)
    #expect(candles.count == 91)
    #expect(candles.first?.start == options.startMilliseconds - 90 * 60_000)
    for (before, after) in zip(candles, candles.dropFirst()) { #expect(after.start == before.start + 60_000) }
    for (before, after) in zip(candles.dropLast(), candles.dropLast().dropFirst()) {
      #expect(after.open == before.close)
    }
    if let live = candles.last, let past = candles.dropLast().last {
      #expect(abs(live.open - past.close) <= 50, "the first trades are near the last close, in ticks")
    }
  }

  private struct ClosedCandle {
    var start: Int64
    var open: Int64
    var close: Int64
  }

  private func closedCandles(_ options: GeneratorOptions) -> [ClosedCandle] {
    var generator = MarketGenerator(options)
    var bytes: [UInt8] = []
    while generator.next(into: &bytes) {}
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { bytes in
      guard let line = CaptureLine(bytes) else { return nil }
      if let candle = line.data["k"] as? [String: Any], candle["x"] as? Bool == true {
        return closedCandle(candle.integer("t"), candle.text("o"), candle.text("c"))
      }
      guard line.stream.hasPrefix("kline."), let row = (line.frame["data"] as? [[String: Any]])?.first,
        row["confirm"] as? Bool == true
      else { return nil }
      return closedCandle(row.integer("start"), row.text("open"), row.text("close"))
    }
  }

  private func closedCandle(_ start: Int64, _ open: String, _ close: String) -> ClosedCandle? {
    guard let open = units(open, places: 1), let close = units(close, places: 1) else { return nil }
    return ClosedCandle(start: start, open: open, close: close)
  }
}
