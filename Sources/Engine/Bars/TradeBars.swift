internal import Market

/// Everything that is built from trades in bars and days, of one instrument: candles and their averages, footprints,
/// the day's profile and VWAP.
struct TradeBars: ~Copyable {
  private(set) var minutes = MinuteBars()
  private(set) var footprints: Footprints
  private(set) var profile = SessionProfile()
  private(set) var vwap = SessionVWAP()
  private var day = TradeDay()

  init(printing kinds: [BarKind]) { footprints = Footprints(printing: kinds) }

  /// After the whole seconds, before the frame's content (SEMANTICS.md I4, I19).
  @inline(__always)
  mutating func advance(
    to now: Int64, slot: InstrumentSlot, grid: Grid, changes: inout StateChanges, closed: inout ClosedBars
  ) {
    minutes.advance(to: now)
    footprints.advance(to: now, slot: slot, grid: grid, changes: &changes, closed: &closed)
  }

  /// A counted trade.
  mutating func add(
    _ trade: Trade, slot: InstrumentSlot, grid: Grid, contracts: ContractKind, closed: inout ClosedBars
  ) {
    let price = grid.value(ticks: trade.price.ticks)
    _ = minutes.add(
      milliseconds: trade.milliseconds, price: price, usd: Self.usd(trade.quantity, price, grid, contracts))
    let row = footprints.row(of: trade.price)
    let market = FootprintMarket(slot: slot, grid: grid, binTicks: footprints.bin.ticks ?? 1)
    footprints.add(trade, row: row, market, closed: &closed)
    addToDay(trade, row: row, isInverse: contracts != .linear)
  }

  @inline(__always)
  private static func usd(_ quantity: Quantity, _ price: Double, _ grid: Grid, _ contracts: ContractKind) -> Double? {
    switch contracts {
    case .linear: price * grid.value(lots: quantity.lots)
    case .inverse(let size): grid.value(lots: quantity.lots) * size.double
    case .inverseUnknown: nil
    }
  }

  @inline(__always)
  private mutating func addToDay(_ trade: Trade, row: Int64, isInverse: Bool) {
    switch day.note(trade.milliseconds) {
    case .earlier: return
    case .next:
      profile.reset()
      vwap.reset()
    case .same: break
    }
    profile.add(row: row, lots: trade.quantity.lots, isBuy: trade.aggressor == .buy)
    vwap.add(trade.price, trade.quantity, isInverse: isInverse)
  }

  mutating func add(_ kline: Kline, contracts: ContractKind, now: Int64) { minutes.add(kline, contracts, now: now) }

  /// Rows of footprints and profile that were folded into others.
  var rowsFolded: Int { footprints.folded + profile.folded }
  var byteCount: Int { minutes.byteCount + footprints.byteCount + profile.byteCount }

  func canScale(_ refinement: GridRefinement) -> Bool {
    footprints.canScale(refinement) && profile.canScale(lots: refinement.lot)
  }

  mutating func scale(_ refinement: GridRefinement) {
    footprints.scale(refinement)
    profile.scale(lots: refinement.lot)
    vwap.scale(refinement)
  }
}

// MARK: - Readings

extension InstrumentState {
  /// Wilder's ATR(14) of 1-m and 5-m bars, in quote units; nil until 15 bars.
  public var atr1m: Double? { bars.minutes.atr1m }
  public var atr5m: Double? { bars.minutes.atr5m }
  public var tradesLate: Int64 { bars.footprints.late }
  public var footprintRowsFolded: Int { bars.rowsFolded }

  func averageTrueRange(_ value: Double?) -> Reading { value.map { .number($0) } ?? .missing(.warming) }

  /// Null and `invalid` where turnover in USD is not known.
  func amihud() -> Reading {
    if case .inverseUnknown = contracts { return .missing(.invalid) }
    return bars.minutes.amihud.reading
  }

  func footprintImbalance() -> Reading { bars.footprints.imbalance(at: now) }
  func vwap() -> Reading { bars.vwap.reading(grid, contracts) }

  /// A row of the current 1-m bar, named by its lower edge.
  func barRow(_ row: (ValueArea) -> Int64) -> Reading { rowPrice(bars.footprints.area(at: now).map(row)) }

  /// A row of the day's profile.
  func sessionRow(_ row: (ValueArea) -> Int64) -> Reading { rowPrice(bars.profile.area.map(row)) }

  func sessionPOC() -> Reading { rowPrice(bars.profile.pocRow) }

  private func rowPrice(_ row: Int64?) -> Reading {
    guard let row, let binTicks = bars.footprints.bin.ticks else { return .missing(.warming) }
    return .exact(grid.price(ticks: row * binTicks))
  }
}
