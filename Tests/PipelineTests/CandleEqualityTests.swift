import Engine
import Market
import Pipeline
import TestMarkets
import Testing
import Venues

/// Own 1-m bars against the venue's candles of the same trades (SYSTEMS.md E-34).
@Suite struct CandleEqualityTests {
  /// Bars of one symbol built from the trades of a session alone, and the candles that came.
  private struct Comparison: ~Copyable {
    var bars = MinuteBars()
    var candles: [Kline] = []
    var built: [Int64: Bar] = [:]
    /// Minutes that begin with a trade in their very first millisecond.
    var onTheMinute: Set<Int64> = []

    mutating func take(_ trade: Trade, _ grid: Grid) {
      advance(to: trade.milliseconds)
      if trade.milliseconds % 60_000 == 0 { onTheMinute.insert(trade.milliseconds / 60_000) }
      guard let price = Double(grid.price(ticks: trade.price.ticks).text),
        let quantity = Double(grid.quantity(lots: Int128(trade.quantity.lots)).text)
      else { return }
      _ = bars.add(milliseconds: trade.milliseconds, price: price, usd: price * quantity)
    }

    /// Remembers a bar when it becomes final.
    mutating func advance(to now: Int64) {
      bars.advance(to: now)
      guard let bar = bars.last else { return }
      built[(now - 2_000) / 60_000 - 1] = bar
    }
  }

  private static func take(
    _ session: borrowing Session, symbol: String, _ comparison: inout Comparison
  ) {
    guard session.lastReason == .none else { return }
    switch session.decoder.kind {
    case .trades:
      for index in 0..<session.decoder.tradeCount {
        let (slot, trade) = session.decoder.trade(index)
        guard session.symbols[Int(slot.index)] == symbol else { continue }
        comparison.take(trade, session.engine[slot].grid)
      }
    case .records:
      for index in 0..<session.decoder.recordCount {
        let record = session.decoder.record(index)
        guard case .kline(let kline) = record.content else { continue }
        if session.symbols[Int(record.slot.index)] == symbol { comparison.candles.append(kline) }
      }
    case .none, .depth, .bookTicker: break
    }
  }

  /// Of Bybit, because an aggregate trade of Binance may join fills of two minutes. The generator closes a candle after
  /// the fills of the minute's first millisecond: such minutes are left out.
  @Test("a generated market's closed candles are the bars of its trades, to the last digit")
  func equalsGeneratedCandles() throws {
    let market = GeneratedMarket(.bybitLinear, seed: 7, seconds: 400, scene: .mixed, warmupMinutes: 1)
    var session = try market.session()
    session.beginFile()
    var comparison = Comparison()
    for index in market.frames.indices {
      market.feed(&session, index)
      Self.take(session, symbol: session.symbols.first ?? "", &comparison)
    }
    var compared = 0
    for candle in comparison.candles where candle.isClosed {
      let minute = candle.startMilliseconds / 60_000
      guard comparison.onTheMinute.isDisjoint(with: [minute, minute + 1]), let bar = comparison.built[minute] else {
        continue
      }
      #expect(bar.open == candle.open.double && bar.close == candle.close.double)
      #expect(bar.high == candle.high.double && bar.low == candle.low.double)
      #expect(abs((bar.usd ?? 0) - (candle.quoteVolume?.double ?? 0)) <= 1e-9 * (bar.usd ?? 0))
      compared += 1
    }
    #expect(compared >= 3)
  }

  /// The capture holds no whole minute: its last forming candle is compared with the trades up to that candle. Bybit
  /// opens a candle at the close before it, so that its extremes include that price.
  @Test(
    "the forming candle of a recorded Bybit minute is the bar of its trades so far",
    .enabled(if: Captures.areHere, Captures.skipMessage))
  func equalsARecordedCandle() throws {
    var recorded = try session(.bybitLinear)
    var comparison = Comparison()
    let path = Captures.path("bybit-linear/orderbook200+trade+tickers+kline/bybit_linear_20260809.jsonl.gz")
    var candle: Kline?
    var atCandle: Bar?
    _ = try recorded.replay([path]) { session, _ in
      let known = comparison.candles.count
      Self.take(session, symbol: "BTCUSDT", &comparison)
      guard comparison.candles.count > known, let last = comparison.candles.last, !last.isClosed else { return }
      candle = last
    }
    let forming = try #require(candle)
    comparison.advance(to: forming.startMilliseconds + 62_000)
    atCandle = comparison.built[forming.startMilliseconds / 60_000]
    let bar = try #require(atCandle)
    let open = forming.open.double
    #expect(bar.close == forming.close.double)
    #expect(max(bar.high, open) == forming.high.double && min(bar.low, open) == forming.low.double)
    let turnover = try #require(forming.quoteVolume).double
    #expect(abs((bar.usd ?? 0) - turnover) <= 1e-9 * turnover)
  }
}
