internal import Market
internal import Memory

/// What events do to one instrument. Each step is a few calls; the rules live in the parts.
extension InstrumentState {
  @inline(__always)
  mutating func advance(to milliseconds: Int64, changes: inout StateChanges, closed: inout ClosedBars) {
    let seconds = clock.advance(to: milliseconds)
    if let seconds { evaluate(seconds: seconds, changes: &changes) }
    guard let now = clock.now else { return }
    flow.advance(to: now)
    flowImbalance.advance(to: now, hasBook: counts.updates > 0)
    liquidations.advance(to: now)
    bars.advance(to: now, slot: slot, grid: grid, changes: &changes, closed: &closed)
    // A book that was loaded before any event time is as old as the first one.
    if dataAge.latest == nil && counts.updates > 0 { dataAge.applied(at: now) }
    lap(.time)
  }

  /// Per-second samples, on the book as it was before the frame (SEMANTICS.md I4).
  private mutating func evaluate(seconds: ClosedRange<Int64>, changes: inout StateChanges) {
    sampleLiquidity(seconds)
    lap(.strategy)
    for second in seconds {
      flow.advance(to: second * 1_000)
      lap(.tradeFlow)
      mids.sample(second: second)
      evaluate(second: second, changes: &changes)
    }
  }

  /// Everything that is sampled once a second, in the order in which one needs another.
  private mutating func evaluate(second: Int64, changes: inout StateChanges) {
    largeTrades.secondPassed()
    sampleDivergence(second, &changes)
    lap(.tape)
    sampleSeries(second: second, changes: &changes)
    lap(.series)
    tellEndedLevels(at: second * 1_000, &changes)
    lap(.densities)
    if traits.isDerivative { sampleLiquidations(at: second * 1_000, &changes) }
    lap(.derivatives)
  }

  private mutating func sampleLiquidity(_ seconds: ClosedRange<Int64>) {
    guard status == .ok, let spread = spreadTicks, let depth = depthTickLots else { return }
    for second in seconds { liquidity.sample(spreadTicks: spread, depthTickLots: depth, at: second * 1_000) }
  }

  var spreadTicks: Int64? {
    guard let bid = book.bestBidTicks, let ask = book.bestAskTicks else { return nil }
    return ask - bid
  }

  /// Both sides within 25 bps in ticks × lots: what F3 compares with its own mean.
  private var depthTickLots: Double? {
    guard let band = depthBands.twentyFive, let bids = band.bidTickLots, let asks = band.askTickLots
    else { return nil }
    return double(bids) + double(asks)
  }

  mutating func applied(updateID: Int64, levels: Int) {
    self.updateID = updateID
    counts.updates += 1
    counts.levelUpdates += Int64(levels)
    if let now = clock.now { dataAge.applied(at: now) }
  }

  /// A snapshot or a diff has been applied; `eventMilliseconds` is its own time, nil where it has none.
  mutating func updateBookIndicators(at eventMilliseconds: Int64?, isSnapshot: Bool, changes: inout StateChanges) {
    topBids.copy(from: book.bids)
    topAsks.copy(from: book.asks)
    if let bid = book.bestBidTicks, let ask = book.bestAskTicks { mids.note(twiceMid: bid + ask) }
    lap(.touch)
    updateLevelFlow(at: eventMilliseconds, isSnapshot: isSnapshot, changes: &changes)
    guard let now = clock.now else { return }
    imbalance.update(topBids, topAsks, now: now)
    lap(.imbalance)
    updateLevels(.bid, now, isSnapshot, &changes)
    updateLevels(.ask, now, isSnapshot, &changes)
  }

  /// Walls and densities of one side.
  private mutating func updateLevels(
    _ side: BookSide, _ now: Int64, _ isSnapshot: Bool, _ changes: inout StateChanges
  ) {
    let moment = BookMoment(
      now: now, side: side, slot: slot, isSnapshot: isSnapshot, twiceMidTicks: book.twiceMidTicks)
    if side == .bid {
      bidWalls.update(book.bids, topBids, moment, changes: &changes)
      lap(.walls)
      bidDensities.update(book.bids, topBids, densityFloor, moment, changes: &changes)
    } else {
      askWalls.update(book.asks, topAsks, moment, changes: &changes)
      lap(.walls)
      askDensities.update(book.asks, topAsks, densityFloor, moment, changes: &changes)
    }
    lap(.densities)
  }

