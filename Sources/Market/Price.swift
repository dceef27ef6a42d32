/// A price in ticks of its instrument. Money is never a Double.
public struct Price: Sendable, BitwiseCopyable, Hashable, Comparable {
  public var ticks: Int64
  public init(ticks: Int64) { self.ticks = ticks }
  public static func < (left: Self, right: Self) -> Bool { left.ticks < right.ticks }
}

/// A quantity in lots of its instrument; never negative on the wire.
public struct Quantity: Sendable, BitwiseCopyable, Hashable, Comparable {
  public var lots: Int64
  public init(lots: Int64) { self.lots = lots }
  public static func < (left: Self, right: Self) -> Bool { left.lots < right.lots }
}

/// The absolute quantity at a price; zero lots removes the level.
public struct Level: Sendable, BitwiseCopyable, Hashable {
  public var price: Price
  public var quantity: Quantity
  public init(price: Price, quantity: Quantity) {
    self.price = price
    self.quantity = quantity
  }
}
