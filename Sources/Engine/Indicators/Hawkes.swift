internal import Market

/// A self-exciting point process with an exponential kernel (B-41; A. G. Hawkes, 1971): each event raises the rate of
/// further ones by α, and what it raised decays with β: λ = μ + α·R, where R = Σ e^(−β·age). Kept recursively.
package struct Hawkes: BitwiseCopyable {
  /// α, in events per second.
  private let jump: Double
  private var excitation: DecayingSum

  /// - Parameters:
  ///   - jump: α in events per second.
  ///   - decayMilliseconds: 1 ÷ β.
  package init(jump: Double, decayMilliseconds: Int64) {
    self.jump = jump
    excitation = DecayingSum(timeConstantMilliseconds: decayMilliseconds)
  }

  package mutating func add(at milliseconds: Int64) { excitation.add(1, at: milliseconds) }

  /// λ in events per second over a base rate μ, at a time not before the last event.
  package func intensity(at now: Int64, base: Double) -> Double { base + jump * excitation.value(at: now) }
}

/// How far liquidations of one side excite further ones: λ ÷ μ. μ is the side's own mean rate over an hour, at least
/// one in ten minutes; β = 1/30 per s and a branching ratio α/β of 0.8 are fixed.
struct HawkesRatio: BitwiseCopyable {
  private static let decayMilliseconds: Int64 = 30_000
  private static let branching = 0.8
  private static let halfLifeMilliseconds: Int64 = 3_600_000
  private static let baseMin = 1.0 / 600

  private var process = Hawkes(
    jump: branching * 1_000 / Double(decayMilliseconds), decayMilliseconds: decayMilliseconds)
  private var rate = ExponentialMean(halfLifeMilliseconds: halfLifeMilliseconds)

  mutating func add(at milliseconds: Int64) { process.add(at: milliseconds) }

  /// The liquidations of a second, at its end.
  mutating func sample(events: Int64, at milliseconds: Int64) { rate.add(Double(events), at: milliseconds) }

  /// `warming` until the rate has been sampled for an hour.
  func reading(at now: Int64) -> Reading {
    let base = max(rate.mean ?? 0, Self.baseMin)
    return .number(process.intensity(at: now, base: base) / base, rate.isWarming(at: now) ? .warming : .ok)
  }
}

extension InstrumentState {
  func hawkesRatio(_ side: LiquidatedSide) -> Reading {
    guard traits.isDerivative else { return .missing(.invalid) }
    return (side == .long ? longHawkes : shortHawkes).reading(at: clock.now ?? 0)
  }
}
