/// Φ(x), the standard normal distribution function, with the same bits on every CPU. Relative error below 10⁻¹³ for
/// |x| ≤ 10 in the upper half and below 10⁻¹¹ in the lower tail.
///
/// Marsaglia's series 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …) near zero (G. Marsaglia, "Evaluating the normal
/// distribution", J. Stat. Software 11/4, 2004); the continued fraction of Mills' ratio in the tails.
package func normalDistribution(_ x: Double) -> Double {
  guard abs(x) > 3 else { return 0.5 + normalDensity(x) * series(x) }
  let tail = normalDensity(x) * millsRatio(abs(x))
  return x > 0 ? 1 - tail : tail
}

private func normalDensity(_ x: Double) -> Double { 0.3989422804014327 * expDeterministic(-0.5 * x * x) }

private func series(_ x: Double) -> Double {
  var (sum, term, divisor) = (x, x, 1.0)
  for _ in 0..<48 {
    divisor += 2
    term *= x * x / divisor
    sum += term
  }
  return sum
}

/// 1/(x + 1/(x + 2/(x + 3/(x + …)))), evaluated from the inside; 80 levels settle every digit from x = 3 on.
private func millsRatio(_ x: Double) -> Double {
  var denominator = x
  for level in (1...80).reversed() { denominator = x + Double(level) / denominator }
  return 1 / denominator
}
