import Engine
import Market

/// One instrument whose book updates carry their own event times, as on the wire.
struct TimedMarket: ~Copyable {
  var market: OneInstrument
  private var updateID: Int64 = 0
  /// What the latest frame told.
  private(set) var told: [StateChange.Kind] = []

  init(grid: Grid = .whole, knowsOnlyHeldLevels: Bool = false) {
    market = OneInstrument(grid: grid, knowsOnlyHeldLevels: knowsOnlyHeldLevels)
  }

  mutating func snapshot(_ bids: [(Int64, Int64)], _ asks: [(Int64, Int64)], at milliseconds: Int64?) {
    update(BookDiff(bids: bids, asks: asks), at: milliseconds, isSnapshot: true)
  }

  mutating func diff(_ bids: [(Int64, Int64)], _ asks: [(Int64, Int64)], at milliseconds: Int64?) {
    update(BookDiff(bids: bids, asks: asks), at: milliseconds, isSnapshot: false)
  }

  mutating func update(_ diff: BookDiff, at milliseconds: Int64?, isSnapshot: Bool) {
    market.begin(at: milliseconds)
    updateID += 1
    var diff = diff
    let (id, slot) = (updateID, market.slot)
    let reason = diff.bids.withUnsafeMutableBufferPointer { bids in
      diff.asks.withUnsafeMutableBufferPointer { asks in
        isSnapshot
          ? market.engine.load(
            slot, updateID: id, at: milliseconds, bids: UnsafeBufferPointer(bids), asks: UnsafeBufferPointer(asks))
          : market.engine.apply(slot, updateID: id, at: milliseconds, bids: bids, asks: asks)
      }
    }
    precondition(reason == nil, "the tests of this market do not break its book")
    end()
  }

  mutating func trade(_ lots: Int64, _ aggressor: Aggressor, _ ticks: Int64, at milliseconds: Int64) {
    let counts = market.trade(lots, aggressor, price: ticks, at: milliseconds)
    precondition(counts, "one kind of trades")
    end()
  }

  /// Moves to a finer grid; the book and all that was gathered must survive it.
  mutating func regrid(to grid: Grid) {
    let isMoved = market.engine.regrid(market.slot, to: grid, isChange: true)
    precondition(isMoved, "the numbers of the test fit the finer grid")
  }

  private mutating func end() {
    market.engine.end(market.slot)
    told = (0..<market.engine.changes.count).map { market.engine.changes[$0].kind }
  }
}
