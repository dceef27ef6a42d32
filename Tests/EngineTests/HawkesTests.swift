import Engine
import Foundation
import Market
import NaiveTwins
import Testing

/// B-41: the process itself, and the ratio of an instrument.
struct HawkesTests {
  private static let seconds = [0, 0.2, 0.3, 1.0]

  /// λ just before each event of E-37: μ = 0.5, α = 1, β = 2 per s.
  private func beforeEvents() -> [Double] {
    var process = Hawkes(jump: 1, decayMilliseconds: 500)
    return Self.seconds.map { second in
      let time = Int64(second * 1_000)
      defer { process.add(at: time) }
      return process.intensity(at: time, base: 0.5)
    }
  }

  @Test("the worked example E-37")
  func workedExample() {
    let expected = [0.5, 1.170320046, 1.867542389, 1.083828765]
    #expect(zip(beforeEvents(), expected).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test(
    "the oracle's digits of E-37",
    .enabled(if: GoldenVectors.areHere, Comment(rawValue: GoldenVectors.skipMessage)))
  func goldenExample() throws {
    let golden = try GoldenLiquidations.examples().hawkes.beforeEvents
    #expect(golden.count == 4 && zip(beforeEvents(), golden).allSatisfy { isNear($0, $1) })
  }

  @Test("recursive equals the direct sum, late events too", arguments: [7, 8] as [UInt64])
  func equalsTheDirectSum(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var process = Hawkes(jump: 0.8, decayMilliseconds: 1_000)
    var (events, now): ([Int64], Int64) = ([], 0)
    for _ in 0..<10_000 {
      now += Int64.random(in: 0...3_000, using: &random)
      let late = Int.random(in: 0..<5, using: &random) == 0 ? Int64.random(in: 0...9_000, using: &random) : 0
      process.add(at: now - late)
      events.append(now - late)
      var direct = 0.5  // of events 90 s old nothing is left
      for event in events.suffix(100) { direct += 0.8 * exp(-Double(now - event) / 1_000) }
      #expect(isNear(process.intensity(at: now, base: 0.5), direct))
    }
  }

  @Test("residual times of a simulated process are exponential: Kolmogorov and Smirnov do not object")
  func timeChangeIsUniform() {
    var random = SeededGenerator(seed: 41)
    let (base, jump, decay) = (0.5, 1.0, 2.0)
    var (events, time): ([Double], Double) = ([], 0)
    let rate = { (now: Double) in events.suffix(80).reduce(base) { $0 + jump * exp(-decay * (now - $1)) } }
    while events.count < 2_000 {  // Ogata's thinning
      let bound = rate(time)
      time -= log(Double.random(in: 0.000_000_1..<1, using: &random)) / bound
      if Double.random(in: 0..<1, using: &random) * bound <= rate(time) {
        events.append((time * 1_000).rounded() / 1_000)
      }
    }
    var process = Hawkes(jump: jump, decayMilliseconds: 500)
    var residuals: [Double] = []
    for (index, event) in events.enumerated() {
      let (start, end) = (
        Int64(((index > 0 ? events[index - 1] : 0) * 1_000).rounded()), Int64((event * 1_000).rounded())
      )
      let excited = process.intensity(at: start, base: 0)
      let length = Double(end - start) / 1_000
      residuals.append(1 - exp(-(base * length + excited / decay * (1 - exp(-decay * length)))))
      process.add(at: end)
    }
    let sorted = residuals.sorted()
    let distance =
      sorted.enumerated().map { index, value in
        max(abs(value - Double(index) / 2_000), abs(value - Double(index + 1) / 2_000))
      }.max() ?? 1
    #expect(distance < 1.63 / 2_000.0.squareRoot(), "p > 0.01")
    #expect(abs(Double(events.count) / time - 1) < 0.15, "the stationary rate is 1 per s")
  }

  @Test("λ ÷ μ of an instrument: the floor of one in ten minutes, warming for an hour")
  func readsTheRatio() throws {
    var market = OneInstrument.derivative()
    #expect(market.number("hawkes_ratio_long") == 1 && market.read("hawkes_ratio_long").flag == .warming)
    market.pass(to: 500)
    #expect(market.number("hawkes_ratio_long") == 1 && market.read("hawkes_ratio_long").flag == .warming)
    market.liquidate(.long, cents: 5, at: 600)
    #expect(isNear(market.number("hawkes_ratio_long"), 1 + 0.8 / 30 * 600))
    #expect(market.number("hawkes_ratio_short") == 1)
    market.pass(to: 3_600_999)
    #expect(market.read("hawkes_ratio_short").flag == .warming)
    market.pass(to: 3_601_000)
    #expect(market.read("hawkes_ratio_short").flag == .ok)
  }
}
