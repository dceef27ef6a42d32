import Engine
import Foundation
import Market
import NaiveTwins
import Testing

/// The whole of bars, footprints, profile and VWAP against twins, over seeded trades that come late, jump in time and
/// in price, cross midnight, and whose grid gets finer.
@Suite struct BarsPropertyTests {
  private static let kinds: [BarKind] = [.minute, .time(seconds: 15), .trades(200), .volume(lots: 50)]

  /// What is traded, in units of 10⁻⁵ and 10⁻³.
  private struct Tape {
    var random: SeededGenerator
    var now = 1_699_919_000_000
    var price = 5_000_000_000

    mutating func next(tick: Int, lot: Int) -> (time: Int, price: Int, quantity: Int, isBuy: Bool) {
      now += pause()
      switch Int.random(in: 0..<2_000, using: &random) {
      case 0: price += Int.random(in: -800_000_000...800_000_000, using: &random)
      case 1..<40: price += Int.random(in: -20_000_000...20_000_000, using: &random)
      default: price += Int.random(in: -300_000...300_000, using: &random)
      }
      price = min(max(price, 4_000_000_000), 6_000_000_000)
      let late = Int.random(in: 0..<10, using: &random) == 0 ? Int.random(in: 0...30_000, using: &random) : 0
      let large = Int.random(in: 0..<200, using: &random) == 0
      let quantity = Int.random(in: 0...(large ? 900 : 12), using: &random) * lot
      return (now - late, price / tick * tick, quantity, Bool.random(using: &random))
    }

    private mutating func pause() -> Int {
      switch Int.random(in: 0..<10_000, using: &random) {
      case 0..<3: Int.random(in: 0...90_000_000, using: &random)
      case 3..<60: Int.random(in: 0...100_000, using: &random)
      default: Int.random(in: 0...500, using: &random)
      }
    }
  }

  @Test("bars and values are the twins'", arguments: 1...4 as ClosedRange<UInt64>)
  func followTheTwins(_ seed: UInt64) throws {
    var market = OneInstrument(
      grid: Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 0), footprints: Self.kinds)
    var tape = Tape(random: SeededGenerator(seed: seed))
    var twin = TwinBars()
    var candles = TwinCandles()
    var bars = 0
    for step in 0..<13_000 {
      if [3_000, 8_000].contains(step) { try refine(&market, &twin) }
      let trade = tape.next(tick: twin.tick, lot: twin.lot)
      twin.begin()
      twin.advance(to: trade.time)
      candles.advance(to: trade.time)
      twin.trade(time: trade.time, price: trade.price, quantity: trade.quantity, isBuy: trade.isBuy)
      let (price, base) = (Double(trade.price) / 1e5, Double(trade.quantity) / 1e3)
      candles.trade(time: trade.time, price: price, usd: price * base)
      #expect(
        market.trade(
          Int64(trade.quantity / twin.lot), trade.isBuy ? .buy : .sell, price: Int64(trade.price / twin.tick),
          at: Int64(trade.time)) == true)
      try expectSameBars(market, twin, step)
      bars += twin.closed.count
      if step.isMultiple(of: 100) { try expectSameValues(market, twin, candles, step) }
    }
    #expect(bars > 1_000 && twin.late > 10 && market.engine[market.slot].tradesLate == Int64(twin.late))
    #expect(market.engine[market.slot].footprintRowsFolded > 10 && market.engine.closedBars.dropped == 0)
  }

  private func refine(_ market: inout OneInstrument, _ twin: inout TwinBars) throws {
    let old = market.engine[market.slot].grid
    let finer = Grid(
      tickMantissa: 1, tickDecimals: old.tickDecimals + 1, lotMantissa: 1, lotDecimals: old.lotDecimals + 1)
    #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == true)
    (twin.tick, twin.lot) = (twin.tick / 10, twin.lot / 10)
  }

  private func expectSameBars(_ market: borrowing OneInstrument, _ twin: TwinBars, _ step: Int) throws {
    let count = market.engine.closedBars.count
    try #require(count == twin.closed.count, "\(step)")
    for (index, expected) in twin.closed.enumerated() {
      let ours = Self.plain(market.engine.closedBars, index, twin)
      try #require(ours == expected, "bar \(index) at \(step)")
    }
  }

  private static func plain(_ closed: borrowing ClosedBars, _ index: Int, _ twin: TwinBars) -> TwinBars.Closed {
    let bar = closed[index]
    let rows = (0..<bar.rowCount).map { closed.row($0, of: bar) }
    let name =
      switch bar.kind {
      case .time(let seconds): "\(seconds)s"
      case .trades(let count): "\(count)t"
      case .volume(let lots): "\(lots)v"
      }
    return TwinBars.Closed(
      length: name, start: Int(bar.startMilliseconds),
      rows: rows.map { [Int($0.row), Int($0.bidLots) * twin.lot, Int($0.askLots) * twin.lot] },
      poc: row(bar.poc, twin), val: row(bar.val, twin), vah: row(bar.vah, twin),
      delta: units(bar.delta, decimals: 3), buys: rows.filter(\.isBuyImbalance).map { Int($0.row) },
      sells: rows.filter(\.isSellImbalance).map { Int($0.row) },
      stacks: stacks(rows.filter(\.isBuyStack), "true") + stacks(rows.filter(\.isSellStack), "false"))
  }

  private static func stacks(_ rows: [ClosedRow], _ side: String) -> [String] {
    var runs: [ClosedRange<Int64>] = []
    for row in rows.map(\.row) {
      if let last = runs.last, last.upperBound + 1 == row {
        runs[runs.count - 1] = last.lowerBound...row
      } else {
        runs.append(row...row)
      }
    }
    return runs.map { "\(side) \($0.lowerBound) \($0.upperBound)" }
  }

  private static func units(_ value: ExactDecimal, decimals: Int32) -> Int {
    var units = Int(value.mantissa)
    for _ in 0..<(decimals - value.decimals) { units *= 10 }
    return units
  }

  /// Which row has this price as its lower edge.
  private static func row(_ price: ExactDecimal, _ twin: TwinBars) -> Int { units(price, decimals: 5) / twin.bin }

  private func expectSameValues(
    _ market: borrowing OneInstrument, _ twin: TwinBars, _ candles: TwinCandles, _ step: Int
  ) throws {
    let imbalance = market.number("footprint_imbalance")
    try #require(imbalance == Double(twin.imbalance), "\(step)")
    let current = twin.current
    try expectRows(market, ["poc", "val", "vah"], current, twin, step)
    try expectRows(market, ["session_poc", "session_val", "session_vah"], twin.profile, twin, step)
    try expectNear(market.number("atr_1m"), candles.atr1m, "atr_1m at \(step)")
    try expectNear(market.number("atr_5m"), candles.atr5m, "atr_5m at \(step)")
    let amihud = candles.amihud(logarithm: log)
    try expectNear(market.number("amihud").map { $0 * 1e9 }, amihud.value.map { $0 * 1e9 }, "amihud at \(step)")
    let flag = market.read("amihud").flag
    try #require(flag == (amihud.isFull && amihud.value != nil ? .ok : .warming), "\(step)")
  }

  private func expectRows(
    _ market: borrowing OneInstrument, _ names: [String], _ bar: TwinFootprint?, _ twin: TwinBars, _ step: Int
  ) throws {
    let expected = bar.flatMap { bar in bar.valueArea.map { [bar.poc ?? 0, $0.low, $0.high] } } ?? []
    for (index, name) in names.enumerated() {
      let value = market.number(name)
      guard !expected.isEmpty else {
        try #require(value == nil, "\(name) at \(step)")
        continue
      }
      try #require(value == Double(expected[index] * twin.bin) / 1e5, "\(name) at \(step)")
    }
  }

  private func expectNear(_ ours: Double?, _ theirs: Double?, _ place: String) throws {
    try #require((ours == nil) == (theirs == nil), "\(place)")
    guard let ours, let theirs else { return }
    try #require(abs(ours - theirs) <= 1e-9 * max(1e-3, abs(theirs)), "\(place): \(ours) \(theirs)")
  }
}

