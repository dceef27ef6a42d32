internal import Memory

/// The last N numbers of a series. Sums are taken anew when they are asked for: the original programs' windows are
/// short, and nothing drifts.
package struct RecentValues: ~Copyable {
  private var ring: FixedArray<Double>
  private var total = 0

  package init(count: Int) { ring = FixedArray(zeroed: count) }

  package var isFull: Bool { total >= ring.count }
  package var count: Int { min(total, ring.count) }

  package mutating func append(_ value: Double) {
    ring[total % ring.count] = value
    total += 1
  }

  /// 0 is the oldest that is kept.
  package subscript(index: Int) -> Double { ring[(total - count + index) % ring.count] }

  package var sum: Double {
    var sum = 0.0
    for index in 0..<count { sum += self[index] }
    return sum
  }

  package var range: Double {
    var (low, high) = (Double.greatestFiniteMagnitude, -Double.greatestFiniteMagnitude)
    for index in 0..<count {
      low = min(low, self[index])
      high = max(high, self[index])
    }
    return high - low
  }

  /// The sample standard deviation (n − 1); nil below two values.
  package var deviation: Double? {
    guard count > 1 else { return nil }
    let mean = sum / Double(count)
    var squares = 0.0
    for index in 0..<count { squares += (self[index] - mean) * (self[index] - mean) }
    return (squares / Double(count - 1)).squareRoot()
  }
}
