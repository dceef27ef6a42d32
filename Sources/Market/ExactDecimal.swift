/// An exact decimal wide enough for sums of products: mantissa ÷ 10^decimals. What is printed as a decimal string.
public struct ExactDecimal: Sendable, BitwiseCopyable, Hashable {
  public var mantissa: Int128
  public var decimals: Int32

  public init(mantissa: Int128, decimals: Int32) {
    self.mantissa = mantissa
    self.decimals = decimals
  }

  public init(_ decimal: Decimal64) {
    self.init(mantissa: Int128(decimal.mantissa), decimals: decimal.decimals)
  }

  /// The nearest double, or a neighbour of it.
  public var double: Double {
    var scale = 1.0
    for _ in 0..<abs(decimals) { scale *= 10 }
    let value = Int64(exactly: mantissa).map { Double($0) } ?? Double(mantissa)
    return decimals >= 0 ? value / scale : value * scale
  }

  /// Decimal text without exponent and without trailing zeros: `61659.7`, `-0.003`, `0`.
  public var text: String {
    var digits = Array(String(mantissa.magnitude).utf8)
    if decimals < 0 { digits.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Int(-decimals))) }
    let fraction = Int(max(decimals, 0))
    if digits.count <= fraction {
      digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: fraction - digits.count + 1), at: 0)
    }
    if fraction > 0 {
      digits.insert(UInt8(ascii: "."), at: digits.count - fraction)
      while digits.last == UInt8(ascii: "0") { digits.removeLast() }
      if digits.last == UInt8(ascii: ".") { digits.removeLast() }
    }
    if mantissa == 0 { return "0" }
    return (mantissa < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }
}

extension Grid {
  /// One tick in quote units, and one lot in base units (contracts for inverse).
  public var tickSize: Double { price(ticks: 1).double }
  public var lotSize: Double { quantity(lots: 1).double }

  /// The price of a number of ticks.
  public func price(ticks: Int64) -> ExactDecimal {
    ExactDecimal(mantissa: Int128(ticks) * Int128(tickMantissa), decimals: tickDecimals)
  }

  /// The quantity of a number of lots.
  public func quantity(lots: Int128) -> ExactDecimal {
    ExactDecimal(mantissa: lots * Int128(lotMantissa), decimals: lotDecimals)
  }
}
