/// Mark and index price, in units of 10^-8 USDT: slow followers of mid, the index a little above the mark.
struct FairPrice {
  private static let unitsPerTick = 10_000_000.0
  /// Share of the way to mid that the mark goes each second.
  private static let followShare = 0.3

  private var markTicks: Double
  private let basisShare: Double
  /// Funding per interval in units of 10^-8.
  let fundingRate: Int64

  init(midTicks: Double, random: inout RandomSource) {
    markTicks = midTicks
    basisShare = random.double(0.0001...0.0005)
    fundingRate = random.integer(-3_000...10_000)
  }

  mutating func follow(midTicks: Double) { markTicks += (midTicks - markTicks) * Self.followShare }

  var mark: Int64 { Int64(markTicks * Self.unitsPerTick) }
  var index: Int64 { Int64(markTicks * (1 + basisShare) * Self.unitsPerTick) }
  /// Estimated settlement price, between the two.
  var settlement: Int64 { (mark + index) / 2 }

  /// The next multiple of eight hours, in milliseconds since 1970.
  static func nextFunding(after milliseconds: Int64) -> Int64 {
    let interval: Int64 = 28_800_000
    return (milliseconds / interval + 1) * interval
  }
}
