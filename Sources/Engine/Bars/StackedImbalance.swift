package import Market

/// Three or more consecutive rows with an imbalance of the same side in one bar (B-30).
package struct StackedImbalance: BitwiseCopyable {
  static let rowsMin: Int64 = 3

  package let lowRow: Int64
  package let highRow: Int64

  package var rows: Int64 { highRow - lowRow + 1 }

  /// The lowest one whose rows all lie at or above `row`.
  package static func next(
    _ side: Aggressor, from row: Int64, in rows: borrowing VolumeRows, _ imbalance: DiagonalImbalance
  ) -> StackedImbalance? {
    var low = max(row, rows.lowest)
    while low <= rows.highest {
      var end = low
      while end <= rows.highest, isMarked(side, end, rows, imbalance) { end += 1 }
      if end - low >= rowsMin { return StackedImbalance(lowRow: low, highRow: end - 1) }
      low = end + 1
    }
    return nil
  }

  private static func isMarked(
    _ side: Aggressor, _ row: Int64, _ rows: borrowing VolumeRows, _ imbalance: DiagonalImbalance
  ) -> Bool {
    side == .buy ? imbalance.isBuy(at: row, in: rows) : imbalance.isSell(at: row, in: rows)
  }
}
