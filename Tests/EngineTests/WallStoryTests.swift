import Engine
import Market
import Testing

/// What is told of a wall between its appearance and its end (B-22), on both sides.
@Suite struct WallStoryTests {
  private static let sides: [BookSide] = [.bid, .ask]

  /// A wall of 200 lots at rank 97 among levels of 10, tracked since 1 500; its v_init stands from 3 000 on.
  private func tracked(_ side: BookSide) throws -> WallSide {
    var book = WallSide(side)
    _ = book.fillEvenly(at: 1_000)
    _ = book.update([(97, 200)], at: 1_000)
    try #require(WallsTests.names(book.update([], at: 1_500)) == ["appeared"])
    return book
  }

  /// The only change, if it is this step.
  private func life(_ step: LevelStep, _ changes: borrowing StateChanges) -> LevelLife? {
    guard changes.count == 1, case .wall(step, let life) = changes[0].kind else { return nil }
    return life
  }

  @Test("growth is told at a quarter more than the largest size told", arguments: sides)
  func grows(_ side: BookSide) throws {
    var book = try tracked(side)
    #expect(book.update([(97, 249)], at: 5_000).count == 0)
    #expect(WallsTests.names(book.update([(97, 250)], at: 5_100)) == ["grown"])
    #expect(book.update([(97, 312)], at: 5_200).count == 0)
    let told = life(.grown, book.update([(97, 313)], at: 5_300))
    #expect(told?.quantity.lots == 313 && told?.erosionPercent == -56.5)
  }

  @Test("erosion is told at each quarter of v_init, several quarters at once as one", arguments: sides)
  func erodes(_ side: BookSide) throws {
    var book = try tracked(side)
    #expect(book.update([(97, 151)], at: 5_000).count == 0)
    #expect(WallsTests.names(book.update([(97, 150)], at: 5_100)) == ["eroding"])
    #expect(book.update([(97, 190)], at: 5_200).count == 0)
    #expect(book.update([(97, 140)], at: 5_300).count == 0)
    let told = life(.eroding, book.update([(97, 50)], at: 5_400))
    #expect(told?.erosionPercent == 75 && told?.ageMilliseconds == 4_400)
    #expect(book.update([(97, 45)], at: 5_500).count == 0)
  }

  @Test("prints before the book: eating shows in share and speed at once", arguments: sides)
  func isEatenWithEarlyPrints(_ side: BookSide) throws {
    var book = try tracked(side)
    #expect(book.recordPrint(97, 60, at: 5_000).count == 0)
    let eroding = life(.eroding, book.update([(97, 140)], at: 5_000))
    #expect(eroding?.executedShare == 1 && eroding?.speed == 0.3)
    _ = book.recordPrint(97, 140, at: 5_900)
    #expect(book.update([(97, 0)], at: 6_000).count == 0)
    let eaten = life(.eaten, book.recordPrint(96, 1, at: 6_250))
    #expect(eaten?.executedShare == 1 && eaten?.ageMilliseconds == 5_000 && eaten?.quantity.lots == 0)
  }

  @Test("prints after the book still make it eaten", arguments: sides)
  func isEatenWithLatePrints(_ side: BookSide) throws {
    var book = try tracked(side)
    #expect(book.update([(97, 0)], at: 6_000).count == 0)
    #expect(book.recordPrint(97, 200, at: 6_249).count == 0)
    #expect(life(.eaten, book.update([], at: 6_250))?.executedShare == 1)
  }

  @Test("prints before it was tracked do not count, nor those at other prices", arguments: sides)
  func countsOnlyItsOwnPrints(_ side: BookSide) throws {
    var book = WallSide(side)
    _ = book.fillEvenly(at: 1_000)
    _ = book.update([(97, 200)], at: 1_000)
    _ = book.recordPrint(97, 200, at: 1_400)
    _ = book.update([], at: 1_500)
    _ = book.recordPrint(98, 200, at: 1_550)
    _ = book.update([(97, 0)], at: 1_600)
    #expect(life(.pulled, book.update([], at: 1_850))?.executedShare == 0)
  }

  @Test("half traded, half cancelled is gone; so is what faded or fell to a snapshot", arguments: sides)
  func isGone(_ side: BookSide) throws {
    var half = try tracked(side)
    _ = half.recordPrint(97, 100, at: 5_000)
    _ = half.update([(97, 0)], at: 5_000)
    #expect(life(.gone, half.update([], at: 5_250))?.executedShare == 0.5)
    var faded = try tracked(side)
    _ = faded.update([91, 92, 93, 94, 95, 96, 98, 99, 100].map { (rank: $0, lots: 50) }, at: 5_000)
    _ = faded.update([], at: 15_000)
    let gone = life(.gone, faded.update([], at: 15_250))
    #expect(gone != nil && gone?.executedShare == nil)
    var replaced = try tracked(side)
    _ = replaced.update([(97, 0)], at: 5_000, isSnapshot: true)
    let replacedEnd = life(.gone, replaced.update([], at: 5_250))
    #expect(replacedEnd != nil && replacedEnd?.executedShare == nil)
  }

  @Test("more walls ending at once than have room are told early, and counted", arguments: sides)
  func hurriesEndings(_ side: BookSide) {
    var book = WallSide(side)
    // Three walls in each 20 new best levels: the earlier ones stay tracked further back.
    for round in 0..<Int64(7) {
      let best = 1_000 + 20 * round
      let levels = (Int64(0)..<20).map { (rank: best - $0, lots: Int64(1)) }
      _ = book.update(levels + [(best - 2, 100), (best - 8, 100), (best - 14, 100)], at: round * 1_000)
      #expect(book.update([], at: round * 1_000 + 500).count == 3)
    }
    let nothing = (Int64(0)..<140).map { (rank: 1_120 - $0, lots: Int64(0)) }
    #expect(book.update(nothing, at: 8_000).count == 21 - Limits.endingLevelsPerSide)
    #expect(book.walls.endingsHurried == 21 - Limits.endingLevelsPerSide)
    #expect(book.update([], at: 8_250).count == Limits.endingLevelsPerSide)
  }
}

