import Engine
import Market
import NaiveTwins
import Testing

@Suite struct IcebergTests {
  private static let start: Int64 = 1_700_000_000_000

  private struct Seen: Equatable {
    var side: BookSide
    var price: Int64
    var refills: Int32
    var executed: Int64
    var peak: Int64
  }

  /// A market of whole ticks, told events collected.
  private struct Scene: ~Copyable {
    var market = TimedMarket()
    var seen: [Seen] = []

    init(bids: [(Int64, Int64)] = [(100, 5), (99, 40)], asks: [(Int64, Int64)] = [(102, 5), (103, 40)]) {
      market.snapshot(bids, asks, at: start)
    }

    mutating func diff(_ bids: [(Int64, Int64)], _ asks: [(Int64, Int64)] = [], at milliseconds: Int64) {
      market.diff(bids, asks, at: start + milliseconds)
      collect()
    }

    mutating func sell(_ lots: Int64, _ price: Int64 = 100, at milliseconds: Int64) {
      market.trade(lots, .sell, price, at: start + milliseconds)
      collect()
    }

    mutating func buy(_ lots: Int64, _ price: Int64 = 102, at milliseconds: Int64) {
      market.trade(lots, .buy, price, at: start + milliseconds)
      collect()
    }

    private mutating func collect() {
      for kind in market.told {
        guard case .iceberg(let side, let price, let refills, let executed, let peak) = kind else { continue }
        seen.append(
          Seen(side: side, price: price.ticks, refills: refills, executed: executed.lots, peak: peak.lots))
      }
    }
  }

  @Test("E-20: prints 5, 5, 5, 5 on a displayed 5, refilled each time: an iceberg after the third refill, peak 5")
  func refilledTip() {
    var scene = Scene()
    for round in 0..<4 as Range<Int64> {
      scene.sell(5, at: 200 * round + 10)
      scene.diff([(100, 0)], at: 200 * round + 20)
      #expect(scene.seen.count == (round > 2 ? 1 : 0))
      scene.diff([(100, 5)], at: 200 * round + 110)  // 100 ms after the print
      #expect(scene.seen.count == (round >= 2 ? 1 : 0))
    }
    #expect(scene.seen == [Seen(side: .bid, price: 100, refills: 3, executed: 15, peak: 5)])
    // The fourth print made it 20; at six refills it is told again.
    scene.sell(5, at: 900)
    scene.diff([(100, 5)], at: 950)
    scene.sell(5, at: 1_000)
    scene.diff([(100, 5)], at: 1_050)
    #expect(scene.seen.last == Seen(side: .bid, price: 100, refills: 6, executed: 30, peak: 5))
  }

  @Test("E-20 without refill, or with one that comes 101 ms after the print: none")
  func noRefill() {
    var bare = Scene(bids: [(100, 20), (99, 40)])
    var late = Scene()
    for round in 0..<4 as Range<Int64> {
      bare.sell(5, at: 200 * round + 10)
      bare.diff([(100, 15 - 5 * round)], at: 200 * round + 50)
      late.sell(5, at: 200 * round + 10)
      late.diff([(100, 0)], at: 200 * round + 20)
      late.diff([(100, 5)], at: 200 * round + 111)
    }
    #expect(bare.seen.isEmpty && late.seen.isEmpty)
  }

  @Test("the ask side is the mirror image")
  func mirrors() {
    var scene = Scene()
    for round in 0..<3 as Range<Int64> {
      scene.buy(5, at: 200 * round + 10)
      scene.diff([], [(102, 5)], at: 200 * round + 60)
    }
    #expect(scene.seen == [Seen(side: .ask, price: 102, refills: 3, executed: 15, peak: 5)])
  }

  @Test("a snapshot that comes before every event time is older than every print")
  func beginsWithoutTime() {
    var market = TimedMarket()
    market.snapshot([(100, 5)], [(102, 5)], at: nil)
    market.diff([(99, 4)], [], at: nil)
    for round in 0..<3 as Range<Int64> {
      market.trade(5, .sell, 100, at: 200 * round)
      market.diff([(100, 5)], [], at: 200 * round + 50)
    }
    guard case .iceberg(.bid, _, let refills, _, _)? = market.told.first else {
      Issue.record("three refills of a level that executed three times what it displayed")
      return
    }
    #expect(refills == 3)
  }

