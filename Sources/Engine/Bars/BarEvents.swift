internal import Market

/// What a closed 1-m bar tells: stacked imbalances, those of buyers first, ascending; then its unfinished extremes, the
/// high first.
struct BarEvents: BitwiseCopyable {
  let slot: InstrumentSlot
  let binTicks: Int64

  func tell(_ rows: borrowing VolumeRows, _ imbalance: DiagonalImbalance, _ changes: inout StateChanges) {
    tellStacks(.buy, rows, imbalance, &changes)
    tellStacks(.sell, rows, imbalance, &changes)
    tellEdge(.high, rows, &changes)
    tellEdge(.low, rows, &changes)
  }

  private func tellStacks(
    _ side: Aggressor, _ rows: borrowing VolumeRows, _ imbalance: DiagonalImbalance, _ changes: inout StateChanges
  ) {
    var from = rows.lowest
    while let stack = StackedImbalance.next(side, from: from, in: rows, imbalance) {
      changes.append(
        StateChange(
          slot: slot,
          kind: .stackedImbalance(
            side, low: price(stack.lowRow), high: price(stack.highRow), rows: Int32(clamping: stack.rows))))
      from = stack.highRow + 1
    }
  }

  private func tellEdge(_ edge: BarEdge, _ rows: borrowing VolumeRows, _ changes: inout StateChanges) {
    guard let row = UnfinishedAuction.row(edge, of: rows) else { return }
    changes.append(StateChange(slot: slot, kind: .unfinishedAuction(edge, price(row))))
  }

  /// The lower edge of a row.
  private func price(_ row: Int64) -> Price { Price(ticks: row * binTicks) }
}
