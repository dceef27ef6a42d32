import Engine
import Market
import NaiveTwins
import Testing

/// The ring of seconds that absorption looks at.
@Suite struct TradeSecondsTests {
  private func trade(_ milliseconds: Int64, _ lots: Int64, _ aggressor: Aggressor, _ ticks: Int64) -> Trade {
    Trade(
      id: 1, milliseconds: milliseconds, price: Price(ticks: ticks), quantity: Quantity(lots: lots),
      aggressor: aggressor, kind: .trade)
  }

  @Test("a trade belongs to the second that ends at or after it")
  func endsToTheMillisecond() {
    var seconds = TradeSeconds()
    seconds.add(trade(9_000, 1, .buy, 50))
    seconds.add(trade(9_001, 2, .sell, 40))
    seconds.add(trade(10_000, 4, .sell, 60))
    let (nine, ten) = (seconds.span(endingAt: 9, seconds: 1), seconds.span(endingAt: 10, seconds: 1))
    #expect(nine.buyLots == 1 && nine.trades == 1)
    #expect(ten.buyLots == 0 && ten.sellLots == 6 && ten.lowestTicks == 40 && ten.highestTicks == 60)
    #expect(seconds.span(endingAt: 10, seconds: 2).trades == 3 && seconds.span(endingAt: 8, seconds: 3).trades == 0)
  }

  @Test("equals adding up every trade again, late ones and a finer grid included", arguments: [91, 92] as [UInt64])
  func equalsBruteForce(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var seconds = TradeSeconds()
    var (trades, now): ([Trade], Int64) = ([], 1_700_000_000_000)
    for number in 0..<25_000 {
      now += Int.random(in: 0..<300, using: &random) == 0 ? 20_000 : Int64.random(in: 0...150, using: &random)
      let delay = Int.random(in: 0..<10, using: &random) == 0 ? Int64.random(in: 0...60_000, using: &random) : 0
      let next = trade(
        now - delay, Int64.random(in: 0...1_000, using: &random), Bool.random(using: &random) ? .buy : .sell,
        Int64.random(in: 100...900, using: &random))
      trades = trades.suffix(4_000) + [next]
      seconds.add(next)
      if number == 12_000 {
        seconds.scale(GridRefinement(price: 10, lot: 100))
        for index in trades.indices {
          trades[index].price.ticks *= 10
          trades[index].quantity.lots *= 100
        }
      }
      guard number.isMultiple(of: 41) else { continue }
      for length in [1, 3, 10, 30] as [Int64] { try expectSame(seconds, trades, now / 1_000, length) }
    }
    #expect(seconds.refused == 0)
  }

  private func expectSame(
    _ seconds: borrowing TradeSeconds, _ trades: [Trade], _ end: Int64, _ length: Int64
  ) throws {
    let span = seconds.span(endingAt: end, seconds: length)
    let inside = trades.filter { $0.milliseconds > (end - length) * 1_000 && $0.milliseconds <= end * 1_000 }
    let buys = inside.filter { $0.aggressor == .buy }.reduce(0) { $0 + $1.quantity.lots }
    let all = inside.reduce(0) { $0 + $1.quantity.lots }
    try #require(span.buyLots == Int128(buys) && span.sellLots == Int128(all - buys))
    try #require(span.trades == inside.count)
    guard !inside.isEmpty else { return }
    try #require(span.lowestTicks == inside.map(\.price.ticks).min())
    try #require(span.highestTicks == inside.map(\.price.ticks).max())
  }

  @Test("a second that a finer grid makes too large is emptied and counted")
  func countsWhatDoesNotFit() {
    var seconds = TradeSeconds()
    seconds.add(trade(500, 1, .buy, GridRefinement.magnitudeMax))
    seconds.add(trade(1_500, 1, .buy, 7))
    seconds.scale(GridRefinement(price: 10, lot: 10))
    #expect(seconds.refused == 1 && seconds.span(endingAt: 2, seconds: 30).buyLots == 10)
  }
}
