import Engine
import Foundation
import Market
import NaiveTwins
import Testing

/// Which trades and candles make 1-m and 5-m bars (B-53, B-64, SEMANTICS.md I34).
@Suite struct MinuteBarsTests {
  /// A whole hour.
  private static let start: Int64 = 1_699_999_200_000

  private static func candle(
    _ minute: Int64, _ price: Int64, high: Int64? = nil, intervalMinutes: Int32 = 1, isClosed: Bool = true
  ) -> Kline {
    func decimal(_ value: Int64) -> Decimal64 { Decimal64(mantissa: value, decimals: 0) }
    return Kline(
      startMilliseconds: start + minute * 60_000, intervalMinutes: intervalMinutes, isClosed: isClosed,
      open: decimal(price), high: decimal(high ?? price), low: decimal(price), close: decimal(price),
      baseVolume: decimal(1), quoteVolume: decimal(1_000))
  }

  private static func feed(_ bars: inout MinuteBars, _ minute: Int64, _ price: Double, _ offset: Int64 = 30_000) -> Bool
  {
    bars.advance(to: start + minute * 60_000 + offset)
    return bars.add(milliseconds: start + minute * 60_000 + offset, price: price, usd: price)
  }

  private static func take(_ bars: inout MinuteBars, _ kline: Kline) {
    let end = kline.startMilliseconds + Int64(kline.intervalMinutes) * 60_000
    bars.advance(to: end)
    bars.add(kline, .linear, now: end)
  }

  @Test("the partial first bar is dropped, and the 15 after it give the first average")
  func warmsUp() {
    var bars = MinuteBars()
    for minute in 0...15 as ClosedRange<Int64> {
      #expect(bars.atr1m == nil)
      #expect(Self.feed(&bars, minute, minute == 0 ? 1_000 : 100 + Double(minute)) == true)
    }
    bars.advance(to: Self.start + 16 * 60_000 + 1_999)
    #expect(bars.atr1m == nil)
    bars.advance(to: Self.start + 16 * 60_000 + 2_000)
    #expect(bars.atr1m == 1)
  }

  @Test("a late trade enters for 2 s after the bar's end, and no longer")
  func waitsForLateTrades() {
    var bars = MinuteBars()
    #expect(Self.feed(&bars, 0, 100) == true && Self.feed(&bars, 1, 100) == true)
    bars.advance(to: Self.start + 121_999)
    #expect(bars.add(milliseconds: Self.start + 119_999, price: 130, usd: 1) == true)
    bars.advance(to: Self.start + 122_000)
    #expect(bars.last?.high == 130 && bars.last?.close == 130)
    #expect(bars.add(milliseconds: Self.start + 119_999, price: 150, usd: 1) == false)
    #expect(bars.last?.high == 130)
  }

  @Test("a closed candle takes the place of the open bar at once, and later trades of it are late")
  func takesCandles() {
    var bars = MinuteBars()
    #expect(Self.feed(&bars, 0, 100) == true && Self.feed(&bars, 1, 100) == true)
    Self.take(&bars, Self.candle(1, 110, high: 115))
    #expect(bars.last?.high == 115 && bars.last?.close == 110)
    #expect(bars.add(milliseconds: Self.start + 119_000, price: 500, usd: 1) == false)
    bars.advance(to: Self.start + 182_000)
    #expect(bars.last?.high == 110 && bars.last?.low == 110, "flat at the candle's close")
  }

  @Test("a candle replaces the last final bar and the averages that it made, of 1 m and of 5 m")
  func recomputes() throws {
    let plain = try #require(Self.hours(lastHigh: 100))
    let changed = try #require(Self.hours(lastHigh: 140))
    #expect(plain.atr1m < changed.atr1m && plain.atr5m < changed.atr5m)
    let replaced = try #require(Self.hours(lastHigh: 100, replacedBy: 140))
    #expect(replaced.atr1m == changed.atr1m && replaced.atr5m == changed.atr5m)
  }

  private struct Averages {
    var atr1m: Double
    var atr5m: Double
  }

