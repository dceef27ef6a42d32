package import Market
internal import Memory

/// 1-m bars from counted trades and the venue's closed candles, with the 5-m bars and averages that follow from them
/// (B-53, B-64, SEMANTICS.md I34).
///
/// A bar is final 2 s after its end, or when the venue's closed candle of that minute comes, which takes its place; the
/// candle also replaces the last final bar. The minute of the first counted trade is partial: without a candle it is
/// none of the series. Minutes without trades are flat. A bar that does not follow on the last one begins the series
/// anew.
package struct MinuteBars: ~Copyable {
  private static let minuteMilliseconds: Int64 = 60_000
  private static let flatMinutesMax: Int64 = 7_200

  /// A bar that still takes trades.
  struct OpenBar: BitwiseCopyable {
    var minute: Int64
    var bar: Bar
  }

  private var clock = BarClock(lengthMilliseconds: minuteMilliseconds)
  /// By minute modulo 2: at most two bars are open, and they are neighbours.
  private var openBars = FixedArray<OpenBar>(zeroed: 2)
  /// No trade of this minute or an earlier one enters any more.
  private var finalMinute = Int64.min
  private var firstTradeMinute: Int64?
  /// The close that a flat bar takes over: of the latest final minute, the partial one included.
  private var carriedClose = 0.0
  /// The last bar of the series.
  private var lastMinute: Int64?
  private var atr = AverageTrueRange()
  private var atrBefore = AverageTrueRange()
  private var fiveMinutes = FiveMinuteBars()
  package private(set) var amihud = Amihud()
  /// The last bar of the series, for tests.
  package private(set) var last: Bar?

  package init() { for index in 0..<2 { openBars[index].minute = .min } }

  package var atr1m: Double? { atr.value }
  package var atr5m: Double? { fiveMinutes.atr.value }
  var byteCount: Int { openBars.byteCount + amihud.byteCount }

  /// A counted trade; `price` in quote, `usd` its value. True when it entered a bar.
  @inline(__always)
  package mutating func add(milliseconds: Int64, price: Double, usd: Double?) -> Bool {
    let minute = clock.keyOfTrade(at: milliseconds)
    guard minute > clock.closedKey else { return false }
    if firstTradeMinute == nil { firstTradeMinute = minute }
    guard minute > finalMinute else { return false }
    let index = Int(minute & 1)
    if openBars[index].minute == minute {
      openBars[index].bar.add(price: price, usd: usd)
    } else {
      openBars[index] = OpenBar(minute: minute, bar: Bar(open: price, high: price, low: price, close: price, usd: usd))
    }
    return true
  }

  /// Makes final what `now` has made due.
  @inline(__always)
  package mutating func advance(to now: Int64) {
    if clock.advance(to: now) { close() }
  }

  private mutating func close() {
    guard let firstTradeMinute else { return }
    var minute = max(finalMinute == .min ? firstTradeMinute : finalMinute + 1, firstTradeMinute)
    while minute <= clock.closedKey {
      let open = openBars[Int(minute & 1)]
      if open.minute == minute {
        finish(open.bar, minute)
      } else {
        minute = skipFlat(from: minute)
        finish(Bar(flatAt: carriedClose), minute)
      }
      minute += 1
    }
  }

  /// Of a silence the first flat minutes up to a whole 5-m key and the last five days are closed one by one. What lies
  /// between is passed over: five days of flat bars leave less than 10⁻⁴⁰ of any average.
  private mutating func skipFlat(from minute: Int64) -> Int64 {
    let skipped = (clock.closedKey - minute - Self.flatMinutesMax).floorDivided(by: 5) * 5
    guard skipped > 0, minute % 5 == 0, lastMinute == minute - 1, isSilent(from: minute) else { return minute }
    fiveMinutes.skipFlat(minutes: skipped)
    lastMinute = minute + skipped - 1
    return minute + skipped
  }

  private func isSilent(from minute: Int64) -> Bool {
    openBars[0].minute < minute && openBars[1].minute < minute
  }

  /// An own bar is final; the partial one is only remembered for its close.
  private mutating func finish(_ bar: Bar, _ minute: Int64) {
    finalMinute = minute
    carriedClose = bar.close
    if minute != firstTradeMinute { append(bar, minute) }
  }

  private mutating func append(_ bar: Bar, _ minute: Int64) {
    if let lastMinute, minute == lastMinute + 1 {
      atrBefore = atr
    } else {
      (atr, atrBefore) = (AverageTrueRange(), AverageTrueRange())
      amihud.reset()
    }
    amihud.add(bar, previousClose: atr.close)
    atr.add(bar)
    fiveMinutes.add(bar, minute: minute, replacesLast: false)
    (lastMinute, last) = (minute, bar)
  }

  private mutating func replaceLast(_ bar: Bar, _ minute: Int64) {
    atr = atrBefore
    amihud.replaceLast(bar, previousClose: atr.close)
    atr.add(bar)
    fiveMinutes.add(bar, minute: minute, replacesLast: true)
    last = bar
  }
}

// MARK: - The venue's candles

extension MinuteBars {
  /// A candle; only closed ones of 1 and 5 minutes count, and none that begins after `now`.
  package mutating func add(_ kline: Kline, _ contracts: ContractKind, now: Int64) {
    guard kline.isClosed, kline.startMilliseconds <= now else { return }
    let minute = clock.key(of: kline.startMilliseconds)
    let bar = Bar(kline, contracts)
    switch kline.intervalMinutes {
    case 1: add(venues: bar, minute: minute)
    case 5: fiveMinutes.add(venues: bar, key: minute.floorDivided(by: 5))
    default: break
    }
  }

  private mutating func add(venues bar: Bar, minute: Int64) {
    if minute == lastMinute {
      replaceLast(bar, minute)
    } else if lastMinute.map({ minute > $0 }) ?? true {
      append(bar, minute)
    } else {
      return
    }
    guard minute >= finalMinute else { return }
    (finalMinute, carriedClose) = (minute, bar.close)
  }
}
