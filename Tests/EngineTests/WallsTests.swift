import Engine
import Market
import Testing

/// The life of one wall (B-20 under RULINGS R27; SEMANTICS.md I24, I25), on both sides.
@Suite struct WallsTests {
  private static let sides: [BookSide] = [.bid, .ask]

  /// A side of ten even levels, on which a wall of 200 lots stands at rank 97, tracked since 1 500.
  private func tracked(_ side: BookSide) throws -> WallSide {
    var book = WallSide(side)
    #expect(book.fillEvenly(at: 1_000).count == 0)
    #expect(book.update([(97, 200)], at: 1_000).count == 0)
    let changes = book.update([], at: 1_500)
    try #require(changes.count == 1 && book.walls.nearest?.rank == 97)
    return book
  }

  @Test("a level becomes a wall after 500 ms at ten times its neighbours, and says so once", arguments: sides)
  func appears(_ side: BookSide) throws {
    var book = WallSide(side)
    #expect(book.fillEvenly(at: 1_000).count == 0)
    #expect(book.update([(97, 100)], at: 1_000).count == 0)
    #expect(book.update([], at: 1_499).count == 0)
    #expect(book.walls.nearest == nil)
    let changes = book.update([], at: 1_500)
    #expect(changes.count == 1)
    guard case .wall(.appeared, let life) = changes[0].kind, life.side == side else {
      Issue.record("\(changes[0].kind)")
      return
    }
    #expect(life.price.ticks == book.price(97) && life.quantity.lots == 100)
    #expect(book.update([], at: 1_600).count == 0)
  }

  @Test("just below ten times its neighbours it is no wall", arguments: sides)
  func needsItsRatio(_ side: BookSide) {
    var book = WallSide(side)
    _ = book.fillEvenly(at: 1_000)
    _ = book.update([(97, 99)], at: 1_000)
    _ = book.update([], at: 9_000)
    #expect(book.walls.nearest == nil)
  }

  @Test("a break of the ratio starts the 500 ms anew", arguments: sides)
  func startsAnewAfterABreak(_ side: BookSide) {
    var book = WallSide(side)
    _ = book.fillEvenly(at: 1_000)
    _ = book.update([(97, 100)], at: 1_000)
    _ = book.update([(97, 99)], at: 1_300)
    _ = book.update([(97, 100)], at: 1_400)
    _ = book.update([], at: 1_899)
    #expect(book.walls.nearest == nil)
    _ = book.update([], at: 1_900)
    #expect(book.walls.nearest?.rank == 97)
  }

  @Test("the best level is no candidate, but a wall stays one when it becomes the best", arguments: sides)
  func staysWhenItBecomesTheBest(_ side: BookSide) throws {
    var best = WallSide(side)
    _ = best.fillEvenly(at: 1_000)
    _ = best.update([(100, 500)], at: 1_000)
    _ = best.update([], at: 3_000)
    #expect(best.walls.nearest == nil)
    var book = try tracked(side)
    let changes = book.update([(100, 0), (99, 0), (98, 0)], at: 2_000)
    #expect(changes.count == 0 && book.half.bestRank == 97)
    #expect(book.walls.nearest?.rank == 97)
  }

  @Test("its initial size is the largest shown within 2 s, and erosion is measured from it", arguments: sides)
  func remembersItsInitialSize(_ side: BookSide) throws {
    var book = try tracked(side)
    _ = book.update([(97, 400)], at: 3_000)
    #expect(book.walls.nearest?.initialLots == 400)
    _ = book.update([(97, 300)], at: 3_001)
    #expect(book.walls.nearest?.lots == 300 && book.walls.nearest?.initialLots == 400)
    _ = book.update([(97, 500)], at: 3_002)
    #expect(book.walls.nearest?.lots == 500 && book.walls.nearest?.initialLots == 400, "grown after its first 2 s")
  }

  @Test("it leaves the set below a fifth of its initial size, and is told 250 ms later, once", arguments: sides)
  func leavesBySize(_ side: BookSide) throws {
    var book = try tracked(side)
    #expect(Self.names(book.update([(97, 40)], at: 4_000)) == ["eroding"])
    #expect(book.walls.nearest?.rank == 97)
    #expect(book.update([(97, 39)], at: 4_100).count == 0)
    #expect(book.walls.nearest == nil)
    #expect(book.update([], at: 4_349).count == 0)
    let changes = book.update([], at: 4_350)
    guard changes.count == 1, case .wall(.pulled, let life) = changes[0].kind, life.side == side else {
      Issue.record("\(Self.names(changes))")
      return
    }
    #expect(life.price.ticks == book.price(97) && life.quantity.lots == 39)
    #expect(life.ageMilliseconds == 3_100 && life.erosionPercent == 80.5 && life.executedShare == 0)
    #expect(book.update([], at: 9_000).count == 0)
  }

  @Test("it leaves the set with its level", arguments: sides)
  func leavesWithItsLevel(_ side: BookSide) throws {
    var book = try tracked(side)
    #expect(book.update([(97, 0)], at: 2_000).count == 0)
    #expect(book.walls.nearest == nil)
    #expect(Self.names(book.update([], at: 2_250)) == ["pulled"])
  }

  @Test("it leaves the set after 10 s below five times its neighbours", arguments: sides)
  func leavesWhenWeak(_ side: BookSide) throws {
    var book = try tracked(side)
    #expect(Self.names(book.update([(97, 49)], at: 20_000)) == ["eroding"])
    #expect(book.update([], at: 29_999).count == 0)
    #expect(book.walls.nearest?.rank == 97)
    #expect(book.update([], at: 30_000).count == 0)
    #expect(book.walls.nearest == nil)
    #expect(Self.names(book.update([], at: 30_250)) == ["pulled"])
  }

  @Test("five times its neighbours for a moment ends the weakness", arguments: sides)
  func recovers(_ side: BookSide) throws {
    var book = try tracked(side)
    _ = book.update([(97, 49)], at: 20_000)
    _ = book.update([(97, 50)], at: 29_999)
    _ = book.update([(97, 49)], at: 30_000)
    _ = book.update([], at: 39_999)
    #expect(book.walls.nearest?.rank == 97)
    _ = book.update([], at: 40_000)
    #expect(book.walls.nearest == nil)
  }

  static func names(_ changes: borrowing StateChanges) -> [String] {
    (0..<changes.count).map { index in
      if case .wall(let step, _) = changes[index].kind { step.name } else { "another" }
    }
  }

  @Test("the nearest wall is the tracked one closest to the touch; the next stands behind it", arguments: sides)
  func ordersWalls(_ side: BookSide) {
    var book = WallSide(side)
    _ = book.update((60...100).map { (rank: $0, lots: 10) }, at: 1_000)
    _ = book.update([(96, 500), (84, 700)], at: 1_000)
    _ = book.update([], at: 1_500)
    #expect(book.walls.nearest?.rank == 96)
    #expect(book.walls.nearest(worseThan: 96)?.rank == 84)
    #expect(book.walls.nearest(worseThan: 84) == nil)
  }

  @Test("level 20 can be a wall, level 21 cannot; neighbours may lie beyond", arguments: sides)
  func looksAtTwentyLevels(_ side: BookSide) {
    var book = WallSide(side)
    _ = book.update((60...100).map { (rank: $0, lots: 10) }, at: 1_000)
    _ = book.update([(81, 200), (70, 200)], at: 1_000)
    _ = book.update([], at: 1_500)
    #expect(book.walls.nearest?.rank == 81 && book.walls.nearest(worseThan: 81) == nil)
  }
}
