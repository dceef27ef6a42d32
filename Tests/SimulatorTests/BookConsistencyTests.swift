import Simulator
import Testing

/// Each scene on each venue, rebuilt with dictionaries: the chain of updates holds and the streams agree with each
/// other.
struct BookConsistencyTests {
  @Test(arguments: Scene.allCases, [SimulatedVenue.binanceUSDM, .bybitLinear])
  func chainHolds(scene: Scene, venue: SimulatedVenue) {
    let replay = CaptureReplay(GeneratorOptions(venue: venue, seed: 11, seconds: 60, scene: scene))
    #expect(replay.unreadable == 0)
    #expect(replay.breaks == (scene == .gap || scene == .mixed ? 1 : 0))
    #expect(replay.isOK)
    #expect(replay.crossed == 0)
    #expect(replay.bookUpdates > 500)
    #expect(replay.trades.count > 200)
    if venue == .binanceUSDM {
      #expect(replay.comparedQuotes > 50)
      #expect(replay.differingQuotes == 0)
    } else {
      #expect(replay.bids.lotsByTicks.count == (scene == .iceberg ? 50 : 200))
      #expect(replay.asks.lotsByTicks.count == (scene == .iceberg ? 50 : 200))
    }
  }

  @Test func snapshotIsDeep() {
    let replay = CaptureReplay(GeneratorOptions(venue: .binanceUSDM, seed: 2, seconds: 20, scene: .calm))
    guard let bid = replay.bids.best, let lowest = replay.bids.lotsByTicks.keys.min() else {
      Issue.record("no bids")
      return
    }
    #expect(replay.bids.lotsByTicks.count > 900)
    #expect(lowest * 100 < bid * 90, "round prices 10 % away and more are quoted")
  }

  @Test(arguments: Scene.allCases, [SimulatedVenue.binanceUSDM, .bybitLinear])
  func shortestSceneRuns(scene: Scene, venue: SimulatedVenue) {
    for seed in 1...3 {
      let replay = CaptureReplay(GeneratorOptions(venue: venue, seed: UInt64(seed), seconds: 20, scene: scene))
      #expect(replay.unreadable == 0)
      #expect(replay.crossed == 0)
      #expect(replay.isOK)
    }
  }
}
