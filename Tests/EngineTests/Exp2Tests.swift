import Engine
import Foundation
import NaiveTwins
import Testing

@Suite struct Exp2Tests {
  @Test("2^x is within 2 ulp of the C library's", arguments: [1, 2, 3] as [UInt64])
  func isAccurate(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let range: ClosedRange<Double> = [-1...0, -40...0, -1_021...1_021][Int.random(in: 0..<3, using: &random)]
      let x = Double.random(in: range, using: &random)
      let expected = exp2(x)
      #expect(abs(exp2Deterministic(x) - expected) <= 2 * expected.ulp, "x = \(x)")
    }
  }

  /// The same on every CPU and in every build; a difference here would change digests.
  @Test(
    "2^x has these very bits",
    arguments: [
      (0, 0x3FF0_0000_0000_0000), (-1, 0x3FE0_0000_0000_0000), (1, 0x4000_0000_0000_0000),
    ] as [(Double, UInt64)])
  func hasItsBits(_ x: Double, _ bits: UInt64) {
    #expect(exp2Deterministic(x).bitPattern == bits)
  }

  @Test("whole powers are exact")
  func isExactForWholePowers() {
    for power in -1_021...1_022 {
      #expect(exp2Deterministic(Double(power)) == Double(sign: .plus, exponent: power, significand: 1))
    }
  }

  @Test("beyond the range it is 0 and the largest double, never infinite")
  func saturates() {
    #expect(exp2Deterministic(-1_022) == 0 && exp2Deterministic(-.infinity) == 0 && exp2Deterministic(-1e300) == 0)
    #expect(exp2Deterministic(1_023) == .greatestFiniteMagnitude)
  }
}

@Suite struct ExponentialMeanTests {
  @Test("the first sample is the mean; from the second on half of what was known is left after a half-life")
  func halves() {
    var mean = ExponentialMean(halfLifeMilliseconds: 1_000)
    #expect(mean.mean == nil)
    mean.add(8, at: 5_000)
    #expect(mean.mean == 8)
    mean.add(0, at: 6_000)
    #expect(mean.mean == 4)
    mean.add(0, at: 8_000)
    #expect(mean.mean == 1)
  }

  @Test("two steps of zero input equal one step of their length (E-39)", arguments: [1, 2] as [UInt64])
  func isIndependentOfStepping(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1_000 {
      let first = Int64.random(in: 1...20_000, using: &random)
      let second = Int64.random(in: 1...20_000, using: &random)
      var stepped = ExponentialMean(halfLifeMilliseconds: 2_000)
      var direct = stepped
      for start in [0.7] {
        stepped.add(start, at: 0)
        direct.add(start, at: 0)
      }
      stepped.add(0, at: first)
      stepped.add(0, at: first + second)
      direct.add(0, at: first + second)
      let (two, one) = (try #require(stepped.mean), try #require(direct.mean))
      #expect(abs(two - one) <= 1e-12 * one)
    }
  }

  @Test("a sample at the same time, or an earlier one, changes nothing")
  func ignoresTheSameTime() {
    var mean = ExponentialMean(halfLifeMilliseconds: 1_000)
    mean.add(3, at: 5_000)
    mean.add(100, at: 5_000)
    mean.add(100, at: 4_000)
    #expect(mean.mean == 3)
  }

  @Test("it is warming until a half-life has passed since the first sample")
  func warms() {
    var mean = ExponentialMean(halfLifeMilliseconds: 1_000)
    #expect(mean.isWarming(at: 9_999))
    mean.add(3, at: 10_000)
    #expect(mean.isWarming(at: 10_999) && !mean.isWarming(at: 11_000))
  }
}
