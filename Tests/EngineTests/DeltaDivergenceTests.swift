import Engine
import Foundation
import Market
import NaiveTwins
import Testing

/// B-05 on the struct itself: a tape of prices and 30-s deltas, one of each a second.
struct DeltaDivergenceTests {
  /// 1 % of reversal at a price around 10 000 ticks: ATR 200 ticks.
  private static let atr = 200.0

  private func run(_ path: [(ticks: Int64, delta: Double)], atr: Double? = Self.atr) -> [Divergence] {
    var machine = DeltaDivergence()
    var found: [Divergence] = []
    for (second, point) in path.enumerated() {
      let time = Int64(second)
      if let event = machine.sample(delta: point.delta, second: time, lastTicks: point.ticks, atrTicks: atr) {
        found.append(event)
      }
      if let event = machine.add(ticks: point.ticks, at: time * 1_000 + 500) { found.append(event) }
    }
    return found
  }

  /// Straight legs between turning points, ten seconds each.
  private func legs(_ turns: [(ticks: Int64, delta: Double)]) -> [(ticks: Int64, delta: Double)] {
    zip(turns, turns.dropFirst()).flatMap { from, to in
      (0..<10).map { step in
        let share = Double(step) / 10
        return (
          from.ticks + Int64(Double(to.ticks - from.ticks) * share), from.delta + (to.delta - from.delta) * share
        )
      }
    } + [turns[turns.count - 1]]
  }

  private let weakerLow: [(ticks: Int64, delta: Double)] = [
    (10_000, 0), (9_800, -500), (9_950, 100), (9_700, -150), (9_900, 50),
  ]

  @Test("a lower low on less selling is told while it runs, and again when it is confirmed")
  func bullish() throws {
    let found = run(legs(weakerLow))
    #expect(found.map(\.isProvisional) == [true, false])
    let last = try #require(found.last)
    #expect(last.isBullish && last.firstPrice.ticks == 9_800 && last.secondPrice.ticks == 9_700)
    #expect(last.firstDelta == -500 && last.secondDelta == -150)
    #expect(abs(last.strength - 0.7) < 1e-9)
  }

  @Test("mirrored prices and deltas give the mirrored divergence")
  func mirrored() {
    let bullish = run(legs(weakerLow))
    let bearish = run(legs(weakerLow).map { (20_000 - $0.ticks, -$0.delta) })
    #expect(bearish.count == bullish.count)
    for (up, down) in zip(bullish, bearish) {
      #expect(down.isBullish != up.isBullish && down.isProvisional == up.isProvisional)
      #expect(down.secondPrice.ticks == 20_000 - up.secondPrice.ticks && down.secondDelta == -up.secondDelta)
    }
  }

  @Test("more selling, a higher low, or a rise below half a deviation is none")
  func needsLessSelling() {
    #expect(run(legs([(10_000, 0), (9_800, -500), (9_950, 100), (9_700, -700), (9_900, 50)])).isEmpty)
    #expect(run(legs([(10_000, 0), (9_800, -500), (9_950, 100), (9_810, -100), (9_960, 50)])).isEmpty)
    let halfWay = run(legs([(10_000, 0), (9_800, -500), (9_950, 100), (9_700, -460), (9_900, 50)]))
    #expect(
      halfWay.allSatisfy { $0.isProvisional },
      "what ran ahead of the selling was provisional, and is not confirmed")
  }

  @Test("a pivot older than 15 minutes is forgotten")
  func pivotsAge() {
    var path = legs(Array(weakerLow.prefix(3)))
    path += Array(repeating: (9_950, 0), count: 900)
    path += legs(Array(weakerLow.suffix(3)))
    #expect(run(path).isEmpty)
  }

  @Test("without ATR nothing is told: no constant stands in for it")
  func needsRange() { #expect(run(legs(weakerLow), atr: nil).isEmpty) }

  @Test("against a zig-zag over the whole history, on random walks")
  func agreesWithWholeHistory() {
    var total = 0
    for seed in 1...30 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      var (ticks, delta): (Int64, Double) = (10_000, 0)
      let path: [(ticks: Int64, delta: Double)] = (0..<2_000).map { _ in
        ticks += Int64.random(in: -25...25, using: &random)
        delta = (delta * 0.9 + Double.random(in: -100...100, using: &random)).rounded()
        return (ticks, delta)
      }
      let found = run(path).filter { !$0.isProvisional }
      let naive = NaiveDivergence.confirmed(path, atr: Self.atr)
      #expect(found.map { [$0.firstPrice.ticks, $0.secondPrice.ticks, $0.firstDelta, $0.secondDelta] } == naive)
      total += naive.count
    }
    #expect(total > 50, "the walks must contain divergences")
  }
}