/// The same through the engine: trades hit the resting side, whole seconds settle, grids get finer.
@Suite struct LevelLifeEngineTests {
  private static let start: Int64 = 1_700_000_000_000

  /// Ten levels a side of 20 lots, 1 000 apart from mid 100 000.5, and walls of 900 lots at the fourth. All are worth
  /// more than 50 000 USD.
  private func market() throws -> OneInstrument {
    var market = OneInstrument(grid: Grid(tickMantissa: 1, tickDecimals: 0, lotMantissa: 1, lotDecimals: 0))
    let bids: [(Int64, Int64)] = (0..<10).map { (100_000 - $0, $0 == 3 ? 900 : 20) }
    let asks: [(Int64, Int64)] = (0..<10).map { (100_001 + $0, $0 == 3 ? 900 : 20) }
    #expect(market.load(BookDiff(bids: bids, asks: asks), at: Self.start) == nil)
    #expect(market.number("densities") == 0 && market.number("spoof_max") == nil)
    #expect(market.apply(BookDiff(), at: Self.start + 500) == nil)
    try #require(Self.names(market) == ["wall appeared", "density appeared", "wall appeared", "density appeared"])
    #expect(market.number("densities") == 2 && market.number("spoof_max") == 0.25)
    return market
  }

  private static func names(_ market: borrowing OneInstrument) -> [String] {
    (0..<market.engine.changes.count).map { index in
      switch market.engine.changes[index].kind {
      case .wall(let step, _): "wall " + step.name
      case .density(let step, _): "density " + step.name
      default: "another"
      }
    }
  }

  @Test("sells eat the bid, buys the ask; a whole second tells the end")
  func toldByTheSecond() throws {
    var market = try market()
    _ = market.trade(900, .sell, price: 99_997, at: Self.start + 700)
    _ = market.trade(900, .sell, price: 100_004, at: Self.start + 700)
    #expect(market.apply(BookDiff(bids: [(99_997, 0)], asks: [(100_004, 0)]), at: Self.start + 740) == nil)
    #expect(market.engine.changes.count == 0 && market.number("densities") == 0)
    market.begin(at: Self.start + 1_000)
    #expect(Self.names(market) == ["wall eaten", "wall pulled", "density eaten", "density pulled"])
  }

  @Test("in a gap prints do not count, and what the snapshot changes is neither traded nor cancelled")
  func standsStillInAGap() throws {
    var market = try market()
    market.begin(at: Self.start + 600)
    market.engine.markGap(market.slot, .sequence)
    _ = market.trade(900, .sell, price: 99_997, at: Self.start + 700)
    let rows: [(Int64, Int64)] = (0..<10).map { (100_000 - $0, 20) }
    let asks: [(Int64, Int64)] = (0..<10).map { (100_001 + $0, $0 == 3 ? 900 : 20) }
    #expect(market.load(BookDiff(bids: rows, asks: asks), at: Self.start + 1_200) == nil)
    #expect(market.apply(BookDiff(), at: Self.start + 1_450) == nil)
    #expect(Self.names(market) == ["wall gone", "density gone"])
    #expect(market.number("densities") == 1 && market.read("densities").flag == .gap)
  }

  @Test("a finer grid keeps lives, ledgers and endings")
  func survivesAFinerGrid() throws {
    var market = try market()
    #expect(market.apply(BookDiff(bids: [(99_997, 500)], asks: [(100_004, 0)]), at: Self.start + 2_000) == nil)
    let finer = Grid(tickMantissa: 1, tickDecimals: 1, lotMantissa: 1, lotDecimals: 2)
    let isFiner = market.engine.regrid(market.slot, to: finer, isChange: true)
    #expect(isFiner)
    #expect(market.number("densities") == 1)
    _ = market.trade(90_000, .buy, price: 1_000_040, at: Self.start + 2_100)
    _ = market.trade(40_000, .sell, price: 999_970, at: Self.start + 2_200)
    #expect(market.apply(BookDiff(bids: [(999_970, 0)], asks: []), at: Self.start + 2_400) == nil)
    #expect(Self.names(market) == ["wall eaten", "density eaten"])
    _ = market.trade(50_000, .sell, price: 999_970, at: Self.start + 2_600)
    #expect(market.apply(BookDiff(), at: Self.start + 2_650) == nil)
    guard market.engine.changes.count == 2, case .density(.eaten, let life) = market.engine.changes[1].kind else {
      Issue.record("\(Self.names(market))")
      return
    }
    #expect(life.executedShare == 1 && life.price.ticks == 999_970)
  }

  @Test("contracts of unknown size have no densities")
  func needsAContractSize() {
    var market = OneInstrument(grid: .whole, contracts: .inverseUnknown)
    let bids: [(Int64, Int64)] = (0..<10).map { (100_000 - $0, $0 == 3 ? 900_000 : 20) }
    #expect(market.load(BookDiff(bids: bids, asks: [(100_001, 1)]), at: Self.start) == nil)
    #expect(market.apply(BookDiff(), at: Self.start + 500) == nil)
    #expect(market.number("densities") == nil && market.read("densities").flag == .invalid)
    #expect(market.number("spoof_max") == nil && market.read("spoof_max").flag == .invalid)
  }
}
