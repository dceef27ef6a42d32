/// Mark, index and funding; each nil where the message leaves it unchanged or empty.
public struct MarkPrice: Sendable, BitwiseCopyable, Hashable {
  public var mark: Decimal64?
  public var index: Decimal64?
  public var fundingRate: Decimal64?
  public var nextFundingMilliseconds: Int64
  /// Hours between fundings, as Bybit's tickers say; nil where they do not, and on Binance.
  public var fundingIntervalHours: Int32?

  public init(
    mark: Decimal64?, index: Decimal64?, fundingRate: Decimal64?, nextFundingMilliseconds: Int64,
    fundingIntervalHours: Int32? = nil
  ) {
    self.mark = mark
    self.index = index
    self.fundingRate = fundingRate
    self.nextFundingMilliseconds = nextFundingMilliseconds
    self.fundingIntervalHours = fundingIntervalHours
  }
}
