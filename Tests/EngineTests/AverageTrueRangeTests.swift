import Engine
import Testing

/// Wilder's average against TA-Lib's numbers (SYSTEMS.md E-28).
@Suite struct AverageTrueRangeTests {
  private static func average(_ closes: ArraySlice<Double>) -> Double? {
    var average = AverageTrueRange()
    for close in closes {
      average.add(Bar(open: close, high: close + 0.5, low: close - 0.4, close: close, usd: nil))
    }
    return average.value
  }

  @Test(
    "the oracle's series",
    .enabled(if: BarVectors.trueRangesAreHere, Comment(rawValue: GoldenVectors.skipMessage)))
  func equalsTheOracle() throws {
    let golden = try BarVectors.trueRange()
    #expect(golden.atr.count == BarVectors.TrueRange.indices.count)
    for (index, expected) in zip(BarVectors.TrueRange.indices, golden.atr) {
      let value = try #require(Self.average(golden.closes[...index]))
      #expect(abs(value - expected) <= 1e-9 * expected)
    }
    #expect(Self.average(golden.closes[..<14]) == nil)
  }

  @Test("the first value is the mean of 14 ranges, the next one Wilder's step from it; gaps count")
  func seeds() {
    var average = AverageTrueRange()
    for close in (0..<15).map({ Double($0) }) {
      average.add(Bar(open: 0, high: close, low: close, close: close, usd: nil))
    }
    #expect(average.value == 1)
    average.add(Bar(open: 14, high: 30, low: 29, close: 29, usd: nil))
    #expect(average.value == (13.0 + 16) / 14)
  }
}
