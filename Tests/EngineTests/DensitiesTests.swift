import Engine
import Market
import NaiveTwins
import Testing

/// The life of one density (B-19 under R31, SEMANTICS.md I26; B-22, B-23).
@Suite struct DensitiesTests {
  private static let sides: [BookSide] = [.bid, .ask]

  /// Where that density stands.
  private static func rank(_ side: BookSide) -> Int64 { (side == .bid ? 50_000 : -50_000) - 3 }

  /// Ten levels of 20 lots from 50 000 on, and at the fourth 200 lots (10 USD-millions): tracked since 1 500.
  private func tracked(_ side: BookSide) throws -> DensitySide {
    var book = DensitySide(side)
    let best: Int64 = side == .bid ? 50_000 : -50_000
    let even: [(rank: Int64, lots: Int64)] = (0..<10).map { (best - $0, $0 == 3 ? 200 : 20) }
    #expect(book.update(even, at: 1_000, twiceMidRank: 2 * best + 2).events.isEmpty)
    let told = book.update([], at: 1_500, twiceMidRank: 2 * best + 2)
    try #require(told.events.map(\.name) == ["appeared"] && book.densities.trackedCount == 1)
    return book
  }

  @Test("the density triple picks level 3 alone (E-12)", arguments: sides)
  func followsTheExample(_ side: BookSide) throws {
    var book = DensitySide(side, lotDecimals: 2)
    let best: Int64 = side == .bid ? 50_000 : -50_000
    let lots: [Int64] = [20, 30, 25, 200, 30, 20, 15, 40, 30, 20]
    _ = book.update(lots.indices.map { (rank: best - 10 * Int64($0), lots: lots[$0]) }, at: 1_000)
    #expect(book.densities.trackedCount == 0)
    let told = book.update([], at: 1_500)
    try #require(told.events.count == 1 && book.densities.trackedCount == 1)
    let event = told.events[0]
    #expect(event.name == "appeared" && event.quantity == NaiveDecimal(2))
    #expect(event.usd == NaiveDecimal(side == .bid ? 99_940 : 100_060))
    #expect(abs(event.relative - 4.65116) < 1e-5 && abs(event.percent - 46.5116) < 1e-4)
  }

  @Test(
    "each criterion is met at its very edge, and not below",
    arguments: [
      // (others, density lots): with 9 others of 20, three times the mean asks for 3·(180 + v)/10 ≤ v.
      (20, 78, true), (20, 77, false), (1, 50, true), (1, 49, false),
    ] as [(Int64, Int64, Bool)])
  func hasEdges(_ others: Int64, _ lots: Int64, _ isDensity: Bool) {
    var book = DensitySide(.bid)  // at a price of 1 000, 50 lots are 50 000 USD
    let rows: [(rank: Int64, lots: Int64)] = (0..<10).map { (1_000 - $0, $0 == 0 ? lots : others) }
    _ = book.update(rows, at: 1_000)
    _ = book.update([], at: 1_500)
    #expect(book.densities.trackedCount == (isDensity ? 1 : 0))
  }

  @Test("a break of a criterion starts the 500 ms anew")
  func startsAnewAfterABreak() {
    var book = DensitySide(.bid)
    let rows: [(rank: Int64, lots: Int64)] = (0..<10).map { (1_000 - $0, $0 == 0 ? 100 : 10) }
    _ = book.update(rows, at: 1_000)
    _ = book.update([(1_000, 20)], at: 1_300)
    _ = book.update([(1_000, 100)], at: 1_400)
    _ = book.update([], at: 1_899)
    #expect(book.densities.trackedCount == 0)
    _ = book.update([], at: 1_900)
    #expect(book.densities.trackedCount == 1)
  }

  @Test("the first 50 levels count, the 51st does not")
  func looksAtFiftyLevels() {
    var book = DensitySide(.bid)
    let rows: [(rank: Int64, lots: Int64)] = (0..<60).map { (1_000 - $0, $0 == 49 || $0 == 50 ? 500 : 10) }
    _ = book.update(rows, at: 1_000)
    _ = book.update([], at: 1_500)
    #expect(book.densities.trackedCount == 1 && book.densities.tracked(0)?.rank == 951)
  }

