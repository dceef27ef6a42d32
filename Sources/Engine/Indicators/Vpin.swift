internal import Market
internal import Memory

/// VPIN, the volume-synchronised probability of informed trading (B-07; Easley, López de Prado, O'Hara 2012): trades
/// fill buckets of equal volume V*, and the value is Σ|V_buy − V_sell| ÷ (k·V*) over the last k ≤ 50 full ones, in
/// [0, 1]. Signed by the aggressor.
///
/// V* is the first known 24-hour base volume ÷ 50, rounded up to whole lots, for the session; filling starts with the
/// next trade (SEMANTICS.md I36).
struct Vpin: ~Copyable {
  static let buckets: Int64 = 50

  /// |V_buy − V_sell| of the last full buckets, in lots; a ring.
  private var imbalances = FixedArray<Int64>(zeroed: Int(buckets))
  private var next = 0
  private(set) var full: Int64 = 0
  private var sum: Int128 = 0
  /// V* in lots; nil until a 24-hour volume is known.
  private(set) var bucketLots: Int64?
  private var buyLots: Int64 = 0
  private var sellLots: Int64 = 0

  /// Fixes V*; later volumes change nothing.
  mutating func start(dayVolume: Decimal64, _ grid: Grid) {
    guard bucketLots == nil, dayVolume.mantissa > 0 else { return }
    guard let lots = Self.lots(dayVolume, grid) else { return }
    let rounded = (lots.whole + (lots.isExact ? 0 : 1) + Int128(Self.buckets) - 1) / Int128(Self.buckets)
    bucketLots = Int64(exactly: rounded).map { min($0, GridRefinement.magnitudeMax) }
  }

  /// A quantity in whole lots, and whether that is all of it; nil when it does not fit.
  private static func lots(_ quantity: Decimal64, _ grid: Grid) -> (whole: Int128, isExact: Bool)? {
    var (numerator, denominator) = (Int128(quantity.mantissa), Int128(grid.lotMantissa))
    for _ in 0..<abs(grid.lotDecimals - quantity.decimals) {
      let isFiner = grid.lotDecimals > quantity.decimals
      let scaled = (isFiner ? numerator : denominator).multipliedReportingOverflow(by: 10)
      if scaled.overflow { return nil }
      if isFiner { numerator = scaled.partialValue } else { denominator = scaled.partialValue }
    }
    return (numerator / denominator, numerator % denominator == 0)
  }

  mutating func add(lots: Int64, isBuy: Bool) {
    guard let bucket = bucketLots else { return }
    var rest = lots
    // Of a trade that fills hundreds of buckets only the last ones are remembered.
    let skipped = (rest / bucket - Self.buckets - 1) * bucket
    if skipped > 0 { rest -= skipped }
    while rest > 0 {
      let taken = min(rest, bucket - buyLots - sellLots)
      if isBuy { buyLots += taken } else { sellLots += taken }
      rest -= taken
      if buyLots + sellLots == bucket { close() }
    }
  }

  private mutating func close() {
    let imbalance = abs(buyLots - sellLots)
    sum += Int128(imbalance) - Int128(imbalances[next])
    imbalances[next] = imbalance
    next = (next + 1) % imbalances.count
    full = min(full + 1, Self.buckets)
    (buyLots, sellLots) = (0, 0)
  }

  /// `warming` until 50 buckets are full; null before the first.
  var reading: Reading {
    guard let bucket = bucketLots, full > 0 else { return .missing(.warming) }
    return .number(double(sum) / (Double(full) * Double(bucket)), full < Self.buckets ? .warming : .ok)
  }

  var byteCount: Int { imbalances.byteCount }

  func canScale(_ refinement: GridRefinement) -> Bool {
    (bucketLots.map { refinement.scaled(lots: $0) != nil } ?? true)
      && !sum.multipliedReportingOverflow(by: Int128(refinement.lot)).overflow
  }

  mutating func scale(_ refinement: GridRefinement) {
    bucketLots = bucketLots.map { $0 * refinement.lot }
    for index in 0..<imbalances.count { imbalances[index] *= refinement.lot }
    sum *= Int128(refinement.lot)
    buyLots *= refinement.lot
    sellLots *= refinement.lot
  }
}
