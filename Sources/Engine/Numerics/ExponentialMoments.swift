/// EW mean and variance of SYSTEMS.md B and the z-score against them (B conventions, SEMANTICS.md I5, I8): an
/// irregular-time exponential average whose first sample sets mean and a variance of 0.
package struct ExponentialMoments: BitwiseCopyable {
  private static let spreadMin = 1e-9
  private static let scoreMax = 10.0

  let halfLifeMilliseconds: Int64
  package private(set) var mean: Double?
  package private(set) var variance = 0.0
  private(set) var firstMilliseconds: Int64 = 0
  private var latestMilliseconds: Int64 = 0
  /// The weight of the last step, and how long that was: whole seconds come one after the other.
  private var weight = 1.0
  private var weightMilliseconds: Int64 = 0

  package init(halfLifeMilliseconds: Int64) { self.halfLifeMilliseconds = halfLifeMilliseconds }

  /// (x − mean) ÷ max(sd, 10⁻⁹) before x is counted, without the clip; nil before the first sample.
  package func rawScore(_ x: Double) -> Double? {
    mean.map { (x - $0) / max(variance.squareRoot(), Self.spreadMin) }
  }

  /// The same within ±10.
  package func score(_ x: Double) -> Double? {
    rawScore(x).map { max(-Self.scoreMax, min(Self.scoreMax, $0)) }
  }

  /// A sample at a time not before the last one; at the same time it changes nothing.
  package mutating func add(_ x: Double, at milliseconds: Int64) {
    guard let old = mean else {
      (mean, firstMilliseconds, latestMilliseconds) = (x, milliseconds, milliseconds)
      return
    }
    let elapsed = milliseconds - latestMilliseconds
    guard elapsed > 0 else { return }
    if elapsed != weightMilliseconds {
      weight = decay(milliseconds: elapsed, halfLifeMilliseconds: halfLifeMilliseconds)
      weightMilliseconds = elapsed
    }
    let difference = x - old
    mean = weight * old + (1 - weight) * x
    variance = weight * (variance + (1 - weight) * difference * difference)
    latestMilliseconds = milliseconds
  }

  /// True until one half-life has passed since the first sample (I9).
  package func isWarming(at now: Int64) -> Bool { mean == nil || now - firstMilliseconds < halfLifeMilliseconds }
}
