internal import Market

/// 10⁰…10²², which doubles hold exactly.
private let powersOfTen: InlineArray<23, Double> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]

extension Grid {
  /// The nearest double of a price in quote units (up to 2⁵³ units of its last decimal).
  @inline(__always)
  func value(ticks: Int64) -> Double { Self.value(Double(ticks), tickMantissa, tickDecimals) }

  /// The same of a number of ticks that is a mean.
  @inline(__always)
  func value(ticks: Double) -> Double { Self.value(ticks, tickMantissa, tickDecimals) }

  /// The nearest double of a quantity.
  @inline(__always)
  func value(lots: Int64) -> Double { Self.value(Double(lots), lotMantissa, lotDecimals) }

  @inline(__always)
  private static func value(_ steps: Double, _ mantissa: Int64, _ decimals: Int32) -> Double {
    let units = steps * Double(mantissa)
    if decimals >= 0 && decimals < 23 { return units / powersOfTen[Int(decimals)] }
    return units * Decimal64(mantissa: 1, decimals: decimals).double
  }
}
