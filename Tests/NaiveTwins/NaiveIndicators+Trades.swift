/// B-01, B-02, B-03: sums over the trades with time in (now − T, now].
extension NaiveIndicators {
  mutating func addTradeFlow() {
    for seconds in [1, 5, 15, 30, 60, 180, 300] { addWindow("delta_\(seconds)s", seconds) }
    for seconds in [5, 30, 60, 180] { addRatio("delta_ratio_\(seconds)s", seconds) }
    let none: NaiveFlag? = symbol.trades.isEmpty ? .warming : nil
    addExact("cvd", none == nil ? signedSum(todaysTrades) : nil, [none])
    addExact("cvd_total", none == nil ? signedSum(symbol.trades) : nil, [none])
    addWindow("cvd_1h", 3600)
    addWindow("cvd_4h", 14400)
    addExact("last_price", symbol.trades.last?.price, [none])
  }

  private mutating func addWindow(_ name: String, _ seconds: Int) {
    let sum = symbol.trades.isEmpty ? nil : signedSum(trades(inLast: seconds))
    addExact(name, sum, [isWarming(seconds) ? .warming : nil])
  }

  /// Null without volume; fewer than five trades make it invalid (I30).
  private mutating func addRatio(_ name: String, _ seconds: Int) {
    let window = trades(inLast: seconds)
    let volume = window.map(\.quantity).sum()
    let ratio = volume.isZero ? nil : signedSum(window).double / volume.double
    addDouble(name, ratio, [window.count < 5 || ratio == nil ? .invalid : nil, isWarming(seconds) ? .warming : nil])
  }

  private func trades(inLast seconds: Int) -> [NaiveTrade] {
    guard let now = symbol.now_ms else { return [] }
    return symbol.trades.filter { $0.time_ms > now - Int64(seconds) * 1000 && $0.time_ms <= now }
  }

  /// Until now − first trade ≥ T.
  private func isWarming(_ seconds: Int) -> Bool {
    guard let now = symbol.now_ms, let first = symbol.trades.first else { return true }
    return now - first.time_ms < Int64(seconds) * 1000
  }

  /// Trades of the UTC day of the latest trade time (I33).
  private var todaysTrades: [NaiveTrade] {
    let day_ms: Int64 = 86_400_000
    guard let latest = symbol.trades.map(\.time_ms).max() else { return [] }
    return symbol.trades.filter { $0.time_ms / day_ms == latest / day_ms }
  }

  private func signedSum(_ trades: [NaiveTrade]) -> NaiveDecimal { trades.map(\.signedQuantity).sum() }
}
