/// Quantities of quotes. They are log-normal within bounds, and the bounds are what keeps noise from looking like a
/// wall: the largest ordinary level is 6 times the smallest, so even beside three nearly empty ones among its
/// neighbours it stays below the 10 times that B-20 asks for.
package enum LevelSizes {
  private static let residentLots: ClosedRange<Int64> = 500...3_000
  private static let touchLots: ClosedRange<Int64> = 600...6_000
  /// A best level below this is topped up at once.
  package static let thinTouchLots: Int64 = 200

  static func resident(_ random: inout RandomSource) -> Int64 {
    clamp(random.logNormalLots(median: 1_100, octaves: 0.9), residentLots)
  }

  static func touch(_ random: inout RandomSource) -> Int64 {
    clamp(random.logNormalLots(median: 2_200, octaves: 1), touchLots)
  }

  /// What a best level keeps when it is best no more.
  static func demoted(_ lots: Int64) -> Int64 { clamp(lots, residentLots) }

  private static func clamp(_ lots: Int64, _ range: ClosedRange<Int64>) -> Int64 {
    min(max(lots, range.lowerBound), range.upperBound)
  }
}
