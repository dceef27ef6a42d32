public import Market

/// One row of the engine's indicators: its name in output and how it is read from an instrument's state.
public struct Indicator: Sendable {
  public let name: String
  let read: @Sendable (borrowing InstrumentState, DepthBands) -> Reading

  init(_ name: String, _ read: @escaping @Sendable (borrowing InstrumentState) -> Reading) {
    self.name = name
    self.read = { state, _ in read(state) }
  }

  /// For values that look at the depth around mid.
  init(_ name: String, inBands read: @escaping @Sendable (borrowing InstrumentState, DepthBands) -> Reading) {
    self.name = name
    self.read = read
  }
}

/// All indicators, in the order of output and digest. State is kept per tick by the parts; a value is computed when
/// it is read. To add one: a file beside this one, a line here, and `digestVersion` raised.
public enum IndicatorTable {
  public static let digestVersion = 2

  public static let rows: [Indicator] = [
    // Trade flow
    Indicator("delta_1s") { $0.flow.delta(window: 0, $0.grid) },
    Indicator("delta_5s") { $0.flow.delta(window: 1, $0.grid) },
    Indicator("delta_15s") { $0.flow.delta(window: 2, $0.grid) },
    Indicator("delta_30s") { $0.flow.delta(window: 3, $0.grid) },
    Indicator("delta_60s") { $0.flow.delta(window: 4, $0.grid) },
    Indicator("delta_180s") { $0.flow.delta(window: 5, $0.grid) },
    Indicator("delta_300s") { $0.flow.delta(window: 6, $0.grid) },
    Indicator("delta_ratio_5s") { $0.flow.ratio(window: 1) },
    Indicator("delta_ratio_30s") { $0.flow.ratio(window: 3) },
    Indicator("delta_ratio_60s") { $0.flow.ratio(window: 4) },
    Indicator("delta_ratio_180s") { $0.flow.ratio(window: 5) },
    Indicator("cvd") { $0.flow.cumulativeDay($0.grid) },
    Indicator("cvd_total") { $0.flow.cumulativeSession($0.grid) },
    Indicator("cvd_1h") { $0.flow.longDelta(window: 0, $0.grid) },
    Indicator("cvd_4h") { $0.flow.longDelta(window: 1, $0.grid) },
    Indicator("delta_momentum") { $0.momentum.reading(at: $0.clock.now ?? 0) },
    Indicator("volume_burst") { $0.volumeBurst.reading(at: $0.clock.now ?? 0) },
    Indicator("vpin") { $0.vpin.reading },
    Indicator("kyle_lambda") { $0.kyle.reading($0.grid) },
    Indicator("amihud") { $0.amihud() },
    // Volatility and panic
    Indicator("rv_10s") { $0.volatility.readingTenSeconds(at: $0.clock.now ?? 0) },
    Indicator("rv_30m") { $0.volatility.readingThirtyMinutes(at: $0.clock.now ?? 0) },
    Indicator("panic_index") { $0.panic.indexReading(at: $0.clock.now ?? 0) },
    Indicator("panic_state") { $0.panic.stateReading(at: $0.clock.now ?? 0, hasRange: $0.atr5m != nil) },
    Indicator("panic_dir") { $0.panic.directionReading(at: $0.clock.now ?? 0) },
    Indicator("atr_1m") { $0.averageTrueRange($0.atr1m) },
    Indicator("atr_5m") { $0.averageTrueRange($0.atr5m) },
    // Absorption
    Indicator("absorption_3s") { $0.absorption.reading(window: 0, at: $0.clock.now ?? 0, $0.grid) },
    Indicator("absorption_10s") { $0.absorption.reading(window: 1, at: $0.clock.now ?? 0, $0.grid) },
    Indicator("absorption_30s") { $0.absorption.reading(window: 2, at: $0.clock.now ?? 0, $0.grid) },
    // Book
    Indicator("obi_1") { $0.imbalance(depth: 1) },
    Indicator("obi_5") { $0.imbalance(depth: 5) },
    Indicator("obi_10") { $0.imbalance(depth: 10) },
    Indicator("obi_20") { $0.imbalance(depth: 20) },
    Indicator("obi_5_weighted") { $0.weightedImbalance() },
    Indicator("obi_10bps", inBands: { $0.imbalance($1.ten) }),
    Indicator("obi_5_ew") { $0.fromBook($0.imbalance.smoothed(now: $0.clock.now ?? 0)) },
    Indicator("ofi_1s") { $0.orderFlowImbalance(window: 0) },
    Indicator("ofi_5s") { $0.orderFlowImbalance(window: 1) },
    Indicator("mlofi_5s") { $0.multiLevelImbalance() },
    Indicator("densities") { $0.densities() },
    Indicator("buy_wall_price") { $0.wallPrice(.bid) },
    Indicator("buy_wall_quantity") { $0.wallQuantity(.bid) },
    Indicator("dist_to_buy_wall") { $0.wallDistance(.bid) },
    Indicator("sell_wall_price") { $0.wallPrice(.ask) },
    Indicator("sell_wall_quantity") { $0.wallQuantity(.ask) },
    Indicator("dist_to_sell_wall") { $0.wallDistance(.ask) },
    Indicator("wall_erosion_buy") { $0.wallErosion(.bid) },
    Indicator("wall_erosion_sell") { $0.wallErosion(.ask) },
    Indicator("spoof_max") { $0.spoofMax() },
    Indicator("microprice") { $0.microprice() },
    Indicator("weighted_mid") { $0.weightedMid() },
    Indicator("spread_bps") { $0.spreadBps() },
    Indicator("depth_usd_bid_10bps", inBands: { $0.depthUSD(.bid, $1.ten) }),
    Indicator("depth_usd_ask_10bps", inBands: { $0.depthUSD(.ask, $1.ten) }),
    Indicator("depth_usd_bid_25bps", inBands: { $0.depthUSD(.bid, $1.twentyFive) }),
    Indicator("depth_usd_ask_25bps", inBands: { $0.depthUSD(.ask, $1.twentyFive) }),
    Indicator("book_pressure") { $0.bookPressure() },
    // Footprint
    Indicator("footprint_imbalance") { $0.footprintImbalance() },
    Indicator("poc") { $0.barRow { $0.pocRow } },
    Indicator("vah") { $0.barRow { $0.highRow } },
    Indicator("val") { $0.barRow { $0.lowRow } },
    Indicator("session_poc") { $0.sessionPOC() },
    Indicator("session_vah") { $0.sessionRow { $0.highRow } },
    Indicator("session_val") { $0.sessionRow { $0.lowRow } },
    Indicator("vwap_session") { $0.vwap() },
    // Liquidations and derivatives
    Indicator("liq_long_usd_30s") { $0.liquidationUSD(.long, seconds: 30) },
    Indicator("liq_short_usd_30s") { $0.liquidationUSD(.short, seconds: 30) },
    Indicator("liq_long_usd_60s") { $0.liquidationUSD(.long, seconds: 60) },
    Indicator("liq_short_usd_60s") { $0.liquidationUSD(.short, seconds: 60) },
    Indicator("liq_long_usd_300s") { $0.liquidationUSD(.long, seconds: 300) },
    Indicator("liq_short_usd_300s") { $0.liquidationUSD(.short, seconds: 300) },
    Indicator("cascade_long") { $0.cascadeIntensity(.long) },
    Indicator("cascade_short") { $0.cascadeIntensity(.short) },
    Indicator("cascade_long_exhaustion") { $0.cascadeExhaustion(.long) },
    Indicator("cascade_short_exhaustion") { $0.cascadeExhaustion(.short) },
    Indicator("hawkes_ratio_long") { $0.hawkesRatio(.long) },
    Indicator("hawkes_ratio_short") { $0.hawkesRatio(.short) },
    Indicator("funding_8h") { $0.funding8h() },
    Indicator("basis_bps") { $0.basisBps() },
    Indicator("open_interest") { $0.openInterestNow() },
    Indicator("open_interest_change_1h_pct") { $0.openInterestChange() },
    // Prices
    Indicator("mid") { $0.mid() },
    Indicator("last_price") { $0.flow.lastPrice($0.grid) },
    Indicator("best_bid") { $0.bestPrice(.bid) },
    Indicator("best_ask") { $0.bestPrice(.ask) },
  ]
}

