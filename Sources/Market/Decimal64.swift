/// An exact decimal: mantissa ÷ 10^decimals. For values that lie on no grid (mark prices, funding, 24-h volumes) and
/// for everything that is printed.
public struct Decimal64: Sendable, BitwiseCopyable, Hashable {
  public var mantissa: Int64
  public var decimals: Int32

  public init(mantissa: Int64, decimals: Int32) {
    self.mantissa = mantissa
    self.decimals = decimals
  }

  /// The nearest Double: one correctly rounded division of two exact integers for up to 15 digits and 22 decimals.
  public var double: Double {
    var scale = 1.0
    for _ in 0..<abs(decimals) { scale *= 10 }
    return decimals >= 0 ? Double(mantissa) / scale : Double(mantissa) * scale
  }
}
