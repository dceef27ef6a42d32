import Engine
import Market
import Testing

/// Entry, stop and targets of a wall bounce (C.2, RULINGS R7 and R43), each on both sides by the same numbers.
@Suite struct WallBouncePlanTests {
  private static let sides: [BookSide] = [.bid, .ask]
  private static let wall: Int64 = 1_000_000

  private func plan(_ side: BookSide, walls: [Int64], bid: Int64, ask: Int64) throws -> [Int64] {
    var scene = BounceScene(side, walls: walls)
    let fired = scene.fire(bid: bid, ask: ask, after: 1_000)
    let plan = try #require(fired)
    #expect(plan.targets[0].percent == 50 && plan.targets[1].percent == 50)
    let prices = [plan.entry, plan.stop, plan.targets[0].price, plan.targets[1].price]
    return prices.map { side == .bid ? $0.ticks : -$0.ticks }
  }

  @Test("entry one tick inside the spread, stop 0.30 % behind the wall, targets 1.5 R and 3 R", arguments: sides)
  func plansBehindTheWall(_ side: BookSide) throws {
    let plan = try plan(side, walls: [Self.wall], bid: 1_000_999, ask: 1_001_010)
    let risk: Int64 = 1_001_000 - 997_000
    #expect(plan == [1_001_000, 997_000, 1_001_000 + risk * 3 / 2, 1_001_000 + risk * 3])
  }

  @Test("with a spread of one tick the entry joins the best price and never crosses", arguments: sides)
  func joinsATightSpread(_ side: BookSide) throws {
    let plan = try plan(side, walls: [Self.wall], bid: 1_001_000, ask: 1_001_001)
    #expect(plan[0] == 1_001_000)
  }

  @Test("the stop stands 2 ticks behind the next wall where that is nearer", arguments: sides)
  func plansBehindTheNextWall(_ side: BookSide) throws {
    let plan = try plan(side, walls: [Self.wall, 998_000], bid: 1_000_999, ask: 1_001_010)
    #expect(plan[1] == 997_998)
  }

  @Test("a next wall farther than 0.30 % changes nothing", arguments: sides)
  func ignoresAFarNextWall(_ side: BookSide) throws {
    let plan = try plan(side, walls: [Self.wall, 990_000], bid: 1_000_999, ask: 1_001_010)
    #expect(plan[1] == 997_000)
  }

  @Test("the stop is never nearer than 0.20 %, rounded away from the entry", arguments: sides)
  func movesATightStopOut(_ side: BookSide) throws {
    let plan = try plan(side, walls: [Self.wall, 999_900], bid: 1_000_999, ask: 1_001_010)
    #expect(plan[1] == 1_001_000 - 2_002)
    let odd = try self.plan(side, walls: [Self.wall, 999_900], bid: 1_000_998, ask: 1_001_010)
    #expect(odd[1] == 1_000_999 - 2_002, "0.20 % of 1 000 999 ticks is 2 001.998")
  }

  @Test("the signal tells what the strategy saw", arguments: sides)
  func tellsItsFeatures(_ side: BookSide) throws {
    var scene = BounceScene(side, walls: [5_999_000])
    _ = scene.isReady(bid: 6_009_999, ask: 6_010_001, after: 1_000)
    _ = scene.isReady(bid: 5_999_999, ask: 6_000_001, after: 2_000)
    scene.show(950, at: 5_999_000, after: 2_500)
    _ = scene.isReady(bid: 6_000_002, ask: 6_000_004, after: 3_000)
    let fired = scene.fire(bid: 6_000_002, ask: 6_000_004, after: 3_000, deltaRatio: side == .bid ? 0.25 : -0.25)
    let features = try #require(fired).features
    #expect(scene.unmirrored(features.wallPrice) == 5_999_000)
    #expect(features.wallQuantity.lots == 950 && features.wallInitialQuantity.lots == 1_000)
    #expect(features.wallErosionPercent == 5 && features.wallAgeMilliseconds == 3_000)
    #expect(abs(features.closestMidHalfTicks) == 12_000_000 && abs(features.midHalfTicks) == 12_000_006)
    #expect(features.deltaRatio5s == (side == .bid ? 0.25 : -0.25))
  }
}
