package import Market
internal import Memory

/// Amihud's illiquidity (B-09, SEMANTICS.md I35): the mean of |ln(close ÷ previous close)| ÷ USD volume over those of
/// the last 60 closed minutes that had volume.
package struct Amihud: ~Copyable {
  private static let length = 60
  /// Stands for a minute that does not count.
  private static let skipped = -1.0

  private var ratios = FixedArray<Double>(zeroed: length)
  private var count = 0
  private var next = 0

  package init() {}

  /// The series begins anew.
  mutating func reset() { (count, next) = (0, 0) }

  /// A closed minute; without a close before it, or without volume, it only takes its place among the 60.
  mutating func add(_ bar: Bar, previousClose: Double?) {
    ratios[next] = Self.ratio(bar, previousClose)
    next = (next + 1) % Self.length
    count = min(count + 1, Self.length)
  }

  /// The last minute added has been replaced by the venue's.
  mutating func replaceLast(_ bar: Bar, previousClose: Double?) {
    ratios[(next + Self.length - 1) % Self.length] = Self.ratio(bar, previousClose)
  }

  private static func ratio(_ bar: Bar, _ previousClose: Double?) -> Double {
    guard let previousClose, let usd = bar.usd, usd > 0, previousClose > 0, bar.close > 0 else { return skipped }
    return abs(logRatio(bar.close, previousClose)) / usd
  }

  /// Null while no minute counts; `warming` until 60 have closed.
  package var reading: Reading {
    var (sum, counted) = (0.0, 0.0)
    for index in 0..<count where ratios[index] >= 0 { (sum, counted) = (sum + ratios[index], counted + 1) }
    guard counted > 0 else { return .missing(.warming) }
    return .number(sum / counted, count == Self.length ? .ok : .warming)
  }

  var byteCount: Int { ratios.byteCount }
}
