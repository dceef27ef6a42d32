import Simulator
import Testing

/// The scripted walls are where and when the script says, and the bounce has the shape that strategy C.2 asks for.
struct WallSceneTests {
  /// How far mid is from the wall at a book update, and what the book looks like there.
  private struct Sighting {
    var milliseconds: Int64
    /// Half ticks, positive on the side where price stands while the wall holds.
    var distance: Int64
    var isAmongFirst20: Bool
    var meetsRatio: Bool
    var lots: Int64
  }

  private struct Tape {
    var wall: ScriptedMoment
    var ticks: Int64
    var sightings: [Sighting]
    var trades: [CaptureReplay.Trade]
    var script: [ScriptedMoment]

    func moment(_ kind: ScriptedMoment.Kind) -> Int64? { script.first { $0.kind == kind }?.milliseconds }

    /// The part of mid that W or another distance is compared with, in half ticks.
    func halfTicks(perCent: Double) -> Int64 { Int64(Double(2 * ticks) * perCent / 100) }
  }

  private func tape(_ scene: Scene, seed: UInt64, venue: SimulatedVenue) -> Tape? {
    let options = GeneratorOptions(venue: venue, seed: seed, seconds: 60, scene: scene)
    let script = MarketGenerator(options).script
    guard let wall = script.first(where: { $0.kind == .wallAppears }), let ticks = units(wall.price, places: 1) else {
      return nil
    }
    var sightings: [Sighting] = []
    let replay = CaptureReplay(options) { book, milliseconds in
      guard let mid = book.midHalfTicks, milliseconds > wall.milliseconds else { return }
      let half = wall.side == .bid ? book.bids : book.asks
      let top = half.top(26)
      sightings.append(
        Sighting(
          milliseconds: milliseconds, distance: (mid - 2 * ticks) * (wall.side == .bid ? 1 : -1),
          isAmongFirst20: top.dropFirst().prefix(19).contains { $0.ticks == ticks },
          meetsRatio: WallWatch.levelsMeetingRatio(top).contains(ticks), lots: half.lotsByTicks[ticks] ?? 0))
    }
    return Tape(wall: wall, ticks: ticks, sightings: sightings, trades: replay.trades, script: script)
  }

  @Test(arguments: 1...5, [SimulatedVenue.binanceUSDM, .bybitLinear])
  func bounce(seed: UInt64, venue: SimulatedVenue) {
    guard let tape = tape(.wall, seed: seed, venue: venue), let expected = tape.moment(.bounceExpected) else {
      Issue.record("no bounce is scripted")
      return
    }
    let first = tape.sightings.prefix { $0.milliseconds <= tape.wall.milliseconds + 1_500 }
    #expect(first.count >= 10)
    #expect(first.allSatisfy { $0.isAmongFirst20 && $0.meetsRatio })
    let approach = tape.sightings.prefix { $0.milliseconds <= expected + 500 }
    #expect(approach.contains { $0.distance >= tape.halfTicks(perCent: 0.05) }, "it was far")
    guard let closest = approach.map(\.distance).min(),
      let turn = approach.last(where: { $0.distance == closest })?.milliseconds
    else {
      Issue.record("price never came close")
      return
    }
    #expect((tape.halfTicks(perCent: 0.003)...tape.halfTicks(perCent: 0.05 / 3)).contains(closest))
    let rebound = tape.sightings.filter { (turn...turn + 20_000).contains($0.milliseconds) }
    #expect(rebound.contains { $0.distance - closest > tape.halfTicks(perCent: 0.03) })
    expectReversingTrades(tape, after: expected)
    let lots = approach.map(\.lots)
    #expect((lots.min() ?? 0) * 100 > (lots.max() ?? 0) * 92, "less than 8 % of the wall is gone")
  }

  private func expectReversingTrades(_ tape: Tape, after turn: Int64) {
    let trades = tape.trades.filter { $0.milliseconds > turn && $0.milliseconds <= turn + 5_000 }
    let isLong = tape.wall.side == .bid
    let delta = trades.reduce(0) { $0 + ($1.isBuy == isLong ? $1.lots : -$1.lots) }
    #expect(trades.count >= 5)
    #expect(delta > 0)
  }

  @Test(arguments: 1...4)
  func pulled(seed: UInt64) {
    guard let tape = tape(.wallPulled, seed: seed, venue: .binanceUSDM), let pulled = tape.moment(.wallPulled) else {
      Issue.record("nothing is scripted")
      return
    }
    let before = tape.sightings.filter { $0.milliseconds <= pulled }
    let after = tape.sightings.filter { $0.milliseconds > pulled + 700 }
    #expect(before.allSatisfy { $0.lots > 50_000 && $0.distance > 0 })
    #expect(after.allSatisfy { $0.lots < 10_000 })
    #expect(after.contains { $0.distance < 0 }, "price goes through")
    let taken = tape.trades.filter { $0.ticks == tape.ticks && $0.milliseconds <= pulled }
    #expect(taken.isEmpty, "it is cancelled, not traded")
  }

  /// B-22 from the frames alone: what was traded at the wall against what was taken back there, over its whole life.
  @Test(arguments: 1...4, [SimulatedVenue.binanceUSDM, .bybitLinear])
  func tradedShareOfAnEatenWallIsHigh(seed: UInt64, venue: SimulatedVenue) {
    guard let tape = tape(.wallEaten, seed: seed, venue: venue), let gone = tape.moment(.wallEaten) else {
      Issue.record("nothing is scripted")
      return
    }
    let life = tape.sightings.filter { $0.milliseconds <= gone + 300 }.map(\.lots)
    let reduced = zip(life, life.dropFirst()).reduce(0) { $0 + max(0, $1.0 - $1.1) }
    let traded = tape.trades.filter { $0.ticks == tape.ticks && $0.milliseconds <= gone }.reduce(0) { $0 + $1.lots }
    #expect(life.last == 0 || (life.last ?? 0) < 5_000)
    #expect(traded * 10 >= reduced * 7, "0.6 is enough to be eaten")
    #expect(traded <= reduced, "what is traded was there")
  }

  @Test(arguments: 1...4)
  func eaten(seed: UInt64) {
    guard let tape = tape(.wallEaten, seed: seed, venue: .binanceUSDM), let starts = tape.moment(.erosionStarts),
      let gone = tape.moment(.wallEaten), let whole = tape.sightings.first?.lots
    else {
      Issue.record("nothing is scripted")
      return
    }
    let erosion = tape.trades.filter { $0.ticks == tape.ticks && $0.milliseconds >= starts - 500 }
    #expect(erosion.reduce(0) { $0 + $1.lots } * 10 > whole * 8, "most of it is traded")
    #expect(erosion.count > 20, "in many trades")
    let after = tape.sightings.filter { $0.milliseconds > gone + 500 }
    #expect(after.allSatisfy { $0.lots < 10_000 })
    #expect(after.contains { $0.distance < 0 }, "price goes through")
  }
}
