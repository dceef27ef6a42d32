/// One public trade, or one aggregate of a taker's fills at one price.
public struct Trade: Sendable, BitwiseCopyable, Hashable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable { case trade, aggregate }
  public var id: Int64
  public var milliseconds: Int64
  public var price: Price
  public var quantity: Quantity
  public var aggressor: Aggressor
  public var kind: Kind

  public init(
    id: Int64, milliseconds: Int64, price: Price, quantity: Quantity, aggressor: Aggressor, kind: Kind
  ) {
    self.id = id
    self.milliseconds = milliseconds
    self.price = price
    self.quantity = quantity
    self.aggressor = aggressor
    self.kind = kind
  }
}
