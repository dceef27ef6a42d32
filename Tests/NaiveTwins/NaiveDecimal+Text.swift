extension NaiveDecimal {
  /// Reads what JSON calls a number (leading zeros allowed), exactly: `-? digits ( . digits )? ( [eE] [+-]? digits )?`.
  /// Nil for any other text, for more than 38 significant digits and for exponents beyond ±1000.
  public init?(_ text: String) {
    var rest = Substring(text)
    let negative = rest.first == "-"
    if negative { rest.removeFirst() }
    guard let whole = Self.takeDigits(&rest) else { return nil }
    var fraction = Substring()
    if rest.first == "." {
      rest.removeFirst()
      guard let digits = Self.takeDigits(&rest) else { return nil }
      fraction = digits
    }
    guard let exponent = Self.takeExponent(&rest), rest.isEmpty else { return nil }
    let kept = Self.withoutTrailingZeros(fraction)
    guard let digits = Self.integer(whole + kept) else { return nil }
    self.init(mantissa: negative ? -digits : digits, exponent: exponent - kept.utf8.count)
  }

  private static func takeDigits(_ rest: inout Substring) -> Substring? {
    let digits = rest.prefix { $0.isASCII && $0.isWholeNumber }
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : digits
  }

  private static func takeExponent(_ rest: inout Substring) -> Int? {
    guard rest.first == "e" || rest.first == "E" else { return 0 }
    rest.removeFirst()
    let negative = rest.first == "-"
    if negative || rest.first == "+" { rest.removeFirst() }
    guard let digits = takeDigits(&rest), let value = Int(digits), value <= 1000 else { return nil }
    return negative ? -value : value
  }

  private static func withoutTrailingZeros(_ digits: Substring) -> Substring {
    var kept = digits
    while kept.last == "0" { kept.removeLast() }
    return kept
  }

  private static func integer(_ digits: Substring) -> Int128? {
    let significant = digits.drop { $0 == "0" }
    guard significant.utf8.count <= 38 else { return nil }
    return significant.utf8.reduce(Int128(0)) { $0 * 10 + Int128($1 - UInt8(ascii: "0")) }
  }
}

extension NaiveDecimal: CustomStringConvertible {
  /// All digits, no exponent, no trailing zeros: "61659.7", "0.00001", "-3", "1200".
  public var description: String {
    let sign = isNegative ? "-" : ""
    let digits = String(mantissa.magnitude)
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    let padding = max(0, 1 - exponent - digits.count)
    let padded = String(repeating: "0", count: padding) + digits
    return sign + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
  }
}
