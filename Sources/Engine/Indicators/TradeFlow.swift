internal import Market

/// Order-flow delta, delta ratio and cumulative volume delta of one instrument (B-01, B-02, B-03).
///
/// Only trades of the symbol's own stream come here: the first kind seen (SEMANTICS.md "Which trades count").
struct TradeFlow: ~Copyable {
  /// Windows in ms; the index of each is used by name below.
  static let shortWindows: [Int64] = [1_000, 5_000, 15_000, 30_000, 60_000, 180_000, 300_000]
  static let longWindows: [Int64] = [3_600_000, 14_400_000]
  /// Below this many trades a ratio is printed, but flagged `invalid` (SEMANTICS.md I30).
  static let ratioTradesMin: Int64 = 5
  private static let dayMilliseconds: Int64 = 86_400_000

  private var short = FlowWindows(lengthsMilliseconds: shortWindows, capacity: Limits.shortFlowEntries)
  private var long = FlowWindows(lengthsMilliseconds: longWindows, capacity: Limits.longFlowEntries)
  private(set) var kind: Trade.Kind?
  private(set) var lastPrice: Price?
  private(set) var firstMilliseconds: Int64?
  /// The latest trade time so far decides the day (SEMANTICS.md I33).
  private var latestMilliseconds = Int64.min
  private var now = Int64.min
  private var sessionLots: Int128 = 0
  private var dayLots: Int128 = 0

  var windowsCoarsened: Int { short.coarsened + long.coarsened }
  var byteCount: Int { short.byteCount + long.byteCount }

  @inline(__always)
  mutating func advance(to now: Int64) {
    self.now = now
    short.advance(to: now)
    long.advance(to: now)
  }

  /// False when the trade is of the other kind than the one that feeds: it is counted and feeds nothing.
  mutating func add(_ trade: Trade) -> Bool {
    if kind == nil { kind = trade.kind }
    guard trade.kind == kind else { return false }
    let isBuy = trade.aggressor == .buy
    if firstMilliseconds == nil { firstMilliseconds = trade.milliseconds }
    lastPrice = trade.price
    short.add(milliseconds: trade.milliseconds, lots: trade.quantity.lots, isBuy: isBuy)
    long.add(milliseconds: trade.milliseconds, lots: trade.quantity.lots, isBuy: isBuy)
    accumulate(trade, isBuy ? Int128(trade.quantity.lots) : -Int128(trade.quantity.lots))
    return true
  }

  private mutating func accumulate(_ trade: Trade, _ signedLots: Int128) {
    sessionLots += signedLots
    let day = Self.day(trade.milliseconds)
    if latestMilliseconds == .min || day > Self.day(latestMilliseconds) { dayLots = 0 }
    latestMilliseconds = max(latestMilliseconds, trade.milliseconds)
    if day == Self.day(latestMilliseconds) { dayLots += signedLots }
  }

  private static func day(_ milliseconds: Int64) -> Int64 {
    (milliseconds >= 0 ? milliseconds : milliseconds - dayMilliseconds + 1) / dayMilliseconds
  }
}

// MARK: - Readings

extension TradeFlow {
  /// The running sums of a short window.
  func sums(window: Int) -> FlowWindows.Window { short[window] }

  /// B-01: Σ s·q over the window, in base (contracts for inverse), exact.
  func delta(window: Int, _ grid: Grid) -> Reading {
    reading(short[window].deltaLots, grid, length: Self.shortWindows[window])
  }

  /// B-03, the trailing 1 h or 4 h.
  func longDelta(window: Int, _ grid: Grid) -> Reading {
    reading(long[window].deltaLots, grid, length: Self.longWindows[window])
  }

  /// The same in lots, for what is sampled from it.
  func deltaLots(window: Int) -> Double { double(short[window].deltaLots) }

  private func reading(_ lots: Int128, _ grid: Grid, length: Int64) -> Reading {
    guard firstMilliseconds != nil else { return .missing(.warming) }
    return .exact(grid.quantity(lots: lots), isWarming(length) ? .warming : .ok)
  }

  private func isWarming(_ length: Int64) -> Bool {
    guard let first = firstMilliseconds else { return true }
    return now - first < length
  }

  /// B-02: (B − S) ÷ (B + S) in [−1, 1]; null and `invalid` without volume, `invalid` below 5 trades.
  func ratio(window: Int) -> Reading {
    let sums = short[window]
    let total = sums.buyLots + sums.sellLots
    guard total > 0 else { return .missing(.invalid) }
    let isShortOfTrades = sums.trades < Self.ratioTradesMin
    let flag: ReadingFlag = isShortOfTrades ? .invalid : isWarming(Self.shortWindows[window]) ? .warming : .ok
    return .number(double(sums.deltaLots) / double(total), flag)
  }

  /// B-03 since 00:00:00 UTC of the trade time, or since session start if later.
  func cumulativeDay(_ grid: Grid) -> Reading {
    firstMilliseconds == nil ? .missing(.warming) : .exact(grid.quantity(lots: dayLots))
  }

  /// B-03 since session start.
  func cumulativeSession(_ grid: Grid) -> Reading {
    firstMilliseconds == nil ? .missing(.warming) : .exact(grid.quantity(lots: sessionLots))
  }

  func lastPrice(_ grid: Grid) -> Reading {
    lastPrice.map { .exact(grid.price(ticks: $0.ticks)) } ?? .missing(.warming)
  }
}

// MARK: - Regridding

extension TradeFlow {
  func canScale(_ refinement: GridRefinement) -> Bool {
    short.canScale(lots: refinement.lot) && long.canScale(lots: refinement.lot)
      && !sessionLots.multipliedReportingOverflow(by: Int128(refinement.lot)).overflow
      && !dayLots.multipliedReportingOverflow(by: Int128(refinement.lot)).overflow
      && (lastPrice.map { refinement.scaled(ticks: $0.ticks) != nil } ?? true)
  }

  mutating func scale(_ refinement: GridRefinement) {
    short.scale(lots: refinement.lot)
    long.scale(lots: refinement.lot)
    sessionLots *= Int128(refinement.lot)
    dayLots *= Int128(refinement.lot)
    if let price = lastPrice { lastPrice = Price(ticks: price.ticks * refinement.price) }
  }
}
