import Engine
import Market
import Testing

/// `kyle_lambda` (B-08, SEMANTICS.md I28).
@Suite struct KyleLambdaTests {
  private static let cents = Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 0)

  @Test("the slope of the worked example (E-18), with intercept")
  func followsTheExample() throws {
    var kyle = KyleLambda()
    for (halfTicks, lots) in [(20, 200), (10, 100), (-16, -150), (24, 250)] as [(Int128, Int128)] {
      kyle.sample(halfTicks: halfTicks, lots: lots)
    }
    let reading = kyle.reading(Self.cents)
    let slope = try #require(numberIn(reading))
    #expect(abs(slope / 5.052631579e-4 - 1) < 1e-9 && reading.flag == .warming)
  }

  @Test("no slope below two seconds, nor while every volume is the same")
  func needsVariance() {
    var kyle = KyleLambda()
    #expect(numberIn(kyle.reading(.whole)) == nil && kyle.reading(.whole).flag == .warming)
    kyle.sample(halfTicks: 2, lots: 5)
    #expect(numberIn(kyle.reading(.whole)) == nil && kyle.reading(.whole).flag == .warming)
    kyle.sample(halfTicks: 4, lots: 5)
    #expect(numberIn(kyle.reading(.whole)) == nil && kyle.reading(.whole).flag == .invalid)
    kyle.sample(halfTicks: 3, lots: 6)
    #expect(numberIn(kyle.reading(.whole)) == 0, "a step of 1.5 on 6, of 1 and 2 on 5")
  }

  @Test("samples at the limit of magnitude do not overflow, those beyond are left out and counted")
  func survivesHostileValues() {
    let most: Int128 = 1 << 54
    var kyle = KyleLambda()
    for index in 0..<700 {
      let sign: Int128 = index.isMultiple(of: 2) ? 1 : -1
      kyle.sample(halfTicks: sign * most, lots: sign * most)
      kyle.sample(halfTicks: 1, lots: most + 1)
      kyle.sample(halfTicks: -most - 1, lots: 0)
    }
    #expect(kyle.refused == 1_400)
    #expect(numberIn(kyle.reading(.whole)) == 0.5 && kyle.reading(.whole).flag == .ok)
    kyle.scale(GridRefinement(price: 10, lot: 1))
    #expect(kyle.refused == 1_700 && numberIn(kyle.reading(.whole)) == nil)
  }

  /// The slope by its definition, cov ÷ var, over the last 300 seconds.
  private func slope(_ pairs: ArraySlice<(move: Double, delta: Double)>) -> Double? {
    guard pairs.count >= 2 else { return nil }
    let n = Double(pairs.count)
    let (x, y) = (pairs.reduce(0) { $0 + $1.delta } / n, pairs.reduce(0) { $0 + $1.move } / n)
    let variance = pairs.reduce(0) { $0 + ($1.delta - x) * ($1.delta - x) }
    guard variance > 0 else { return nil }
    return pairs.reduce(0) { $0 + ($1.delta - x) * ($1.move - y) } / variance
  }

  @Test("equals the regression over the last 300 samples again", arguments: [41, 42] as [UInt64])
  func equalsRecomputation(_ seed: UInt64) throws {
    var both = SeriesMarket()
    for (number, event) in SeriesTape(seed: seed).prefix(25_000).enumerated() {
      both.take(event)
      guard number.isMultiple(of: 331) else { continue }
      let pairs = both.twin.seconds.indices.compactMap { index -> (move: Double, delta: Double)? in
        let second = both.twin.seconds[index]
        guard second.isTrading, let mid = second.mid, let before = both.twin.mid(index, secondsAgo: 1) else {
          return nil
        }
        return (mid - before, Double(second.span(1).deltaLots) * both.twin.lot)
      }
      let expected = slope(pairs.suffix(300))
      try #require(isClose(both.market.number("kyle_lambda"), expected), "event \(number)")
      guard expected != nil else { continue }
      try #require(both.market.read("kyle_lambda").flag == (pairs.count >= 300 ? .ok : .warming))
    }
    #expect(both.twin.seconds.count > 2_000)
  }
}
