internal import Market
internal import Memory

/// Order-flow imbalance of Cont, Kukanov and Stoikov (B-18): what each book update adds to or takes from the demand at
/// the touch, and the same for the five best levels of each side compared by their place (SEMANTICS.md I12, I13).
///
/// An update counts at its own event time in (now − T, now], exact to the millisecond. A snapshot is no flow, and the
/// first diff after it gives none either: the snapshot may be older than the diff's own predecessor.
struct OrderFlowImbalance: ~Copyable {
  static let levels = 5
  static let windows: [Int64] = [1_000, 5_000]

  private var touch = FlowWindows(lengthsMilliseconds: windows, capacity: Limits.imbalanceEntries)
  private var deep = FlowWindows(lengthsMilliseconds: [windows[1]], capacity: Limits.imbalanceEntries)
  /// The best levels after the latest update: bids first, then asks.
  private var before = FixedArray<RankedLevel>(zeroed: 2 * levels)
  private var bidsBefore = 0
  private var asksBefore = 0
  private var skipsNext = true
  /// `now` at the first book update: what warms up does so by the clock, whatever time that update had of its own.
  private var firstMilliseconds: Int64?
  private var now = Int64.min

  var coarsened: Int { touch.coarsened + deep.coarsened }
  var byteCount: Int { touch.byteCount + deep.byteCount + before.byteCount }

  @inline(__always)
  mutating func advance(to now: Int64, hasBook: Bool) {
    self.now = now
    touch.advance(to: now)
    deep.advance(to: now)
    // A book that was loaded before any event time is as old as the first one.
    if firstMilliseconds == nil && hasBook { firstMilliseconds = now }
  }

  /// One applied update; `milliseconds` is its own event time, else the symbol's, nil while there is neither.
  mutating func update(
    _ bids: borrowing TopLevels, _ asks: borrowing TopLevels, at milliseconds: Int64?, isSnapshot: Bool
  ) {
    if firstMilliseconds == nil && now > .min { firstMilliseconds = now }
    if let milliseconds, !isSnapshot, !skipsNext { add(bids, asks, at: milliseconds) }
    skipsNext = isSnapshot
    remember(bids, asks)
  }

  private mutating func add(_ bids: borrowing TopLevels, _ asks: borrowing TopLevels, at milliseconds: Int64) {
    var sum: Int128 = 0
    for level in 0..<min(Self.levels, min(bidsBefore, bids.count), min(asksBefore, asks.count)) {
      let bid = Self.added(before[level], bids[level])
      let ask = Self.added(before[Self.levels + level], asks[level])
      if level == 0 { Self.add(Int128(bid - ask), to: &touch, at: milliseconds) }
      sum += Int128(bid) - Int128(ask)
    }
    Self.add(sum, to: &deep, at: milliseconds)
  }

  /// 1{P ≥ P'}·q − 1{P ≤ P'}·q', where a higher rank is a better price on either side. Within ±10^18.
  @inline(__always)
  private static func added(_ before: RankedLevel, _ after: RankedLevel) -> Int64 {
    (after.rank >= before.rank ? after.lots : 0) - (after.rank <= before.rank ? before.lots : 0)
  }

  /// Five levels of 18 digits may exceed what one entry takes; they then come in parts.
  private static func add(_ lots: Int128, to windows: inout FlowWindows, at milliseconds: Int64) {
    var rest = lots
    while rest != 0 {
      let part = max(-Int128(Int64.max), min(Int128(Int64.max), rest))
      windows.add(milliseconds: milliseconds, lots: Int64(part.magnitude), isBuy: part > 0)
      rest -= part
    }
  }

  private mutating func remember(_ bids: borrowing TopLevels, _ asks: borrowing TopLevels) {
    bidsBefore = min(bids.count, Self.levels)
    asksBefore = min(asks.count, Self.levels)
    for level in 0..<bidsBefore { before[level] = bids[level] }
    for level in 0..<asksBefore { before[Self.levels + level] = asks[level] }
  }

  /// The book has moved to a finer grid; its levels are given anew. Flow that would not fit there is forgotten and
  /// counted, because a regrid must not fail for the sake of five seconds of hostile quantities.
  mutating func scale(
    _ refinement: GridRefinement, _ bids: borrowing TopLevels, _ asks: borrowing TopLevels
  ) {
    if touch.canScale(lots: refinement.lot) { touch.scale(lots: refinement.lot) } else { touch.removeAll() }
    if deep.canScale(lots: refinement.lot) { deep.scale(lots: refinement.lot) } else { deep.removeAll() }
    remember(bids, asks)
  }
}

// MARK: - Readings

extension OrderFlowImbalance {
  /// `ofi_1s` and `ofi_5s`: Σ e over the window, in base (contracts for inverse), exact.
  func touchSum(window: Int, _ grid: Grid) -> Reading {
    guard firstMilliseconds != nil else { return .missing(.warming) }
    let (mantissa, overflow) = touch[window].deltaLots.multipliedReportingOverflow(by: Int128(grid.lotMantissa))
    guard !overflow else { return .missing(.invalid) }
    let flag: ReadingFlag = isWarming(Self.windows[window]) ? .warming : .ok
    return .exact(ExactDecimal(mantissa: mantissa, decimals: grid.lotDecimals), flag)
  }

  /// `mlofi_5s`: Σ e_m ÷ 5 over the window: one division of two integers, so the nearest double.
  func deepMean(_ grid: Grid) -> Reading {
    guard firstMilliseconds != nil else { return .missing(.warming) }
    let (mantissa, overflow) = deep[0].deltaLots.multipliedReportingOverflow(by: Int128(grid.lotMantissa))
    guard !overflow else { return .missing(.invalid) }
    var divisor = Double(Self.levels)
    for _ in 0..<grid.lotDecimals { divisor *= 10 }
    return .number(double(mantissa) / divisor, isWarming(Self.windows[1]) ? .warming : .ok)
  }

  private func isWarming(_ length: Int64) -> Bool {
    guard let first = firstMilliseconds else { return true }
    return now - first < length
  }
}

extension InstrumentState {
  func orderFlowImbalance(window: Int) -> Reading { fromBook(flowImbalance.touchSum(window: window, grid)) }

  func multiLevelImbalance() -> Reading { fromBook(flowImbalance.deepMean(grid)) }
}