  @Test("several prints between two books count together, whichever stream comes first")
  func netsPrints() {
    var scene = Scene()
    for round in 0..<3 as Range<Int64> {
      scene.sell(3, at: 200 * round + 10)
      if round == 0 { scene.sell(4, at: 200 * round + 30) }
      // 5 − 3 − 4 = −2 became 4 by a refill of 6.
      scene.diff([(100, 4)], at: 200 * round + 90)
      if round > 0 { scene.sell(4, at: 200 * round + 30) }  // late: its diff has come
      scene.diff([(100, 5)], at: 200 * round + 195)
    }
    // The third refill is told before its late print; until then it is one of 2.
    #expect(scene.seen == [Seen(side: .bid, price: 100, refills: 3, executed: 17, peak: 6)])
  }

  @Test("a print that comes after the diff that shows it is held against the book before its own time")
  func holdsLatePrintsAgainstTheirBook() {
    var scene = Scene()
    for round in 0..<3 as Range<Int64> {
      scene.diff([(100, 5)], at: 200 * round + 50)
      scene.diff([(100, 5)], at: 200 * round + 90)
      scene.sell(5, at: 200 * round + 60)
    }
    #expect(scene.seen == [Seen(side: .bid, price: 100, refills: 3, executed: 15, peak: 5)])
  }

  @Test("what grew by itself, or was only ever a large level, is no iceberg")
  func needsTwiceTheLargest() {
    var scene = Scene(bids: [(100, 50), (99, 40)])
    for round in 0..<12 as Range<Int64> {
      scene.sell(5, at: 200 * round + 10)
      scene.diff([(100, 50)], at: 200 * round + 60)
      #expect(scene.seen.isEmpty)
    }
    for round in 12..<24 as Range<Int64> {
      scene.sell(5, at: 200 * round + 10)
      scene.diff([(100, 50)], at: 200 * round + 60)
    }
    #expect(scene.seen == [Seen(side: .bid, price: 100, refills: 19, executed: 100, peak: 5)])
  }

  @Test("three refills must lie within 60 s")
  func forgetsOldRefills() {
    var scene = Scene()
    for round in 0..<6 as Range<Int64> {
      scene.sell(5, at: 30_000 * round + 10)
      scene.diff([(100, 5)], at: 30_000 * round + 60)
    }
    #expect(scene.seen.isEmpty)
  }

  @Test("a trade at a worse price ends what was gathered")
  func endsWhenTradedThrough() {
    var scene = Scene()
    for round in 0..<2 as Range<Int64> {
      scene.sell(5, at: 200 * round + 10)
      scene.diff([(100, 5)], at: 200 * round + 60)
    }
    scene.sell(1, 99, at: 450)
    for round in 3..<5 as Range<Int64> {
      scene.sell(5, at: 200 * round + 10)
      scene.diff([(100, 5)], at: 200 * round + 60)
    }
    #expect(scene.seen.isEmpty)
    scene.sell(5, at: 1_010)
    scene.diff([(100, 5)], at: 1_060)
    #expect(scene.seen == [Seen(side: .bid, price: 100, refills: 3, executed: 15, peak: 5)])
  }

  @Test("what was gathered survives a finer grid")
  func scales() {
    var scene = Scene()
    for round in 0..<2 as Range<Int64> {
      scene.sell(5, at: 200 * round + 10)
      scene.diff([(100, 5)], at: 200 * round + 60)
    }
    scene.sell(5, at: 410)
    let finer = Grid(tickMantissa: 1, tickDecimals: 1, lotMantissa: 1, lotDecimals: 2)
    scene.market.regrid(to: finer)
    scene.diff([(1_000, 500)], at: 460)
    #expect(scene.seen == [Seen(side: .bid, price: 1_000, refills: 3, executed: 1_500, peak: 500)])
  }

  @Test("a full table gives up the level whose print is oldest, and counts it")
  func boundsItsLevels() {
    var scene = Scene(bids: (0..<200).map { (1_000 - $0, 5) }, asks: [(1_010, 5)])
    for level in 0..<Int64(Limits.printedLevels) + 6 { scene.sell(1, 800 + level, at: level + 1) }
    #expect(scene.market.market.engine[scene.market.market.slot].printedLevelsRefused == 12)  // both tables
  }

