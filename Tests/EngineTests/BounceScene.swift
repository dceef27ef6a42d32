import Engine
import Market

/// A tracked wall and a price that moves before it, seen by the strategy of that side.
///
/// Prices are given as on the bid side; for the ask side everything is mirrored at zero, so that both sides must agree
/// to the tick.
struct BounceScene: ~Copyable {
  static let start: Int64 = 1_700_000_000_000

  private var book: WallSide
  private var bounce: WallBounce
  private let sign: Int64

  /// Walls of 1 000 lots, tracked, among levels of 10.
  init(_ side: BookSide, walls: [Int64]) {
    book = WallSide(side)
    bounce = WallBounce(side: side)
    sign = side == .bid ? 1 : -1
    for wall in walls {
      _ = book.update((wall - 5...wall + 5).map { (rank: $0, lots: $0 == wall ? 1_000 : 10) }, at: Self.start)
    }
    _ = book.update([], at: Self.start + 500)
  }

  /// The wall's displayed size from now on.
  mutating func show(_ lots: Int64, at wall: Int64, after milliseconds: Int64) {
    _ = book.update([(rank: wall, lots: lots)], at: Self.start + milliseconds)
  }

  /// One evaluation, so many ms after the start, with this bid and ask.
  mutating func isReady(bid: Int64, ask: Int64, after milliseconds: Int64) -> Bool {
    bounce.isReady(conditions(bid, ask, milliseconds), book.walls)
  }

  mutating func fire(bid: Int64, ask: Int64, after milliseconds: Int64, deltaRatio: Double = 0) -> WallBounce.Plan? {
    bounce.fire(conditions(bid, ask, milliseconds), deltaRatio5s: deltaRatio, book.walls)
  }

  func agrees(deltaRatio: Double) -> Bool { bounce.agrees(deltaRatio5s: deltaRatio) }

  /// A price of a plan, mirrored back.
  func unmirrored(_ price: Price) -> Int64 { sign * price.ticks }

  private func conditions(_ bid: Int64, _ ask: Int64, _ milliseconds: Int64) -> WallBounce.Conditions {
    WallBounce.Conditions(
      now: Self.start + milliseconds, bestBidTicks: sign > 0 ? bid : -ask, bestAskTicks: sign > 0 ? ask : -bid)
  }
}
