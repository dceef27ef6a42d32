public import Market
package import Memory

/// Both sides of one instrument's book. Right, or marked: it never keeps a crossed state and never drops a level.
public struct OrderBook: ~Copyable {
  package private(set) var bids = BookHalf()
  package private(set) var asks = BookHalf()
  /// The worst prices of the latest snapshot: what lies beyond is unknown, not empty (SEMANTICS.md "Known depth").
  public private(set) var knownBidTicks: Int64?
  public private(set) var knownAskTicks: Int64?

  public init() {}

  public var bestBidTicks: Int64? { bids.bestRank }
  public var bestAskTicks: Int64? { asks.bestRank.map { -$0 } }
  /// Best bid + best ask; nil for a one-sided book.
  var twiceMidTicks: Int64? {
    guard let bid = bestBidTicks, let ask = bestAskTicks else { return nil }
    return bid + ask
  }
  public var isTwoSided: Bool { !bids.isEmpty && !asks.isEmpty }

  /// Levels held on a side, far ones included.
  public func count(_ side: BookSide) -> Int { side == .bid ? bids.count : asks.count }

  /// The best `limit` levels of a side, best first.
  public func levels(_ side: BookSide, limit: Int, into levels: inout [Level]) {
    levels.removeAll(keepingCapacity: true)
    guard limit > 0 else { return }
    if side == .bid {
      Self.copy(bids, sign: 1, limit, &levels)
    } else {
      Self.copy(asks, sign: -1, limit, &levels)
    }
  }

  private static func copy(
    _ half: borrowing BookHalf, sign: Int64, _ limit: Int, _ levels: inout [Level]
  ) {
    half.descend { level in
      levels.append(Level(price: Price(ticks: sign * level.rank), quantity: Quantity(lots: level.lots)))
      return levels.count < limit
    }
  }

  /// Locked counts as crossed.
  public var isCrossed: Bool {
    guard let bid = bids.bestRank, let ask = asks.bestRank else { return false }
    return bid + ask >= 0
  }

  /// Applies absolute quantities, bids first. On a crossing or a full far store everything is taken back and the reason
  /// returned; nil means applied. The old quantities are left in the given levels, which is how they can be taken back.
  public mutating func apply(
    bids bidLevels: UnsafeMutableBufferPointer<Level>, asks askLevels: UnsafeMutableBufferPointer<Level>
  ) -> GapReason? {
    let bidsDone = unsafe bids.exchange(bidLevels, sign: 1)
    guard bidsDone == bidLevels.count else {
      unsafe takeBack(bidLevels, bidsDone, askLevels, 0)
      return .farStoreFull
    }
    let asksDone = unsafe asks.exchange(askLevels, sign: -1)
    let reason: GapReason? = asksDone < askLevels.count ? .farStoreFull : (isCrossed ? .crossed : nil)
    if reason != nil { unsafe takeBack(bidLevels, bidsDone, askLevels, asksDone) }
    return reason
  }

  private mutating func takeBack(
    _ bidLevels: UnsafeMutableBufferPointer<Level>, _ bidsDone: Int,
    _ askLevels: UnsafeMutableBufferPointer<Level>, _ asksDone: Int
  ) {
    let asksFit = unsafe Self.exchangeBack(&asks, askLevels, done: asksDone, sign: -1)
    let bidsFit = unsafe Self.exchangeBack(&bids, bidLevels, done: bidsDone, sign: 1)
    // The window may stand elsewhere than before, so a book at its very limit may not fit back. An empty book is
    // honest; half a book is not.
    if !asksFit || !bidsFit { removeAll() }
  }

  /// The exchange undone, last level first; the levels hold their own quantities again, so they can be buffered.
  private static func exchangeBack(
    _ half: inout BookHalf, _ levels: UnsafeMutableBufferPointer<Level>, done: Int, sign: Int64
  ) -> Bool {
    var fits = true
    for index in (0..<done).reversed() {
      let level = unsafe levels[index]
      guard let lots = half.set(level.price.ticks &* sign, level.quantity.lots) else {
        fits = false
        continue
      }
      unsafe levels[index].quantity.lots = lots
    }
    return fits
  }

  /// Replaces the book. A crossed snapshot, or one that does not fit, changes nothing and returns the reason.
  public mutating func load(
    bids bidLevels: UnsafeBufferPointer<Level>, asks askLevels: UnsafeBufferPointer<Level>
  ) -> GapReason? {
    let bestBid = unsafe bidLevels.lazy.filter { $0.quantity.lots > 0 }.map(\.price.ticks).max()
    let bestAsk = unsafe askLevels.lazy.filter { $0.quantity.lots > 0 }.map(\.price.ticks).min()
    if let bestBid, let bestAsk, bestBid >= bestAsk { return .crossed }
    guard max(bidLevels.count, askLevels.count) <= Limits.farLevels else { return .farStoreFull }
    removeAll()
    for index in 0..<bidLevels.count { unsafe place(bidLevels[index], on: .bid) }
    for index in 0..<askLevels.count { unsafe place(askLevels[index], on: .ask) }
    knownBidTicks = unsafe bidLevels.lazy.map(\.price.ticks).min()
    knownAskTicks = unsafe askLevels.lazy.map(\.price.ticks).max()
    return nil
  }

  private mutating func place(_ level: Level, on side: BookSide) {
    let fits =
      side == .bid
      ? bids.set(level.price.ticks, level.quantity.lots) : asks.set(-level.price.ticks, level.quantity.lots)
    assert(fits != nil, "a snapshot of at most Limits.farLevels a side fits an empty book")
  }

  public mutating func removeAll() {
    bids.removeAll()
    asks.removeAll()
    knownBidTicks = nil
    knownAskTicks = nil
  }
}

// MARK: - Regridding

extension OrderBook {
  /// Moves every level to a finer grid through `scratch` (`Limits.regridLevels` entries). No level is lost.
  /// False, and nothing changed, when a price or quantity would leave the integer range.
  package mutating func regrid(_ refinement: GridRefinement, scratch: inout FixedArray<RankedLevel>) -> Bool {
    guard Self.fits(bids, refinement), Self.fits(asks, refinement) else { return false }
    Self.rebuild(&bids, refinement, &scratch)
    Self.rebuild(&asks, refinement, &scratch)
    knownBidTicks = knownBidTicks.flatMap { refinement.scaled(ticks: $0) }
    knownAskTicks = knownAskTicks.flatMap { refinement.scaled(ticks: $0) }
    return true
  }

  private static func fits(_ half: borrowing BookHalf, _ refinement: GridRefinement) -> Bool {
    var level = half.best
    while let current = level {
      guard refinement.scaled(ticks: current.rank) != nil, refinement.scaled(lots: current.lots) != nil else {
        return false
      }
      level = half.next(worseThan: current.rank)
    }
    return true
  }

  private static func rebuild(
    _ half: inout BookHalf, _ refinement: GridRefinement, _ scratch: inout FixedArray<RankedLevel>
  ) {
    var count = 0
    var level = half.best
    while let current = level {
      scratch[count] = RankedLevel(rank: current.rank * refinement.price, lots: current.lots * refinement.lot)
      count += 1
      level = half.next(worseThan: current.rank)
    }
    half.removeAll()
    for index in 0..<count { _ = half.set(scratch[index].rank, scratch[index].lots) }
  }
}

extension BookHalf {
  /// The best level; nil when the side is empty.
  package var best: RankedLevel? { bestRank.map { RankedLevel(rank: $0, lots: quantity(at: $0)) } }
}
