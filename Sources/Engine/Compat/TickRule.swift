/// The original programs' sign of a trade: up if it is dearer than the one before, down if cheaper, none if equal or
/// first (B-01). Prices are compared as doubles; equal decimals are equal doubles on every grid.
package struct TickRule: BitwiseCopyable {
  private var lastPrice: Double?

  package init() {}

  /// The signed quantity of a trade.
  package mutating func delta(price: Double, quantity: Double) -> Double {
    defer { lastPrice = price }
    guard let lastPrice, price != lastPrice else { return 0 }
    return price > lastPrice ? quantity : -quantity
  }
}