extension InstrumentState {
  /// Reads one indicator at the state as it is; `bands` are this moment's `depthBands`, computed once for all.
  public func read(_ indicator: Indicator, _ bands: DepthBands) -> Reading { indicator.read(self, bands) }

  /// The depth around mid; costs a step per level within 25 bps.
  public var depthBands: DepthBands { DepthBands(of: book, worstHeldIsKnown: knowsOnlyHeldLevels) }

  /// Puts the book's own flag over a value that was read from it.
  func fromBook(_ reading: Reading) -> Reading { reading.flagged(bookFlag) }

  func imbalance(depth: Int) -> Reading {
    guard book.isTwoSided else { return noBook }
    return fromBook(BookImbalance.depth(depth, topBids, topAsks))
  }

  /// What a book value is while there is no two-sided book: it can still come, unless the book is there and one-sided.
  var noBook: Reading { status == .syncing ? .missing(.warming) : fromBook(.missing(.invalid)) }

  func weightedImbalance() -> Reading {
    guard book.isTwoSided else { return noBook }
    return fromBook(BookImbalance.weighted(topBids, topAsks))
  }

  func imbalance(_ band: DepthBand?) -> Reading {
    guard let band else { return noBook }
    return fromBook(BookImbalance.band(band))
  }

  func depthUSD(_ side: BookSide, _ band: DepthBand?) -> Reading {
    guard let band else { return noBook }
    return fromBook(band.usd(side, grid, contracts))
  }

