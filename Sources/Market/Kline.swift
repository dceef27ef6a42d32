/// A candle as the venue sends it, closed or still forming.
public struct Kline: Sendable, BitwiseCopyable, Hashable {
  public var startMilliseconds: Int64
  public var intervalMinutes: Int32
  public var isClosed: Bool
  public var open: Decimal64
  public var high: Decimal64
  public var low: Decimal64
  public var close: Decimal64
  public var baseVolume: Decimal64
  /// Turnover in quote; nil where the message has none.
  public var quoteVolume: Decimal64?

  public init(
    startMilliseconds: Int64, intervalMinutes: Int32, isClosed: Bool, open: Decimal64, high: Decimal64,
    low: Decimal64, close: Decimal64, baseVolume: Decimal64, quoteVolume: Decimal64?
  ) {
    self.startMilliseconds = startMilliseconds
    self.intervalMinutes = intervalMinutes
    self.isClosed = isClosed
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.baseVolume = baseVolume
    self.quoteVolume = quoteVolume
  }
}
