import Engine
import Market
import Testing

/// Levels of a diff or snapshot, owned: OrderBook wants memory that it may write.
struct BookDiff: Equatable {
  var bids: [Level] = []
  var asks: [Level] = []

  var count: Int { bids.count + asks.count }

  init(bids: [Level] = [], asks: [Level] = []) {
    self.bids = bids
    self.asks = asks
  }

  /// Rows of (price in ticks, quantity in lots).
  init(bids: [(Int64, Int64)], asks: [(Int64, Int64)]) {
    self.bids = bids.map { Level(price: Price(ticks: $0.0), quantity: Quantity(lots: $0.1)) }
    self.asks = asks.map { Level(price: Price(ticks: $0.0), quantity: Quantity(lots: $0.1)) }
  }

  /// Applies to a book. The book leaves old quantities in `self`, as it does in a decoder's memory.
  mutating func apply(to book: inout OrderBook) -> GapReason? {
    bids.withUnsafeMutableBufferPointer { bids in
      asks.withUnsafeMutableBufferPointer { asks in book.apply(bids: bids, asks: asks) }
    }
  }

  func load(into book: inout OrderBook) -> GapReason? {
    bids.withUnsafeBufferPointer { bids in
      asks.withUnsafeBufferPointer { asks in book.load(bids: bids, asks: asks) }
    }
  }

  mutating func apply(to engine: inout Engine, _ slot: InstrumentSlot, updateID: Int64) -> GapReason? {
    bids.withUnsafeMutableBufferPointer { bids in
      asks.withUnsafeMutableBufferPointer { asks in
        engine.apply(slot, updateID: updateID, at: nil, bids: bids, asks: asks)
      }
    }
  }

  func load(into engine: inout Engine, _ slot: InstrumentSlot, updateID: Int64) -> GapReason? {
    bids.withUnsafeBufferPointer { bids in
      asks.withUnsafeBufferPointer { asks in engine.load(slot, updateID: updateID, at: nil, bids: bids, asks: asks) }
    }
  }
}

/// A book of thousands of levels would drown the message of a failed check.
extension BookDiff: CustomTestStringConvertible {
  var testDescription: String {
    "\(bids.count) bids from \(bids.first?.price.ticks ?? 0), \(asks.count) asks from \(asks.first?.price.ticks ?? 0)"
  }
}

extension OrderBook {
  /// The best levels of a side; all of them without a limit.
  func levels(_ side: BookSide, limit: Int = .max) -> [Level] {
    var levels: [Level] = []
    self.levels(side, limit: limit, into: &levels)
    return levels
  }

  /// Every level of both sides.
  var everything: BookDiff { BookDiff(bids: levels(.bid), asks: levels(.ask)) }
}
