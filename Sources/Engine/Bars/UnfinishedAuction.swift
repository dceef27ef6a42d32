package import Market

/// An extreme of a closed bar at which both sides traded: price may come back to finish it (B-32).
package enum UnfinishedAuction {
  /// The extreme's row when it is unfinished; nil when one side alone traded there.
  package static func row(_ edge: BarEdge, of rows: borrowing VolumeRows) -> Int64? {
    let row = edge == .high ? rows.highest : rows.lowest
    let cell = rows[row]
    return cell.bidLots > 0 && cell.askLots > 0 ? row : nil
  }
}
