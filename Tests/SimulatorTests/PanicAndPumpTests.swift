import Simulator
import Testing

/// The violent scenes reach the sizes that they are named for.
struct PanicAndPumpTests {
  @Test func panicFallsAndRebounds() {
    let options = GeneratorOptions(venue: .binanceUSDM, seed: 4, seconds: 60, scene: .panic)
    let script = MarketGenerator(options).script
    let prices = Dictionary(uniqueKeysWithValues: script.map { ($0.kind, units($0.price, places: 1) ?? 0) })
    let start = prices[.panicStarts] ?? 0
    let bottom = prices[.cascadePeak] ?? 0
    let end = prices[.panicEnds] ?? 0
    let sign: Int64 = script.first?.side == .down ? 1 : -1
    #expect(sign * (start - bottom) * 1_000 > start * 10, "more than 1 %")
    #expect(sign * (end - bottom) > sign * (start - bottom) / 3)
    let replay = CaptureReplay(options)
    let peak = script.first { $0.kind == .cascadePeak }?.milliseconds ?? 0
    let calm = replay.trades.count { $0.milliseconds < options.startMilliseconds + 10_000 }
    let burst = replay.trades.count { $0.milliseconds > peak - 10_000 && $0.milliseconds <= peak }
    #expect(burst > 5 * calm, "a burst of trades")
    let ticks = replay.trades.map(\.ticks)
    let lowest = (sign > 0 ? ticks.min() : ticks.max()) ?? 0
    #expect(abs(lowest - bottom) < bottom / 200, "the tape goes where the script says")
  }

  @Test func pumpRisesByEightPerCentThenFallsTwice() {
    let options = GeneratorOptions(venue: .binanceUSDM, seed: 4, seconds: 60, scene: .pumpDump)
    let script = MarketGenerator(options).script
    let prices = script.map { units($0.price, places: 1) ?? 0 }
    #expect(script.map(\.kind) == [.pumpStarts, .pumpPeak, .dumpBounce, .dumpBounce, .dumpEnds])
    #expect(prices[1] * 100 >= prices[0] * 108)
    #expect(prices[3] < prices[2] && prices[2] < prices[1])
    #expect(prices[4] > prices[3])
    let replay = CaptureReplay(options)
    let highest = replay.trades.map(\.ticks).max() ?? 0
    #expect(abs(highest - prices[1]) < prices[1] / 200)
  }
}
