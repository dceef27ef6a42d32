import Foundation
import Simulator
import Testing

/// Scenes of a cascade and of a panic or euphoria have the sizes that B-40 and B-12 ask for.
struct ViolentSceneTests {
  /// The decaying sum (30 s) crosses 250 000 USD with five liquidations in 30 s, and is down to 35 % within a minute
  /// after its peak; nobody of the other side is liquidated.
  @Test(arguments: zip(1...4, [SimulatedVenue.binanceUSDM, .bybitLinear, .binanceUSDM, .bybitLinear]))
  func cascadeRisesAndDriesUp(seed: UInt64, venue: SimulatedVenue) throws {
    let tape = StoryTape(.cascade, seed: seed, seconds: 200, venue: venue)
    let starts = try tape.moment(.cascadeStarts)
    let peak = try tape.time(.cascadePeak)
    let rows = tape.replay.liquidations
    #expect(rows.allSatisfy { $0.isLong == (starts.side == .long) })
    let crossing = rows.first { row in
      intensity(rows, at: row.milliseconds) >= 250_000
        && rows.count { $0.milliseconds > row.milliseconds - 30_000 && $0.milliseconds <= row.milliseconds } >= 5
    }
    let crossed = try #require(crossing?.milliseconds)
    #expect(crossed > starts.milliseconds && crossed < peak)
    let most = rows.map { intensity(rows, at: $0.milliseconds) }.max() ?? 0
    #expect(intensity(rows, at: peak) > most * 0.8, "the script's peak is the tape's")
    #expect(intensity(rows, at: peak + 60_000) < most * 0.35)
    let sign: Int64 = starts.side == .long ? 1 : -1
    let extreme = tape.halfTicks(at: peak)
    #expect((tape.halfTicks(at: starts.milliseconds) - extreme) * sign * 1_000 > 5 * extreme, "more than 0.5 %")
    #expect((tape.halfTicks(at: peak + 30_000) - extreme) * sign > 0, "price turns")
  }

  private func intensity(_ rows: [CaptureReplay.Liquidation], at time: Int64) -> Double {
    rows.filter { $0.milliseconds <= time }.reduce(0) { sum, row in
      sum + row.dollars * exp(-Double(time - row.milliseconds) / 30_000)
    }
  }

  /// Binance prints one liquidation a second at most, so the sum has to get there with those.
  @Test func binancePrintsOneASecond() {
    let tape = StoryTape(.cascade, seed: 2, seconds: 120, venue: .binanceUSDM)
    let seconds = tape.replay.liquidations.map { ($0.milliseconds - 1) / 1_000 }
    #expect(seconds.count > 10)
    #expect(Set(seconds).count == seconds.count)
  }

  /// At the extreme: 30 s of price are a multiple of a quarter of ATR(5m), a second's volume and volatility a multiple
  /// of calm's; a few minutes later all is calm again.
  @Test(arguments: zip(1...3, [SimulatedVenue.binanceUSDM, .bybitLinear, .binanceUSDM]))
  func panicOrEuphoriaIsFarFromNormal(seed: UInt64, venue: SimulatedVenue) throws {
    let tape = StoryTape(.panic, seed: seed, seconds: 300, venue: venue, warmupMinutes: 90)
    let starts = try tape.moment(.panicStarts)
    let peak = try tape.time(.panicPeak)
    let atr = averageTrueRange(tape.replay.candles.filter { $0.startMilliseconds < starts.milliseconds - 60_000 })
    #expect(atr > 0)
    let run = tape.halfTicks(at: peak) - tape.halfTicks(at: peak - 30_000)
    #expect((run < 0) == (starts.side == .down))
    #expect(Double(abs(run)) / 2 > 0.5 * atr)
    let calm = tape.startMilliseconds + 20_000...starts.milliseconds
    #expect(tape.volatility(peak - 20_000...peak) > 4 * tape.volatility(calm))
    let usual = tape.volume(until: calm.upperBound, length: calm.upperBound - calm.lowerBound)
    let burst = tape.volume(until: peak, length: 10_000)
    let calmSeconds = (calm.upperBound - calm.lowerBound) / 1_000
    #expect((burst.bought + burst.sold) * calmSeconds > 100 * (usual.bought + usual.sold), "ten times the volume")
    let end = tape.startMilliseconds + 300_000
    #expect(tape.volatility(end - 30_000...end - 1_000) < 3 * tape.volatility(calm))
  }

  /// Simple mean of the last 14 true ranges of complete five-minute groups, in ticks.
  private func averageTrueRange(_ minutes: [CaptureReplay.Candle]) -> Double {
    let groups = Dictionary(grouping: minutes) { $0.startMilliseconds / 300_000 }.filter { $0.value.count == 5 }
    let bars = groups.sorted { $0.key < $1.key }.map(\.value)
    let ranges = zip(bars, bars.dropFirst()).map { before, bar in
      let close = before.last?.closeTicks ?? 0
      let high = max(close, bar.map(\.highTicks).max() ?? close)
      let low = min(close, bar.map(\.lowTicks).min() ?? close)
      return Double(high - low)
    }
    return ranges.suffix(14).reduce(0, +) / 14
  }

  @Test func bothDirectionsAreDrawn() {
    for (scene, kind) in [
      (Scene.panic, ScriptedMoment.Kind.panicStarts), (.cascade, .cascadeStarts), (.absorption, .absorptionStarts),
      (.divergence, .divergenceAt), (.iceberg, .icebergStarts),
    ] {
      let sides = (1...20).map { seed in
        let options = GeneratorOptions(venue: .bybitLinear, seed: UInt64(seed), seconds: 20, scene: scene)
        return MarketGenerator(options).script.first { $0.kind == kind }?.side
      }
      #expect(Set(sides).count == 2, "\(scene)")
      #expect(!sides.contains(nil))
    }
  }

  @Test func scriptLinesAreJSON() throws {
    let options = GeneratorOptions(venue: .binanceUSDM, seed: 1, seconds: 20, scene: .wallEaten)
    let moment = try #require(MarketGenerator(options).script.first)
    let row = try #require(try JSONSerialization.jsonObject(with: Data(moment.json.utf8)) as? [String: Any])
    #expect(row.integer("ms") == moment.milliseconds)
    #expect(row.text("kind") == "wallAppears")
    #expect(row.text("side") == (moment.side == .bid ? "buy" : "sell"))
    #expect(row.text("price") == moment.price)
  }
}
