import Market
import Testing
import Venues

/// Continuity by each venue's own rule (EXCHANGES.md B1, B2, B4).
@Suite struct BinanceSpotSyncTests {
  private func diff(_ first: Int64, _ last: Int64) -> DepthUpdate {
    DepthUpdate(kind: .diff, firstID: first, lastID: last, eventMilliseconds: nil)
  }

  private func loaded(_ lastID: Int64 = 100) -> BookSync {
    var sync = BookSync(venue: .binanceSpot)
    sync.load(lastID: lastID)
    return sync
  }

  @Test("before a snapshot every diff waits")
  func waitsForASnapshot() {
    var sync = BookSync(venue: .binanceSpot)
    #expect(sync.judge(diff(1, 5)) == .buffer && sync.judge(diff(6, 9)) == .buffer && !sync.isSynced)
  }

  @Test("diffs up to the snapshot's id are dropped, that id included")
  func dropsWhatTheSnapshotHolds() {
    var sync = loaded()
    #expect(sync.judge(diff(90, 99)) == .ignore && sync.judge(diff(95, 100)) == .ignore && sync.isSynced)
  }

  @Test("the first diff may straddle the snapshot or begin right behind it", arguments: [90, 100, 101] as [Int64])
  func bridges(_ first: Int64) {
    var sync = loaded()
    #expect(sync.judge(diff(first, 105)) == .apply)
    #expect(sync.judge(diff(106, 107)) == .apply)
  }

  @Test("a first diff that begins later is a gap")
  func findsAGapBehindTheSnapshot() {
    var sync = loaded()
    #expect(sync.judge(diff(102, 105)) == .gap && !sync.isSynced)
  }

  @Test("in steady state each diff begins right behind the last", arguments: [107, 104] as [Int64])
  func wantsTheNextID(_ first: Int64) {
    var sync = loaded()
    #expect(sync.judge(diff(101, 105)) == .apply)
    #expect(sync.judge(diff(first, 110)) == .gap)
  }

  @Test("a repeated or older diff is ignored and changes nothing")
  func ignoresRepeats() {
    var sync = loaded()
    #expect(sync.judge(diff(101, 105)) == .apply && sync.judge(diff(101, 105)) == .ignore)
    #expect(sync.judge(diff(99, 101)) == .ignore && sync.judge(diff(106, 106)) == .apply)
  }

  @Test("after a gap every diff waits, until a new snapshot")
  func waitsAfterAGap() {
    var sync = loaded()
    #expect(sync.judge(diff(150, 160)) == .gap)
    #expect(sync.judge(diff(161, 165)) == .buffer && sync.judge(diff(101, 102)) == .buffer)
    sync.load(lastID: 162)
    #expect(sync.judge(diff(150, 160)) == .ignore && sync.judge(diff(161, 165)) == .apply)
  }

  @Test("a book found wrong by other means waits too")
  func canBeLost() {
    var sync = loaded()
    #expect(sync.judge(diff(101, 105)) == .apply)
    sync.lose()
    #expect(!sync.isSynced && sync.judge(diff(106, 107)) == .buffer)
  }
}

@Suite struct BinanceFuturesSyncTests {
  private func diff(_ first: Int64, _ last: Int64, after previous: Int64) -> DepthUpdate {
    DepthUpdate(kind: .diff, firstID: first, lastID: last, previousID: previous, eventMilliseconds: nil)
  }

  private func loaded(_ venue: Venue) -> BookSync {
    var sync = BookSync(venue: venue)
    sync.load(lastID: 100)
    return sync
  }

  private static let venues = [Venue.binanceUSDM, .binanceCOINM]

  @Test("diffs below the snapshot's id are dropped, one that ends at it is applied", arguments: venues)
  func bridges(_ venue: Venue) {
    var sync = loaded(venue)
    #expect(sync.judge(diff(80, 99, after: 79)) == .ignore)
    #expect(sync.judge(diff(90, 100, after: 99)) == .apply)
    #expect(sync.judge(diff(140, 150, after: 100)) == .apply)
  }

  @Test("a diff that straddles the snapshot is applied, whatever its pu", arguments: venues)
  func straddles(_ venue: Venue) {
    var sync = loaded(venue)
    #expect(sync.judge(diff(100, 130, after: 77)) == .apply)
  }

  @Test("a first diff behind the snapshot is a gap, even right behind it", arguments: venues)
  func findsAGapBehindTheSnapshot(_ venue: Venue) {
    var sync = loaded(venue)
    #expect(sync.judge(diff(101, 130, after: 100)) == .gap && !sync.isSynced)
  }

  @Test("ids jump: only pu tells continuity", arguments: venues)
  func followsThePreviousID(_ venue: Venue) {
    var sync = loaded(venue)
    #expect(sync.judge(diff(95, 130, after: 94)) == .apply)
    #expect(sync.judge(diff(999, 2_000, after: 130)) == .apply)
    #expect(sync.judge(diff(2_001, 2_002, after: 1_999)) == .gap)
    #expect(sync.judge(diff(2_003, 2_004, after: 2_002)) == .buffer)
  }

  @Test("in steady state a diff at or below the last id is ignored", arguments: venues)
  func ignoresRepeats(_ venue: Venue) {
    var sync = loaded(venue)
    #expect(sync.judge(diff(95, 130, after: 94)) == .apply)
    #expect(sync.judge(diff(95, 130, after: 94)) == .ignore && sync.judge(diff(60, 90, after: 50)) == .ignore)
    #expect(sync.judge(diff(131, 140, after: 130)) == .apply)
  }
}

@Suite struct BybitSyncTests {
  private func delta(_ id: Int64) -> DepthUpdate {
    DepthUpdate(kind: .diff, topicDepth: 50, firstID: 0, lastID: id, eventMilliseconds: nil)
  }

  private static let venues = [Venue.bybitSpot, .bybitLinear, .bybitInverse]

  @Test("each delta's u is the one after the last", arguments: venues)
  func countsUp(_ venue: Venue) {
    var sync = BookSync(venue: venue)
    #expect(sync.judge(delta(7)) == .buffer)
    sync.load(lastID: 100)
    #expect(sync.judge(delta(101)) == .apply && sync.judge(delta(102)) == .apply)
    #expect(sync.judge(delta(104)) == .gap && !sync.isSynced)
    #expect(sync.judge(delta(105)) == .buffer)
  }

  @Test("a repeated delta is ignored", arguments: venues)
  func ignoresRepeats(_ venue: Venue) {
    var sync = BookSync(venue: venue)
    sync.load(lastID: 100)
    #expect(sync.judge(delta(100)) == .ignore && sync.judge(delta(101)) == .apply && sync.judge(delta(101)) == .ignore)
  }

  @Test("a later snapshot replaces the count, also a restart at 1", arguments: venues)
  func startsAnew(_ venue: Venue) {
    var sync = BookSync(venue: venue)
    sync.load(lastID: 100)
    sync.load(lastID: 1)
    #expect(sync.judge(delta(2)) == .apply && sync.judge(delta(101)) == .gap)
  }
}
