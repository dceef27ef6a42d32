/// The original absorption (B-14 compat): Σ of the last N tick-rule deltas ÷ (max − min of their prices + 10⁻⁹), none
/// before N trades.
package struct OriginalAbsorption: ~Copyable {
  private static let rangeMin = 1e-9

  private var rule = TickRule()
  private var deltas: RecentValues
  private var prices: RecentValues

  package init(trades: Int = 50) {
    deltas = RecentValues(count: trades)
    prices = RecentValues(count: trades)
  }

  package mutating func add(price: Double, quantity: Double) {
    deltas.append(rule.delta(price: price, quantity: quantity))
    prices.append(price)
  }

  /// In base per quote unit.
  package var value: Double? { deltas.isFull ? deltas.sum / (prices.range + Self.rangeMin) : nil }
}
