/// The wall of a scene.
extension SimulatedMarket {
  mutating func placeWall(_ side: BookSide, ticks: Int64, lots: Int64, breath: Double) {
    precondition(ticks * side.sign < book.half(side).best.rank, "a wall appears behind the best price")
    wall = Wall(side: side, ticks: ticks, initialLots: lots, breath: breath, placedMilliseconds: milliseconds)
    book.change(side, random: &random) { $0.set(ticks: ticks, lots: lots, origin: .wall) }
  }

  /// Cancels a part of the wall, or all of it.
  mutating func shrinkWall(remaining: Double) {
    guard let wall else { return }
    let lots = Int64(Double(wall.initialLots) * remaining)
    if lots > 0 {
      // A resting order is never made larger here: trades may already have taken more than the script cancels.
      let left = min(lots, book.half(wall.side).lots(atTicks: wall.ticks))
      book.change(wall.side, random: &random) { $0.set(ticks: wall.ticks, lots: left, origin: .wall) }
    } else {
      removeWall(wall)
    }
    publishQuote()
  }

  /// One order takes this share of what the wall shows, and leaves at least one lot. Elsewhere in the book it would
  /// trade at another price, so it does not come while the wall is not the best level.
  mutating func hitWall(share: Double) {
    guard let wall, book.half(wall.side).bestTicks == wall.ticks else { return }
    let shown = book.half(wall.side).best.lots
    fillAtBest(wall.side, lots: min(shown - 1, max(1, Int64(Double(shown) * share))))
  }

  /// A reserve behind the wall fills up what is shown.
  mutating func refillWall(lots: Int64) {
    guard let wall else { return }
    book.change(wall.side, random: &random) { $0.set(ticks: wall.ticks, lots: lots, origin: .wall) }
    publishQuote()
  }

  /// When an erosion's time is over, one last order takes what is left.
  mutating func finishErosion() {
    guard let wall, let end = wall.erodedByMilliseconds, milliseconds >= end else { return }
    let left = book.half(wall.side).lots(atTicks: wall.ticks)
    if left > 0 && book.half(wall.side).bestTicks == wall.ticks {
      recordFill(ticks: wall.ticks, lots: left, isBuy: wall.side == .ask)
    }
    removeWall(wall)
    requote()
  }

  private mutating func removeWall(_ gone: Wall) {
    book.change(gone.side, random: &random) { $0.remove(ticks: gone.ticks, origin: .wall) }
    wall = nil
  }
}
