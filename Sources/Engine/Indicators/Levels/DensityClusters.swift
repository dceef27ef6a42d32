internal import Market
internal import Memory

/// Clusters among one side's tracked densities (B-21 under R30): at least three whose prices lie within
/// min(0.15 %, 10 % of the span of the levels used) of the lowest. Worked out only when a density appears; told is
/// every largest such set that holds a newcomer.
struct DensityClusters: ~Copyable {
  private static let membersMin = 3

  /// Prices in ticks, ascending, and whether the density has just appeared.
  private var prices = FixedArray<Int64>(zeroed: Limits.densitiesPerSide)
  private var areNew = FixedArray<Bool>(zeroed: Limits.densitiesPerSide)
  private var count = 0

  mutating func clear() { count = 0 }

  mutating func insert(ticks: Int64, isNew: Bool) {
    var place = count
    while place > 0 && prices[place - 1] > ticks {
      prices[place] = prices[place - 1]
      areNew[place] = areNew[place - 1]
      place -= 1
    }
    prices[place] = ticks
    areNew[place] = isNew
    count += 1
  }

  /// `span` is the distance in ticks from the best to the worst level used.
  func tell(span: Int64, _ side: BookSide, _ slot: InstrumentSlot, _ changes: inout StateChanges) {
    var end = 0
    for lowest in 0..<count {
      let endBefore = end
      while end < count && isWithinRange(of: prices[lowest], prices[end], span) { end += 1 }
      // A set that ends where the one before it ended is part of it.
      guard end > endBefore, end - lowest >= Self.membersMin, hasNewcomer(lowest, end) else { continue }
      changes.append(StateChange(slot: slot, kind: .densityCluster(side, members(lowest, end, side))))
    }
  }

  private func isWithinRange(of lowest: Int64, _ ticks: Int64, _ span: Int64) -> Bool {
    let distance = Int128(ticks - lowest)
    return distance * 10_000 <= 15 * Int128(abs(lowest)) && distance * 10 <= Int128(span)
  }

  private func hasNewcomer(_ first: Int, _ end: Int) -> Bool {
    for index in first..<end where areNew[index] { return true }
    return false
  }

  private func members(_ first: Int, _ end: Int, _ side: BookSide) -> ClusterPrices {
    var members = ClusterPrices()
    for offset in 0..<(end - first) {
      members.append(Price(ticks: prices[side == .bid ? end - 1 - offset : first + offset]))
    }
    return members
  }

  var byteCount: Int { prices.byteCount + areNew.byteCount }
}
