package import Market

/// `delta_momentum` (B-04): how unusual the signed volume of the last 5 s is, in standard deviations of its own last
/// minutes (half-life 5 min), clipped to ±10. Sampled at every whole second after the first counted trade.
package struct FlowMomentum: BitwiseCopyable {
  package init() {}

  private var moments = ExponentialMoments(halfLifeMilliseconds: 300_000)
  /// Of the latest second; nil before there is anything to compare with.
  private var score: Double?

  /// OFD_5s in base at a whole second.
  package mutating func sample(delta: Double, at milliseconds: Int64) {
    score = moments.score(delta)
    moments.add(delta, at: milliseconds)
  }

  package func reading(at now: Int64) -> Reading {
    guard let score else { return .missing(.warming) }
    return .number(score, moments.isWarming(at: now) ? .warming : .ok)
  }
}
