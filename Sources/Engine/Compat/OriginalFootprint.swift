internal import Memory

/// The original footprint imbalance (B-29 compat): of the last N trades, those bought whose own quantity exceeds
/// `ratio` times what was sold, among these trades, at the next lower price traded. Without a lower price that is 0.
package struct OriginalFootprint: ~Copyable {
  /// At or above the best ask is bought, tested first; else at or below the best bid sold; between them neither.
  enum Class: UInt8, BitwiseCopyable { case neither, bought, sold }

  struct Print: BitwiseCopyable {
    var price: Double
    var quantity: Double
    var direction: Class
  }

  private let ratio: Double
  private var ring: FixedArray<Print>
  private var total = 0

  package init(trades: Int = 100, ratio: Double = 3) {
    self.ratio = ratio
    ring = FixedArray(zeroed: trades)
  }

  /// With the best prices at that time, nil where there are none.
  package mutating func add(price: Double, quantity: Double, bestBid: Double?, bestAsk: Double?) {
    var direction = Class.neither
    if let bestAsk, price >= bestAsk { direction = .bought } else if let bestBid, price <= bestBid { direction = .sold }
    ring[total % ring.count] = Print(price: price, quantity: quantity, direction: direction)
    total += 1
  }

  /// nil before the first trade; full from the Nth on.
  package var value: (count: Int64, isFull: Bool)? {
    guard total > 0 else { return nil }
    var count: Int64 = 0
    for index in 0..<held where isImbalanced(ring[index]) { count += 1 }
    return (count, total >= ring.count)
  }

  private var held: Int { min(total, ring.count) }

  private func isImbalanced(_ print: Print) -> Bool {
    print.direction == .bought && print.quantity > ratio * soldBelow(print.price)
  }

  /// Summed oldest first, as the original did: in doubles the order decides what exactly three times as much is.
  private func soldBelow(_ price: Double) -> Double {
    var (lower, sold) = (-Double.greatestFiniteMagnitude, 0.0)
    for age in 0..<held {
      let print = ring[(total - held + age) % ring.count]
      guard print.price < price && print.price >= lower else { continue }
      if print.price > lower { (lower, sold) = (print.price, 0) }
      if print.direction == .sold { sold += print.quantity }
    }
    return sold
  }
}
