package import Market
internal import Memory

/// Delta divergence (B-05): price makes a lower low while less is sold into it than at the low before (bullish), or a
/// higher high on less buying (bearish).
///
/// Pivots come from a zig-zag on trade prices with a reversal of max(0.10 %, 0.5·ATR14(1m) ÷ P), at least 3 s apart.
/// D of a low is the smallest 30-s delta at whole seconds from 15 s before it until its confirmation; a divergence
/// needs D to have risen by max(0.10·|D|, 0.5·sd), where sd is the exponential deviation of the 30-s delta (half-life
/// 5 min). Told `provisional` once a leg while its extreme still runs, and once more when the pivot is confirmed.
/// Nothing runs until ATR(1m) exists.
package struct DeltaDivergence: ~Copyable {
  package init() {}

  private static let reversalMin = 0.001
  private static let rangeShare = 0.5
  private static let pivotGapMilliseconds: Int64 = 3_000
  private static let ageMaxMilliseconds: Int64 = 900_000
  private static let lookBackSeconds: Int64 = 15
  private static let relativeRise = 0.10
  private static let deviationRise = 0.5
  private static let strengthMax = 3.0

  /// An extreme of price and the delta around it. Signed so that both kinds are lows: of a high, price and delta are
  /// negated.
  private struct Pivot: BitwiseCopyable {
    var ticks: Int64
    var milliseconds: Int64
    var delta: Double
  }

  /// The latest confirmed low, and the latest confirmed high (negated).
  private var lows: Pivot?
  private var highs: Pivot?
  /// The extremes that run: in a falling leg only the low, in a rising one only the high, before the first pivot both.
  private var runningLow: Pivot?
  private var runningHigh: Pivot?
  private var latestPivotMilliseconds = Int64.min / 2
  private var isTold = false
  /// 30-s delta in lots at the last whole seconds.
  private var deltas = FixedArray<Double>(zeroed: 16)
  private var samples: Int64 = 0
  private var moments = ExponentialMoments(halfLifeMilliseconds: 300_000)
  private var reversal: Double?

  /// Once a whole second: the 30-s delta in lots, the last price and ATR(1m) in ticks, nil while there is none.
  package mutating func sample(
    delta: Double, second: Int64, lastTicks: Int64?, atrTicks: Double?
  ) -> Divergence? {
    deltas[Int(samples % 16)] = delta
    samples += 1
    moments.add(delta, at: second * 1_000)
    reversal = nil
    guard let atrTicks, let lastTicks, lastTicks > 0 else { return nil }
    reversal = max(Self.reversalMin, Self.rangeShare * atrTicks / Double(lastTicks))
    if let low = runningLow { runningLow?.delta = min(low.delta, delta) }
    if let high = runningHigh { runningHigh?.delta = min(high.delta, -delta) }
    guard !isTold, runningLow == nil || runningHigh == nil else { return nil }
    var found: Divergence?
    if let low = runningLow {
      found = divergence(low, after: lows, isBullish: true, isProvisional: true, second * 1_000)
    }
    if let high = runningHigh {
      found = divergence(high, after: highs, isBullish: false, isProvisional: true, second * 1_000)
    }
    isTold = found != nil
    return found
  }

  /// A trade, in order of arrival.
  package mutating func add(ticks: Int64, at milliseconds: Int64) -> Divergence? {
    guard let reversal else { return nil }
    follow(ticks, milliseconds)
    if let low = runningLow, isConfirmed(low, by: ticks, reversal) {
      return confirm(low, isBullish: true, ticks, milliseconds)
    }
    if let high = runningHigh, isConfirmed(high, by: -ticks, reversal) {
      return confirm(high, isBullish: false, ticks, milliseconds)
    }
    return nil
  }

  private mutating func follow(_ ticks: Int64, _ milliseconds: Int64) {
    let isFirst = runningLow == nil && runningHigh == nil
    if isFirst || ticks < runningLow?.ticks ?? .min {
      runningLow = Pivot(ticks: ticks, milliseconds: milliseconds, delta: recentMinimum(sign: 1))
    }
    if isFirst || -ticks < runningHigh?.ticks ?? .min {
      runningHigh = Pivot(ticks: -ticks, milliseconds: milliseconds, delta: recentMinimum(sign: -1))
    }
  }

  /// The smallest (signed) delta of the last 15 s.
  private func recentMinimum(sign: Double) -> Double {
    var found = Double.greatestFiniteMagnitude
    for back in 1...min(max(samples, 1), Self.lookBackSeconds) where samples > 0 {
      found = min(found, sign * deltas[Int((samples - back) % 16)])
    }
    return samples == 0 ? 0 : found
  }

  /// Price has come back far enough, and the extreme is not too close to the pivot before.
  private func isConfirmed(_ extreme: Pivot, by ticks: Int64, _ reversal: Double) -> Bool {
    Double(ticks) - Double(extreme.ticks) >= reversal * abs(Double(extreme.ticks))
      && extreme.milliseconds - latestPivotMilliseconds >= Self.pivotGapMilliseconds
  }

  private mutating func confirm(
    _ pivot: Pivot, isBullish: Bool, _ ticks: Int64, _ now: Int64
  ) -> Divergence? {
    let found = divergence(
      pivot, after: isBullish ? lows : highs, isBullish: isBullish, isProvisional: false, now)
    if isBullish { lows = pivot } else { highs = pivot }
    latestPivotMilliseconds = pivot.milliseconds
    isTold = false
    let sign: Int64 = isBullish ? -1 : 1
    let opposite = Pivot(ticks: sign * ticks, milliseconds: now, delta: recentMinimum(sign: Double(sign)))
    runningLow = isBullish ? nil : opposite
    runningHigh = isBullish ? opposite : nil
    return found
  }

  private func divergence(
    _ second: Pivot, after first: Pivot?, isBullish: Bool, isProvisional: Bool, _ now: Int64
  ) -> Divergence? {
    guard let first, now - first.milliseconds <= Self.ageMaxMilliseconds, second.ticks <= first.ticks - 1 else {
      return nil
    }
    let deviation = moments.variance.squareRoot()
    let rise = max(Self.relativeRise * abs(first.delta), Self.deviationRise * deviation)
    guard second.delta - first.delta >= rise else { return nil }
    let strength = (second.delta - first.delta) / (abs(first.delta) + 1e-9)
    let sign: Int64 = isBullish ? 1 : -1
    return Divergence(
      isBullish: isBullish, isProvisional: isProvisional, strength: max(0, min(Self.strengthMax, strength)),
      firstPrice: Price(ticks: sign * first.ticks), secondPrice: Price(ticks: sign * second.ticks),
      firstDelta: sign * Self.lots(first.delta), secondDelta: sign * Self.lots(second.delta))
  }

  /// Beyond 18 digits no delta is real.
  private static func lots(_ delta: Double) -> Int64 { Int64(max(-1e18, min(1e18, delta))) }

  var byteCount: Int { deltas.byteCount }

  /// Deviations and deltas are in lots, extremes in ticks: on a finer grid the zig-zag starts anew.
  mutating func reset() { self = DeltaDivergence() }
}
