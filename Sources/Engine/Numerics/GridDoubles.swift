internal import Market

/// Sums of integer steps as doubles in the units of the wire, so that what is kept of them does not know the grid and
/// a finer one changes nothing. Each is the double nearest to the exact value, as long as both parts of the fraction
/// have at most 15 digits.
extension Grid {
  /// Base asset (contracts for inverse) of a sum of lots.
  func base(lots: Int128) -> Double { Self.product(lots, lotMantissa) / powerOfTen(lotDecimals) }

  /// Quote units of a sum of half ticks: mids lie on half a tick.
  func price(halfTicks: Int128) -> Double { Self.product(halfTicks, tickMantissa) / (2 * powerOfTen(tickDecimals)) }

  private static func product(_ steps: Int128, _ mantissa: Int64) -> Double {
    let (product, overflow) = steps.multipliedReportingOverflow(by: Int128(mantissa))
    return overflow ? double(steps) * Double(mantissa) : double(product)
  }
}

/// Exact up to 10^22.
private func powerOfTen(_ exponent: Int32) -> Double {
  var power = 1.0
  for _ in 0..<exponent { power *= 10 }
  return power
}