/// Candles of the venue among own bars, in and out of order, against the twin.
@Suite struct CandlePropertyTests {
  @Test("averages are the twin's whatever candles come", arguments: 1...6 as ClosedRange<UInt64>)
  func followTheTwin(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bars = MinuteBars()
    var twin = TwinCandles()
    var now: Int64 = 1_699_919_000_000
    for step in 0..<6_000 {
      now += Int64.random(in: 0...(step.isMultiple(of: 500) ? 400_000 : 30_000), using: &random)
      bars.advance(to: now)
      twin.advance(to: Int(now))
      if Int.random(in: 0..<3, using: &random) == 0 || step < 60 {
        candle(&bars, &twin, now, &random)
      } else {
        let price = Double(Int.random(in: 9_000...11_000, using: &random))
        _ = bars.add(milliseconds: now, price: price, usd: 1)
        twin.trade(time: Int(now), price: price, usd: 1)
      }
      let (ours, oursFive) = (bars.atr1m, bars.atr5m)
      try expectNear(ours, twin.atr1m, step)
      try expectNear(oursFive, twin.atr5m, step)
    }
    #expect(twin.minutes.count > 100 && twin.fives.count > 20)
  }

  /// Mostly the last minute, sometimes one before or after it.
  private func candle(
    _ bars: inout MinuteBars, _ twin: inout TwinCandles, _ now: Int64, _ random: inout SeededGenerator
  ) {
    let isFive = Int.random(in: 0..<12, using: &random) == 0
    let length: Int64 = isFive ? 300_000 : 60_000
    let offset = Int.random(in: 0..<20, using: &random) == 0 ? Int64.random(in: -3...1, using: &random) : -1
    let key = now / length + offset
    let low = Int64.random(in: 9_000...10_000, using: &random)
    let high = low + Int64.random(in: 0...300, using: &random)
    func decimal(_ value: Int64) -> Decimal64 { Decimal64(mantissa: value, decimals: 0) }
    bars.add(
      Kline(
        startMilliseconds: key * length, intervalMinutes: isFive ? 5 : 1, isClosed: true, open: decimal(low),
        high: decimal(high), low: decimal(low), close: decimal(high), baseVolume: decimal(1), quoteVolume: nil),
      .linear, now: now)
    let candle = TwinCandles.Candle(high: Double(high), low: Double(low), close: Double(high), usd: 1)
    if isFive { twin.fiveMinuteKline(key: Int(key), candle) } else { twin.kline(minute: Int(key), candle) }
  }

  private func expectNear(_ ours: Double?, _ theirs: Double?, _ step: Int) throws {
    try #require((ours == nil) == (theirs == nil), "\(step)")
    guard let ours, let theirs else { return }
    try #require(abs(ours - theirs) <= 1e-9 * theirs, "\(step): \(ours) \(theirs)")
  }
}