  @Test("prints after the book make it eaten, told 250 ms after it left", arguments: sides)
  func isEatenWithLatePrints(_ side: BookSide) throws {
    var book = try tracked(side)
    let rank = Self.rank(side)
    #expect(book.update([(rank, 0)], at: 4_000).events.isEmpty && book.densities.trackedCount == 0)
    #expect(book.recordPrint(rank, 150, at: 4_100).events.isEmpty)
    #expect(book.recordPrint(rank, 10, at: 4_200).events.isEmpty)
    #expect(book.update([], at: 4_249).events.isEmpty)
    let told = book.update([], at: 4_250)
    try #require(told.events.count == 1 && told.events[0].name == "eaten")
    #expect(told.events[0].share == 0.8 && told.events[0].age_ms == 3_000 && told.events[0].erosion == 100)
    #expect(book.update([], at: 9_000).events.isEmpty, "it is told once")
  }

  @Test("prints before the book make it eaten", arguments: sides)
  func isEatenWithEarlyPrints(_ side: BookSide) throws {
    var book = try tracked(side)
    let rank = Self.rank(side)
    #expect(book.recordPrint(rank + 1, 500, at: 3_800).events.isEmpty, "another price")
    #expect(book.recordPrint(rank, 200, at: 3_800).events.isEmpty)
    #expect(book.update([(rank, 0)], at: 4_000).events.isEmpty)
    let told = book.recordPrint(rank + 1, 1, at: 4_250)
    #expect(told.events.map(\.name) == ["eaten"] && told.events.first?.share == 1)
  }

  @Test("100 shown, 100 cancelled after 3 s near price: spoof 0.85, and 0.05 more per return (E-21)", arguments: sides)
  func scoresSpoofs(_ side: BookSide) throws {
    var book = DensitySide(side)
    let best: Int64 = side == .bid ? 50_000 : -50_000
    let rank = best - 2  // mid stands 2.5 ticks away
    let even: [(rank: Int64, lots: Int64)] = (0..<10).map { (best - $0, 10) }
    _ = book.update(even, at: 1_000, twiceMidRank: 2 * best + 1)
    for (round, expected) in [0.85, 0.90, 0.95, 1, 1].enumerated() {
      let start = 10_000 + Int64(round) * 60_000
      _ = book.update([(rank, 100)], at: start, twiceMidRank: 2 * best + 1)
      _ = book.update([], at: start + 1_000, twiceMidRank: 2 * best + 1)
      let young = book.densities.spoofMax(at: start + 1_000) ?? -1
      #expect(abs(young - (0.25 + min(0.15, 0.05 * Double(round)))) < 1e-12, "nothing has left it yet")
      _ = book.update([(rank, 0)], at: start + 3_000, twiceMidRank: 2 * best + 1)
      let told = book.update([], at: start + 3_250, twiceMidRank: 2 * best + 1)
      try #require(told.events.map(\.name) == ["pulled"])
      #expect(abs(told.events[0].spoof - expected) < 1e-12)
    }
    let after = book.densities.spoofMax(at: 400_000)
    #expect(after == nil)
  }

  @Test("pulled prices are forgotten after an hour")
  func forgetsPulls() {
    var pulled = PulledPrices()
    pulled.remember(rank: 7, at: 1_000)
    pulled.remember(rank: 8, at: 2_000)
    pulled.remember(rank: 7, at: 2_000)
    #expect(pulled.count(rank: 7, at: 3_600_999) == 2 && pulled.count(rank: 7, at: 3_601_000) == 1)
    #expect(pulled.count(rank: 9, at: 2_000) == 0 && pulled.forgotten == 0)
    for rank in 0..<Int64(Limits.pulledPricesPerSide) { pulled.remember(rank: rank + 100, at: 3_000) }
    #expect(pulled.forgotten == 3 && pulled.count(rank: 7, at: 3_000) == 0)
  }

  @Test("one that fades below its criteria for 10 s is gone, neither eaten nor pulled", arguments: sides)
  func fades(_ side: BookSide) throws {
    var book = try tracked(side)
    let rank = Self.rank(side)
    let others = (0..<10).map { rank + 3 - $0 }.filter { $0 != rank }.map { (rank: $0, lots: Int64(150)) }
    #expect(book.update(others, at: 5_000).events.isEmpty)
    #expect(book.update([], at: 14_999).events.isEmpty && book.densities.trackedCount == 1)
    #expect(book.update([], at: 15_000).events.isEmpty && book.densities.trackedCount == 0)
    let told = book.update([], at: 15_250)
    try #require(told.events.map(\.name) == ["gone"])
    #expect(told.events[0].share == nil && told.events[0].spoof == 0 && told.events[0].erosion == 0)
  }

