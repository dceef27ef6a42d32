/// 1 ÷ n! for n = 0…13, each the nearest double.
private let inverseFactorials: InlineArray<14, Double> = [
  1.0, 1.0, 0.5, 0.16666666666666666, 0.041666666666666664, 0.008333333333333333, 0.001388888888888889,
  0.0001984126984126984, 2.48015873015873e-05, 2.7557319223985893e-06, 2.755731922398589e-07,
  2.505210838544172e-08, 2.08767569878681e-09, 1.6059043836821613e-10,
]

/// 2^x from multiplications and additions alone, so that every CPU and build gives the same bits
/// (SEMANTICS.md "Determinism": no libm beyond sqrt). Error below 2 ulp for |x| ≤ 1022; 0 below −1022.
package func exp2Deterministic(_ x: Double) -> Double {
  guard x > -1022 else { return 0 }
  guard x < 1023 else { return .greatestFiniteMagnitude }
  let whole = x.rounded(.toNearestOrEven)
  let y = (x - whole) * 0.693147180559945309417232121458  // |y| ≤ ln 2 / 2
  // Taylor series of e^y to y^13 / 13!: the next term is below 2^-62 on this range. Reciprocals, because thirteen
  // dependent divisions cost 60 ns and thirteen multiplications 15.
  var sum = inverseFactorials[13]
  for power in (0..<13).reversed() { sum = sum * y + inverseFactorials[power] }
  return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
}

/// The nearest double of a wide sum; the usual case goes through one machine instruction, the generic one costs 100 ns.
@inline(__always)
func double(_ sum: Int128) -> Double {
  if let narrow = Int64(exactly: sum) { Double(narrow) } else { Double(sum) }
}

/// The weight that an exponential average with this half-life gives to what it knew before: 2^(−Δt/h).
func decay(milliseconds: Int64, halfLifeMilliseconds: Int64) -> Double {
  exp2Deterministic(-Double(milliseconds) / Double(halfLifeMilliseconds))
}

/// EW(x; h) of SYSTEMS.md B: an irregular-time exponential average. The first sample sets it (SEMANTICS.md I5).
package struct ExponentialMean: BitwiseCopyable {
  let halfLifeMilliseconds: Int64
  package private(set) var mean: Double?
  private(set) var firstMilliseconds: Int64 = 0
  private var latestMilliseconds: Int64 = 0
  /// The weight of the last step, and how long that was.
  private var weight = 1.0
  private var weightMilliseconds: Int64 = 0

  package init(halfLifeMilliseconds: Int64) { self.halfLifeMilliseconds = halfLifeMilliseconds }

  /// A sample at a time not before the last one; at the same time it changes nothing (I23).
  package mutating func add(_ x: Double, at milliseconds: Int64) {
    guard let old = mean else {
      mean = x
      firstMilliseconds = milliseconds
      latestMilliseconds = milliseconds
      return
    }
    let elapsed = milliseconds - latestMilliseconds
    guard elapsed > 0 else { return }
    if elapsed != weightMilliseconds {  // steps of a second come by the thousand after a silence
      weight = decay(milliseconds: elapsed, halfLifeMilliseconds: halfLifeMilliseconds)
      weightMilliseconds = elapsed
    }
    mean = weight * old + (1 - weight) * x
    latestMilliseconds = milliseconds
  }

  /// True until one half-life has passed since the first sample (I9).
  package func isWarming(at now: Int64) -> Bool { mean == nil || now - firstMilliseconds < halfLifeMilliseconds }
}
