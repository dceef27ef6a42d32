/// One side of a book as a plain dictionary: quantity in lots by price in ticks.
struct NaiveHalf {
  let isBid: Bool
  private(set) var lotsByTicks: [Int64: Int64] = [:]

  init(isBid: Bool) { self.isBid = isBid }

  var best: Int64? { isBid ? lotsByTicks.keys.max() : lotsByTicks.keys.min() }

  /// Applies rows of `[price, quantity]`; false if one is off the grid.
  mutating func apply(_ rows: [[String]]) -> Bool {
    for row in rows {
      guard row.count == 2, let ticks = units(row[0], places: 1), let lots = units(row[1], places: 3) else {
        return false
      }
      lotsByTicks[ticks] = lots == 0 ? nil : lots
    }
    return true
  }

  mutating func clear() { lotsByTicks.removeAll(keepingCapacity: true) }

  /// The first levels, best first. Looks near the best price first, because sorting everything at each update is slow.
  func top(_ count: Int) -> [(ticks: Int64, lots: Int64)] {
    guard let best else { return [] }
    let near = lotsByTicks.filter { abs($0.key - best) < 3_000 }
    let some = near.count >= count ? near : lotsByTicks
    let sorted = some.sorted { isBid ? $0.key > $1.key : $0.key < $1.key }
    return sorted.prefix(count).map { ($0.key, $0.value) }
  }
}
