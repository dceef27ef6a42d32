import Market
import Simulator
import TestMarkets
import Testing

/// The wall bounce where the generator scripted it, and nowhere in a calm market. Here, because an hour of market
/// takes a second in a release build and a minute in debug.
@Suite(.enabled(if: Build.isOptimised, "skipped: an hour of market takes minutes in a debug build"))
struct SceneSignalTests {
  /// A signal may come this long around the scripted moment: the strategy needs price to turn first.
  private static let toleranceMilliseconds: ClosedRange<Int64> = -2_000...20_000

  @Test(arguments: [SimulatedVenue.binanceUSDM, .bybitLinear])
  func wallSceneSignalsAtTheScriptedPlace(_ venue: SimulatedVenue) throws {
    var found = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      let market = GeneratedMarket(venue, seed: seed, seconds: 120, scene: .wall)
      if try Self.signalsWhereScripted(market) { found += 1 }
    }
    #expect(found >= 9, "\(found) of 10 seeds")
  }

  /// Right side, right time, right wall; and no signal anywhere else.
  private static func signalsWhereScripted(_ market: GeneratedMarket) throws -> Bool {
    let expected = market.script.filter { $0.kind == .bounceExpected }
    let walls = market.script.filter { $0.kind == .wallAppears }
    let signals = try market.signals()
    return !expected.isEmpty && signals.count == expected.count
      && zip(signals, zip(expected, walls)).allSatisfy { signal, scripted in
        let (bounce, wall) = scripted
        return toleranceMilliseconds.contains(signal.eventMilliseconds - bounce.milliseconds)
          && signal.side == (bounce.side == .bid ? .long : .short)
          && Double(signal.features.wallPrice.ticks) / 10 == Double(wall.price)
      }
  }

  @Test(arguments: [SimulatedVenue.binanceUSDM, .bybitLinear])
  func anHourOfCalmSignalsNothing(_ venue: SimulatedVenue) throws {
    let market = GeneratedMarket(venue, seed: 5, seconds: 3_600, scene: .calm)
    #expect(market.frames.count > 50_000)
    #expect(try market.signals().isEmpty)
  }
}