  private static func hours(lastHigh: Int64, replacedBy: Int64? = nil) -> Averages? {
    var bars = MinuteBars()
    for minute in 0..<75 as Range<Int64> {
      take(&bars, candle(minute, 100, high: minute == 74 ? lastHigh : 100 + minute % 3))
    }
    if let replacedBy { take(&bars, candle(74, 100, high: replacedBy)) }
    guard let atr1m = bars.atr1m, let atr5m = bars.atr5m else { return nil }
    return Averages(atr1m: atr1m, atr5m: atr5m)
  }

  @Test("older candles, forming ones and those of the future are ignored")
  func ignoresOtherCandles() {
    var bars = MinuteBars()
    for minute in 0..<20 as Range<Int64> { Self.take(&bars, Self.candle(minute, 100, high: 101)) }
    let before = bars.atr1m
    Self.take(&bars, Self.candle(5, 100, high: 900))
    bars.add(Self.candle(20, 100, high: 900, isClosed: false), .linear, now: Self.start + 20 * 60_000)
    bars.add(Self.candle(22, 100, high: 900), .linear, now: Self.start + 20 * 60_000)
    #expect(bars.atr1m == before && before == 1)
  }

  @Test("missing history restarts the series; candles that follow on continue it")
  func restartsAfterAHole() {
    var bars = MinuteBars()
    for minute in 0..<20 as Range<Int64> { Self.take(&bars, Self.candle(minute, 100, high: 101)) }
    #expect(bars.atr1m == 1)
    Self.take(&bars, Self.candle(21, 100, high: 101))
    #expect(bars.atr1m == nil)
    for minute in 22..<36 as Range<Int64> { Self.take(&bars, Self.candle(minute, 100, high: 103)) }
    #expect(bars.atr1m == 3)
  }

  @Test("trades go on where candles end, without a restart")
  func goesOnAfterCandles() {
    var bars = MinuteBars()
    for minute in 0..<15 as Range<Int64> { Self.take(&bars, Self.candle(minute, 100, high: 114)) }
    #expect(Self.feed(&bars, 15, 100) == true)
    Self.take(&bars, Self.candle(15, 100, high: 100))
    #expect(bars.atr1m == 13)
    #expect(Self.feed(&bars, 16, 100) == true)
    bars.advance(to: Self.start + 17 * 60_000 + 2_000)
    #expect(bars.atr1m == (13.0 * 13) / 14)
  }

  @Test("own 5-m bars need five minutes of one key; the venue's are taken as they are")
  func buildsFiveMinuteBars() {
    var bars = MinuteBars()
    for key in 0..<15 as Range<Int64> {
      #expect(bars.atr5m == nil)
      Self.take(&bars, Self.candle(key * 5, 100, high: 104, intervalMinutes: 5))
    }
    #expect(bars.atr5m == 4 && bars.atr1m == nil)
    for minute in 75..<80 as Range<Int64> { Self.take(&bars, Self.candle(minute, 100, high: 118)) }
    #expect(bars.atr5m == 5)
    for minute in 81..<85 as Range<Int64> { Self.take(&bars, Self.candle(minute, 100, high: 118)) }
    #expect(bars.atr5m == 5, "a minute is missing: no bar")
    for minute in 85..<90 as Range<Int64> { Self.take(&bars, Self.candle(minute, 100, high: 118)) }
    #expect(bars.atr5m == nil, "and the series began anew")
  }

  @Test("a silence of years closes its bars in a moment, and leaves averages of nothing")
  func survivesSilences() throws {
    var bars = MinuteBars()
    for minute in 0..<90 as Range<Int64> { #expect(Self.feed(&bars, minute, 100 + Double(minute % 7)) == true) }
    let began = ContinuousClock.now
    bars.advance(to: Self.start + 40 * 365 * 86_400_000)
    #expect(ContinuousClock.now - began < .seconds(1))
    let (atr1m, atr5m) = (bars.atr1m, bars.atr5m)
    #expect(try #require(atr1m) < 1e-40 && (try #require(atr5m)) < 1e-40)
    #expect(Self.feed(&bars, 40 * 365 * 1_440 + 2, 107) == true)
    bars.advance(to: Self.start + (40 * 365 * 1_440 + 3) * 60_000 + 2_000)
    let value = bars.atr1m
    let after = try #require(value)
    #expect(after > 0.05 && after < 0.5 && bars.last?.close == 107)
  }
}
