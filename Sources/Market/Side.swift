/// A side of the book, or of a wall.
public enum BookSide: UInt8, Sendable, BitwiseCopyable {
  case bid, ask

  /// As in output: bids want to buy.
  public var name: String { self == .bid ? "buy" : "sell" }
}

/// Which side crossed the spread; normalised at decode (SYSTEMS.md FIX-01), never derived from prices.
public enum Aggressor: UInt8, Sendable, BitwiseCopyable {
  case buy, sell

  public var name: String { self == .buy ? "buy" : "sell" }
}

/// The position that a liquidation closed; normalised at decode (SYSTEMS.md FIX-07).
public enum LiquidatedSide: UInt8, Sendable, BitwiseCopyable {
  case long, short
}

/// The direction of a trade idea.
public enum TradeSide: UInt8, Sendable, BitwiseCopyable {
  case long, short

  public var name: String { self == .long ? "long" : "short" }
}
