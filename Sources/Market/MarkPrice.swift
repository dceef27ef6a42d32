/// Mark, index and funding; each nil where the message leaves it unchanged or empty.
public struct MarkPrice: Sendable, BitwiseCopyable, Hashable {
  public var mark: Decimal64?
  public var index: Decimal64?
  public var fundingRate: Decimal64?
  public var nextFundingMilliseconds: Int64

  public init(mark: Decimal64?, index: Decimal64?, fundingRate: Decimal64?, nextFundingMilliseconds: Int64) {
    self.mark = mark
    self.index = index
    self.fundingRate = fundingRate
    self.nextFundingMilliseconds = nextFundingMilliseconds
  }
}
