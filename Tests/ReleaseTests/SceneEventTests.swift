import Market
import Simulator
import TestMarkets
import Testing

/// The events that each scene is to cause, at the scripted time, on the scripted side, and hardly any in a calm market;
/// a few seeds of what `tools/scenes/score` counts over hundreds. The windows are that tool's, and their reasons stand
/// there.
@Suite(.enabled(if: Build.isOptimised, "skipped: an hour of market takes minutes in a debug build"))
struct SceneEventTests {
  private typealias Moment = ScriptedMoment.Kind
  private typealias Told = (name: String, side: ScriptedMoment.Side?)

  /// One event, from `before` seconds before one moment to `after` seconds after another.
  private struct Expected {
    var name: String
    var start: Moment
    var before: Int64 = 0
    var end: Moment
    var after: Int64
  }

  private static func expected(_ scene: Scene) -> [Expected] {
    switch scene {
    case .wallEaten: [Expected(name: "wall_eaten", start: .erosionStarts, before: 1, end: .wallEaten, after: 12)]
    case .wallPulled: [Expected(name: "wall_pulled", start: .wallPulled, before: 1, end: .wallPulled, after: 12)]
    case .iceberg: [Expected(name: "iceberg", start: .icebergStarts, end: .icebergGone, after: 2)]
    case .absorption: [Expected(name: "absorption", start: .absorptionStarts, end: .absorptionEnds, after: 10)]
    case .divergence: [Expected(name: "divergence", start: .firstExtreme, end: .divergenceAt, after: 60)]
    case .cascade:
      [
        Expected(name: "cascade_started", start: .cascadeStarts, end: .cascadePeak, after: 5),
        Expected(name: "cascade_peak", start: .cascadeStarts, end: .cascadePeak, after: 40),
        Expected(name: "cascade_exhausted", start: .cascadePeak, before: -5, end: .cascadePeak, after: 90),
      ]
    case .panic:
      [
        Expected(name: "panic_entered", start: .panicStarts, end: .panicPeak, after: 5),
        Expected(name: "panic_peaked", start: .panicStarts, end: .panicEnds, after: 30),
        Expected(name: "panic_ended", start: .panicStarts, end: .panicPeak, after: 605),
      ]
    default: []
    }
  }

  @Test(arguments: [
    (Scene.wallEaten, 300), (.wallPulled, 300), (.iceberg, 300), (.absorption, 480), (.divergence, 600),
    (.cascade, 480), (.panic, 900),
  ])
  func tellsWhatIsScripted(_ scene: Scene, seconds: Int) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let market = GeneratedMarket(.binanceUSDM, seed: seed, seconds: seconds, scene: scene, warmupMinutes: 90)
      let events = try market.events()
      for expected in Self.expected(scene) {
        let start = try #require(market.script.first { $0.kind == expected.start })
        let end = try #require(market.script.last { $0.kind == expected.end })
        let window = (start.milliseconds - expected.before * 1_000)...(end.milliseconds + expected.after * 1_000)
        let isTold = events.contains { event in
          guard let told = Self.told(event.change.kind), told.name == expected.name else { return false }
          return window.contains(event.milliseconds) && (told.side == nil || told.side == start.side)
        }
        #expect(isTold, "seed \(seed): \(expected.name)")
      }
    }
  }

  @Test func anHourOfCalmTellsHardlyAnything() throws {
    var names: [String] = []
    for seed in 1...4 as ClosedRange<UInt64> {
      let market = GeneratedMarket(.binanceUSDM, seed: seed, seconds: 900, scene: .calm, warmupMinutes: 90)
      names += try market.events().compactMap { Self.told($0.change.kind)?.name }
    }
    #expect(names.count <= 1, "\(names)")
  }

  /// What a scene may expect; nil for every other event. A panic may peak and end while price goes the other way.
  private static func told(_ kind: StateChange.Kind) -> Told? {
    switch kind {
    case .wall(.eaten, let life): ("wall_eaten", side(life.side))
    case .wall(.pulled, let life): ("wall_pulled", side(life.side))
    case .iceberg(let resting, _, _, _, _): ("iceberg", side(resting))
    case .absorption(let absorbing, _, _): ("absorption", side(absorbing))
    case .divergence(let found) where !found.isProvisional: ("divergence", found.isBullish ? .bid : .ask)
    case .panic(let step, let direction, _): (step.name, step == .entered ? (direction < 0 ? .down : .up) : nil)
    case .cascade(let step, let liquidated, _) where step != .ended: (step.name, liquidated == .long ? .long : .short)
    default: nil
    }
  }

  private static func side(_ side: BookSide) -> ScriptedMoment.Side { side == .bid ? .bid : .ask }
}
