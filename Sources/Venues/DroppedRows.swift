/// Rows of one frame that feed nothing, by reason (SEMANTICS.md "Which trades count").
public struct DroppedRows: Sendable, BitwiseCopyable, Hashable {
  public var xNotMarket: Int
  public var stCoinM: Int
  public var blockTrade: Int
  public var isEmpty: Bool { xNotMarket == 0 && stCoinM == 0 && blockTrade == 0 }
}
