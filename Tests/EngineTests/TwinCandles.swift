/// 1-m and 5-m candles and what follows from them, by brute force from D8, B-09 and B-53: all final candles are kept,
/// and every value is computed from them when asked.
struct TwinCandles {
  struct Candle {
    var high: Double
    var low: Double
    var close: Double
    var usd: Double
  }

  private var open: [Int: Candle] = [:]
  private(set) var minutes: [Int: Candle] = [:]
  private(set) var fives: [Int: Candle] = [:]
  private var venueFives: Set<Int> = []
  private var finalMinute = Int.min
  private var firstTradeMinute: Int?
  private var carried = 0.0
  private var now = Int.min

  mutating func advance(to time: Int) {
    now = max(now, time)
    guard let first = firstTradeMinute else { return }
    var minute = max(first, finalMinute == .min ? first : finalMinute + 1)
    while (minute + 1) * 60_000 + 2_000 <= now {
      let candle = open[minute] ?? Candle(high: carried, low: carried, close: carried, usd: 0)
      (carried, finalMinute) = (candle.close, minute)
      if minute != first { set(candle, minute) }
      minute += 1
    }
  }

  mutating func trade(time: Int, price: Double, usd: Double) {
    let minute = time / 60_000
    guard (minute + 1) * 60_000 + 2_000 > now else { return }
    if firstTradeMinute == nil { firstTradeMinute = minute }
    guard minute > finalMinute else { return }
    var candle = open[minute] ?? Candle(high: price, low: price, close: price, usd: 0)
    candle = Candle(
      high: max(candle.high, price), low: min(candle.low, price), close: price, usd: candle.usd + usd)
    open[minute] = candle
  }

  mutating func kline(minute: Int, _ candle: Candle) {
    guard minute * 60_000 <= now, minute >= minutes.keys.max() ?? .min else { return }
    set(candle, minute)
    if minute >= finalMinute { (finalMinute, carried) = (minute, candle.close) }
  }

  mutating func fiveMinuteKline(key: Int, _ candle: Candle) {
    guard key * 300_000 <= now, key >= fives.keys.max() ?? .min else { return }
    fives[key] = candle
    venueFives.insert(key)
  }

  private mutating func set(_ candle: Candle, _ minute: Int) {
    minutes[minute] = candle
    let key = minute / 5
    let parts = (key * 5...key * 5 + 4).compactMap { minutes[$0] }
    guard minute == key * 5 + 4, parts.count == 5, !venueFives.contains(key), key >= fives.keys.max() ?? .min else {
      return
    }
    fives[key] = Candle(
      high: parts.map(\.high).max() ?? 0, low: parts.map(\.low).min() ?? 0, close: candle.close, usd: 0)
  }

  /// The candles without a hole before the last one, oldest first.
  private static func run(_ candles: [Int: Candle]) -> [Candle] {
    guard var key = candles.keys.max() else { return [] }
    var run: [Candle] = []
    while let candle = candles[key] {
      run.append(candle)
      key -= 1
    }
    return run.reversed()
  }

  var atr1m: Double? { Self.averageTrueRange(Self.run(minutes)) }
  var atr5m: Double? { Self.averageTrueRange(Self.run(fives)) }

  private static func averageTrueRange(_ candles: [Candle]) -> Double? {
    let ranges = zip(candles, candles.dropFirst()).map { before, candle in
      max(candle.high - candle.low, abs(candle.high - before.close), abs(candle.low - before.close))
    }
    guard ranges.count >= 14 else { return nil }
    return ranges.dropFirst(14).reduce(ranges.prefix(14).reduce(0, +) / 14) { ($0 * 13 + $1) / 14 }
  }

  /// Nil without a counted bar; the second part tells whether 60 bars have closed.
  func amihud(logarithm: (Double) -> Double) -> (value: Double?, isFull: Bool) {
    let run = Self.run(minutes)
    let pairs = zip(run, run.dropFirst()).suffix(run.count > 60 ? 60 : run.count)
    let ratios = pairs.filter { $0.1.usd > 0 }.map { abs(logarithm($0.1.close / $0.0.close)) / $0.1.usd }
    return (ratios.isEmpty ? nil : ratios.reduce(0, +) / Double(ratios.count), run.count >= 60)
  }
}
