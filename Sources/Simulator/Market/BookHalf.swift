/// One side of the book: levels by ascending rank, the best one last, so that changes near the touch move little
/// memory.
package struct BookHalf {
  let side: BookSide
  private(set) var levels: [BookLevel] = []
  /// Ticks whose quantity has changed since the last `takeChangedTicks`, repeats included.
  private var changedTicks: [Int64] = []

  init(side: BookSide) { self.side = side }

  package var count: Int { levels.count }
  /// The simulated book never runs dry: its lattice reaches 20 % of price.
  package var best: BookLevel { levels[levels.count - 1] }
  package var bestTicks: Int64 { best.rank * side.sign }

  /// The level so many places behind the best.
  subscript(fromBest index: Int) -> BookLevel { levels[levels.count - 1 - index] }

  func lots(atTicks ticks: Int64) -> Int64 {
    let rank = ticks * side.sign
    let index = lowerBound(rank)
    return index < levels.count && levels[index].rank == rank ? levels[index].lots : 0
  }

  func contains(ticks: Int64) -> Bool { lots(atTicks: ticks) > 0 }

  /// Adds a level or gives an existing one a new quantity and origin.
  mutating func set(ticks: Int64, lots: Int64, origin: BookLevel.Origin) {
    precondition(lots > 0, "a level without quantity is removed, not set")
    let level = BookLevel(rank: ticks * side.sign, lots: lots, origin: origin)
    let index = lowerBound(level.rank)
    changedTicks.append(ticks)
    if index < levels.count && levels[index].rank == level.rank {
      levels[index] = level
    } else {
      levels.insert(level, at: index)
    }
  }

  mutating func resize(fromBest index: Int, lots: Int64) {
    precondition(lots > 0, "a level without quantity is removed, not resized")
    let position = levels.count - 1 - index
    levels[position].lots = lots
    changedTicks.append(levels[position].rank * side.sign)
  }

  mutating func remove(fromBest index: Int) {
    let level = levels.remove(at: levels.count - 1 - index)
    changedTicks.append(level.rank * side.sign)
  }

  /// Removes the level at a price if it is there and of that origin.
  mutating func remove(ticks: Int64, origin: BookLevel.Origin) {
    let rank = ticks * side.sign
    let index = lowerBound(rank)
    guard index < levels.count, levels[index].rank == rank, levels[index].origin == origin else { return }
    levels.remove(at: index)
    changedTicks.append(ticks)
  }

  /// The changed prices, ascending, each once; forgets them.
  mutating func takeChangedTicks() -> [Int64] {
    changedTicks.sort()
    var distinct: [Int64] = []
    for ticks in changedTicks where distinct.last != ticks { distinct.append(ticks) }
    changedTicks.removeAll(keepingCapacity: true)
    return distinct
  }

  var hasChanges: Bool { !changedTicks.isEmpty }

  /// The first index whose rank is at least this one.
  private func lowerBound(_ rank: Int64) -> Int {
    var low = 0
    var high = levels.count
    while low < high {
      let middle = (low + high) / 2
      if levels[middle].rank < rank { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
