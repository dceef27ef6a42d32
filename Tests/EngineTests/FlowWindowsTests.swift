import Engine
import NaiveTwins
import Testing

@Suite struct FlowWindowsTests {
  private static let lengths: [Int64] = [1_000, 5_000, 30_000]

  private func sums(_ windows: borrowing FlowWindows, _ index: Int) -> TwinFlow.Sums {
    let window = windows[index]
    return TwinFlow.Sums(buyLots: window.buyLots, sellLots: window.sellLots, trades: window.trades)
  }

  private func add(_ print: FlowTape.Print, _ windows: inout FlowWindows, _ twin: inout TwinFlow) {
    twin.advance(to: print.milliseconds)
    windows.advance(to: twin.now)
    twin.add(print)
    windows.add(milliseconds: print.milliseconds, lots: print.lots, isBuy: print.isBuy)
  }

  private func expectSame(_ windows: borrowing FlowWindows, _ twin: TwinFlow, _ trade: Int) throws {
    for (index, length) in Self.lengths.enumerated() {
      try #require(sums(windows, index) == twin.sums(length), "window \(length) ms after trade \(trade)")
    }
  }

  @Test(
    "windows equal brute force over 100 000 trades, late ones and silences included", arguments: [1, 2] as [UInt64])
  func equalBruteForce(_ seed: UInt64) throws {
    var windows = FlowWindows(lengthsMilliseconds: Self.lengths, capacity: 8_192)
    var twin = TwinFlow(longestMilliseconds: 30_000)
    for (number, print) in FlowTape(seed: seed).prefix(50_000).enumerated() {
      add(print, &windows, &twin)
      if number.isMultiple(of: 25) { try expectSame(windows, twin, number) }
    }
    #expect(windows.coarsened == 0)
  }

  @Test("a window ends to the millisecond: a trade counts until it is as old as the window is long")
  func endsToTheMillisecond() {
    var windows = FlowWindows(lengthsMilliseconds: [1_000], capacity: 8)
    windows.advance(to: 5_000)
    windows.add(milliseconds: 5_000, lots: 3, isBuy: true)
    windows.advance(to: 5_999)
    #expect(windows[0].deltaLots == 3 && windows[0].trades == 1)
    windows.advance(to: 6_000)
    #expect(windows[0].deltaLots == 0 && windows[0].trades == 0)
  }

  @Test("a trade that comes when its window has passed counts nowhere")
  func ignoresWhatIsTooOld() {
    var windows = FlowWindows(lengthsMilliseconds: [1_000, 5_000], capacity: 8)
    windows.advance(to: 10_000)
    windows.add(milliseconds: 5_000, lots: 3, isBuy: false)
    windows.add(milliseconds: 5_001, lots: 4, isBuy: false)
    windows.add(milliseconds: 9_001, lots: 5, isBuy: true)
    #expect(windows[0].deltaLots == 5)
    #expect(windows[1].deltaLots == 1 && windows[1].trades == 2)
  }

  @Test("after a finer lot every window is that many times as large", arguments: [3, 4] as [UInt64])
  func scales(_ seed: UInt64) throws {
    var windows = FlowWindows(lengthsMilliseconds: Self.lengths, capacity: 8_192)
    var twin = TwinFlow(longestMilliseconds: 30_000)
    for (number, print) in FlowTape(seed: seed).prefix(6_000).enumerated() {
      if number.isMultiple(of: 2_000), number > 0 {
        #expect(windows.canScale(lots: 10) == true)
        windows.scale(lots: 10)
        twin.scale(lots: 10)
      }
      add(print, &windows, &twin)
      if number.isMultiple(of: 40) { try expectSame(windows, twin, number) }
    }
  }

  @Test("a finer lot that would not fit is refused before anything changes")
  func refusesToOverflow() {
    var windows = FlowWindows(lengthsMilliseconds: [1_000], capacity: 8)
    windows.advance(to: 1)
    windows.add(milliseconds: 1, lots: 999_999_999_999_999_999, isBuy: true)
    #expect(windows.canScale(lots: 9) == true)
    #expect(windows.canScale(lots: 10) == false)
    #expect(windows[0].deltaLots == 999_999_999_999_999_999)
  }
}

/// More distinct trade times than there is room for.
@Suite struct FlowWindowsFullTests {
  private static let lengths: [Int64] = [500, 30_000]

  /// All within the long window, so that nothing leaves and the coarseness only grows.
  private func crowd(_ seed: UInt64) -> [FlowTape.Print] {
    var random = SeededGenerator(seed: seed)
    return (0..<1_000 as Range<Int64>).map { number in
      FlowTape.Print(
        milliseconds: 1_700_000_000_000 + number * 25 - Int64.random(in: 0...3_000, using: &random),
        lots: Int64.random(in: 1...1_000, using: &random), isBuy: Bool.random(using: &random))
    }
  }

  @Test(
    "full windows lose no volume, and reach back too far by less than the coarseness", arguments: [5, 6] as [UInt64])
  func coarsen(_ seed: UInt64) {
    var windows = FlowWindows(lengthsMilliseconds: Self.lengths, capacity: 64)
    var twin = TwinFlow(longestMilliseconds: 60_000)
    for print in crowd(seed) {
      twin.advance(to: print.milliseconds)
      windows.advance(to: twin.now)
      twin.add(print)
      windows.add(milliseconds: print.milliseconds, lots: print.lots, isBuy: print.isBuy)
      let coarseness = (Int64(1) << Int64(windows.coarsened)) - 1
      let (least, most) = (twin.sums(Self.lengths[0]), twin.sums(Self.lengths[0] + coarseness))
      #expect(windows[0].buyLots >= least.buyLots && windows[0].buyLots <= most.buyLots)
      #expect(windows[0].sellLots >= least.sellLots && windows[0].sellLots <= most.sellLots)
      #expect(windows[0].trades >= least.trades && windows[0].trades <= most.trades)
    }
    let all = twin.sums(Self.lengths[1])
    #expect(windows[1].buyLots == all.buyLots && windows[1].sellLots == all.sellLots && windows[1].trades == 1_000)
    #expect(windows.coarsened > 3)
  }

  @Test("quantities of 18 digits add up without a trap, even where they cannot share an entry")
  func survivesHostileQuantities() {
    let hostile: Int64 = 999_999_999_999_999_999
    var windows = FlowWindows(lengthsMilliseconds: [1_000, 60_000], capacity: 64)
    for trade in 0..<50 {
      windows.advance(to: 10_000)
      windows.add(milliseconds: 10_000, lots: hostile, isBuy: trade.isMultiple(of: 2))
    }
    #expect(windows[0].buyLots == 25 * Int128(hostile) && windows[1].sellLots == 25 * Int128(hostile))
    windows.advance(to: 11_000)
    #expect(windows[0].deltaLots == 0 && windows[0].trades == 0 && windows[1].trades == 50)
  }

  @Test("entries that cannot be joined give way from the oldest on, when no coarseness helps")
  func dropsTheOldestAtLast() {
    let hostile: Int64 = 999_999_999_999_999_999
    var windows = FlowWindows(lengthsMilliseconds: [1_000_000], capacity: 4)
    windows.advance(to: 10_000)
    for _ in 0..<100 { windows.add(milliseconds: 10_000, lots: hostile, isBuy: true) }
    #expect(windows[0].trades > 0 && windows[0].trades <= 100)
    #expect(windows[0].buyLots == Int128(windows[0].trades) * Int128(hostile))
  }
}
