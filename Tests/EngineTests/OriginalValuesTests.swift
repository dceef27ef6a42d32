import Engine
import Foundation
import Market
import NaiveTwins
import Testing

/// The original programs' values against the tables they gave (SYSTEMS.md E-01, E-03, E-04, E-07, E-08).
struct OriginalValuesTests {
  private static let prices: [Double] = [100, 101, 100, 102, 102, 99]
  private static let quantities: [Double] = [10, 5, 8, 12, 2, 20]

  @Test("E-01: tick-rule deltas, and the sum of three")
  func signsByTheTick() {
    var rule = TickRule()
    var sum = OriginalDelta(trades: 3)
    var (deltas, sums): ([Double], [Double?]) = ([], [])
    for (price, quantity) in zip(Self.prices, Self.quantities) {
      deltas.append(rule.delta(price: price, quantity: quantity))
      sum.add(price: price, quantity: quantity)
      sums.append(sum.value)
    }
    #expect(deltas == [0, 5, -8, 12, 0, -20])
    #expect(sums == [nil, nil, -3, 9, 4, -8])
  }

  @Test("E-03: over the range of three prices")
  func dividesByTheRange() {
    var absorption = OriginalAbsorption(trades: 3)
    let values = zip(Self.prices, Self.quantities).map { price, quantity in
      absorption.add(price: price, quantity: quantity)
      return absorption.value
    }
    let expected = [nil, nil, -2.9999999969999998, 4.49999999775, 1.999999999, -2.6666666657777776]
    #expect(zip(values, expected).allSatisfy { isNear($0, $1) })
  }

  @Test("E-04: liquidations in a window that leaves out what is exactly as old as it")
  func countsLiquidations() {
    var sums = LiquidationSums(capacity: 8, windowSeconds: [120])
    let counts = [0, 60_000, 120_000].map { time in
      sums.advance(to: Int64(time))
      sums.add(1, .long, at: Int64(time))
      return sums[.long, seconds: 120].count
    }
    #expect(counts == [1, 2, 2])
  }

  /// E-07: ratio 2, the last `window` of six trades.
  private func footprint(window: Int) -> Int64? {
    var footprint = OriginalFootprint(trades: window, ratio: 2)
    let prices = [101, 100.5, 101, 101.5, 101, 100.5]
    let bids = [100.5, 100.5, 100.5, 101, 101, 100]
    let asks = [101, 101, 101, 101.5, 101.5, 100.5]
    for index in 0..<6 {
      footprint.add(
        price: prices[index], quantity: Self.quantities[index], bestBid: bids[index], bestAsk: asks[index])
    }
    return footprint.value?.count
  }

  @Test("E-07: without a lower price nothing was sold there; at the ask is bought, tested first")
  func countsImbalances() {
    #expect(footprint(window: 3) == 2)
    #expect(footprint(window: 6) == 2, "0, 0, 0, 1, 0, 1")
    #expect(footprint(window: 2) == 1, "the sale at 101 and the purchase below it")
    #expect(footprint(window: 7) == 2, "a window that is not full holds what there is")
  }

  @Test("E-07: between the best prices, and without a book, a trade is of neither side")
  func classesByTheBook() {
    var footprint = OriginalFootprint(trades: 2, ratio: 3)
    footprint.add(price: 100, quantity: 9, bestBid: 99, bestAsk: 101)
    footprint.add(price: 100, quantity: 9, bestBid: nil, bestAsk: nil)
    #expect(footprint.value?.count == 0)
    footprint.add(price: 101, quantity: 9, bestBid: nil, bestAsk: 101)
    #expect(footprint.value?.count == 1, "at the next lower price nothing was sold")
    footprint.add(price: 100, quantity: 3, bestBid: 100, bestAsk: 101)
    #expect(footprint.value?.count == 0, "9 is not more than 3 × 3")
  }

  private static let panicPrices: [Double] = [100, 101, 100, 102, 102, 99, 103, 98]
  private static let panicQuantities: [Double] = [10, 5, 8, 12, 2, 20, 30, 40]
  private static let deviations = [
    nil, nil, nil, 0.015156641009734854, 0.015145910617257686, 0.024996736850952817, 0.03484505402201137,
    0.046919161671223196,
  ]
  private static let changes = [
    0, 0, 0, 0.08695652173913038, -0.12, 0.5454545454545454, 0.5294117647058822, 0.7307692307692308,
  ]
  private static let causal = [
    nil, nil, nil, 0.3999999954000001, 0, 0.9999999384903169, 0.9903567674123104, 0.9999999806460289,
  ]
  private static let wholeSet = [
    nil, nil, nil, 0.09750587767048492, 0, 0.49889305174937537, 0.6773240671365195, 0.9999999806460289,
  ]

  @Test("E-08: deviation, change of volume, and the causal index")
  func measuresPanic() {
    var panic = OriginalPanic(trades: 3)
    for index in 0..<8 {
      panic.add(price: Self.panicPrices[index], quantity: Self.panicQuantities[index])
      #expect(isNear(panic.deviation, Self.deviations[index]))
      #expect(isNear(panic.volumeChange, Self.changes[index]))
      #expect(isNear(panic.value, Self.causal[index]))
    }
  }

