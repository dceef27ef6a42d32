package import Market

/// `rv_10s` and `rv_30m` (B-11): the standard deviation of one-second log returns of mid, exponentially weighted; per
/// root second, not annualised. A second at which mid did not move is a return of 0.
package struct RealisedVolatility: BitwiseCopyable {
  package init() {}

  private var fast = ExponentialMean(halfLifeMilliseconds: 10_000)
  private var slow = ExponentialMean(halfLifeMilliseconds: 1_800_000)

  /// Mid at a whole second and one second before, in any common unit; both positive.
  package mutating func sample(mid: Double, before: Double, at milliseconds: Int64) {
    let logReturn = logRatio(mid, before)
    fast.add(logReturn * logReturn, at: milliseconds)
    slow.add(logReturn * logReturn, at: milliseconds)
  }

  /// σ with half-life 10 s; nil before the first return.
  package var tenSeconds: Double? { fast.mean?.squareRoot() }

  package func readingTenSeconds(at now: Int64) -> Reading { Self.reading(fast, at: now) }
  package func readingThirtyMinutes(at now: Int64) -> Reading { Self.reading(slow, at: now) }

  private static func reading(_ squares: ExponentialMean, at now: Int64) -> Reading {
    guard let mean = squares.mean else { return .missing(.warming) }
    return .number(mean.squareRoot(), squares.isWarming(at: now) ? .warming : .ok)
  }
}
