/// Arrival times of market orders: a self-exciting (Hawkes) process with an exponential kernel, in steps of 1 ms.
///
/// Each order raises the rate for about an eighth of a second; six orders in ten have been caused by an earlier one,
/// which gives the bursts and pauses of a real tape. The mean rate is `calmOrdersPerSecond` times the activity.
package struct TradeArrivals {
  private static let calmOrdersPerSecond = 8.0
  private static let branchingRatio = 0.6
  private static let decayPerSecond = 8.0
  /// Keeps a burst in a panic within what a venue prints.
  private static let maxExcitation = 700.0

  private var excitation = 0.0

  package init() {}

  /// Orders in the next millisecond.
  package mutating func next(activity: Double, random: inout RandomSource) -> Int {
    let rate = Self.calmOrdersPerSecond * (1 - Self.branchingRatio) * activity + excitation
    excitation -= excitation * Self.decayPerSecond / 1_000
    let expected = rate / 1_000
    let certain = expected.rounded(.down)
    let count = Int(certain) + (random.chance(expected - certain) ? 1 : 0)
    let jump = Double(count) * Self.branchingRatio * Self.decayPerSecond
    excitation = min(Self.maxExcitation, excitation + jump)
    return count
  }
}
