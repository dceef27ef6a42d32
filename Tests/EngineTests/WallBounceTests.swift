import Engine
import Market
import Testing

/// Strategy C.2 under RULINGS R24, rule by rule, on both sides. W = 0.05 % of mid.
@Suite struct WallBounceTests {
  private static let sides: [BookSide] = [.bid, .ask]
  /// Mid at 6 000 000 is 1 000 ticks from it: exactly W/3.
  private static let wall: Int64 = 5_999_000

  /// Price was far from the wall and has come to exactly W/3, at 1 000 ms and 2 000 ms.
  private func approached(_ side: BookSide) -> BounceScene {
    var scene = BounceScene(side, walls: [Self.wall])
    #expect(scene.isReady(bid: 6_009_999, ask: 6_010_001, after: 1_000) == false)
    #expect(scene.isReady(bid: 5_999_999, ask: 6_000_001, after: 2_000) == false)
    return scene
  }

  /// Three ticks off the closest approach of `approached`.
  private func isReadyAfterTurn(_ scene: inout BounceScene, after milliseconds: Int64) -> Bool {
    scene.isReady(bid: 6_000_002, ask: 6_000_004, after: milliseconds)
  }

  @Test("price comes from afar to the wall and turns: ready", arguments: sides)
  func isReadyAfterABounce(_ side: BookSide) {
    var scene = approached(side)
    #expect(isReadyAfterTurn(&scene, after: 3_000) == true)
  }

  @Test("without a tracked wall it is never ready", arguments: sides)
  func needsAWall(_ side: BookSide) {
    var scene = BounceScene(side, walls: [])
    #expect(scene.isReady(bid: 6_009_999, ask: 6_010_001, after: 1_000) == false)
    #expect(scene.isReady(bid: 5_999_999, ask: 6_000_001, after: 2_000) == false)
    #expect(scene.isReady(bid: 6_000_002, ask: 6_000_004, after: 3_000) == false)
  }

  @Test("W is met at exactly 0.05 % of mid and not half a tick nearer", arguments: sides)
  func startsAtW(_ side: BookSide) {
    // Mid 6 002 001.5 is 3 001.5 from the wall, W there 3 001.00075; half a tick less is within W.
    for (ask, isFar) in [(6_002_002, true), (6_002_001, false)] as [(Int64, Bool)] {
      var scene = BounceScene(side, walls: [Self.wall])
      #expect(scene.isReady(bid: 6_002_001, ask: ask, after: 1_000) == false)
      #expect(scene.isReady(bid: 5_999_999, ask: 6_000_001, after: 2_000) == false)
      #expect(scene.isReady(bid: 6_000_002, ask: 6_000_004, after: 3_000) == isFar)
    }
  }

  @Test("the approach is close at exactly W/3 and not half a tick farther", arguments: sides)
  func isCloseAtAThirdOfW(_ side: BookSide) {
    for (ask, isClose) in [(6_000_001, true), (6_000_002, false)] as [(Int64, Bool)] {
      var scene = BounceScene(side, walls: [Self.wall])
      #expect(scene.isReady(bid: 6_009_999, ask: 6_010_001, after: 1_000) == false)
      #expect(scene.isReady(bid: 5_999_999, ask: ask, after: 2_000) == false)
      #expect(scene.isReady(bid: 6_000_003, ask: 6_000_005, after: 3_000) == isClose)
    }
  }

  @Test("the approach must come within 10 minutes of having been far", arguments: sides)
  func forgetsAnOldDistance(_ side: BookSide) {
    for (minutes, isRemembered) in [(600_000, true), (600_001, false)] as [(Int64, Bool)] {
      var scene = BounceScene(side, walls: [Self.wall])
      #expect(scene.isReady(bid: 6_009_999, ask: 6_010_001, after: 1_000) == false)
      #expect(scene.isReady(bid: 5_999_999, ask: 6_000_001, after: 1_000 + minutes - 500) == false)
      #expect(scene.isReady(bid: 6_000_002, ask: 6_000_004, after: 1_000 + minutes) == isRemembered)
    }
  }

