import Engine
import Market
import NaiveTwins

/// One side of a book with its tracked walls, and the same in the naive twin.
struct WallSide: ~Copyable {
  let side: BookSide
  var half = BookHalf()
  var walls = Walls()
  private(set) var levels = NaiveLevels()
  private(set) var twin: NaiveWallTracker
  private var top = TopLevels()

  init(_ side: BookSide) {
    self.side = side
    twin = NaiveWallTracker(side: side == .bid ? .buy : .sell)
  }

  /// Rows of (rank, lots), where the highest rank is the best price on both sides. Gives what became of the walls.
  mutating func update(_ rows: [(rank: Int64, lots: Int64)], at now: Int64, isSnapshot: Bool = false) -> StateChanges {
    for row in rows {
      guard half.set(row.rank, row.lots) != nil else { preconditionFailure("a small side has room") }
    }
    top.copy(from: half)
    var changes = StateChanges()
    let moment = BookMoment(now: now, side: side, slot: InstrumentSlot(0), isSnapshot: isSnapshot, twiceMidTicks: nil)
    walls.update(half, top, moment, changes: &changes)
    updateTwin(rows, now)
    return changes
  }

  /// A trade of the side that hits this one.
  mutating func recordPrint(_ rank: Int64, _ lots: Int64, at now: Int64) -> StateChanges {
    var changes = StateChanges()
    walls.tellEnded(at: now, side, InstrumentSlot(0), &changes)
    walls.recordPrint(rank: rank, lots: lots, at: now, isBookKnown: true)
    return changes
  }

  private mutating func updateTwin(_ rows: [(rank: Int64, lots: Int64)], _ now: Int64) {
    let naive = rows.map { NaiveLevel(price: NaiveDecimal(Int(price($0.rank))), quantity: NaiveDecimal(Int($0.lots))) }
    levels.apply(NaiveDepth(lastID: 1, bids: side == .bid ? naive : [], asks: side == .ask ? naive : []))
    twin.update(levels, now_ms: now)
  }

  func price(_ rank: Int64) -> Int64 { side == .bid ? rank : -rank }

  /// Rank 100 is the best of ten levels of 10 lots each.
  mutating func fillEvenly(at now: Int64) -> StateChanges {
    update((91...100).map { (rank: $0, lots: 10) }, at: now)
  }
}
