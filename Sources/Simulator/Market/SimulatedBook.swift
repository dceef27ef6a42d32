/// The limit order book: two sides that never cross, their lattices, and the update id that counts their changes.
package struct SimulatedBook {
  package private(set) var bids = BookHalf(side: .bid)
  package private(set) var asks = BookHalf(side: .ask)
  private var bidLattice: LevelLattice
  private var askLattice: LevelLattice
  /// Id of the latest change. Ids are shared with other symbols, so they jump.
  package private(set) var updateID: Int64
  /// Id of the first change since the last diff.
  private(set) var firstUpdateID: Int64

  /// A full book around a price, with a spread of one tick.
  init(bidTicks: Int64, seed: UInt64, updateID: Int64, random: inout RandomSource) {
    bidLattice = LevelLattice(seed: seed)
    askLattice = LevelLattice(seed: seed)
    self.updateID = updateID
    firstUpdateID = updateID
    bids.set(ticks: bidTicks, lots: LevelSizes.touch(&random), origin: .near)
    asks.set(ticks: bidTicks + 1, lots: LevelSizes.touch(&random), origin: .near)
    bidLattice.populate(&bids, touch: bidTicks, random: &random)
    askLattice.populate(&asks, touch: bidTicks + 1, random: &random)
  }

  func half(_ side: BookSide) -> BookHalf { side == .bid ? bids : asks }

  /// One change of a side, or several that the venue would give one id.
  mutating func change<Result>(
    _ side: BookSide, random: inout RandomSource, _ body: (inout BookHalf) -> Result
  ) -> Result {
    countChange(&random)
    return side == .bid ? body(&bids) : body(&asks)
  }

  /// Residents come and go as the touch moves.
  mutating func followTouch(random: inout RandomSource) {
    bidLattice.follow(&bids, random: &random)
    askLattice.follow(&asks, random: &random)
  }

  private mutating func countChange(_ random: inout RandomSource) {
    if !hasChanges {
      updateID += random.integer(1...400)
      firstUpdateID = updateID + 1
    }
    updateID += random.integer(1...40)
  }

  var hasChanges: Bool { bids.hasChanges || asks.hasChanges }

  /// The prices that changed since the last call, ascending.
  mutating func takeChangedTicks() -> (bids: [Int64], asks: [Int64]) {
    (bids.takeChangedTicks(), asks.takeChangedTicks())
  }

  var midTicks: Double { Double(bids.bestTicks + asks.bestTicks) / 2 }

  func quote(at milliseconds: Int64) -> Quote {
    Quote(
      updateID: updateID, milliseconds: milliseconds, bidTicks: bids.bestTicks, bidLots: bids.best.lots,
      askTicks: asks.bestTicks, askLots: asks.best.lots)
  }
}
