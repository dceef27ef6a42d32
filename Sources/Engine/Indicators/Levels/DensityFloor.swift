package import Market

/// The least value of a density, 50 000 USD (B-19, F-75), solved once per grid for what the book holds: ticks × lots of
/// a linear instrument, lots of an inverse one. Exact: price × quantity ≥ 50 000 is compared in integers.
package struct DensityFloor: BitwiseCopyable {
  private static let usd: Int128 = 50_000

  private let least: Int128
  private let countsPrice: Bool
  /// USD = (ticks × lots, or lots) × unit ÷ 10^decimals.
  private let unit: Int128
  private let decimals: Int32

  package init(_ grid: Grid, _ contracts: ContractKind) {
    switch contracts {
    case .linear:
      countsPrice = true
      unit = Int128(grid.tickMantissa) * Int128(grid.lotMantissa)
      decimals = grid.tickDecimals + grid.lotDecimals
    case .inverse(let size):
      countsPrice = false
      unit = Int128(grid.lotMantissa) * Int128(size.mantissa)
      decimals = grid.lotDecimals + size.decimals
    case .inverseUnknown:
      (countsPrice, unit, decimals) = (false, 0, 0)
    }
    least = Self.least(unit: unit, decimals: decimals)
  }

  /// The least n with n × unit ÷ 10^decimals ≥ 50 000. What does not fit is beyond every product of two 18-digit
  /// numbers.
  private static func least(unit: Int128, decimals: Int32) -> Int128 {
    guard unit > 0 else { return .max }
    var (floor, step) = (usd, unit)
    for _ in 0..<abs(decimals) {
      let (scaled, overflow) = (decimals > 0 ? floor : step).multipliedReportingOverflow(by: 10)
      if overflow { return decimals > 0 ? .max : 1 }
      if decimals > 0 { floor = scaled } else { step = scaled }
    }
    return floor / step + (floor % step > 0 ? 1 : 0)
  }

  /// False while USD values do not exist: contracts of unknown size.
  package var exists: Bool { unit > 0 }

  package func isMet(rank: Int64, lots: Int64) -> Bool { product(rank, lots) >= least }

  package func usd(rank: Int64, lots: Int64) -> ExactDecimal {
    ExactDecimal(mantissa: product(rank, lots) &* unit, decimals: decimals)
  }

  private func product(_ rank: Int64, _ lots: Int64) -> Int128 {
    countsPrice ? Int128(abs(rank)) * Int128(lots) : Int128(lots)
  }
}

/// The three criteria of B-19 at one book update of a side (R31: mean and sum over the first 50 levels, the level
/// itself included), with what they have in common worked out once.
struct DensityCriteria: BitwiseCopyable {
  /// Three times the mean and 5 % of the sum, whichever is more.
  let lotsMin: Int64
  /// The last level that counts.
  private let worstRank: Int64
  private let floor: DensityFloor

  init(_ top: borrowing TopLevels, _ floor: DensityFloor) {
    self.floor = floor
    guard top.count > 0 else {
      (lotsMin, worstRank) = (.max, .max)
      return
    }
    worstRank = top[top.count - 1].rank
    // 64-bit divisions cost a tenth of 128-bit ones; only hostile quantities need those.
    if let sum = Int64(exactly: top.allLots), sum < .max / 4 {
      let count = Int64(top.count)
      lotsMin = max((sum * 3 + count - 1) / count, (sum + 19) / 20)
    } else {
      let (sum, count) = (top.allLots, Int128(top.count))
      lotsMin = Int64(truncatingIfNeeded: max((sum * 3 + count - 1) / count, (sum + 19) / 20))  // below 3 × 18 digits
    }
  }

  func hold(rank: Int64, lots: Int64) -> Bool {
    lots >= lotsMin && rank >= worstRank && floor.isMet(rank: rank, lots: lots)
  }
}
