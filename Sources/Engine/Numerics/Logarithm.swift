/// 1 ÷ (2n + 1) for n = 0…11.
private let oddReciprocals: InlineArray<12, Double> = [
  1.0, 0.3333333333333333, 0.2, 0.14285714285714285, 0.1111111111111111, 0.09090909090909091, 0.07692307692307693,
  0.06666666666666667, 0.058823529411764705, 0.05263157894736842, 0.047619047619047616, 0.043478260869565216,
]

/// ln x for positive finite x, from basic operations alone, so that every CPU and build gives the same bits
/// (SEMANTICS.md "Determinism"). Error below 4 ulp.
package func logDeterministic(_ x: Double) -> Double {
  var (exponent, significand) = (Double(x.exponent), x.significand)
  if significand > 1.4142135623730951 { (exponent, significand) = (exponent + 1, significand / 2) }
  let small = twiceInverseHyperbolicTangent((significand - 1) / (significand + 1))
  // ln 2 in two parts: the first has trailing zeros, so its product with an exponent is exact.
  return exponent * 0.693147180369123816490 + (exponent * 1.90821492927058770002e-10 + small)
}

/// ln(a ÷ b) of two positive numbers that are near each other, without losing digits to the quotient's rounding: the
/// log return of a one-tick step is 10⁻⁶.
package func logRatio(_ a: Double, _ b: Double) -> Double {
  let s = (a - b) / (a + b)
  return abs(s) < 0.17 ? twiceInverseHyperbolicTangent(s) : logDeterministic(a / b)
}

/// 2·artanh(s) for |s| ≤ 0.172: the next term of the series is below 2^-60 there.
private func twiceInverseHyperbolicTangent(_ s: Double) -> Double {
  let square = s * s
  var sum = oddReciprocals[11]
  for term in (0..<11).reversed() { sum = sum * square + oddReciprocals[term] }
  return 2 * s * sum
}

/// e^x, likewise.
package func expDeterministic(_ x: Double) -> Double { exp2Deterministic(x * 1.4426950408889634) }