/// The definition, written out: pivots of the whole path, then each pair.
private enum NaiveDivergence {
  static func confirmed(_ path: [(ticks: Int64, delta: Double)], atr: Double) -> [[Int64]] {
    var found: [(at: Int, values: [Int64])] = []
    for sign: Int64 in [1, -1] {
      let lows = pivots(path, atr).filter { $0.isLow == (sign == 1) }
      for (first, second) in zip(lows, lows.dropFirst()) {
        let (p1, p2) = (sign * path[first.at].ticks, sign * path[second.at].ticks)
        let (d1, d2) = (extremeDelta(path, first, sign), extremeDelta(path, second, sign))
        let rise = max(0.1 * abs(d1), 0.5 * deviation(path, upTo: second.confirmed))
        guard p2 <= p1 - 1, d2 >= d1 + rise, (second.confirmed - first.at) <= 900 else { continue }
        found.append((second.confirmed, [sign * p1, sign * p2, sign * Int64(d1), sign * Int64(d2)]))
      }
    }
    return found.sorted { $0.at < $1.at }.map(\.values)
  }

  private struct Pivot {
    var at: Int
    var confirmed: Int
    var isLow: Bool
  }

  private static func pivots(_ path: [(ticks: Int64, delta: Double)], _ atr: Double) -> [Pivot] {
    var found: [Pivot] = []
    var start = 0
    while let pivot = next(path, from: start, after: found.last, atr) {
      found.append(pivot)
      start = pivot.confirmed
    }
    return found
  }

  private static func next(
    _ path: [(ticks: Int64, delta: Double)], from start: Int, after last: Pivot?, _ atr: Double
  ) -> Pivot? {
    var (low, high) = (start, start)
    for now in start..<path.count {
      if path[now].ticks < path[low].ticks { low = now }
      if path[now].ticks > path[high].ticks { high = now }
      let share = max(0.001, 0.5 * atr / Double(path[now].ticks))
      for (at, isLow) in [(low, true), (high, false)] where last?.isLow != isLow {
        let back = Double(abs(path[now].ticks - path[at].ticks))
        guard back >= share * Double(path[at].ticks), at - (last?.at ?? -1_000) >= 3 else { continue }
        return Pivot(at: at, confirmed: now, isLow: isLow)
      }
    }
    return nil
  }

  private static func extremeDelta(_ path: [(ticks: Int64, delta: Double)], _ pivot: Pivot, _ sign: Int64) -> Double {
    path[max(0, pivot.at - 14)...pivot.confirmed].map { Double(sign) * $0.delta }.min() ?? 0
  }

  /// Exponential deviation with a half-life of 300 s, one sample a second.
  private static func deviation(_ path: [(ticks: Int64, delta: Double)], upTo end: Int) -> Double {
    let weight = exp2(-1.0 / 300)
    var (mean, variance) = (path[0].delta, 0.0)
    for point in path[1...max(1, end)] {
      variance = weight * (variance + (1 - weight) * (point.delta - mean) * (point.delta - mean))
      mean = weight * mean + (1 - weight) * point.delta
    }
    return variance.squareRoot()
  }
}
