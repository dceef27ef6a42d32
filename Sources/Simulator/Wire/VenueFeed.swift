/// Writes what the market does as frames of one venue.
protocol VenueFeed {
  var outbox: Outbox { get set }

  /// The acknowledged subscription, the first line of a capture.
  mutating func acknowledge(at milliseconds: Int64)

  /// A minute of history with the day's figures after it, at the time it ended.
  mutating func writeHistory(_ candle: Candle)

  /// The live streams begin: whatever a venue sends first.
  mutating func open(_ market: inout SimulatedMarket)

  /// The frames of the market's latest millisecond.
  mutating func write(_ market: inout SimulatedMarket)
}
