import Engine
import Market
import Memory
import NaiveTwins
import Testing

/// Ladder and far store against two dictionaries: more than a million level updates over all seeds.
@Suite struct OrderBookPropertyTests {
  private static let updatesPerSeed = 210_000

  /// How often each thing that must be survived has happened.
  private struct Tally {
    var updates = 0
    var diffs = 0
    var refused = 0
    var snapshots = 0
    var regrids = 0
  }

  @Test("the book equals its twin through 210 000 seeded updates", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func equalsItsTwin(_ seed: UInt64) throws {
    var book = OrderBook()
    var twin = TwinBook()
    var script = BookScript(seed: seed)
    var scratch = FixedArray<RankedLevel>(zeroed: Limits.regridLevels)
    var tally = Tally()
    var mostFar = 0
    while tally.updates < Self.updatesPerSeed {
      switch script.next(after: twin) {
      case .diff(let diff, let crosses): try take(diff, crosses, &book, &twin, &tally)
      case .snapshot(let snapshot):
        #expect(snapshot.load(into: &book) == nil)
        twin.replace(with: snapshot)
        tally.snapshots += 1
      case .regrid(let refinement):
        #expect(book.regrid(refinement, scratch: &scratch))
        twin.regrid(refinement)
        tally.regrids += 1
        try expectSame(book, twin, limit: .max, seed)
      }
      mostFar = max(mostFar, book.bids.farCount + book.asks.farCount)
      try #require(book.bestBidTicks == twin.bestBid && book.bestAskTicks == twin.bestAsk, "update \(tally.updates)")
      if tally.diffs.isMultiple(of: 50) { try expectSame(book, twin, limit: 30, seed) }
      if tally.diffs.isMultiple(of: 1_000) { try expectSame(book, twin, limit: .max, seed) }
    }
    try expectSame(book, twin, limit: .max, seed)
    #expect(tally.refused > 50 && tally.snapshots > 3 && tally.regrids > 0)
    #expect(book.bids.windowMoves > 10 && book.asks.windowMoves > 10 && mostFar > 100)
  }

  private func take(
    _ diff: BookDiff, _ crosses: Bool, _ book: inout OrderBook, _ twin: inout TwinBook, _ tally: inout Tally
  ) throws {
    tally.diffs += 1
    tally.updates += diff.count
    var sent = diff
    let before = crosses ? book.everything : BookDiff()
    let reason = sent.apply(to: &book)
    #expect(twin.apply(diff) == !crosses)
    guard crosses else {
      try #require(reason == nil)
      return
    }
    tally.refused += 1
    try #require(reason == .crossed)
    try #require(book.everything == before, "a refused diff leaves the book as it was")
    #expect(sent == diff, "a refused diff gets its own quantities back, so that it can be buffered")
  }

  private func expectSame(_ book: borrowing OrderBook, _ twin: TwinBook, limit: Int, _ seed: UInt64) throws {
    for side in [BookSide.bid, .ask] {
      let isSame = book.levels(side, limit: limit) == Array(twin.levels(side).prefix(limit))
      try #require(isSame, "\(side)s of seed \(seed)")
    }
    #expect(book.count(.bid) == twin.bids.count && book.count(.ask) == twin.asks.count)
  }
}
