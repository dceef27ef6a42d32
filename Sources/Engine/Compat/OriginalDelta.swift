/// The original order-flow delta (B-01 compat): Σ of the last N tick-rule deltas, none before N trades.
package struct OriginalDelta: ~Copyable {
  private var rule = TickRule()
  private var deltas: RecentValues

  package init(trades: Int = 30) { deltas = RecentValues(count: trades) }

  package mutating func add(price: Double, quantity: Double) {
    deltas.append(rule.delta(price: price, quantity: quantity))
  }

  /// In base.
  package var value: Double? { deltas.isFull ? deltas.sum : nil }
}
