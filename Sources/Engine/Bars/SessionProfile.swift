internal import Market

/// Volume by price row of the day's counted trades, late ones too (SEMANTICS.md I29).
package struct SessionProfile: ~Copyable {
  private var rows = VolumeRows(capacity: Limits.profileRows)

  package init() {}

  mutating func reset() { rows.clear() }

  @inline(__always)
  mutating func add(row: Int64, lots: Int64, isBuy: Bool) { rows.add(row: row, lots: lots, isBuy: isBuy) }

  /// The row of most volume costs nothing.
  var pocRow: Int64? { rows.isEmpty ? nil : rows.pointOfControl }
  /// The value area costs a step per row.
  var area: ValueArea? { ValueArea(of: rows) }
  var folded: Int { rows.folded }
  var byteCount: Int { rows.byteCount }

  func canScale(lots factor: Int64) -> Bool { rows.canScale(lots: factor) }
  mutating func scale(lots factor: Int64) { rows.scale(lots: factor) }
}
