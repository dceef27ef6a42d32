internal import Memory

/// Traded volume by price row: a footprint's cells (B-27), or a session's profile. Rows are numbered ⌊price ÷ bin⌋.
///
/// A ring of rows around the traded prices. It spans a fixed number of them: rows farther from a trade than that are
/// folded into the outermost row that stays, counted, so that volume and delta are never lost. The row with the most
/// volume is followed as trades come.
package struct VolumeRows: ~Copyable {
  /// bid: sold by aggressors; ask: bought by them.
  package struct Cell: BitwiseCopyable {
    package var bidLots: Int128 = 0
    package var askLots: Int128 = 0
    package var lots: Int128 { bidLots + askLots }
  }

  /// What sums may come to when a grid gets finer: room for what the readers multiply them with, and for more trades.
  private static let lotsMax = Int128.max / 10_000

  private var cells: FixedArray<Cell>
  private let mask: Int64
  /// The lowest and highest traded row; empty: highest below lowest.
  package private(set) var lowest: Int64 = 0
  package private(set) var highest: Int64 = -1
  package private(set) var bidLots: Int128 = 0
  package private(set) var askLots: Int128 = 0
  /// The largest volume of a row, one row that has it, and how many have it.
  private var peakLots: Int128 = 0
  private var peakRow: Int64 = 0
  private var peaks = 0
  /// Rows that were folded into another.
  package private(set) var folded = 0

  /// `capacity` a power of two.
  package init(capacity: Int) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0, "capacity must be a power of two")
    cells = FixedArray(zeroed: capacity)
    mask = Int64(capacity - 1)
  }

  package var isEmpty: Bool { highest < lowest }
  package var lots: Int128 { bidLots + askLots }
  package var deltaLots: Int128 { askLots - bidLots }
  var byteCount: Int { cells.byteCount }

  /// The cell of a row; zeros where nothing was traded.
  package subscript(row: Int64) -> Cell { row < lowest || row > highest ? Cell() : cells[slot(row)] }

  @inline(__always)
  private func slot(_ row: Int64) -> Int { Int(row & mask) }

  /// A trade of 0 lots leaves no trace.
  @inline(__always)
  package mutating func add(row: Int64, lots: Int64, isBuy: Bool) {
    guard lots > 0 else { return }
    if row > highest || row < lowest { widen(to: row) }
    let index = slot(row)
    if isBuy {
      askLots += Int128(lots)
      cells[index].askLots += Int128(lots)
    } else {
      bidLots += Int128(lots)
      cells[index].bidLots += Int128(lots)
    }
    notePeak(row, cells[index].lots)
  }

  @inline(__always)
  private mutating func notePeak(_ row: Int64, _ lots: Int128) {
    if lots > peakLots {
      (peakLots, peakRow, peaks) = (lots, row, 1)
    } else if lots == peakLots {
      peaks += 1
    }
  }

  package mutating func clear() {
    var row = lowest
    while row <= highest {
      cells[slot(row)] = Cell()
      row += 1
    }
    (lowest, highest, bidLots, askLots, peakLots, peaks) = (0, -1, 0, 0, 0, 0)
  }

  /// The row of most volume; of several the one closest to the middle of the traded rows, then the upper (B-31).
  package var pointOfControl: Int64? {
    guard peaks != 1 else { return peakRow }
    var best: Int64?
    for row in lowest..<(highest + 1) where cells[slot(row)].lots == peakLots {
      // Distances to the middle fall, then rise: on the way down "as close" means an upper row that wins.
      if best.map({ fromMiddle(row) <= fromMiddle($0) }) ?? true { best = row }
    }
    return best
  }

  /// Twice the distance to the middle of the traded rows.
  private func fromMiddle(_ row: Int64) -> Int64 { abs((row - lowest) - (highest - row)) }
}

// MARK: - A moving price

extension VolumeRows {
  private mutating func widen(to row: Int64) {
    if isEmpty {
      (lowest, highest) = (row, row)
    } else if row > highest {
      if row - mask > lowest { fold(through: min(row - mask - 1, highest), into: row - mask, isUpwards: true) }
      highest = row
    } else {
      if row + mask < highest { fold(through: max(row + mask + 1, lowest), into: row + mask, isUpwards: false) }
      lowest = row
    }
  }

  /// Adds the rows from one end through `last` to `edge`, the new end of that side.
  private mutating func fold(through last: Int64, into edge: Int64, isUpwards: Bool) {
    var sum = self[edge]
    let before = sum.lots
    var losesPeak = false
    let rows = isUpwards ? lowest...last : last...highest
    for row in rows {
      let cell = cells[slot(row)]
      cells[slot(row)] = Cell()
      guard cell.lots > 0 else { continue }
      losesPeak = losesPeak || cell.lots == peakLots
      (sum.bidLots, sum.askLots) = (sum.bidLots + cell.bidLots, sum.askLots + cell.askLots)
      folded += 1
    }
    cells[slot(edge)] = sum
    if isUpwards {
      (lowest, highest) = (edge, max(edge, highest))
    } else {
      (lowest, highest) = (min(edge, lowest), edge)
    }
    if losesPeak { findPeak() } else if sum.lots > before { notePeak(edge, sum.lots) }
  }

  private mutating func findPeak() {
    (peakLots, peaks) = (0, 0)
    for row in lowest...highest { notePeak(row, cells[slot(row)].lots) }
  }
}

// MARK: - Regridding

extension VolumeRows {
  /// Rows stay what they are on a finer grid, because the bin is a price; only lots get finer.
  package func canScale(lots factor: Int64) -> Bool {
    let (product, overflow) = lots.multipliedReportingOverflow(by: Int128(factor))
    return !overflow && product <= Self.lotsMax
  }

  package mutating func scale(lots factor: Int64) {
    for row in lowest..<(highest + 1) {
      cells[slot(row)].bidLots *= Int128(factor)
      cells[slot(row)].askLots *= Int128(factor)
    }
    bidLots *= Int128(factor)
    askLots *= Int128(factor)
    peakLots *= Int128(factor)
  }
}
