/// Point of control and value area of a profile (B-31): from the row of most volume outwards, always the pair of next
/// rows with more volume, until 70 % of all volume is inside. Ties go up.
package struct ValueArea: BitwiseCopyable {
  package let pocRow: Int64
  package private(set) var lowRow: Int64
  package private(set) var highRow: Int64

  /// Nil for an empty profile.
  package init?(of rows: borrowing VolumeRows) {
    guard !rows.isEmpty, let poc = rows.pointOfControl else { return nil }
    (pocRow, lowRow, highRow) = (poc, poc, poc)
    var inside = rows[poc].lots
    while inside * 10 < rows.lots * 7 { inside += widen(rows) }
  }

  /// Takes the next pair in and returns its volume; at least one side has rows left while volume is missing.
  private mutating func widen(_ rows: borrowing VolumeRows) -> Int128 {
    let above = rows[highRow + 1].lots + rows[highRow + 2].lots
    let below = rows[lowRow - 1].lots + rows[lowRow - 2].lots
    if highRow < rows.highest && (above >= below || lowRow == rows.lowest) {
      highRow = min(highRow + 2, rows.highest)
      return above
    }
    lowRow = max(lowRow - 2, rows.lowest)
    return below
  }
}
