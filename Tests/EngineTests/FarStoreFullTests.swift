import Engine
import Market
import Testing

/// A far store without room: the diff is refused, named, and nothing of it stays.
@Suite struct FarStoreFullTests {
  private static let best: Int64 = 10_000_000
  /// Wide enough that almost all levels are far.
  private static let spacing: Int64 = 100

  /// A book whose bid side has no far place left.
  private func fullBook() throws -> OrderBook {
    var book = OrderBook()
    let bids = (0..<Int64(Limits.farLevels)).map { (Self.best - $0 * Self.spacing, Int64(5)) }
    try #require(BookDiff(bids: bids, asks: [(Self.best + 50, 5)]).load(into: &book) == nil)
    let missing = Int64(Limits.farLevels - book.bids.farCount)
    var rest = BookDiff(bids: (1...missing).map { ($0, Int64(3)) }, asks: [])
    try #require(rest.apply(to: &book) == nil)
    try #require(book.bids.farCount == Limits.farLevels)
    return book
  }

  @Test("a new far level is refused, and everything before it in the diff taken back")
  func refusesANewFarLevel() throws {
    var book = try fullBook()
    let before = book.everything
    let diff = BookDiff(
      bids: [(Self.best, 77), (Self.best + 1, 1), (Self.best - Self.spacing, 0), (500_000, 1), (Self.best, 1)],
      asks: [(Self.best + 50, 0), (Self.best + 60, 4)])
    var sent = diff
    #expect(sent.apply(to: &book) == .farStoreFull)
    #expect(book.everything == before)
    #expect(sent == diff)
  }

  @Test("a full ask side takes back the bids as well")
  func takesBackTheOtherSide() throws {
    var book = OrderBook()
    let asks = (0..<Int64(Limits.farLevels)).map { (Self.best + $0 * Self.spacing, Int64(5)) }
    try #require(BookDiff(bids: [(Self.best - 1, 5)], asks: asks).load(into: &book) == nil)
    let missing = Int64(Limits.farLevels - book.asks.farCount)
    let beyond = Self.best + Int64(Limits.farLevels) * Self.spacing
    var rest = BookDiff(bids: [], asks: (1...missing).map { (beyond + $0, Int64(3)) })
    try #require(rest.apply(to: &book) == nil)
    let before = book.everything
    var diff = BookDiff(bids: [(Self.best - 1, 0), (Self.best - 2, 8)], asks: [(Self.best, 1), (beyond - 7, 2)])
    #expect(diff.apply(to: &book) == .farStoreFull)
    #expect(book.everything == before)
  }

  @Test("a better price that would push near levels out is refused too")
  func refusesAWindowMove() throws {
    var book = try fullBook()
    let before = book.everything
    let beyond = Self.best + Int64(Limits.ladderTicks) / 4  // an eighth of the window is free above the best price
    var diff = BookDiff(bids: [(beyond, 1)], asks: [(Self.best + 50, 0), (beyond + 1_000, 1)])
    #expect(diff.apply(to: &book) == .farStoreFull)
    #expect(book.everything == before)
  }

  @Test("levels that are held can still be changed and deleted, and a deleted one makes room")
  func goesOnWithHeldLevels() throws {
    var book = try fullBook()
    let count = book.count(.bid)
    var changes = BookDiff(bids: [(1, 9), (2, 0), (500_001, 4)], asks: [])
    #expect(changes.apply(to: &book) == nil)
    #expect(book.count(.bid) == count)
    #expect(book.bids.quantity(at: 1) == 9 && book.bids.quantity(at: 2) == 0 && book.bids.quantity(at: 500_001) == 4)
  }

  /// The deletes make room, the window's move uses it up, and the last level finds none: then the deleted ones have no
  /// way back, because the window stays where it is.
  @Test("a diff that cannot be taken back leaves an empty book, not half of one")
  func emptiesWhatCannotBeRestored() throws {
    var book = try fullBook()
    let near = Int64(book.count(.bid) - Limits.farLevels)
    let windowMove = Int64(Limits.ladderTicks / 8 + 50)
    let lowest = windowMove - Int64(Limits.ladderTicks / 8 * 7)
    let leaving = Int64((0..<near).count { -$0 * Self.spacing < lowest })
    try #require(leaving > 0)
    let deletes = (1...leaving).map { ($0, Int64(0)) }
    var diff = BookDiff(
      bids: deletes + [(Self.best + windowMove, 1), (500_000, 1)],
      asks: [(Self.best + 50, 0), (Self.best + 5_000, 1)])
    #expect(diff.apply(to: &book) == .farStoreFull)
    #expect(book.everything == BookDiff())
  }
}
