public import Market
internal import Memory

/// Stoikov's adjustment of mid (B-24), estimated offline by `tools/microprice`: what mid is expected to move by, in
/// ticks, for ten buckets of imbalance at a spread of 1, 2, and 3 or more ticks.
public struct MicropriceTable: Sendable {
  public static let buckets = 10
  public static let spreads = 3

  /// The tick that the table counts in; an inferred grid may be finer.
  let tick: Decimal64
  let adjustments: [Double]

  /// Nil when the tick is not positive, or the rows are not three of ten finite numbers.
  public init?(tick: Decimal64, rows: [[Double]]) {
    let isComplete = rows.count == Self.spreads && rows.allSatisfy { $0.count == Self.buckets }
    guard isComplete, tick.mantissa > 0, (0...18).contains(tick.decimals), rows.joined().allSatisfy(\.isFinite) else {
      return nil
    }
    self.tick = tick
    adjustments = Array(rows.joined())
  }
}

/// The microprice of one instrument: mid + G(I, S)·tick where a table is loaded, else the weighted mid.
struct Microprice: ~Copyable {
  private var adjustments = FixedArray<Double>(zeroed: MicropriceTable.spreads * MicropriceTable.buckets)
  /// Nil while no table is loaded.
  private var tick: Decimal64?

  var isLoaded: Bool { tick != nil }
  var byteCount: Int { adjustments.byteCount }

  mutating func load(_ table: MicropriceTable) {
    tick = table.tick
    for index in 0..<adjustments.count { adjustments[index] = table.adjustments[index] }
  }

  /// G(I, S)·tick in quote units; 0 without a table.
  func adjustment(_ bid: RankedLevel, _ ask: RankedLevel, _ grid: Grid) -> Double {
    guard let tick else { return 0 }
    let spread = Self.spreadTicks(-ask.rank - bid.rank, grid, tick)
    let row = (spread - 1) * MicropriceTable.buckets
    var scale = 1.0
    for _ in 0..<tick.decimals { scale *= 10 }
    return adjustments[row + Self.bucket(bid.lots, ask.lots)] * Double(tick.mantissa) / scale
  }

  /// floor(10·I) with I = qb ÷ (qb + qa), in whole numbers, so that a tenth is a tenth.
  private static func bucket(_ bidLots: Int64, _ askLots: Int64) -> Int {
    min(MicropriceTable.buckets - 1, Int(Int128(10) * Int128(bidLots) / (Int128(bidLots) + Int128(askLots))))
  }

  /// The spread in the table's ticks, 1…3: three and more share a row.
  private static func spreadTicks(_ spread: Int64, _ grid: Grid, _ tick: Decimal64) -> Int {
    var (price, unit) = (Int128(spread) * Int128(grid.tickMantissa), Int128(tick.mantissa))
    for _ in 0..<max(0, tick.decimals - grid.tickDecimals) {
      let (scaled, overflow) = price.multipliedReportingOverflow(by: 10)
      if overflow { return MicropriceTable.spreads }
      price = scaled
    }
    for _ in 0..<max(0, grid.tickDecimals - tick.decimals) { unit *= 10 }
    return Int(max(1, min(Int128(MicropriceTable.spreads), price / unit)))
  }
}

extension InstrumentState {
  func microprice() -> Reading {
    guard stoikov.isLoaded else { return weightedMid() }
    guard let bid = book.bids.best, let ask = book.asks.best else { return noBook }
    var scale = 1.0
    for _ in 0..<grid.tickDecimals { scale *= 10 }
    let mid = (Double(bid.rank) - Double(ask.rank)) / 2 * Double(grid.tickMantissa) / scale
    return fromBook(.number(mid + stoikov.adjustment(bid, ask, grid)))
  }
}
