public import Market
internal import Memory

/// A closed footprint bar, to be printed. Rows are named by their lower edge; prices are in ticks of `grid`.
public struct ClosedBar: Sendable, BitwiseCopyable {
  public let slot: InstrumentSlot
  public let kind: BarKind
  /// Time bars: the start of the interval; others: the time of their first trade.
  public let startMilliseconds: Int64
  /// The grid at its close: a later frame's may be finer.
  public let grid: Grid
  let binTicks: Int64
  let firstRow: Int
  public let rowCount: Int
  let area: ValueArea
  let deltaLots: Int128

  public var poc: ExactDecimal { price(area.pocRow) }
  public var vah: ExactDecimal { price(area.highRow) }
  public var val: ExactDecimal { price(area.lowRow) }
  /// Bought less sold, in base (contracts for inverse).
  public var delta: ExactDecimal { grid.quantity(lots: deltaLots) }

  public func price(_ row: Int64) -> ExactDecimal { grid.price(ticks: row * binTicks) }
}

/// A traded row of a closed bar.
public struct ClosedRow: Sendable, BitwiseCopyable {
  /// ⌊price ÷ bin⌋.
  public let row: Int64
  public let bidLots: Int128
  public let askLots: Int128
  public let isBuyImbalance: Bool
  public let isSellImbalance: Bool
  /// Part of a stack of at least three such rows.
  public fileprivate(set) var isBuyStack = false
  public fileprivate(set) var isSellStack = false
}

/// The footprint bars that one frame closed, in order; cleared at the next frame. Full: later ones are dropped and
/// counted.
public struct ClosedBars: ~Copyable {
  private var bars = FixedArray<ClosedBar>(zeroed: Limits.closedBarsPerFrame)
  private var rows = FixedArray<ClosedRow>(zeroed: Limits.closedRowsPerFrame)
  public private(set) var count = 0
  private var rowCount = 0
  public private(set) var dropped: Int64 = 0

  package init() {}

  public subscript(index: Int) -> ClosedBar {
    precondition(index < count)
    return bars[index]
  }

  /// A traded row of a bar, by its position from the lowest.
  public func row(_ position: Int, of bar: ClosedBar) -> ClosedRow {
    precondition(position < bar.rowCount)
    return rows[bar.firstRow + position]
  }

  mutating func clear() { (count, rowCount) = (0, 0) }

  mutating func drop(_ bars: Int64) { dropped = dropped.addingReportingOverflow(bars).partialValue }

  var isFull: Bool { count == Limits.closedBarsPerFrame || rowCount == Limits.closedRowsPerFrame }

  /// A bar without volume is none.
  mutating func append(
    _ volumes: borrowing VolumeRows, kind: BarKind, startMilliseconds: Int64, _ market: FootprintMarket
  ) {
    guard let area = ValueArea(of: volumes) else { return }
    guard count < Limits.closedBarsPerFrame, let added = appendRows(volumes) else { return drop(1) }
    bars[count] = ClosedBar(
      slot: market.slot, kind: kind, startMilliseconds: startMilliseconds, grid: market.grid,
      binTicks: market.binTicks, firstRow: rowCount, rowCount: added, area: area, deltaLots: volumes.deltaLots)
    count += 1
    rowCount += added
  }

  /// The traded rows, ascending; nil when they do not all fit.
  private mutating func appendRows(_ volumes: borrowing VolumeRows) -> Int? {
    let imbalance = DiagonalImbalance(of: volumes)
    var end = rowCount
    for row in volumes.lowest...volumes.highest where volumes[row].lots > 0 {
      guard end < Limits.closedRowsPerFrame else { return nil }
      rows[end] = ClosedRow(
        row: row, bidLots: volumes[row].bidLots, askLots: volumes[row].askLots,
        isBuyImbalance: imbalance.isBuy(at: row, in: volumes), isSellImbalance: imbalance.isSell(at: row, in: volumes))
      end += 1
    }
    markStacks(.buy, volumes, imbalance, end)
    markStacks(.sell, volumes, imbalance, end)
    return end - rowCount
  }

  private mutating func markStacks(
    _ side: Aggressor, _ volumes: borrowing VolumeRows, _ imbalance: DiagonalImbalance, _ end: Int
  ) {
    var position = rowCount
    var from = volumes.lowest
    while let stack = StackedImbalance.next(side, from: from, in: volumes, imbalance) {
      from = stack.highRow + 1
      while position < end, rows[position].row <= stack.highRow {
        if rows[position].row >= stack.lowRow {
          if side == .buy { rows[position].isBuyStack = true } else { rows[position].isSellStack = true }
        }
        position += 1
      }
    }
  }
}
