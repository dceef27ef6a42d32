/// Makers: the touch, the levels close to it, the residents behind.
extension SimulatedMarket {
  /// Levels quoted near the touch besides the best one, and how far from it they may be.
  private static let maxNearLevels = 3
  private static let nearTicks: Int64 = 30
  /// How deep near levels can lie: one of them may be followed by a resident or two, and a jump leaves some behind.
  private static let searchedLevels = 16
  private static let wallSettlingMilliseconds: Int64 = 3_000

  /// Moves the touch. Levels in the way are taken, the new best prices are quoted, levels left behind become ordinary.
  package mutating func requote(bidTicks wanted: Int64, spreadTicks: Int64) {
    var bidTicks = wanted
    if let wall {
      bidTicks = wall.side == .bid ? max(bidTicks, wall.ticks) : min(bidTicks, wall.ticks - spreadTicks)
    }
    let askTicks = bidTicks + spreadTicks
    sweep(.ask, worseThan: askTicks)
    sweep(.bid, worseThan: bidTicks)
    quoteTouch(.bid, ticks: bidTicks)
    quoteTouch(.ask, ticks: askTicks)
    thinNearLevels(.bid)
    thinNearLevels(.ask)
    book.followTouch(random: &random)
    publishQuote()
  }

  /// Clears a side down to a new best price: most of each level is cancelled, the rest is traded away.
  private mutating func sweep(_ side: BookSide, worseThan limit: Int64) {
    while book.half(side).best.rank > limit * side.sign {
      let best = book.half(side).best
      let traded = Int64(Double(best.lots) * random.double(0.05...0.5))
      if traded > 0 { recordFill(ticks: best.rank * side.sign, lots: traded, isBuy: side == .ask) }
      book.change(side, random: &random) { $0.remove(fromBest: 0) }
    }
  }

  private mutating func quoteTouch(_ side: BookSide, ticks: Int64) {
    let best = book.half(side).best
    guard best.rank != ticks * side.sign else { return }
    let lots = LevelSizes.touch(&random)
    book.change(side, random: &random) { half in
      if best.origin != .wall { half.resize(fromBest: 0, lots: LevelSizes.demoted(best.lots)) }
      half.set(ticks: ticks, lots: lots, origin: .near)
    }
  }

  /// Cancels levels that were quoted near an earlier touch.
  private mutating func thinNearLevels(_ side: BookSide) {
    var index = 1
    var kept = 0
    while index < Self.searchedLevels {
      let half = book.half(side)
      let isFar = half.best.rank - half[fromBest: index].rank > Self.nearTicks
      if half[fromBest: index].origin != .near {
        index += 1
      } else if isFar || kept == Self.maxNearLevels {
        removeLevel(side, index)
      } else {
        kept += 1
        index += 1
      }
    }
  }

  private mutating func removeLevel(_ side: BookSide, _ index: Int) {
    book.change(side, random: &random) { $0.remove(fromBest: index) }
  }

  mutating func resizeTouch(_ side: BookSide) {
    guard book.half(side).best.origin != .wall else { return }
    let lots = LevelSizes.touch(&random)
    book.change(side, random: &random) { $0.resize(fromBest: 0, lots: lots) }
    publishQuote()
  }

  /// Gives a level behind the best a new size; a wall breathes by its share, once it has stood for a while.
  mutating func resizeResident(_ side: BookSide, depth: Int64) {
    let index = Int(random.integer(1...min(depth, Int64(book.half(side).count - 1))))
    var lots = LevelSizes.resident(&random)
    if book.half(side)[fromBest: index].origin == .wall {
      guard let wall, milliseconds - wall.placedMilliseconds > Self.wallSettlingMilliseconds else { return }
      lots = Int64(Double(wall.initialLots) * random.double(1 - wall.breath...1))
    }
    book.change(side, random: &random) { $0.resize(fromBest: index, lots: lots) }
  }

  /// Quotes a level between the touch and the first residents, or cancels one.
  mutating func toggleNearLevel(_ side: BookSide) {
    let half = book.half(side)
    let near = (1..<Self.maxNearLevels * 2).filter { half[fromBest: $0].origin == .near }
    if near.count >= Self.maxNearLevels || (random.chance(0.4) && !near.isEmpty) {
      removeLevel(side, near[Int(random.next() % UInt64(near.count))])
    } else {
      let ticks = half.bestTicks - side.sign * random.integer(1...Self.nearTicks - 5)
      let lots = LevelSizes.resident(&random)
      guard !half.contains(ticks: ticks) else { return }
      book.change(side, random: &random) { $0.set(ticks: ticks, lots: lots, origin: .near) }
    }
  }

  /// Closes a spread of several ticks from one side.
  mutating func narrowSpread(_ side: BookSide) {
    guard book.asks.bestTicks - book.bids.bestTicks > 1, book.half(side).best.origin != .wall else { return }
    quoteTouch(side, ticks: book.half(side.opposite).bestTicks - side.sign)
    thinNearLevels(side)
    publishQuote()
  }
}