  @Test("E-08: over the whole set the same terms give the original's index, which looks ahead")
  func looksAhead() {
    var panic = OriginalPanic(trades: 3)
    var terms: [(deviation: Double?, change: Double, causal: Double?)] = []
    var (deviations, changes) = (SeenRange(), SeenRange())
    for (price, quantity) in zip(Self.panicPrices, Self.panicQuantities) {
      panic.add(price: price, quantity: quantity)
      terms.append((panic.deviation, panic.volumeChange, panic.value))
      if let deviation = panic.deviation { deviations.note(deviation) }
      changes.note(panic.volumeChange)
    }
    let index = terms.map { term in
      term.deviation.map { 0.6 * deviations.share(of: $0) + 0.4 * changes.share(of: term.change) }
    }
    #expect(zip(index, Self.wholeSet).allSatisfy { isNear($0, $1) })
    #expect(zip(index, terms).filter { !isNear($0, $1.causal) }.count == 3, "the past changes with what comes later")
  }

  @Test(
    "the oracle says the same as the numbers typed here",
    .enabled(if: GoldenVectors.areHere, Comment(rawValue: GoldenVectors.skipMessage)))
  func agreesWithTheOracle() throws {
    let golden = try GoldenLiquidations.examples()
    #expect(golden.tape.price == Self.prices && golden.tape.qty == Self.quantities)
    #expect(golden.tape.delta == [0, 5, -8, 12, 0, -20] && golden.tape.ofd3 == [nil, nil, -3, 9, 4, -8])
    #expect(golden.absorption.last == -2.6666666657777776)
    #expect(golden.panic.price == Self.panicPrices && golden.panic.qty == Self.panicQuantities)
    #expect(golden.panic.deviation == Self.deviations && golden.panic.change == Self.changes)
    #expect(golden.panic.wholeSet == Self.wholeSet && golden.causalPanic == Self.causal)
  }
}

/// The same through an instrument: kept only where asked for.
struct CompatTableTests {
  private func value(_ market: borrowing OneInstrument, _ name: String) -> Double? {
    guard let row = CompatTable.rows.first(where: { $0.name == name }) else { return nil }
    switch market.engine[market.slot].read(row, market.engine[market.slot].depthBands).value {
    case .number(let number): return number
    case .integer(let integer): return Double(integer)
    case .none, .exact, .word: return nil
    }
  }

  private static let names = [
    "ofd30_compat", "absorption50_compat", "panic_compat", "cascade_exhaustion_compat", "footprint_imbalance_compat",
  ]

  @Test("their names and order")
  func hasNames() {
    #expect(CompatTable.rows.map(\.name) == Self.names)
  }

  @Test("not asked for, trades leave no trace; the count of liquidations is there in any case")
  func costsNothing() {
    var market = OneInstrument.derivative()
    for index in 0..<200 { _ = market.trade(1, .buy, price: 100 + Int64(index % 7), at: Int64(index)) }
    for name in Self.names where name != "cascade_exhaustion_compat" { #expect(value(market, name) == nil) }
    market.liquidate(.long, cents: 1, at: 300)
    market.liquidate(.short, cents: 1, at: 300)
    #expect(value(market, "cascade_exhaustion_compat") == 2)
  }

  @Test("against pandas' windows recomputed from all trades, before and after a finer grid")
  func agreesWithWindows() {
    var random = SeededGenerator(seed: 77)
    var market = OneInstrument(grid: .cents, traits: InstrumentTraits(), keepsOriginals: true)
    var (prices, signed, fine): ([Int64], [Int64], Int64) = ([], [], 1)
    var ticks: Int64 = 10_000
    for index in 0..<400 {
      if index == 250 {
        let finer = Grid(tickMantissa: 1, tickDecimals: 3, lotMantissa: 1, lotDecimals: 1)
        #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == true)
        fine = 10
      }
      ticks += Int64.random(in: -3...3, using: &random)
      let lots = Int64.random(in: 1...40, using: &random)
      _ = market.trade(lots * fine, .buy, price: ticks * fine, at: Int64(index) * 50)
      signed.append(lots * (ticks - (prices.last ?? ticks)).signum())
      prices.append(ticks)
      let sum = signed.count >= 30 ? Double(signed.suffix(30).reduce(0, +)) : nil
      #expect(isNear(value(market, "ofd30_compat"), sum))
      let recent = prices.suffix(50)
      let range = Double((recent.max() ?? 0) - (recent.min() ?? 0)) / 100
      let absorption = recent.count == 50 ? Double(signed.suffix(50).reduce(0, +)) / (range + 1e-9) : nil
      #expect(isNear(value(market, "absorption50_compat"), absorption, tolerance: 1e-9))
      #expect((value(market, "panic_compat") == nil) == (index < 30))
      #expect(value(market, "footprint_imbalance_compat") == 0, "there is no book")
    }
  }

  @Test("a purchase at the book's best ask counts, with nothing sold below")
  func looksAtTheBook() {
    var market = OneInstrument(grid: .cents, traits: InstrumentTraits(), keepsOriginals: true)
    #expect(market.load(BookDiff(bids: [(99, 5)], asks: [(101, 5)]), at: 0) == nil)
    for index in 0..<100 { _ = market.trade(4, .buy, price: index < 60 ? 101 : 99, at: 1_000) }
    #expect(value(market, "footprint_imbalance_compat") == 0)
    for _ in 0..<38 { _ = market.trade(4, .buy, price: 101, at: 1_000) }
    #expect(value(market, "footprint_imbalance_compat") == 0, "160 were sold below: 4 is not more than 3 × 160")
    for _ in 0..<40 { _ = market.trade(4, .buy, price: 101, at: 1_000) }
    #expect(value(market, "footprint_imbalance_compat") == 0)
    for _ in 0..<22 { _ = market.trade(4, .buy, price: 101, at: 1_000) }
    #expect(value(market, "footprint_imbalance_compat") == 100)
  }
}
