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
      (-0.5, 0x3FE6_A09E_667F_3BCC), (-0.25, 0x3FEA_E89F_995A_D3AE), (0.5, 0x3FF6_A09E_667F_3BCC),
      (-1.0 / 3, 0x3FE9_65FE_A53D_6E3D), (-0.1, 0x3FED_DB68_0117_AB12), (-2.7, 0x3FC3_B2C4_7BFF_8328),
      (-10.01, 0x3F4F_C769_E9B9_C35F), (-33.3, 0x3DD9_FDF8_BCCE_534C), (-700.123, 0x142D_6284_B0B8_EB54),
      (1021.9, 0x7FCD_DB68_0117_AA8E), (-1021.99, 0x0010_1C7D_6C40_4EEF),
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
      stepped.add(0.7, at: 0)
      direct.add(0.7, at: 0)
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
