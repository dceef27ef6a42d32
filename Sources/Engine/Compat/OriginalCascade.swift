internal import Market

/// The original cascade exhaustion (B-39 compat): how many liquidations of either side lie in the last five minutes.
/// It counts what `LiquidationSums` holds.
enum OriginalCascade {
  static let seconds: Int64 = 300

  static func count(_ liquidations: borrowing LiquidationSums) -> Int64 {
    liquidations[.long, seconds: seconds].count + liquidations[.short, seconds: seconds].count
  }
}