  @Test("three ticks off the closest approach are a turn, two and a half are not", arguments: sides)
  func turnsByTicks(_ side: BookSide) {
    var scene = approached(side)
    #expect(scene.isReady(bid: 6_000_002, ask: 6_000_003, after: 2_500) == false)
    #expect(scene.isReady(bid: 6_000_002, ask: 6_000_004, after: 3_000) == true)
  }

  /// With few ticks to the price 0.03 % is less than three of them: at mid 3 001 it is 0.9 ticks.
  @Test("0.03 % off the closest approach are a turn as well", arguments: sides)
  func turnsByPercent(_ side: BookSide) {
    var scene = BounceScene(side, walls: [3_000])
    #expect(scene.isReady(bid: 3_009, ask: 3_011, after: 1_000) == false)
    #expect(scene.isReady(bid: 3_000, ask: 3_001, after: 2_000) == false)
    #expect(scene.isReady(bid: 3_000, ask: 3_002, after: 2_500) == false)
    #expect(scene.isReady(bid: 3_001, ask: 3_002, after: 3_000) == true)
  }

  @Test("the turn counts from the closest approach, not from the first", arguments: sides)
  func followsTheClosestApproach(_ side: BookSide) {
    var scene = approached(side)
    #expect(scene.isReady(bid: 5_999_899, ask: 5_999_901, after: 2_500) == false)
    #expect(scene.isReady(bid: 5_999_901, ask: 5_999_903, after: 3_000) == false)
    #expect(scene.isReady(bid: 5_999_902, ask: 5_999_904, after: 3_500) == true)
  }

  @Test("the turn must come within 20 s of the closest approach; then a new approach is needed", arguments: sides)
  func mustNotLinger(_ side: BookSide) {
    var quick = approached(side)
    #expect(isReadyAfterTurn(&quick, after: 22_000) == true)
    var slow = approached(side)
    #expect(isReadyAfterTurn(&slow, after: 22_001) == false)
    #expect(slow.isReady(bid: 5_999_999, ask: 6_000_001, after: 23_000) == false)
    #expect(isReadyAfterTurn(&slow, after: 24_000) == false, "close again, but not from afar")
  }

  @Test("a wall eroded by 10 % does not hold", arguments: sides)
  func needsAWallThatHolds(_ side: BookSide) {
    for (lots, holds) in [(901, true), (900, false)] as [(Int64, Bool)] {
      var scene = approached(side)
      scene.show(lots, at: Self.wall, after: 2_500)
      #expect(isReadyAfterTurn(&scene, after: 3_000) == holds)
    }
  }

  @Test("another wall in its place needs an approach of its own", arguments: sides)
  func forgetsAWallThatWent(_ side: BookSide) {
    var scene = approached(side)
    scene.show(10, at: Self.wall, after: 2_100)
    scene.show(1_000, at: Self.wall, after: 2_200)
    scene.show(1_000, at: Self.wall, after: 2_700)
    #expect(isReadyAfterTurn(&scene, after: 3_000) == false)
  }

  @Test("trades must not push against the bounce")
  func asksTheTrades() {
    let long = BounceScene(.bid, walls: [])
    #expect(long.agrees(deltaRatio: 0) == true && long.agrees(deltaRatio: 0.4) == true)
    #expect(long.agrees(deltaRatio: -0.0001) == false)
    let short = BounceScene(.ask, walls: [])
    #expect(short.agrees(deltaRatio: 0) == true && short.agrees(deltaRatio: -0.4) == true)
    #expect(short.agrees(deltaRatio: 0.0001) == false)
  }

  @Test("after a signal 300 s must pass, and the next needs a new approach", arguments: sides)
  func coolsDown(_ side: BookSide) {
    for (pause, isReady) in [(299_999, false), (300_000, true)] as [(Int64, Bool)] {
      var scene = approached(side)
      #expect(isReadyAfterTurn(&scene, after: 3_000) == true)
      #expect(scene.fire(bid: 6_000_002, ask: 6_000_004, after: 3_000) != nil)
      #expect(isReadyAfterTurn(&scene, after: 3_050) == false)
      #expect(scene.isReady(bid: 6_009_999, ask: 6_010_001, after: 2_000 + pause) == false)
      #expect(scene.isReady(bid: 5_999_999, ask: 6_000_001, after: 2_500 + pause) == false)
      #expect(isReadyAfterTurn(&scene, after: 3_000 + pause) == isReady)
    }
  }
}
