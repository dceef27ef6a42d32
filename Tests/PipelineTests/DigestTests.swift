import Pipeline
import TestMarkets
import Testing

/// The same input gives the same digest on every run and in every build: ReleaseTests expect the same literals.
@Suite struct DigestTests {
  @Test func generatedMarketsGiveTheirDigestTwice() throws {
    for known in KnownDigest.all {
      let market = known.market
      #expect(try market.digest() == known.digest)
      #expect(try market.digest() == known.digest)
    }
  }

  @Test func whatIsPrintedDoesNotTouchIt() throws {
    let known = KnownDigest.all[0]
    let plan = OutputPlan(lines: Set(OutputPlan.Line.allCases), every: 7, levels: 3)
    #expect(try known.market.digest(plan) == known.digest)
  }
}
