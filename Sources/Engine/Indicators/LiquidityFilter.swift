internal import Market
internal import Memory

/// Pre-filter F3 under RULINGS R25: too wide a spread or too thin a book for an entry.
///
/// Once a second of event time it samples the spread into a decaying histogram, whose weighted median is the "EW
/// median", and the known depth within 25 bps (both sides, a lower bound) into an exponential mean; half-life 30 min
/// for both.
package struct LiquidityFilter: ~Copyable {
  package init() {}

  private static let halfLifeMilliseconds: Int64 = 1_800_000
  /// Eight bins an octave: exact up to 16 ticks, 12.5 % apart above, up to 2^40 ticks.
  private static let bins = 320

  private var spreadWeights = FixedArray<Double>(zeroed: bins)
  private var latestMilliseconds: Int64?
  /// The weight of a sample now, and what one keeps over a second.
  private var unit = 1.0
  private let secondWeight = decay(milliseconds: 1_000, halfLifeMilliseconds: halfLifeMilliseconds)
  private(set) var depth = ExponentialMean(halfLifeMilliseconds: halfLifeMilliseconds)

  package mutating func sample(spreadTicks: Int64, depthTickLots: Double, at now: Int64) {
    if let latest = latestMilliseconds, now > latest { age(milliseconds: now - latest) }
    latestMilliseconds = now
    spreadWeights[Self.bin(spreadTicks)] += unit
    depth.add(depthTickLots, at: now)
  }

  /// Old samples lose weight by new ones gaining it: one division a second instead of a multiplication a bin.
  private mutating func age(milliseconds: Int64) {
    unit /=
      milliseconds == 1_000
      ? secondWeight : decay(milliseconds: milliseconds, halfLifeMilliseconds: Self.halfLifeMilliseconds)
    if !unit.isFinite { return reset() }  // a silence after which nothing before it counts
    guard unit > 1e100 else { return }
    for bin in 0..<Self.bins { spreadWeights[bin] /= unit }
    unit = 1
  }

  /// Spread ≤ max(3 bps, 2 ticks, 3 × EW median) and depth ≥ 20 % of its EW mean; false before the first sample.
  package func passes(spreadTicks: Int64, spreadBps: Double, depthTickLots: Double) -> Bool {
    guard let meanDepth = depth.mean, let median = medianSpreadTicks else { return false }
    let isTight = spreadBps <= 3 || spreadTicks <= 2 || Double(spreadTicks) <= 3 * median
    return isTight && depthTickLots >= 0.2 * meanDepth
  }

  private var medianSpreadTicks: Double? {
    var total = 0.0
    for bin in 0..<Self.bins { total += spreadWeights[bin] }
    guard total > 0 else { return nil }
    var below = 0.0
    for bin in 0..<Self.bins {
      below += spreadWeights[bin]
      if below * 2 >= total { return Self.lowestTicks(bin) }
    }
    return nil
  }

  /// Octave by the leading bit, then three more bits of the number.
  private static func bin(_ ticks: Int64) -> Int {
    let clamped = min(max(ticks, 1), (1 << 40) - 1)
    let octave = 63 - clamped.leadingZeroBitCount
    let within = octave >= 3 ? (clamped >> Int64(octave - 3)) & 7 : (clamped << Int64(3 - octave)) & 7
    return octave * 8 + Int(within)
  }

  private static func lowestTicks(_ bin: Int) -> Double {
    Double(sign: .plus, exponent: bin / 8, significand: 1 + Double(bin % 8) / 8)
  }

  var byteCount: Int { spreadWeights.byteCount }

  /// A finer grid moves every bin up: the histogram starts anew rather than be remapped.
  package mutating func reset() {
    spreadWeights.clear()
    (latestMilliseconds, unit) = (nil, 1)
    depth = ExponentialMean(halfLifeMilliseconds: Self.halfLifeMilliseconds)
  }
}