  /// Walls and densities that left the tracked set 250 ms ago or earlier (F-65).
  @inline(__always)
  private mutating func tellEndedLevels(at now: Int64, _ changes: inout StateChanges) {
    bidWalls.tellEnded(at: now, .bid, slot, &changes)
    askWalls.tellEnded(at: now, .ask, slot, &changes)
    bidDensities.tellEnded(at: now, .bid, slot, &changes)
    askDensities.tellEnded(at: now, .ask, slot, &changes)
  }

  /// A trade hits the resting side: what is tracked at its very price has been executed.
  @inline(__always)
  private mutating func printOnLevels(_ trade: Trade, _ changes: inout StateChanges) {
    guard let now = clock.now else { return }
    tellEndedLevels(at: now, &changes)
    let (ticks, lots, isBookKnown) = (trade.price.ticks, trade.quantity.lots, status == .ok)
    if trade.aggressor == .sell {
      bidWalls.recordPrint(rank: ticks, lots: lots, at: now, isBookKnown: isBookKnown)
      lap(.walls)
      bidDensities.recordPrint(rank: ticks, lots: lots, at: now, isBookKnown: isBookKnown)
    } else {
      askWalls.recordPrint(rank: -ticks, lots: lots, at: now, isBookKnown: isBookKnown)
      lap(.walls)
      askDensities.recordPrint(rank: -ticks, lots: lots, at: now, isBookKnown: isBookKnown)
    }
    lap(.densities)
  }

  /// False when the trade is of the other kind than the one that feeds (SEMANTICS.md "Which trades count").
  @inline(__always)
  mutating func add(_ trade: Trade, changes: inout StateChanges, closed: inout ClosedBars) -> Bool {
    guard flow.add(trade) else { return false }
    lap(.tradeFlow)
    vpin.add(lots: trade.quantity.lots, isBuy: trade.aggressor == .buy)
    noteLargeTrade(trade, &changes)
    noteOriginals(trade)
    if let found = divergence.add(ticks: trade.price.ticks, at: trade.milliseconds) {
      changes.append(StateChange(slot: slot, kind: .divergence(found)))
    }
    lap(.tape)
    noteCascadePrice(trade.price.ticks)
    lap(.derivatives)
    tradeSeconds.add(trade)
    lap(.series)
    printOnLevels(trade, &changes)
    addPrint(trade, changes: &changes)
    lap(.icebergs)
    bars.add(trade, slot: slot, grid: grid, contracts: contracts, closed: &closed)
    lap(.bars)
    return true
  }

  private mutating func noteLargeTrade(_ trade: Trade, _ changes: inout StateChanges) {
    guard let usd = usd(trade), largeTrades.add(usd: usd.double) else { return }
    changes.append(
      StateChange(slot: slot, kind: .largeTrade(trade.aggressor, trade.price, trade.quantity, usd: usd)))
  }

  private mutating func sampleDivergence(_ second: Int64, _ changes: inout StateChanges) {
    let tick = grid.tickSize
    let found = divergence.sample(
      delta: flow.deltaLots(window: 3), second: second, lastTicks: flow.lastPrice?.ticks,
      atrTicks: atr1m.map { $0 / tick })
    if let found { changes.append(StateChange(slot: slot, kind: .divergence(found))) }
  }

  mutating func add(_ liquidation: Liquidation, changes: inout StateChanges) {
    guard traits.isDerivative, let now = clock.now else { return }
    noteLiquidation(liquidation, now, &changes)
  }

  mutating func add(_ price: MarkPrice) { funding.update(price) }

  mutating func add(_ ticker: Ticker) {
    dayVolume.update(ticker)
    funding.update(ticker.prices)
    if let now = clock.now { openInterest.update(ticker, at: now) }
    if let volume = dayVolume.base { vpin.start(dayVolume: volume, grid) }
  }

  mutating func add(_ kline: Kline) {
    guard let now = clock.now else { return }
    bars.add(kline, contracts: contracts, now: now)
  }

  /// A snapshot came. Returns the blind time when it ended a gap.
  mutating func found() -> Int64? {
    let wasGap = status == .gap
    status = .ok
    guard wasGap else { return nil }
    counts.resyncs += 1
    resyncedMilliseconds = clock.now
    let blind = (clock.now ?? 0) - (gapMilliseconds ?? clock.now ?? 0)
    counts.blindMilliseconds += blind
    gapMilliseconds = nil
    return blind
  }

