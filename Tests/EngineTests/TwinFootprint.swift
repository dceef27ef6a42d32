/// A footprint by brute force from SYSTEMS.md B-27 to B-32: a dictionary of rows, everything computed when asked.
/// Prices and quantities are whole units of one fixed decimal, so that no grid concerns it.
struct TwinFootprint {
  struct Cell: Equatable {
    var bid = 0
    var ask = 0
    var sum: Int { bid + ask }
  }

  /// Rows that it may span; those farther from a trade are folded into the outermost that stays.
  let span: Int
  private(set) var cells: [Int: Cell] = [:]
  /// No traded row lies outside.
  private var bounds = 0...0

  init(span: Int) { self.span = span }

  var rows: [Int] { cells.keys.sorted() }
  var volume: Int { cells.values.reduce(0) { $0 + $1.sum } }
  var delta: Int { cells.values.reduce(0) { $0 + $1.ask - $1.bid } }

  mutating func add(row: Int, quantity: Int, isBuy: Bool) {
    guard quantity > 0 else { return }
    if isBuy { cells[row, default: Cell()].ask += quantity } else { cells[row, default: Cell()].bid += quantity }
    bounds = cells.count == 1 ? row...row : min(bounds.lowerBound, row)...max(bounds.upperBound, row)
    guard bounds.count > span else { return }
    for far in cells.keys where abs(far - row) >= span {
      let edge = far < row ? row - span + 1 : row + span - 1
      let cell = cells.removeValue(forKey: far) ?? Cell()
      cells[edge, default: Cell()].bid += cell.bid
      cells[edge, default: Cell()].ask += cell.ask
    }
    bounds = (rows.first ?? row)...(rows.last ?? row)
  }

  var poc: Int? {
    let most = cells.values.map(\.sum).max()
    guard let low = rows.first, let high = rows.last else { return nil }
    let tied = rows.filter { cells[$0]?.sum == most }
    return tied.min { left, right in
      let (leftDistance, rightDistance) = (abs(2 * left - low - high), abs(2 * right - low - high))
      return leftDistance == rightDistance ? left > right : leftDistance < rightDistance
    }
  }

  /// VAL and VAH.
  var valueArea: (low: Int, high: Int)? {
    guard let poc, let lowest = rows.first, let highest = rows.last else { return nil }
    func sum(_ row: Int) -> Int { cells[row]?.sum ?? 0 }
    var (low, high) = (poc, poc)
    while (low...high).reduce(0, { $0 + sum($1) }) * 10 < volume * 7 {
      let (above, below) = (sum(high + 1) + sum(high + 2), sum(low - 1) + sum(low - 2))
      if low == lowest || (high < highest && above >= below) {
        high = min(high + 2, highest)
      } else {
        low = max(low - 2, lowest)
      }
    }
    return (low, high)
  }

  /// Rows with a buy or a sell imbalance, ascending; `lot` is what a zero counts as.
  func imbalances(isBuy: Bool, lot: Int) -> [Int] {
    let filled = cells.values.flatMap { [$0.bid, $0.ask] }.filter { $0 > 0 }
    let least = 0.5 * Double(filled.reduce(0, +)) / Double(filled.count)
    return rows.filter { row in
      guard row != (isBuy ? rows.first : rows.last) else { return false }
      let strong = isBuy ? cells[row]?.ask ?? 0 : cells[row]?.bid ?? 0
      let weak = isBuy ? cells[row - 1]?.bid ?? 0 : cells[row + 1]?.ask ?? 0
      return strong > 0 && strong >= 3 * (weak == 0 ? lot : weak) && Double(strong) >= least
    }
  }

  func net(lot: Int) -> Int { imbalances(isBuy: true, lot: lot).count - imbalances(isBuy: false, lot: lot).count }

  /// Runs of at least three neighbours.
  func stacks(isBuy: Bool, lot: Int) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for row in imbalances(isBuy: isBuy, lot: lot) {
      if let last = runs.last, last.upperBound + 1 == row {
        runs[runs.count - 1] = last.lowerBound...row
      } else {
        runs.append(row...row)
      }
    }
    return runs.filter { $0.count >= 3 }
  }
}