  func weightedMid() -> Reading {
    guard let bid = book.bids.best, let ask = book.asks.best else { return noBook }
    return fromBook(.number(SpreadAndMid.weightedMid(bid, ask, grid)))
  }

  func spreadBps() -> Reading {
    guard let bid = book.bestBidTicks, let ask = book.bestAskTicks else { return noBook }
    return fromBook(.number(SpreadAndMid.spreadBps(bid, ask)))
  }

  func mid() -> Reading {
    guard let bid = touchTicks(.bid), let ask = touchTicks(.ask) else { return noBook }
    return fromTouch(.exact(SpreadAndMid.mid(bid, ask, grid)))
  }

  public func bestPrice(_ side: BookSide) -> Reading {
    guard let ticks = touchTicks(side) else { return noBook }
    return fromTouch(.exact(grid.price(ticks: ticks)))
  }

  /// A price of the top-of-book topic is as good as it is; one of the book carries the book's flag.
  private func fromTouch(_ reading: Reading) -> Reading { status == .syncing ? reading : fromBook(reading) }

  /// From the book; from a top-of-book topic only while the symbol never had a deeper one.
  func touchTicks(_ side: BookSide) -> Int64? {
    if status == .syncing { return (side == .bid ? touch.bid : touch.ask)?.price.ticks }
    return side == .bid ? book.bestBidTicks : book.bestAskTicks
  }
}

// MARK: - Walls

extension InstrumentState {
  private func nearestWall(_ side: BookSide) -> Wall? { side == .bid ? bidWalls.nearest : askWalls.nearest }

  private func fromWall(_ side: BookSide, _ read: (Wall) -> Reading) -> Reading {
    guard let wall = nearestWall(side) else { return fromBook(.missing(.warming)) }
    return fromBook(read(wall))
  }

  func wallPrice(_ side: BookSide) -> Reading {
    fromWall(side) { .exact(grid.price(ticks: abs($0.rank))) }
  }

  func wallQuantity(_ side: BookSide) -> Reading {
    fromWall(side) { .exact(grid.quantity(lots: Int128($0.lots))) }
  }

  /// 100·|mid − wall| ÷ mid, in per cent; the wall lies on its own side of mid.
  func wallDistance(_ side: BookSide) -> Reading {
    guard let bid = book.bestBidTicks, let ask = book.bestAskTicks else { return noBook }
    let mid = Double(bid + ask) / 2
    return fromWall(side) { wall in
      let distance = side == .bid ? mid - Double(wall.rank) : -Double(wall.rank) - mid
      return .number(100 * distance / mid)
    }
  }

  func wallErosion(_ side: BookSide) -> Reading { fromWall(side) { .number($0.erosionPercent) } }
}

// MARK: - Densities

extension InstrumentState {
  /// B-19: how many are tracked now, both sides together.
  func densities() -> Reading {
    guard densityFloor.exists else { return fromBook(.missing(.invalid)) }
    guard status != .syncing else { return noBook }
    return fromBook(.integer(Int64(bidDensities.trackedCount + askDensities.trackedCount)))
  }

  /// B-23: the largest score among the densities tracked now.
  func spoofMax() -> Reading {
    guard densityFloor.exists else { return fromBook(.missing(.invalid)) }
    let now = clock.now ?? 0
    guard let bid = bidDensities.spoofMax(at: now) else {
      return fromBook(askDensities.spoofMax(at: now).map { .number($0) } ?? .missing(.warming))
    }
    return fromBook(.number(max(bid, askDensities.spoofMax(at: now) ?? 0)))
  }
}
