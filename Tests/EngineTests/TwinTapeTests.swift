import Engine
import Market
import NaiveTwins
import Testing

/// The whole state of one instrument against the naive twin, over seeded tapes: every indicator, value and flag.
@Suite struct TwinTapeTests {
  /// Fine enough for all that the tape may come to.
  private static let grid = Grid(tickMantissa: 1, tickDecimals: 5, lotMantissa: 1, lotDecimals: 3)

  private struct Pair: ~Copyable {
    var market = OneInstrument(grid: TwinTapeTests.grid)
    var twin = NaiveSymbol(name: "TAPE", venue: .binanceUSDM)

    mutating func take(_ step: RandomTape.Step, at now: Int64) {
      switch step {
      case .snapshot(let depth):
        #expect(market.load(TwinTapeTests.rows(depth)) == nil)
        twin.take(NaiveFrame(symbol: "TAPE", eventTime_ms: nil, content: .snapshot(depth)))
      case .diff(let depth):
        #expect(market.apply(TwinTapeTests.rows(depth), at: now) == nil)
        twin.take(NaiveFrame(symbol: "TAPE", eventTime_ms: now, content: .diff(depth)))
      case .trade(let trade):
        #expect(market.take(trade) == true)
        twin.take(NaiveFrame(symbol: "TAPE", eventTime_ms: trade.time_ms, content: .trade(trade)))
      case .gridRefined: break
      }
    }
  }

  private static func steps(_ value: NaiveDecimal, decimals: Int) -> Int64 {
    var steps = value.mantissa
    for _ in 0..<(value.exponent + decimals) { steps *= 10 }
    return Int64(steps)
  }

  private static func rows(_ depth: NaiveDepth) -> BookDiff {
    let rows = { (levels: [NaiveLevel]) in
      levels.map { (steps($0.price, decimals: 5), steps($0.quantity, decimals: 3)) }
    }
    return BookDiff(bids: rows(depth.bids), asks: rows(depth.asks))
  }

  @Test("every indicator equals the twin's, with its flag", arguments: [1, 2, 3] as [UInt64])
  func equalsTheTwin(_ seed: UInt64) throws {
    var pair = Pair()
    var tape = RandomTape(seed: seed)
    for number in 0..<500 {
      let step = tape.next()
      pair.take(try #require(step), at: tape.now_ms)
      if number.isMultiple(of: 10) { try expectSame(pair, number) }
    }
  }

  private func expectSame(_ pair: borrowing Pair, _ number: Int) throws {
    let values = NaiveIndicators(of: pair.twin)
    var compared = 0
    for row in IndicatorTable.rows {
      guard let expected = values[row.name] else { continue }
      let reading = pair.market.read(row.name)
      try #require(isSame(reading.value, expected.number), "\(row.name) at \(number): \(reading) \(expected)")
      let flag = reading.flag == .ok ? nil : reading.flag.name
      try #require(flag == expected.flag?.rawValue, "\(row.name) at \(number): \(reading) \(expected)")
      compared += 1
    }
    #expect(compared > 30)
  }

  private func isSame(_ value: Reading.Value, _ twin: NaiveValue.Number) -> Bool {
    switch (value, twin) {
    case (.none, .none): true
    case (.exact(let ours), .exact(let theirs)): ours.text == theirs.description
    case (.number(let ours), .double(let theirs)): abs(ours - theirs) <= 1e-9 * max(1, abs(theirs))
    default: false
    }
  }
}

extension OneInstrument {
  /// A trade of the tape, on a grid of 5 and 3 decimals.
  fileprivate mutating func take(_ twin: NaiveTrade) -> Bool {
    var (ticks, lots) = (twin.price.mantissa, twin.quantity.mantissa)
    for _ in 0..<(twin.price.exponent + 5) { ticks *= 10 }
    for _ in 0..<(twin.quantity.exponent + 3) { lots *= 10 }
    return trade(
      Int64(lots), twin.aggressor == .buy ? .buy : .sell, price: Int64(ticks), at: twin.time_ms)
  }
}
