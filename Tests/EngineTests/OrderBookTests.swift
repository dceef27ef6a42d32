import Engine
import Market
import Memory
import Testing

@Suite struct OrderBookTests {
  private func book(bids: [(Int64, Int64)], asks: [(Int64, Int64)]) throws -> OrderBook {
    var book = OrderBook()
    try #require(BookDiff(bids: bids, asks: asks).load(into: &book) == nil)
    return book
  }

  @Test("an empty book has no best prices and is not crossed")
  func startsEmpty() {
    let book = OrderBook()
    #expect(book.bestBidTicks == nil && book.bestAskTicks == nil)
    #expect(!book.isTwoSided && !book.isCrossed)
    #expect(book.everything == BookDiff())
  }

  @Test("a locked book counts as crossed")
  func refusesALockedBook() throws {
    var book = try book(bids: [(100, 5)], asks: [(101, 5)])
    var diff = BookDiff(bids: [(101, 1)], asks: [])
    #expect(diff.apply(to: &book) == .crossed)
    #expect(book.everything == BookDiff(bids: [(100, 5)], asks: [(101, 5)]))
  }

  @Test("a diff that crosses in between but not at its end is taken")
  func judgesAWholeDiff() throws {
    var book = try book(bids: [(100, 5)], asks: [(101, 5), (103, 2)])
    var diff = BookDiff(bids: [(102, 1)], asks: [(101, 0)])
    #expect(diff.apply(to: &book) == nil)
    #expect(book.everything == BookDiff(bids: [(102, 1), (100, 5)], asks: [(103, 2)]))
  }

  @Test("a price that stands twice in a diff ends with its last quantity, and is taken back to its first")
  func takesRepeatedPrices() throws {
    var book = try book(bids: [(100, 5)], asks: [(110, 5)])
    var twice = BookDiff(bids: [(100, 7), (100, 9), (99, 1), (99, 0)], asks: [])
    #expect(twice.apply(to: &book) == nil)
    #expect(book.levels(.bid) == BookDiff(bids: [(100, 9)], asks: []).bids)
    var crossing = BookDiff(bids: [(100, 1), (100, 0), (100, 3)], asks: [(90, 1)])
    #expect(crossing.apply(to: &book) == .crossed)
    #expect(book.levels(.bid) == BookDiff(bids: [(100, 9)], asks: []).bids)
  }

  @Test("a crossed snapshot, or one too large, changes nothing")
  func refusesBadSnapshots() throws {
    var book = try book(bids: [(100, 5)], asks: [(101, 5)])
    #expect(BookDiff(bids: [(102, 5)], asks: [(102, 5)]).load(into: &book) == .crossed)
    let tooMany = (0...Int64(Limits.farLevels)).map { (1_000 + $0, Int64(1)) }
    #expect(BookDiff(bids: [], asks: tooMany).load(into: &book) == .farStoreFull)
    #expect(book.everything == BookDiff(bids: [(100, 5)], asks: [(101, 5)]))
    #expect(book.knownBidTicks == 100 && book.knownAskTicks == 101)
  }

  @Test("the worst prices of the latest snapshot are the known depth, moved with the grid and not by diffs")
  func remembersTheKnownDepth() throws {
    var book = try book(bids: [(100, 5), (90, 1)], asks: [(101, 5), (150, 1)])
    var diff = BookDiff(bids: [(50, 3), (90, 0)], asks: [(900, 3)])
    #expect(diff.apply(to: &book) == nil)
    #expect(book.knownBidTicks == 90 && book.knownAskTicks == 150)
    var scratch = FixedArray<RankedLevel>(zeroed: Limits.regridLevels)
    #expect(book.regrid(GridRefinement(price: 10, lot: 1), scratch: &scratch))
    #expect(book.knownBidTicks == 900 && book.knownAskTicks == 1_500)
  }

  @Test("a grid whose numbers would not fit is refused as a whole")
  func refusesAGridThatOverflows() throws {
    let large: Int64 = 99_999_999_999_999_999
    var book = try book(bids: [(100, large)], asks: [(large, 1)])
    let before = book.everything
    var scratch = FixedArray<RankedLevel>(zeroed: Limits.regridLevels)
    #expect(!book.regrid(GridRefinement(price: 1, lot: 100), scratch: &scratch))
    #expect(!book.regrid(GridRefinement(price: 100, lot: 1), scratch: &scratch))
    #expect(book.everything == before)
    #expect(book.regrid(GridRefinement(price: 10, lot: 10), scratch: &scratch))
    #expect(book.bestAskTicks == large * 10)
  }

  @Test("removing everything leaves an empty book that can be filled again")
  func startsAnew() throws {
    var book = try book(bids: [(1_000_000, 5), (1, 5)], asks: [(1_000_001, 5), (9_000_000, 1)])
    book.removeAll()
    #expect(book.everything == BookDiff() && book.knownBidTicks == nil && book.knownAskTicks == nil)
    var diff = BookDiff(bids: [(7, 1)], asks: [(8, 2)])
    #expect(diff.apply(to: &book) == nil)
    #expect(book.everything == BookDiff(bids: [(7, 1)], asks: [(8, 2)]))
  }
}
