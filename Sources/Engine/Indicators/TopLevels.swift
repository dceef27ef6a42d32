internal import Market
internal import Memory

/// The best levels of one side, copied out once per book update for everything that looks at the touch.
package struct TopLevels: ~Copyable {
  package init() {}

  /// 20 levels for walls and imbalance, and 5 more as neighbours of the twentieth.
  static let capacity = 25

  private var levels = FixedArray<RankedLevel>(zeroed: capacity)
  /// Quantity of the best n levels, for n from 0 to `count`.
  private var sums = FixedArray<Int128>(zeroed: capacity + 1)
  private(set) var count = 0

  subscript(index: Int) -> RankedLevel { levels[index] }

  package mutating func copy(from half: borrowing BookHalf) {
    var copied = 0
    half.descend { level in
      levels[copied] = level
      sums[copied + 1] = sums[copied] + Int128(level.lots)
      copied += 1
      return copied < Self.capacity
    }
    count = copied
  }

  var byteCount: Int { levels.byteCount + sums.byteCount }

  /// Quantity of the best `depth` levels.
  func lots(depth: Int) -> Int128 { sums[min(depth, count)] }

  /// Quantity of the levels first…last.
  func lots(from first: Int, through last: Int) -> Int128 { sums[last + 1] - sums[first] }
}
