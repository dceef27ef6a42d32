package import Market
internal import Memory

/// What was traded within each of the last seconds: sums and price range. A trade of time t belongs to the second that
/// ends at or after it, so the seconds s−T+1…s are the window (s−T, s] to the millisecond. A late trade still enters
/// its second as long as the ring holds that.
package struct TradeSeconds: ~Copyable {
  package init() {}

  /// Trades of one span of time; the prices mean nothing while `trades` is 0.
  package struct Span: BitwiseCopyable {
    package var buyLots: Int128 = 0
    package var sellLots: Int128 = 0
    package var lowestTicks: Int64 = .max
    package var highestTicks: Int64 = .min
    package var trades: Int64 = 0

    fileprivate mutating func add(_ other: Span) {
      buyLots += other.buyLots
      sellLots += other.sellLots
      lowestTicks = min(lowestTicks, other.lowestTicks)
      highestTicks = max(highestTicks, other.highestTicks)
      trades += other.trades
    }
  }

  struct Bucket: BitwiseCopyable {
    var second: Int64
    /// All zero in memory that was never written: nothing traded.
    var span: Span
  }

  private static let mask = Int64(Limits.tradeSeconds - 1)

  private var buckets = FixedArray<Bucket>(zeroed: Limits.tradeSeconds)
  /// Trades that a finer grid made too large to keep.
  package private(set) var refused = 0

  package mutating func add(_ trade: Trade) {
    let milliseconds = trade.milliseconds
    let second = milliseconds / 1_000 + (milliseconds % 1_000 > 0 ? 1 : 0)
    let slot = Int(second & Self.mask)
    var bucket = buckets[slot]
    if bucket.span.trades == 0 || bucket.second < second {
      bucket = Bucket(second: second, span: Span())
    } else if bucket.second > second {
      return  // older than the longest window
    }
    if trade.aggressor == .buy {
      bucket.span.buyLots += Int128(trade.quantity.lots)
    } else {
      bucket.span.sellLots += Int128(trade.quantity.lots)
    }
    bucket.span.lowestTicks = min(bucket.span.lowestTicks, trade.price.ticks)
    bucket.span.highestTicks = max(bucket.span.highestTicks, trade.price.ticks)
    bucket.span.trades += 1
    buckets[slot] = bucket
  }

  /// Everything in (end − length, end], in seconds.
  package func span(endingAt end: Int64, seconds length: Int64) -> Span {
    var span = Span()
    for second in (end - length + 1)...end {
      let bucket = buckets[Int(second & Self.mask)]
      if bucket.second == second && bucket.span.trades > 0 { span.add(bucket.span) }
    }
    return span
  }

  var byteCount: Int { buckets.byteCount }

  /// A second that would leave the integer range is emptied and counted.
  package mutating func scale(_ refinement: GridRefinement) {
    for slot in 0..<buckets.count where buckets[slot].span.trades > 0 {
      if let span = buckets[slot].span.scaled(refinement) {
        buckets[slot].span = span
      } else {
        refused += Int(buckets[slot].span.trades)
        buckets[slot].span.trades = 0
      }
    }
  }
}

extension TradeSeconds.Span {
  /// All seconds of the ring together stay below 2^127.
  private static let lotsMax: Int128 = 1 << 120

  fileprivate func scaled(_ refinement: GridRefinement) -> Self? {
    guard let buys = Self.product(buyLots, refinement.lot), let sells = Self.product(sellLots, refinement.lot),
      let lowest = refinement.scaled(ticks: lowestTicks), let highest = refinement.scaled(ticks: highestTicks)
    else { return nil }
    return Self(buyLots: buys, sellLots: sells, lowestTicks: lowest, highestTicks: highest, trades: trades)
  }

  private static func product(_ lots: Int128, _ factor: Int64) -> Int128? {
    let (product, overflow) = lots.multipliedReportingOverflow(by: Int128(factor))
    return overflow || product > lotsMax ? nil : product
  }
}