  @Test("what changes across a snapshot is neither traded nor cancelled", arguments: sides)
  func survivesSnapshots(_ side: BookSide) throws {
    var book = try tracked(side)
    let rank = Self.rank(side)
    let rows: [(rank: Int64, lots: Int64)] = (0..<10).map { (rank + 3 - $0, $0 == 3 ? 120 : 20) }
    _ = book.update(rows, at: 4_000, isSnapshot: true)
    #expect(book.densities.trackedCount == 1 && book.densities.tracked(0)?.lots == 120)
    _ = book.update(rows.filter { $0.rank != rank }, at: 5_000, isSnapshot: true)
    #expect(book.densities.trackedCount == 0)
    let told = book.update([], at: 5_250)
    #expect(told.events.map(\.name) == ["gone"] && told.events.first?.share == nil)
  }

  @Test("a gap freezes the ledger: prints in it count only for drops seen before", arguments: sides)
  func freezesInAGap(_ side: BookSide) throws {
    var book = try tracked(side)
    let rank = Self.rank(side)
    _ = book.update([(rank, 180)], at: 4_000)
    _ = book.recordPrint(rank, 100, at: 4_100, isBookKnown: false)
    _ = book.update([(rank, 0)], at: 6_000)
    let told = book.update([], at: 6_250)
    #expect(told.events.map(\.name) == ["pulled"] && told.events.first?.share == 0.1)
  }

  @Test("three densities close together are a cluster, told when a member joins", arguments: sides)
  func tellsClusters(_ side: BookSide) {
    var book = DensitySide(side)
    let best: Int64 = side == .bid ? 50_000 : -50_000
    let even: [(rank: Int64, lots: Int64)] = (0..<50).map { (best - $0, 10) }
    _ = book.update(even + [(best - 2, 200), (best - 4, 200), (best - 30, 200)], at: 1_000)
    #expect(book.update([], at: 1_500).events.map(\.name) == ["appeared", "appeared", "appeared"])
    _ = book.update([(best - 6, 200)], at: 2_000)
    let told = book.update([], at: 2_500).events
    #expect(told.map(\.name) == ["appeared", "cluster"])
    let ranks = [best - 2, best - 4, best - 6].map { NaiveDecimal(Int(side == .bid ? $0 : -$0)) }
    #expect(told.last?.prices == ranks)
    #expect(book.update([], at: 3_000).events.isEmpty)
  }

  @Test("contracts are worth their size; of unknown size there is no density")
  func valuesContracts() {
    let grid = Grid(tickMantissa: 1, tickDecimals: 1, lotMantissa: 1, lotDecimals: 0)
    let inverse = DensityFloor(grid, .inverse(sizeUSD: Decimal64(mantissa: 10, decimals: 0)))
    #expect(inverse.isMet(rank: 1, lots: 5_000) && !inverse.isMet(rank: 999_999, lots: 4_999))
    #expect(inverse.usd(rank: 7, lots: 5_000).text == "50000")
    let unknown = DensityFloor(grid, .inverseUnknown)
    #expect(!unknown.exists && !unknown.isMet(rank: 999_999_999, lots: 999_999_999_999))
  }

  @Test(
    "the floor is exact on any grid, however fine or coarse",
    arguments: [
      (1, 1, 1, 3, 500_001, 1_000, true), (1, 1, 1, 3, 499_999, 1_000, false),
      (1, 18, 1, 18, .max / 10, .max / 10, false),
      (1, -2, 5, -1, 1, 10, true), (1, -2, 5, -1, 1, 9, false), (.max, -18, .max, -18, 1, 1, true),
    ] as [(Int64, Int32, Int64, Int32, Int64, Int64, Bool)])
  func isExact(_ row: (Int64, Int32, Int64, Int32, Int64, Int64, Bool)) {
    let grid = Grid(tickMantissa: row.0, tickDecimals: row.1, lotMantissa: row.2, lotDecimals: row.3)
    #expect(DensityFloor(grid, .linear).isMet(rank: row.4, lots: row.5) == row.6)
    #expect(DensityFloor(grid, .linear).isMet(rank: -row.4, lots: row.5) == row.6)
  }

  @Test("no count exists before the first book")
  func countsNothingWithoutABook() {
    var market = TimedMarket()
    market.market.begin(at: 1_700_000_000_000)
    #expect(market.market.read("densities").flag == .warming && market.market.read("densities").value.isNone)
    market.snapshot([(100, 10)], [(101, 5)], at: 1_700_000_000_001)
    #expect(market.market.number("densities") == 0 && market.market.read("densities").flag == .ok)
  }
}
