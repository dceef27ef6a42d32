/// What turns one view of a side into another.
package enum BookDifference {
  /// Both views best first (`sign` 1: descending prices, -1: ascending). A level that has left the view has zero lots.
  package static func levels(
    from old: [(ticks: Int64, lots: Int64)], to new: [(ticks: Int64, lots: Int64)], sign: Int64
  ) -> [(ticks: Int64, lots: Int64)] {
    var changes: [(ticks: Int64, lots: Int64)] = []
    var oldIndex = 0
    for level in new {
      while oldIndex < old.count && (old[oldIndex].ticks - level.ticks) * sign > 0 {
        changes.append((old[oldIndex].ticks, 0))
        oldIndex += 1
      }
      if oldIndex < old.count && old[oldIndex].ticks == level.ticks {
        if old[oldIndex].lots != level.lots { changes.append(level) }
        oldIndex += 1
      } else {
        changes.append(level)
      }
    }
    for gone in old[oldIndex...] { changes.append((gone.ticks, 0)) }
    return changes
  }
}
