package import Market

/// `volume_burst` (B-06): how unusual the volume of the last second is: ln(1 + V) in standard deviations of its own
/// last half hours (half-life 30 min), clipped to ±10. Sampled at every whole second after the first counted trade; a
/// second without trades is a sample of 0.
package struct VolumeBurst: BitwiseCopyable {
  package init() {}

  private var moments = ExponentialMoments(halfLifeMilliseconds: 1_800_000)
  /// Of the latest second; nil before there is anything to compare with.
  package private(set) var score: Double?

  /// V_1s in base at a whole second.
  package mutating func sample(volume: Double, at milliseconds: Int64) {
    let x = logDeterministic(1 + volume)
    score = moments.score(x)
    moments.add(x, at: milliseconds)
  }

  package func reading(at now: Int64) -> Reading {
    guard let score else { return .missing(.warming) }
    return .number(score, moments.isWarming(at: now) ? .warming : .ok)
  }
}
