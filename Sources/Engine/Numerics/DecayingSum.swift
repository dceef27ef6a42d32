/// DS(x; τ) of SYSTEMS.md B: S ← S·e^(−Δt/τ) + x. A value that comes late adds what is left of it, so the order of
/// arrival does not matter.
package struct DecayingSum: BitwiseCopyable {
  private let timeConstantMilliseconds: Double
  private var sum = 0.0
  private var latestMilliseconds: Int64?

  package init(timeConstantMilliseconds: Int64) { self.timeConstantMilliseconds = Double(timeConstantMilliseconds) }

  package mutating func add(_ x: Double, at milliseconds: Int64) {
    guard let latest = latestMilliseconds else {
      (sum, latestMilliseconds) = (x, milliseconds)
      return
    }
    if milliseconds >= latest {
      sum = sum * kept(milliseconds - latest) + x
      latestMilliseconds = milliseconds
    } else {
      sum += x * kept(latest - milliseconds)
    }
  }

  /// The sum as it stands at a time not before the last value; 0 without any.
  package func value(at now: Int64) -> Double {
    guard let latest = latestMilliseconds else { return 0 }
    return sum * kept(max(0, now - latest))
  }

  /// The same sum in a unit that is so many times smaller.
  package mutating func scale(by factor: Double) { sum *= factor }

  private func kept(_ milliseconds: Int64) -> Double {
    milliseconds == 0 ? 1 : expDeterministic(-Double(milliseconds) / timeConstantMilliseconds)
  }
}
