/// The price and quantity steps of an instrument: tick = tickMantissa ÷ 10^tickDecimals, lot likewise.
///
/// Either given by the venue's instrument data, or inferred from the decimals seen (SEMANTICS.md I15): then both
/// mantissas are 1 and the decimals only ever grow.
public struct Grid: Sendable, BitwiseCopyable, Hashable {
  public var tickMantissa: Int64
  public var tickDecimals: Int32
  public var lotMantissa: Int64
  public var lotDecimals: Int32

  public init(tickMantissa: Int64, tickDecimals: Int32, lotMantissa: Int64, lotDecimals: Int32) {
    self.tickMantissa = tickMantissa
    self.tickDecimals = tickDecimals
    self.lotMantissa = lotMantissa
    self.lotDecimals = lotDecimals
  }

  /// The grid of an instrument of which nothing has been seen: whole units.
  public static let whole = Grid(tickMantissa: 1, tickDecimals: 0, lotMantissa: 1, lotDecimals: 0)

  /// How many of `finer`'s steps make one of ours, for prices and lots; nil where it is no refinement (a step of ours
  /// would not be a whole number of its steps) or the factor does not fit.
  public func refinement(to finer: Grid) -> GridRefinement? {
    guard
      let price = Self.factor(tickMantissa, tickDecimals, finer.tickMantissa, finer.tickDecimals),
      let lot = Self.factor(lotMantissa, lotDecimals, finer.lotMantissa, finer.lotDecimals)
    else { return nil }
    return GridRefinement(price: price, lot: lot)
  }

  private static func factor(_ mantissa: Int64, _ decimals: Int32, _ finer: Int64, _ finerDecimals: Int32) -> Int64? {
    guard finerDecimals >= decimals, finerDecimals - decimals <= 18 else { return nil }
    var scaled = mantissa
    for _ in 0..<(finerDecimals - decimals) {
      let (next, overflow) = scaled.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      scaled = next
    }
    return scaled % finer == 0 ? scaled / finer : nil
  }
}

/// What every stored price and quantity is multiplied by when a grid gets finer; both at least 1.
public struct GridRefinement: Sendable, BitwiseCopyable, Hashable {
  public var price: Int64
  public var lot: Int64
  public init(price: Int64, lot: Int64) {
    self.price = price
    self.lot = lot
  }
}

extension GridRefinement {
  /// The largest price or quantity that any frame may carry: 18 digits. A finer grid must not lead beyond it either.
  public static let magnitudeMax: Int64 = 999_999_999_999_999_999

  /// The ticks of a price on the finer grid; nil when they would not fit.
  public func scaled(ticks: Int64) -> Int64? { Self.product(ticks, price) }

  /// The lots of a quantity on the finer grid; nil when they would not fit.
  public func scaled(lots: Int64) -> Int64? { Self.product(lots, lot) }

  private static func product(_ value: Int64, _ factor: Int64) -> Int64? {
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    return overflow || product.magnitude > magnitudeMax ? nil : product
  }
}
