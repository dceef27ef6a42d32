internal import Market

/// What book updates and prints do to the trackers that hold them against each other: order-flow imbalance, icebergs
/// and level absorption.
extension InstrumentState {
  mutating func updateLevelFlow(at eventMilliseconds: Int64?, isSnapshot: Bool, changes: inout StateChanges) {
    let time = eventMilliseconds ?? clock.now
    flowImbalance.update(topBids, topAsks, at: time, isSnapshot: isSnapshot)
    lap(.imbalance)
    // A snapshot that stands before every event time is older than every print.
    let (milliseconds, now) = (time ?? .min, clock.now ?? .min)
    let bids = LevelTeller(side: .bid, slot: slot, now: now)
    let asks = LevelTeller(side: .ask, slot: slot, now: now)
    bidIcebergs.update(topBids, at: milliseconds, isSnapshot: isSnapshot, bids, changes: &changes)
    askIcebergs.update(topAsks, at: milliseconds, isSnapshot: isSnapshot, asks, changes: &changes)
    guard clock.now != nil else { return }
    bidAbsorption.update(book.bids, at: milliseconds, isSnapshot: isSnapshot, bids, changes: &changes)
    askAbsorption.update(book.asks, at: milliseconds, isSnapshot: isSnapshot, asks, changes: &changes)
    lap(.icebergs)
  }

  /// A seller hits bids, a buyer lifts asks. Without a right book there is nothing to hold a print against.
  @inline(__always)
  mutating func addPrint(_ trade: Trade, changes: inout StateChanges) {
    guard status == .ok, let now = clock.now else { return }
    let (ticks, lots, time) = (trade.price.ticks, trade.quantity.lots, trade.milliseconds)
    if trade.aggressor == .sell {
      let teller = LevelTeller(side: .bid, slot: slot, now: now)
      bidIcebergs.add(rank: ticks, lots: lots, at: time, teller, changes: &changes)
      bidAbsorption.add(book.bids, rank: ticks, lots: lots, at: time, now: now)
    } else {
      let teller = LevelTeller(side: .ask, slot: slot, now: now)
      askIcebergs.add(rank: -ticks, lots: lots, at: time, teller, changes: &changes)
      askAbsorption.add(book.asks, rank: -ticks, lots: lots, at: time, now: now)
    }
  }

  mutating func scaleLevelFlow(_ refinement: GridRefinement) {
    bidIcebergs.scale(refinement)
    askIcebergs.scale(refinement)
    bidAbsorption.scale(refinement)
    askAbsorption.scale(refinement)
  }
}
