import Engine
import Market
import NaiveTwins
import Testing

/// B-07 through a whole instrument: a 24-h ticker fixes the bucket, trades fill it.
struct VpinTests {
  private func market(dayVolume: Int64) -> OneInstrument {
    var market = OneInstrument(grid: .whole)
    market.ticker(baseVolume: dayVolume, at: 0)
    return market
  }

  @Test("the worked example E-19: buckets (50,50) (80,20) (0,100) (50,50)")
  func workedExample() {
    var market = market(dayVolume: 5_000)
    #expect(market.read("vpin").value.isNone && market.read("vpin").flag == .warming)
    for signed: Int64 in [30, -50, 40, 60, -20, -100, 50, -50] {
      _ = market.trade(abs(signed), signed > 0 ? .buy : .sell, at: 1_000)
    }
    let value = market.number("vpin") ?? .nan
    #expect(abs(value - 160.0 / 400) < 1e-12)  // 0, 60, 100 and 0 of four buckets of 100; its last three give .5333
    #expect(market.read("vpin").flag == .warming)
  }

  @Test("V* is rounded up to whole lots, and only the first volume counts")
  func bucketIsFixed() throws {
    var market = market(dayVolume: 51)  // 1.02 a bucket: 2 lots
    market.ticker(baseVolume: 5_000, at: 1)
    _ = market.trade(1, .buy, at: 2)
    #expect(market.read("vpin").value.isNone)
    _ = market.trade(1, .buy, at: 2)
    #expect(market.number("vpin") == 1)
  }

  @Test("against cutting the whole history of signed lots into buckets")
  func agreesWithCutting() {
    var random = SeededGenerator(seed: 5)
    var market = market(dayVolume: 50 * 37)
    var history: [Int64] = []
    for step in 0..<20_000 {
      let lots = Int.random(in: 0..<50, using: &random) == 0 ? 4_000 : Int64.random(in: 1...60, using: &random)
      let isBuy = Bool.random(using: &random)
      _ = market.trade(lots, isBuy ? .buy : .sell, at: Int64(step))
      history.append(isBuy ? lots : -lots)
      guard step % 97 == 0 else { continue }
      let buckets = Self.buckets(history.suffix(400), total: history.map(abs).reduce(0, +))
      if buckets.isEmpty { continue }
      let expected = Double(buckets.suffix(50).reduce(0, +)) / Double(min(50, buckets.count) * 37)
      let value = market.number("vpin") ?? .nan
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(market.read("vpin").flag == .ok)
  }

  /// |V_b − V_s| of the full buckets of 37 that end within the given tail of the history.
  private static func buckets(_ tail: ArraySlice<Int64>, total: Int64) -> [Int64] {
    var volume = total - tail.map(abs).reduce(0, +)
    var (net, isWhole, found): (Int64, Bool, [Int64]) = (0, volume % 37 == 0, [])
    for signed in tail {
      var rest = abs(signed)
      while rest > 0 {
        let taken = min(rest, 37 - volume % 37)
        net += signed > 0 ? taken : -taken
        volume += taken
        rest -= taken
        guard volume % 37 == 0 else { continue }
        if isWhole { found.append(abs(net)) }
        (net, isWhole) = (0, true)
      }
    }
    return found
  }

  @Test("a finer grid changes no value")
  func survivesRegrid() {
    var market = market(dayVolume: 5_000)
    for index in 0..<40 { _ = market.trade(30, index % 3 == 0 ? .sell : .buy, at: 1_000) }
    let before = market.number("vpin")
    let finer = Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 3)
    let isDone = market.engine.regrid(market.slot, to: finer, isChange: true)
    #expect(isDone && before != nil)
    #expect(market.number("vpin") == before)
    _ = market.trade(100_000, .buy, at: 1_000)
    #expect(market.number("vpin") != before)
  }

  @Test("a trade of 18 digits fills fifty buckets of one lot, and ends")
  func survivesHugeTrades() {
    var market = market(dayVolume: 1)
    _ = market.trade(999_999_999_999_999_999, .sell, at: 1)
    #expect(market.number("vpin") == 1)
    #expect(market.read("vpin").flag == .ok)
  }
}
