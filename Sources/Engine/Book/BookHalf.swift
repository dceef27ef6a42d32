internal import Market
internal import Memory

/// One side of a book: the ladder near the best price and the far store for everything else.
///
/// Invariants: every held level stands in exactly one of the two; the best level is always in the ladder; no far
/// level is better than a ladder level; no level stands above the window.
package struct BookHalf: ~Copyable {
  private var ladder = Ladder()
  private var far = FarStore()
  package init() {}

  /// How often the window followed the price; the property tests make sure that it did.
  package private(set) var windowMoves = 0

  package var count: Int { ladder.count + far.count }
  package var farCount: Int { far.count }
  package var isEmpty: Bool { ladder.count == 0 }

  /// The best rank; nil when the side is empty. O(1).
  package var bestRank: Int64? { ladder.count == 0 ? nil : ladder.best }

  /// The quantity held at a rank, 0 for none.
  package func quantity(at rank: Int64) -> Int64 {
    ladder.contains(rank) ? ladder.quantity(at: rank) : far.quantity(at: rank)
  }

  /// Sets a level (0 lots removes it) and returns the quantity that stood there.
  /// Nil when the far store is full and the level is new: nothing was changed, and the book must be marked.
  @inline(__always)
  package mutating func set(_ rank: Int64, _ lots: Int64) -> Int64? {
    guard ladder.contains(rank) else { return setOutside(rank, lots) }
    let old = ladder.set(rank, lots)
    if lots == 0 { followDown() }
    return old
  }

  /// Swaps each level's quantity with the one held. Stops before the first that does not fit; returns how many were
  /// done.
  mutating func exchange(_ levels: UnsafeMutableBufferPointer<Level>, sign: Int64) -> Int {
    var index = 0
    while true {
      index = unsafe ladder.exchange(levels, from: index, sign: sign)
      followDown()
      guard index < levels.count else { return levels.count }
      let level = unsafe levels[index]
      let rank = level.price.ticks &* sign
      if ladder.contains(rank) { continue }  // it stopped because the best price went
      guard let old = setOutside(rank, level.quantity.lots) else { return index }
      unsafe levels[index].quantity.lots = old
      index += 1
    }
  }

  private mutating func setOutside(_ rank: Int64, _ lots: Int64) -> Int64? {
    if ladder.count == 0 {  // the side is empty: the window opens around its first level
      guard lots != 0 else { return 0 }
      ladder.moveWindow(low: Self.windowLow(best: rank))
      return ladder.set(rank, lots)
    }
    if rank < ladder.low {
      if lots != 0 && far.isFull && far.quantity(at: rank) == 0 { return nil }
      return far.set(rank, lots)
    }
    guard lots != 0 else { return 0 }  // nothing stands above the window
    guard moveUp(best: rank) else { return nil }
    return ladder.set(rank, lots)
  }

  /// An eighth of the window is kept free above the best price, the rest lies behind it.
  private static func windowLow(best: Int64) -> Int64 { best - Ladder.size / 8 * 7 }

  /// Opens room for a better price; levels that fall out below go to the far store. False when they do not fit there.
  private mutating func moveUp(best: Int64) -> Bool {
    let newLow = Self.windowLow(best: best)
    var leaving = 0
    var rank = ladder.next(above: ladder.low - 1)
    while let level = rank, level < newLow {
      leaving += 1
      rank = ladder.next(above: level)
    }
    guard far.count + leaving <= Limits.farLevels else { return false }
    while let level = ladder.next(above: ladder.low - 1), level < newLow {
      _ = far.set(level, ladder.set(level, 0))
    }
    ladder.moveWindow(low: newLow)
    windowMoves += 1
    return true
  }

  /// Keeps the best price in the upper three quarters of the window while far levels exist to be brought back.
  private mutating func followDown() {
    guard far.count > 0 else { return }
    if ladder.count == 0 {
      guard let best = far.best else { return }
      reopen(low: Self.windowLow(best: best.rank))
    } else if ladder.best < ladder.low + Ladder.size / 4 {
      reopen(low: Self.windowLow(best: ladder.best))
    }
  }

  /// Moves the window down and brings back the far levels that it now covers.
  private mutating func reopen(low: Int64) {
    ladder.moveWindow(low: low)
    windowMoves += 1
    while let level = far.best, level.rank >= low {
      _ = far.set(level.rank, 0)
      _ = ladder.set(level.rank, level.lots)
    }
  }

  /// The next held level that is worse than `rank`.
  package func next(worseThan rank: Int64) -> RankedLevel? {
    if let found = ladder.next(below: min(rank, ladder.high)) {
      return RankedLevel(rank: found, lots: ladder.quantity(at: found))
    }
    return far.next(below: min(rank, ladder.low))
  }

  /// The next held level that is better than `rank`.
  package func next(betterThan rank: Int64) -> RankedLevel? {
    if rank < ladder.low - 1, let level = far.next(above: rank) { return level }
    guard let found = ladder.next(above: max(rank, ladder.low - 1)) else { return nil }
    return RankedLevel(rank: found, lots: ladder.quantity(at: found))
  }

  /// Visits all levels from the best downwards until `visit` says false.
  @inline(__always)
  func descend(_ visit: (RankedLevel) -> Bool) {
    guard ladder.descend(visit) else { return }
    var level = far.best
    while let current = level, visit(current) { level = far.next(below: current.rank) }
  }

  /// The worst rank held; nil when the side is empty.
  package var worst: Int64? { far.worst?.rank ?? (ladder.count == 0 ? nil : ladder.next(above: ladder.low - 1)) }

  package mutating func removeAll() {
    ladder.removeAll()
    far.removeAll()
  }

  var nearByteCount: Int { ladder.byteCount }
  var farByteCount: Int { far.byteCount }
}
