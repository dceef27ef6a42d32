/// The original panic index (B-12 compat), made causal: 0.6 of the deviation of the last N log returns and 0.4 of the
/// change of the last N trades' volume, each brought to [0, 1] by the least and largest seen so far. The original
/// used those of the whole set, and so looked ahead.
package struct OriginalPanic: ~Copyable {
  private static let deviationWeight = 0.6
  private static let volumeWeight = 0.4

  private var returns: RecentValues
  private var quantities: RecentValues
  private var lastPrice: Double?
  private var lastVolume: Double?
  private var deviations = SeenRange()
  private var changes = SeenRange()
  /// Of the last N log returns; nil before there are N.
  package private(set) var deviation: Double?
  /// Volume of the last N trades over that of the N before this one, less 1; 0 where either is unknown.
  package private(set) var volumeChange = 0.0

  package init(trades: Int = 30) {
    returns = RecentValues(count: trades)
    quantities = RecentValues(count: trades)
  }

  package mutating func add(price: Double, quantity: Double) {
    if let lastPrice { returns.append(logRatio(price, lastPrice)) }
    lastPrice = price
    quantities.append(quantity)
    deviation = returns.isFull ? returns.deviation : nil
    if let deviation { deviations.note(deviation) }
    noteVolume()
    changes.note(volumeChange)
  }

  private mutating func noteVolume() {
    guard quantities.isFull else { return }
    let volume = quantities.sum
    if let before = lastVolume, before > 0 { volumeChange = volume / before - 1 }
    lastVolume = volume
  }

  /// In [0, 1].
  package var value: Double? {
    guard let deviation else { return nil }
    return Self.deviationWeight * deviations.share(of: deviation) + Self.volumeWeight * changes.share(of: volumeChange)
  }
}

/// The least and largest value of a series so far.
package struct SeenRange: BitwiseCopyable {
  private static let widthMin = 1e-9

  private var least = Double.greatestFiniteMagnitude
  private var largest = -Double.greatestFiniteMagnitude

  package init() {}

  package mutating func note(_ value: Double) {
    least = min(least, value)
    largest = max(largest, value)
  }

  /// (x − min) ÷ (max − min + 10⁻⁹).
  package func share(of value: Double) -> Double { (value - least) / (largest - least + Self.widthMin) }
}
