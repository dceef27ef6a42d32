internal import Market

extension Decimal64 {
  /// A positive decimal of at most 18 digits, in its shortest form: 0.010 is 1 ÷ 10².
  init?(positive text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first else { return nil }
    var fraction = parts.count == 2 ? parts[1] : ""
    while fraction.last == "0" { fraction.removeLast() }
    // A step of more digits than any price has would leave no price on its grid.
    guard (whole + fraction).count <= 18, let mantissa = Int64(whole + fraction), mantissa > 0 else { return nil }
    self.init(mantissa: mantissa, decimals: Int32(fraction.count))
  }
}