  /// True when the book was right until now.
  mutating func lost(_ reason: GapReason) -> Bool {
    if reason == .crossed { counts.crossed += 1 }
    guard status == .ok else { return false }
    status = .gap
    counts.gaps += 1
    gapMilliseconds = clock.now
    return true
  }
}

// MARK: - Strategies

extension InstrumentState {
  private static let evaluationMilliseconds: Int64 = 50

  mutating func evaluate(frame: FrameStamp, signals: inout Signals) {
    guard let now = clock.now, now >= evaluatedMilliseconds.map({ $0 + Self.evaluationMilliseconds }) ?? .min else {
      return
    }
    evaluatedMilliseconds = now
    guard bookFlag == .ok, let bid = book.bestBidTicks, let ask = book.bestAskTicks else { return }
    let conditions = WallBounce.Conditions(now: now, bestBidTicks: bid, bestAskTicks: ask)
    bidWalls.noteDistance(mid: bid + ask, now: now)
    askWalls.noteDistance(mid: -(bid + ask), now: now)
    run(.bid, conditions, frame, &signals)
    run(.ask, conditions, frame, &signals)
  }

  /// F1 and F3 cost a look at hundreds of levels, so they are asked last.
  private mutating func run(
    _ side: BookSide, _ conditions: WallBounce.Conditions, _ frame: FrameStamp, _ signals: inout Signals
  ) {
    let isReady =
      side == .bid ? longBounce.isReady(conditions, bidWalls) : shortBounce.isReady(conditions, askWalls)
    guard isReady, case let ratio = flow.ratio(window: 1), ratio.flag == .ok, case .number(let delta) = ratio.value,
      side == .bid ? longBounce.agrees(deltaRatio5s: delta) : shortBounce.agrees(deltaRatio5s: delta),
      isLiquid(conditions)
    else { return }
    let plan =
      side == .bid
      ? longBounce.fire(conditions, deltaRatio5s: delta, bidWalls)
      : shortBounce.fire(conditions, deltaRatio5s: delta, askWalls)
    guard let plan else { return }
    signals.append(
      plan.signal(slot: slot, side: side, frame: frame, now: conditions.now, ordinal: Int32(signals.count)))
  }

  private func isLiquid(_ conditions: WallBounce.Conditions) -> Bool {
    guard let depth = depthTickLots else { return false }
    return liquidity.passes(
      spreadTicks: conditions.bestAskTicks - conditions.bestBidTicks, spreadBps: conditions.spreadBps,
      depthTickLots: depth)
  }
}

// MARK: - Regridding

extension InstrumentState {
  mutating func regrid(
    to grid: Grid, _ refinement: GridRefinement, scratch: inout FixedArray<RankedLevel>
  ) -> Bool {
    guard flow.canScale(refinement), vpin.canScale(refinement), bars.canScale(refinement),
      book.regrid(refinement, scratch: &scratch)
    else { return false }
    self.grid = grid
    flow.scale(refinement)
    bars.scale(refinement)
    mids.scale(ticks: refinement.price)
    vpin.scale(refinement)
    divergence.reset()
    kyle.scale(refinement)
    tradeSeconds.scale(refinement)
    longCascade.scale(ticks: refinement.price)
    shortCascade.scale(ticks: refinement.price)
    absorption.scale(refinement)
    bidWalls.scale(refinement)
    askWalls.scale(refinement)
    bidDensities.scale(refinement)
    askDensities.scale(refinement)
    densityFloor = DensityFloor(grid, contracts)
    scaleLevelFlow(refinement)
    longBounce.scale(refinement)
    shortBounce.scale(refinement)
    liquidity.reset()
    topBids.copy(from: book.bids)
    topAsks.copy(from: book.asks)
    flowImbalance.scale(refinement, topBids, topAsks)
    touch = touch.scaled(refinement)
    return true
  }
}

extension Touch {
  fileprivate func scaled(_ refinement: GridRefinement) -> Touch {
    Touch(bid: bid.flatMap { $0.scaled(refinement) }, ask: ask.flatMap { $0.scaled(refinement) })
  }
}

extension Level {
  /// The same level on a finer grid; nil when it would not fit.
  fileprivate func scaled(_ refinement: GridRefinement) -> Level? {
    guard let ticks = refinement.scaled(ticks: price.ticks), let lots = refinement.scaled(lots: quantity.lots) else {
      return nil
    }
    return Level(price: Price(ticks: ticks), quantity: Quantity(lots: lots))
  }
}
