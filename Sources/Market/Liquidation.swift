/// A forced order. On Binance at most one a second and symbol is published: sums are lower bounds (FIX-06).
public struct Liquidation: Sendable, BitwiseCopyable, Hashable {
  public var milliseconds: Int64
  /// Order price (Binance) or bankruptcy price (Bybit).
  public var price: Decimal64
  /// Average fill price; nil on Bybit.
  public var averagePrice: Decimal64?
  public var quantity: Quantity
  /// What was filled of it so far (Binance `z`); nil on Bybit.
  public var filledQuantity: Decimal64?
  public var liquidated: LiquidatedSide

  public init(
    milliseconds: Int64, price: Decimal64, averagePrice: Decimal64?, quantity: Quantity,
    filledQuantity: Decimal64?, liquidated: LiquidatedSide
  ) {
    self.milliseconds = milliseconds
    self.price = price
    self.averagePrice = averagePrice
    self.quantity = quantity
    self.filledQuantity = filledQuantity
    self.liquidated = liquidated
  }
}
