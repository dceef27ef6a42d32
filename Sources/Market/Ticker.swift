/// 24-hour figures; each nil where the message leaves it unchanged or empty.
public struct Ticker: Sendable, BitwiseCopyable, Hashable {
  public var lastPrice: Decimal64?
  public var baseVolume: Decimal64?
  public var quoteVolume: Decimal64?
  /// As sent: on Bybit both sides of each contract.
  public var openInterest: Decimal64?
  /// One side of each contract (Bybit). Kept apart: a delta may carry either alone, and one is twice the other.
  public var singleOpenInterest: Decimal64?
  /// Bybit's tickers carry mark, index and funding too; all nil on Binance.
  public var prices: MarkPrice

  public init(
    lastPrice: Decimal64?, baseVolume: Decimal64?, quoteVolume: Decimal64?, openInterest: Decimal64?,
    singleOpenInterest: Decimal64? = nil, prices: MarkPrice
  ) {
    self.lastPrice = lastPrice
    self.baseVolume = baseVolume
    self.quoteVolume = quoteVolume
    self.openInterest = openInterest
    self.singleOpenInterest = singleOpenInterest
    self.prices = prices
  }
}
