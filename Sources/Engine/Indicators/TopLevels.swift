internal import Market

/// The best levels of one side, copied out once per book update for everything that looks at the touch.
struct TopLevels: BitwiseCopyable {
  /// 20 levels for walls and imbalance, and 5 more as neighbours of the twentieth.
  static let capacity = 25

  private(set) var levels = InlineArray<25, RankedLevel>(repeating: RankedLevel(rank: 0, lots: 0))
  private(set) var count = 0

  subscript(index: Int) -> RankedLevel { levels[index] }

  mutating func copy(from half: borrowing BookHalf) {
    count = 0
    guard var level = half.best else { return }
    while true {
      levels[count] = level
      count += 1
      guard count < Self.capacity, let next = half.next(worseThan: level.rank) else { return }
      level = next
    }
  }

  /// Quantity of the best `depth` levels.
  func lots(depth: Int) -> Int128 {
    var sum: Int128 = 0
    for index in 0..<min(depth, count) { sum += Int128(levels[index].lots) }
    return sum
  }
}
