import Engine
import Foundation
import Market
import NaiveTwins
import Testing

/// B-10 and the P² estimate behind it.
struct LargeTradesTests {
  @Test("the estimate follows the 99th percentile of a long-tailed stream")
  func estimatesTheQuantile() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      var estimate = StreamQuantile(0.99)
      var values: [Double] = []
      for _ in 0..<20_000 {
        let x = exp(normal(&random) * 1.3)
        values.append(x)
        estimate.add(x)
      }
      let exact = values.sorted()[values.count * 99 / 100]
      #expect(abs(try #require(estimate.value) / exact - 1) < 0.1)
    }
  }

  @Test("two hours after trades became ten times smaller the old ones are forgotten")
  func forgets() {
    var market = OneInstrument(grid: .whole)
    var random = SeededGenerator(seed: 9)
    for hour in 0..<6 {
      var told = 0
      for step in 0..<3_600 {
        let size = (hour < 3 ? 10_000 : 1_000) * exp(normal(&random))
        _ = market.trade(Int64(size), .buy, price: 100, at: Int64(hour * 3_600 + step) * 1_000)
        told += market.engine.changes.count
      }
      if hour == 3 { #expect(told < 5) }
      if hour == 5 { #expect((15...80).contains(told), "\(told) of 3600") }
    }
  }

  @Test("told from 50 000 USD on, and compared before it counts itself")
  func tellsLargeTrades() {
    var market = OneInstrument(grid: .whole)
    _ = market.trade(499, .buy, price: 100, at: 1_000)
    let before = market.engine.changes.count
    #expect(before == 0)
    _ = market.trade(500, .sell, price: 100, at: 1_100)
    guard market.engine.changes.count == 1,
      case .largeTrade(.sell, let price, let quantity, let usd) = market.engine.changes[0].kind
    else {
      Issue.record("the trade of 50 000 USD was not told")
      return
    }
    #expect(price.ticks == 100 && quantity.lots == 500 && usd.text == "50000")
  }

  @Test("buyers and sellers are measured alike")
  func isMirrored() {
    var (buys, sells) = (0, 0)
    for (aggressor, opposite) in [(Aggressor.buy, Aggressor.sell), (.sell, .buy)] {
      var market = OneInstrument(grid: .whole)
      for step in 0..<2_000 {
        let isLarge = step % 400 == 399
        _ = market.trade(isLarge ? 900 : 300, isLarge ? aggressor : opposite, price: 100, at: Int64(step) * 100)
        for index in 0..<market.engine.changes.count {
          if case .largeTrade(let taker, _, _, _) = market.engine.changes[index].kind {
            if taker == .buy { buys += 1 } else { sells += 1 }
          }
        }
      }
    }
    #expect(buys == 5 && sells == 5)
  }

  @Test("where trades of 50 000 USD are everyday, only the largest hundredth is told")
  func risesWithTheMarket() {
    var market = OneInstrument(grid: .whole)
    var random = SeededGenerator(seed: 2)
    var told = 0
    for step in 0..<10_000 {
      _ = market.trade(Int64(1_000 * exp(normal(&random))), .buy, price: 100, at: Int64(step) * 20)
      if step >= 2_000 { told += market.engine.changes.count }
    }
    #expect((40...160).contains(told), "\(told) of 8000")
  }

  private func normal(_ random: inout SeededGenerator) -> Double {
    let radius = (-2 * log(Double.random(in: 1e-12..<1, using: &random))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
  }
}