  @Test("quantities of 18 digits do not trap")
  func survivesHostileQuantities() {
    let hostile: Int64 = 999_999_999_999_999_999
    var scene = Scene(bids: [(100, hostile), (99, 1)])
    for round in 0..<40 as Range<Int64> {
      for print in 0..<12 as Range<Int64> { scene.sell(hostile, at: 200 * round + print) }
      scene.diff([(100, round.isMultiple(of: 2) ? 1 : hostile)], at: 200 * round + 60)
    }
    #expect(scene.seen.isEmpty == false)
  }
}

/// Against the naive tracker, prints and books out of order, both sides at once.
@Suite struct IcebergPropertyTests {
  @Test("60 000 events: told as the twin tells, bids and their mirror image alike", arguments: [1, 2, 3] as [UInt64])
  func followTheTwin(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var market = TimedMarket()
    var mirror = TimedMarket()
    var twin = NaiveIcebergs()
    var (lots, now, told) = ([Int64: Int64](), Int64(1_700_000_000_000), 0)
    for step in 0..<20_000 {
      now += Int64.random(in: 0...50, using: &random)
      let late = Int.random(in: 0..<4, using: &random) == 0 ? Int64.random(in: 0...400, using: &random) : 0
      let expected: Set<NaiveIcebergs.Told>
      if step > 0, Int.random(in: 0..<2, using: &random) == 0 {
        let rank = (lots.keys.max() ?? 500) - (Int.random(in: 0..<30, using: &random) == 0 ? 1 : 0)
        let print = Int64.random(in: 1...6, using: &random)
        expected = Set([twin.add(rank: rank, lots: print, at: now - late, now: now)].compactMap { $0 })
        market.market.begin(at: now)
        mirror.market.begin(at: now)
        market.trade(print, .sell, rank, at: now - late)
        mirror.trade(print, .buy, 1_200 - rank, at: now - late)
      } else {
        let isSnapshot = step == 0 || Int.random(in: 0..<2_500, using: &random) == 0
        let rows = Self.rows(lots, isSnapshot, &random)
        if isSnapshot { lots = [:] }
        for (rank, size) in rows { lots[rank] = size > 0 ? size : nil }
        market.market.begin(at: now)
        mirror.market.begin(at: now)
        expected = twin.update(lots, at: now - late, isSnapshot: isSnapshot, now: now)
        market.update(
          BookDiff(bids: rows, asks: isSnapshot ? [(601, 7)] : []), at: now - late, isSnapshot: isSnapshot)
        mirror.update(
          BookDiff(bids: isSnapshot ? [(599, 7)] : [], asks: rows.map { (1_200 - $0.0, $0.1) }), at: now - late,
          isSnapshot: isSnapshot)
      }
      try #require(Self.told(market.told, .bid) == expected, "step \(step)")
      try #require(Self.told(mirror.told, .ask) == expected, "step \(step), mirrored")
      told += expected.count
    }
    #expect(told > 20 && twin.refillsSeen > 1_000)
  }

  private static func told(_ changes: [StateChange.Kind], _ expectedSide: BookSide) -> Set<NaiveIcebergs.Told> {
    Set(
      changes.compactMap { kind in
        guard case .iceberg(let side, let price, let refills, let executed, let peak) = kind, side == expectedSide
        else { return nil }
        return NaiveIcebergs.Told(
          rank: side == .bid ? price.ticks : 1_200 - price.ticks, refills: Int(refills), executed: executed.lots,
          peak: peak.lots)
      })
  }

  /// The best price moves about 500…599; small levels, so that a few prints are twice of what is shown.
  private static func rows(
    _ lots: [Int64: Int64], _ isSnapshot: Bool, _ random: inout SeededGenerator
  ) -> [(Int64, Int64)] {
    let best = lots.keys.max() ?? 550
    if isSnapshot { return (0..<14 as Range<Int64>).map { (540 - $0, Int64.random(in: 1...8, using: &random)) } }
    var rows = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      (
        max(500, min(599, best - Int64.random(in: 0...12, using: &random))), Int64.random(in: 1...8, using: &random)
      )
    }
    if Int.random(in: 0..<60, using: &random) == 0 { rows.append((min(599, best + 1), 4)) }
    if Int.random(in: 0..<60, using: &random) == 0, lots.count > 12 { rows.append((best, 0)) }
    return rows
  }
}
