/// An exact decimal number, mantissa × 10^exponent, for oracles where clarity matters and speed does not.
///
/// The mantissa never ends in a zero (zero itself is 0 × 10⁰), so equal numbers have equal parts. At most 38 digits
/// are held; arithmetic that needs more traps, because an oracle that rounds is no oracle.
public struct NaiveDecimal: Hashable, Sendable {
  public let mantissa: Int128
  public let exponent: Int

  public static let zero = NaiveDecimal(mantissa: 0, exponent: 0)
  public static let one = NaiveDecimal(mantissa: 1, exponent: 0)

  /// The number mantissa × 10^exponent, brought to its only form.
  public init(mantissa: Int128, exponent: Int) {
    var digits = mantissa
    var power = exponent
    while digits != 0, digits % 10 == 0 {
      digits /= 10
      power += 1
    }
    self.mantissa = digits
    self.exponent = digits == 0 ? 0 : power
  }

  public init(_ integer: Int) {
    self.init(mantissa: Int128(integer), exponent: 0)
  }

  /// The nearest double; division and everything else inexact starts here.
  public var double: Double {
    if exponent >= -22, exponent <= 0, let small = Int64(exactly: mantissa), abs(small) < 1 << 53 {
      return Double(small) / Double(NaiveDecimal.powerOfTen(-exponent))  // both exact, so the quotient is rounded once
    }
    return Double(description) ?? .nan
  }

  public var isNegative: Bool { mantissa < 0 }
  public var isZero: Bool { mantissa == 0 }
  public var magnitude: NaiveDecimal { isNegative ? -self : self }

  static func powerOfTen(_ power: Int) -> Int128 {
    (0..<power).reduce(Int128(1)) { product, _ in product * 10 }
  }
}

extension NaiveDecimal: Comparable {
  public static func < (left: NaiveDecimal, right: NaiveDecimal) -> Bool {
    if left.exponent == right.exponent { return left.mantissa < right.mantissa }
    if left.exponent > right.exponent {
      guard let scaled = left.scaled(to: right.exponent) else { return left.isNegative }
      return scaled < right.mantissa
    }
    guard let scaled = right.scaled(to: left.exponent) else { return !right.isNegative }
    return left.mantissa < scaled
  }

  /// The mantissa at a smaller exponent; nil where it exceeds 128 bits, so that its sign alone decides a comparison.
  private func scaled(to smaller: Int) -> Int128? {
    var digits = mantissa
    for _ in smaller..<exponent {
      let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      digits = product
    }
    return digits
  }
}

extension NaiveDecimal {
  public static func + (left: NaiveDecimal, right: NaiveDecimal) -> NaiveDecimal {
    let exponent = min(left.exponent, right.exponent)
    guard let first = left.scaled(to: exponent), let second = right.scaled(to: exponent) else {
      preconditionFailure("the sum of \(left) and \(right) has more digits than NaiveDecimal holds")
    }
    return NaiveDecimal(mantissa: first + second, exponent: exponent)
  }

  public static prefix func - (value: NaiveDecimal) -> NaiveDecimal {
    NaiveDecimal(mantissa: -value.mantissa, exponent: value.exponent)
  }

  public static func - (left: NaiveDecimal, right: NaiveDecimal) -> NaiveDecimal {
    left + -right
  }

  public static func * (left: NaiveDecimal, right: NaiveDecimal) -> NaiveDecimal {
    NaiveDecimal(mantissa: left.mantissa * right.mantissa, exponent: left.exponent + right.exponent)
  }

  public static func += (left: inout NaiveDecimal, right: NaiveDecimal) {
    left = left + right
  }

  /// Exact, because halving only adds one decimal.
  public var half: NaiveDecimal { self * NaiveDecimal(mantissa: 5, exponent: -1) }
}

extension Sequence<NaiveDecimal> {
  public func sum() -> NaiveDecimal { reduce(.zero, +) }
}
