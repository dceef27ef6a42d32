package import Market
internal import Memory

/// `kyle_lambda` (B-08): the price impact of volume, as the slope of a regression with intercept of the step of mid on
/// the signed volume of the same second, over the last 300 seconds; price per base.
///
/// The sums are exact: steps in half ticks and volumes in lots are integers, so nothing drifts however long it runs.
/// A sample beyond 2^54 could overflow them; it is left out and counted.
package struct KyleLambda: ~Copyable {
  package init() {}

  /// 300² · 2^54 · 2^54, twice, is below 2^127: neither n·Σ nor a difference of two such can overflow.
  private static let magnitudeMax: Int128 = 1 << 54

  struct Sample: BitwiseCopyable {
    var halfTicks: Int64
    var lots: Int64
  }

  /// Sums over the samples held: x is the volume, y the step.
  private struct Sums: BitwiseCopyable {
    var x: Int128 = 0
    var y: Int128 = 0
    var xx: Int128 = 0
    var xy: Int128 = 0

    mutating func add(_ sample: Sample, sign: Int128) {
      let (lots, halfTicks) = (Int128(sample.lots), Int128(sample.halfTicks))
      x += sign * lots
      y += sign * halfTicks
      xx += sign * lots * lots
      xy += sign * lots * halfTicks
    }
  }

  private var samples = FixedArray<Sample>(zeroed: Limits.impactSeconds)
  private var count = 0
  /// Where the next sample goes; once full, the oldest stands there.
  private var next = 0
  private var sums = Sums()
  /// Samples that were too large to be summed.
  package private(set) var refused = 0

  /// One whole second: what mid moved since the last and the signed volume in between.
  package mutating func sample(halfTicks: Int128, lots: Int128) {
    guard Self.fits(halfTicks), Self.fits(lots) else {
      refused += 1
      return
    }
    append(Sample(halfTicks: Int64(halfTicks), lots: Int64(lots)))
  }

  private static func fits(_ value: Int128) -> Bool { value.magnitude <= magnitudeMax.magnitude }

  private mutating func append(_ sample: Sample) {
    if count == samples.count { sums.add(samples[next], sign: -1) } else { count += 1 }
    samples[next] = sample
    sums.add(sample, sign: 1)
    next = next + 1 == samples.count ? 0 : next + 1
  }

  /// Null below two seconds, and `invalid` while all volumes are equal: then there is no slope.
  package func reading(_ grid: Grid) -> Reading {
    guard count >= 2 else { return .missing(.warming) }
    let n = Int128(count)
    let variance = n * sums.xx - sums.x * sums.x
    guard variance > 0 else { return .missing(.invalid) }
    let slope = double(n * sums.xy - sums.x * sums.y) / double(variance)
    let unit = grid.price(halfTicks: 1) / grid.base(lots: 1)
    return .number(slope * unit, count < samples.count ? .warming : .ok)
  }

  var byteCount: Int { samples.byteCount }

  /// On a finer grid the steps are more. When one would become too large all are left out: a slope needs its whole
  /// window.
  package mutating func scale(_ refinement: GridRefinement) {
    let (ticks, lots) = (Int128(refinement.price), Int128(refinement.lot))
    for index in 0..<count {
      guard Self.fits(Int128(samples[index].halfTicks) * ticks), Self.fits(Int128(samples[index].lots) * lots) else {
        refused += count
        (count, next, sums) = (0, 0, Sums())
        return
      }
    }
    sums = Sums()
    for index in 0..<count {
      samples[index].halfTicks *= refinement.price
      samples[index].lots *= refinement.lot
      sums.add(samples[index], sign: 1)
    }
  }
}
