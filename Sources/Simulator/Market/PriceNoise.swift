/// Noise of price around the script's path: an Ornstein-Uhlenbeck process of unit variance, cut at ±2.2 so that
/// distances that a scene depends on hold for every seed.
struct PriceNoise {
  static let stepMilliseconds: Int64 = 50
  private static let relaxationMilliseconds = 12_000.0
  private static let bound = 2.2

  private(set) var value = 0.0

  mutating func step(random: inout RandomSource) {
    let share = Double(Self.stepMilliseconds) / Self.relaxationMilliseconds
    value += (2 * share).squareRoot() * random.normal() - share * value
    value = min(max(value, -Self.bound), Self.bound)
  }
}
