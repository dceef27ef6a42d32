import Engine
import Testing

/// Pre-filter F3 under RULINGS R25.
@Suite struct LiquidityFilterTests {
  private func filter(spreads: [Int64], depth: Double = 100) -> LiquidityFilter {
    var filter = LiquidityFilter()
    for (second, spread) in spreads.enumerated() {
      filter.sample(spreadTicks: spread, depthTickLots: depth, at: Int64(second) * 1_000)
    }
    return filter
  }

  @Test("before the first sample nothing passes")
  func startsClosed() {
    let filter = LiquidityFilter()
    #expect(filter.passes(spreadTicks: 1, spreadBps: 0.1, depthTickLots: 1e9) == false)
  }

  @Test("a spread up to three times the median passes, however many bps it is")
  func comparesWithTheMedian() {
    let filter = filter(spreads: [4, 4, 4, 4, 4, 100, 100])
    #expect(filter.passes(spreadTicks: 12, spreadBps: 50, depthTickLots: 100) == true)
    #expect(filter.passes(spreadTicks: 13, spreadBps: 50, depthTickLots: 100) == false)
  }

  @Test("two ticks or 3 bps always pass")
  func allowsTheLeastSpreads() {
    let filter = filter(spreads: [1, 1, 1])
    #expect(filter.passes(spreadTicks: 2, spreadBps: 80, depthTickLots: 100) == true)
    #expect(filter.passes(spreadTicks: 40, spreadBps: 3, depthTickLots: 100) == true)
    #expect(filter.passes(spreadTicks: 4, spreadBps: 3.01, depthTickLots: 100) == false)
  }

  @Test("less than a fifth of the usual depth does not pass")
  func comparesTheDepth() {
    let filter = filter(spreads: [1, 1, 1], depth: 1_000)
    #expect(filter.passes(spreadTicks: 1, spreadBps: 1, depthTickLots: 200) == true)
    #expect(filter.passes(spreadTicks: 1, spreadBps: 1, depthTickLots: 199.9) == false)
  }

  @Test("old spreads weigh half after 30 minutes")
  func forgets() {
    var filter = filter(spreads: Array(repeating: 1, count: 10))
    let later: Int64 = 9_000 + 3_600_000
    for second in 0..<2 as Range<Int64> {
      filter.sample(spreadTicks: 10, depthTickLots: 100, at: later + second * 1_000)
    }
    #expect(
      filter.passes(spreadTicks: 30, spreadBps: 9, depthTickLots: 100) == false,
      "10 old ones at a quarter still outweigh 2")
    filter.sample(spreadTicks: 10, depthTickLots: 100, at: later + 2_000)
    #expect(filter.passes(spreadTicks: 30, spreadBps: 9, depthTickLots: 100) == true)
  }

  @Test("a reset forgets everything")
  func resets() {
    var filter = filter(spreads: [1, 1, 1])
    filter.reset()
    #expect(filter.passes(spreadTicks: 1, spreadBps: 1, depthTickLots: 1e9) == false)
    filter.sample(spreadTicks: 7, depthTickLots: 10, at: 0)
    #expect(filter.passes(spreadTicks: 21, spreadBps: 9, depthTickLots: 2) == true)
  }

  @Test("spreads beyond every bin are taken without a trap")
  func takesHugeSpreads() {
    let filter = filter(spreads: [.max, 0, -5, .max])
    #expect(filter.passes(spreadTicks: 1, spreadBps: 1, depthTickLots: 100) == true)
  }
}
