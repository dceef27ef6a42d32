/// 2^x for |x| < 60, to about 1e-7: the only transcendental function the generator needs.
///
/// libm's differ in the last bit from machine to machine, and one bit would change every byte that follows. This uses
/// additions and multiplications alone, in a fixed order, which IEEE 754 defines exactly.
package func powerOfTwo(_ x: Double) -> Double {
  let whole = x.rounded(.down)
  let y = (x - whole) * 0.693_147_180_559_945_3
  var series = 1.0
  // Taylor's series of e^y for 0 ≤ y < ln 2, by Horner's rule.
  for n in stride(from: 10.0, through: 1.0, by: -1.0) { series = 1.0 + y / n * series }
  return Double(sign: .plus, exponent: Int(whole), significand: series)
}
