import Engine
import Market
import Testing

/// `absorption_3s/10s/30s` (B-14, SEMANTICS.md I20).
@Suite struct AbsorptionTests {
  private static let start: Int64 = 1_700_000_000_000

  private func value(_ both: borrowing SeriesMarket, seconds length: Int) -> Double? {
    let (twin, index) = (both.twin, both.twin.seconds.count - 1)
    guard index >= length, twin.seconds[index].isTrading, let reference = twin.mid(index, secondsAgo: length) else {
      return nil
    }
    let now = twin.seconds[index].span(length)
    let trading = twin.seconds.prefix(index).filter(\.isTrading)
    let impacts = twin.seconds.indices.dropLast().compactMap { number -> SeriesTwin.Sample? in
      let (second, delta) = (twin.seconds[number], Double(twin.seconds[number].span(1).deltaLots) * twin.lot)
      guard delta != 0, let mid = second.mid, let before = twin.mid(number, secondsAgo: 1) else { return nil }
      return SeriesTwin.Sample(milliseconds: second.second * 1_000, x: abs(mid - before) / abs(delta))
    }
    let impact = NaiveAverage.mean(impacts, halfLife: 1_800) ?? 0
    func side(_ quantity: Double, _ history: [SeriesTwin.Sample], _ progress: Double) -> Double {
      guard let mean = NaiveAverage.mean(history, halfLife: 1_800), mean > 0 else { return 0 }
      let expected = max(1, impact * quantity / twin.tick)
      return quantity / mean * expected / (expected + max(0, progress))
    }
    let sells = trading.map { SeriesTwin.Sample(milliseconds: $0.second * 1_000, x: $0.span(length).sells) }
    let buys = trading.map { SeriesTwin.Sample(milliseconds: $0.second * 1_000, x: $0.span(length).buys) }
    let selling = side(now.sells, sells, (reference - (now.low ?? reference)) / twin.tick)
    let buying = side(now.buys, buys, ((now.high ?? reference) - reference) / twin.tick)
    return buying > selling ? buying : -selling
  }

  @Test("equals the definition over everything again", arguments: [71, 72] as [UInt64])
  func equalsRecomputation(_ seed: UInt64) throws {
    var both = SeriesMarket()
    for (number, event) in SeriesTape(seed: seed).prefix(25_000).enumerated() {
      both.take(event)
      guard number.isMultiple(of: 331) else { continue }
      for length in [3, 10, 30] {
        let (name, expected) = ("absorption_\(length)s", value(both, seconds: length))
        try #require(isClose(both.market.number(name), expected), "\(name), event \(number)")
        guard let expected else { continue }
        try #require(both.market.number(name)?.sign == (expected == 0 ? .plus : expected.sign), "never −0")
        let first = both.twin.seconds.first { $0.isTrading }.map { $0.second * 1_000 }
        let isWarm = first.map { both.twin.now! - $0 >= 1_800_000 } ?? false
        try #require(both.market.read(name).flag == (isWarm ? .ok : .warming))
      }
    }
    #expect(both.twin.seconds.count > 2_000)
  }

  private typealias Told = (second: Int64, side: BookSide, window: Int32)

  /// One lot a second either way, but heavy selling into a bid that holds in the given seconds; until 4 s after them.
  private func sellInto(
    _ market: inout OneInstrument, lots: Int64, price: Int64 = 9_999, heavy: [Range<Int64>]
  ) -> [Told] {
    var told: [Told] = []
    #expect(market.load(BookDiff(bids: [(9_999, 1)], asks: [(10_001, 1)]), at: Self.start) == nil)
    for second in 0..<(heavy.map(\.upperBound).reduce(0, max) + 4) {
      market.begin(at: Self.start + second * 1_000)
      for index in 0..<market.engine.changes.count {
        guard case .absorption(let side, _, let window) = market.engine.changes[index].kind else { continue }
        told.append((second: second, side: side, window: window))
      }
      _ = market.trade(1, .buy, price: 10_001, at: Self.start + second * 1_000 + 300)
      let isHeavy = heavy.contains { $0.contains(second) }
      _ = market.trade(isHeavy ? lots : 1, .sell, price: isHeavy ? price : 9_999, at: Self.start + second * 1_000 + 600)
    }
    return told
  }

  /// Sold of bought over 30 s, in lots: 68 of 30 at second 62, so a ratio of 38/98; 106 of 30 at 64: 76/136.
  @Test("heavy selling that does not move price is absorbed by the bids; told once, when 30 s show it")
  func tellsAbsorption() {
    var market = OneInstrument(grid: .whole)
    let told = sellInto(&market, lots: 20, heavy: [60..<91])
    #expect(told.map(\.second) == [64] && told.map(\.side) == [.bid] && told.map(\.window) == [10])
    #expect((market.number("absorption_30s") ?? 0) <= -2)
  }

  /// Four seconds of 20 lots are enough for 30 s, so the first burst holds until 117 and another one from 124 on. At
  /// 154 the buying of the calm still counts more: it is compared with a mean that knows no burst.
  @Test("told again after 10 s without it, not before")
  func tellsEachEpisode() {
    var near = OneInstrument(grid: .whole)
    #expect(sellInto(&near, lots: 20, heavy: [60..<91, 120..<140]).map(\.second) == [64])
    var far = OneInstrument(grid: .whole)
    #expect(sellInto(&far, lots: 20, heavy: [60..<91, 150..<170]).map(\.second) == [64, 155])
  }

  @Test("one large order fulfils the rule over 3 s and 10 s, and tells nothing")
  func isSilentAboutOneOrder() {
    var market = OneInstrument(grid: .whole)
    #expect(sellInto(&market, lots: 30, heavy: [60..<61]).isEmpty)
    #expect((market.number("absorption_10s") ?? 0) <= -2)
  }

  @Test("small or successful selling, and contracts of unknown size, tell nothing")
  func staysSilent() {
    var market = OneInstrument(grid: .whole)
    let successful = sellInto(&market, lots: 20, price: 9_990, heavy: [60..<75])
    #expect(successful.isEmpty, "price went 10 ticks, at most 2 may be")
    var small = OneInstrument(grid: Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 0))
    #expect(sellInto(&small, lots: 20, heavy: [60..<75]).isEmpty, "2 000 USD a second")
    var contracts = OneInstrument(grid: .whole, contracts: .inverseUnknown)
    #expect(sellInto(&contracts, lots: 20, heavy: [60..<75]).isEmpty)
    var sized = OneInstrument(grid: .whole, contracts: .inverse(sizeUSD: Decimal64(mantissa: 10_000, decimals: 0)))
    #expect(sellInto(&sized, lots: 20, heavy: [60..<75]).map(\.second) == [64])
  }
}
