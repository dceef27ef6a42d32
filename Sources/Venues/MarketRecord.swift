public import Market

/// A slow row of a frame, with its symbol and event time.
public struct MarketRecord: Sendable, BitwiseCopyable {
  public enum Content: Sendable, BitwiseCopyable {
    case markPrice(MarkPrice)
    case liquidation(Liquidation)
    case kline(Kline)
    case ticker(Ticker)
  }

  public var slot: InstrumentSlot
  public var eventMilliseconds: Int64
  public var content: Content
}
