/// 24-hour figures; each nil where the message leaves it unchanged or empty.
public struct Ticker: Sendable, BitwiseCopyable, Hashable {
  public var lastPrice: Decimal64?
  public var baseVolume: Decimal64?
  public var quoteVolume: Decimal64?
  /// One-sided where the venue tells (Bybit's singleOpenInterest), else as sent.
  public var openInterest: Decimal64?
  /// Bybit's tickers carry mark, index and funding too; all nil on Binance.
  public var prices: MarkPrice

  public init(
    lastPrice: Decimal64?, baseVolume: Decimal64?, quoteVolume: Decimal64?, openInterest: Decimal64?, prices: MarkPrice
  ) {
    self.lastPrice = lastPrice
    self.baseVolume = baseVolume
    self.quoteVolume = quoteVolume
    self.openInterest = openInterest
    self.prices = prices
  }
}
