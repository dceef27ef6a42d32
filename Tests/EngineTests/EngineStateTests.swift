import Engine
import Market
import Testing

/// The engine's rules that stand between its parts: status, changes, limits.
@Suite struct EngineStateTests {
  private static let start: Int64 = 1_700_000_000_000
  private static let calm = BookDiff(bids: [(100, 10), (99, 10)], asks: [(102, 10), (103, 10)])

  @Test("a book is syncing until its snapshot, then ok, with no gap counted")
  func syncs() {
    var market = OneInstrument(grid: .whole)
    #expect(market.engine[market.slot].currentStatus == .syncing)
    #expect(market.read("mid").flag == .warming)
    #expect(market.load(Self.calm, at: Self.start) == nil)
    #expect(market.engine[market.slot].currentStatus == .ok)
    #expect(market.engine[market.slot].counts.gaps == 0 && market.engine[market.slot].counts.resyncs == 0)
    #expect(market.number("mid") == 101 && market.read("mid").flag == .ok)
  }

  @Test("a crossing diff is a gap in its own frame, and the last good levels stay")
  func marksACrossing() {
    var market = OneInstrument(grid: .whole)
    #expect(market.load(Self.calm, at: Self.start) == nil)
    #expect(market.apply(BookDiff(bids: [(102, 1)], asks: []), at: Self.start + 10) == .crossed)
    #expect(market.engine[market.slot].currentStatus == .gap)
    #expect(market.engine[market.slot].counts.crossed == 1 && market.engine[market.slot].counts.gaps == 1)
    #expect(market.engine.changes.count == 1)
    #expect(market.number("best_bid") == 100 && market.read("best_bid").flag == .gap)
  }

  @Test("a snapshot heals a gap, tells the blind time, and the flag stays for a second")
  func healsAGap() {
    var market = OneInstrument(grid: .whole)
    #expect(market.load(Self.calm, at: Self.start) == nil)
    market.begin(at: Self.start + 100)
    market.engine.markGap(market.slot, .sequence)
    #expect(market.load(Self.calm, at: Self.start + 850) == nil)
    guard market.engine.changes.count == 1, case .resync(let blind) = market.engine.changes[0].kind else {
      Issue.record("a healed gap says so")
      return
    }
    #expect(blind == 750 && market.engine[market.slot].counts.blindMilliseconds == 750)
    #expect(market.engine[market.slot].currentStatus == .ok && market.read("mid").flag == .gap)
    market.begin(at: Self.start + 1_849)
    #expect(market.read("mid").flag == .gap)
    market.begin(at: Self.start + 1_850)
    #expect(market.read("mid").flag == .ok)
  }

  @Test("a gap in a book that never synced is no gap")
  func countsOnlyLostBooks() {
    var market = OneInstrument(grid: .whole)
    market.begin(at: Self.start)
    market.engine.markGap(market.slot, .sequence)
    #expect(market.engine[market.slot].currentStatus == .syncing)
    #expect(market.engine.changes.count == 0 && market.engine[market.slot].counts.gaps == 0)
  }

  @Test("a silent book is stale by event time, and ok again with its next frame")
  func growsStale() {
    var market = OneInstrument(grid: .whole)
    #expect(market.load(Self.calm, at: Self.start) == nil)
    market.begin(at: Self.start + 3_000)
    #expect(market.engine[market.slot].currentStatus == .ok)
    market.begin(at: Self.start + 3_001)
    #expect(market.engine[market.slot].currentStatus == .stale && market.read("mid").flag == .stale)
    #expect(market.apply(BookDiff(), at: Self.start + 3_002) == nil)
    #expect(market.engine[market.slot].currentStatus == .ok)
  }

  @Test("steps back of more than 2 s are counted, and time stays where it was")
  func keepsItsTime() {
    var market = OneInstrument(grid: .whole)
    market.begin(at: Self.start)
    market.begin(at: Self.start - 2_000)
    market.begin(at: Self.start - 2_001)
    #expect(market.engine[market.slot].clockBackwards == 1 && market.engine[market.slot].now == Self.start)
  }

  @Test("a jump of years is evaluated and does not hang")
  func survivesAJump() {
    var market = OneInstrument(grid: .whole)
    #expect(market.load(Self.calm, at: 1_000) == nil)
    market.begin(at: 9_000_000_000_000_000)
    #expect(market.engine[market.slot].now == 9_000_000_000_000_000)
    #expect(market.engine[market.slot].currentStatus == .stale)
  }

  @Test("a frame's list of changes is bounded: later ones are dropped and counted, and the next frame starts anew")
  func boundsItsChanges() {
    var market = OneInstrument(grid: .whole)
    #expect(market.load(Self.calm, at: Self.start) == nil)
    market.begin(at: Self.start + 1)
    for round in 0..<Limits.changesPerFrame {
      market.engine.markGap(market.slot, .sequence)
      #expect(Self.calm.load(into: &market.engine, market.slot, updateID: Int64(round)) == nil)
    }
    #expect(market.engine.changes.count == Limits.changesPerFrame)
    #expect(market.engine.changes.dropped == Limits.changesPerFrame)
    market.begin(at: Self.start + 2)
    #expect(market.engine.changes.count == 0)
  }

  @Test("a full table of instruments refuses the next")
  func boundsItsInstruments() {
    var engine = Engine(capacity: 1)
    #expect(engine.add(grid: .whole, traits: InstrumentTraits())?.index == 0)
    #expect(engine.add(grid: .whole, traits: InstrumentTraits()) == nil)
  }

  @Test("500 instruments fit in 4 GiB, and the part that a tick touches is named apart")
  func boundsItsMemory() {
    let market = OneInstrument(grid: .whole)
    let bytes = market.engine[market.slot].bytes
    #expect(bytes.total * Limits.instruments <= 4 << 30)
    #expect(bytes.hot == bytes.state + bytes.ladders && bytes.hot < bytes.total)
  }
}
