/// Diagonal imbalances of a footprint (B-28, SEMANTICS.md I16, I17): what was bought in a row against what was sold in
/// the row below it, and what was sold against what was bought in the row above.
package struct DiagonalImbalance: BitwiseCopyable {
  /// What vendors set differently; the engine uses the defaults.
  package struct Rule: BitwiseCopyable {
    package var ratioPercent: Int128 = 300
    /// Least lots of the stronger cell, above half the mean of the bar's cells that are not 0.
    package var lotsMin: Int128 = 0
    package var differenceMin: Int128 = 0
    /// The ratio must be exceeded, not only reached.
    package var isStrict = false
    /// A zero on the weak side counts as one lot; otherwise such a pair is not compared.
    package var zeroIsOneLot = true

    package init() {}
  }

  private let rule: Rule
  private let lots: Int128
  private let filledCells: Int128

  package init(of rows: borrowing VolumeRows, _ rule: Rule = Rule()) {
    self.rule = rule
    lots = rows.lots
    var filled: Int128 = 0
    for row in rows.lowest..<(rows.highest + 1) {
      filled += (rows[row].bidLots > 0 ? 1 : 0) + (rows[row].askLots > 0 ? 1 : 0)
    }
    filledCells = filled
  }

  /// The bar's lowest row has none below it and is not tested.
  package func isBuy(at row: Int64, in rows: borrowing VolumeRows) -> Bool {
    row > rows.lowest && outweighs(rows[row].askLots, rows[row - 1].bidLots)
  }

  /// Nor is its highest.
  package func isSell(at row: Int64, in rows: borrowing VolumeRows) -> Bool {
    row < rows.highest && outweighs(rows[row].bidLots, rows[row + 1].askLots)
  }

  private func outweighs(_ strong: Int128, _ weak: Int128) -> Bool {
    guard strong > 0, rule.zeroIsOneLot || weak > 0 else { return false }
    let (share, needed) = (strong * 100, max(weak, 1) * rule.ratioPercent)
    return (rule.isStrict ? share > needed : share >= needed) && strong - weak >= rule.differenceMin
      && strong >= rule.lotsMin && 2 * filledCells * strong >= lots
  }

  /// Rows with a buy imbalance less rows with a sell imbalance (B-29).
  package func net(_ rows: borrowing VolumeRows) -> Int64 {
    var net: Int64 = 0
    for row in rows.lowest..<(rows.highest + 1) {
      net += (isBuy(at: row, in: rows) ? 1 : 0) - (isSell(at: row, in: rows) ? 1 : 0)
    }
    return net
  }
}
