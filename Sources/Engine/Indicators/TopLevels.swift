internal import Market
internal import Memory

/// The best levels of one side, copied out once per book update for everything that looks at the touch.
package struct TopLevels: ~Copyable {
  package init() {}

  /// The levels that densities look at (SEMANTICS.md I26).
  static let capacity = 50
  /// 20 levels for walls and imbalance, and 5 more as neighbours of the twentieth.
  private static let summed = 25

  private var levels = FixedArray<RankedLevel>(zeroed: capacity)
  /// Quantity of the best n levels, for n from 0 to the smaller of `count` and 25.
  private var sums = FixedArray<Int128>(zeroed: summed + 1)
  package private(set) var count = 0
  /// Quantity of all levels copied, and the largest of them.
  private(set) var allLots: Int128 = 0
  private(set) var largestLots: Int64 = 0

  subscript(index: Int) -> RankedLevel { levels[index] }

  package mutating func copy(from half: borrowing BookHalf) {
    var copied = 0
    var sum: Int128 = 0
    var largest: Int64 = 0
    half.descend { level in
      levels[copied] = level
      sum += Int128(level.lots)
      largest = max(largest, level.lots)
      copied += 1
      if copied <= Self.summed { sums[copied] = sum }
      return copied < Self.capacity
    }
    (count, allLots, largestLots) = (copied, sum, largest)
  }

  var byteCount: Int { levels.byteCount + sums.byteCount }

  /// Quantity of the best `depth` levels, up to 25.
  func lots(depth: Int) -> Int128 { sums[min(depth, count)] }

  /// Quantity of the levels first…last, of the first 25.
  func lots(from first: Int, through last: Int) -> Int128 { sums[last + 1] - sums[first] }
}
