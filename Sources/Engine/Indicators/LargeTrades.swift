internal import Market

/// Large trades (B-10): worth at least 50 000 USD and at least the 99th percentile of this symbol's trades. A trade is
/// compared before it counts itself.
///
/// The half-life of B-10, one hour, is kept by two estimates that start an hour apart: the older one, which has seen
/// the last one to two hours, is asked. (P² markers whose positions fade instead stay stuck above a falling market.)
struct LargeTrades: BitwiseCopyable {
  private static let usdMin = 50_000.0
  private static let hourSeconds: Int64 = 3_600
  private static let percentile = StreamQuantile(0.99)

  private var older = percentile
  private var newer = percentile
  private var seconds: Int64 = 0

  /// True when it is large.
  mutating func add(usd: Double) -> Bool {
    let isLarge = usd >= max(Self.usdMin, older.value ?? 0)
    older.add(usd)
    newer.add(usd)
    return isLarge
  }

  /// Called at every whole second of event time.
  mutating func secondPassed() {
    seconds += 1
    guard seconds % Self.hourSeconds == 0 else { return }
    older = newer
    newer = Self.percentile
  }
}

extension InstrumentState {
  /// What a trade is worth in USD, exact; nil where an inverse contract's size is not known, or it does not fit.
  func usd(_ trade: Trade) -> ExactDecimal? {
    switch contracts {
    case .linear:
      let product = Int128(trade.price.ticks) * Int128(trade.quantity.lots)
      let unit = Int128(grid.tickMantissa).multipliedReportingOverflow(by: Int128(grid.lotMantissa))
      let value = product.multipliedReportingOverflow(by: unit.partialValue)
      guard !unit.overflow, !value.overflow else { return nil }
      return ExactDecimal(mantissa: value.partialValue, decimals: grid.tickDecimals + grid.lotDecimals)
    case .inverse(let size):
      let lots = Int128(trade.quantity.lots).multipliedReportingOverflow(by: Int128(grid.lotMantissa))
      let value = lots.partialValue.multipliedReportingOverflow(by: Int128(size.mantissa))
      guard !lots.overflow, !value.overflow else { return nil }
      return ExactDecimal(mantissa: value.partialValue, decimals: grid.lotDecimals + size.decimals)
    case .inverseUnknown:
      return nil
    }
  }
}
