package import Market
internal import Memory

/// The footprint bars of one instrument (B-27 to B-32): the 1-m series, which feeds values and events, and those that
/// were chosen to be printed.
package struct Footprints: ~Copyable {
  /// Closed bars that `footprint_imbalance` looks back on (SEMANTICS.md I18).
  private static let summedBars = 3

  private var minutes = TimeFootprints(seconds: 60)
  private var times: Slab<TimeFootprints>
  private var counts: Slab<CountFootprints>
  private let printsMinutes: Bool
  private(set) var bin = PriceBin()
  /// Buy less sell imbalances of the last closed 1-m bars with trades, the latest first.
  private var closedNets = FixedArray<Int64>(zeroed: summedBars)

  /// At most `Limits.footprintSeries` of them run; 1 m always does.
  package init(printing kinds: [BarKind]) {
    let others = kinds.filter { $0 != .minute }.prefix(Limits.footprintSeries)
    printsMinutes = kinds.contains(.minute)
    times = Slab(capacity: others.count + 1)
    counts = Slab(capacity: others.count + 1)
    for kind in others {
      if case .time(let seconds) = kind {
        times.append(TimeFootprints(seconds: seconds))
      } else {
        counts.append(CountFootprints(kind))
      }
    }
  }

  /// A counted trade; `now` has been advanced to its time at least.
  mutating func add(_ trade: Trade, row: Int64, _ market: FootprintMarket, closed: inout ClosedBars) {
    let (milliseconds, lots, isBuy) = (trade.milliseconds, trade.quantity.lots, trade.aggressor == .buy)
    minutes.add(milliseconds: milliseconds, row: row, lots: lots, isBuy: isBuy)
    for index in 0..<times.count { times[index].add(milliseconds: milliseconds, row: row, lots: lots, isBuy: isBuy) }
    for index in 0..<counts.count {
      counts[index].add(milliseconds: milliseconds, row: row, lots: lots, isBuy: isBuy, market, closed: &closed)
    }
  }

  /// The row of a trade; the first fixes the bin.
  @inline(__always)
  mutating func row(of price: Price) -> Int64 { price.ticks.floorDivided(by: bin.fix(by: price)) }

  /// Closes what `now` has made due: 1-m bars first, older before younger.
  @inline(__always)
  mutating func advance(
    to now: Int64, slot: InstrumentSlot, grid: Grid, changes: inout StateChanges, closed: inout ClosedBars
  ) {
    if minutes.advance(to: now) { closeMinutes(slot, grid, &changes, &closed) }
    for index in 0..<times.count where times[index].advance(to: now) { closeTimes(index, slot, grid, &closed) }
  }

  private mutating func closeMinutes(
    _ slot: InstrumentSlot, _ grid: Grid, _ changes: inout StateChanges, _ closed: inout ClosedBars
  ) {
    guard let binTicks = bin.ticks else { return }
    while let due = minutes.dueBar {
      let imbalance = DiagonalImbalance(of: minutes[due])
      closedNets.move(from: 0, to: 1, length: Self.summedBars - 1)
      closedNets[0] = imbalance.net(minutes[due])
      BarEvents(slot: slot, binTicks: binTicks).tell(minutes[due], imbalance, &changes)
      let market = FootprintMarket(slot: slot, grid: grid, binTicks: binTicks)
      if printsMinutes {
        closed.append(minutes[due], kind: .minute, startMilliseconds: minutes.startMilliseconds(due), market)
      }
      minutes.close(due)
    }
  }

  private mutating func closeTimes(
    _ index: Int, _ slot: InstrumentSlot, _ grid: Grid, _ closed: inout ClosedBars
  ) {
    guard let binTicks = bin.ticks else { return }
    let market = FootprintMarket(slot: slot, grid: grid, binTicks: binTicks)
    while let due = times[index].dueBar {
      closed.append(
        times[index][due], kind: times[index].kind, startMilliseconds: times[index].startMilliseconds(due), market)
      times[index].close(due)
    }
  }

  /// Trades of the 1-m series that came when their bar had closed.
  var late: Int64 { minutes.late }

  var folded: Int {
    var sum = minutes.folded
    for index in 0..<times.count { sum += times[index].folded }
    for index in 0..<counts.count { sum += counts[index].folded }
    return sum
  }

  var byteCount: Int {
    var sum = minutes.byteCount + closedNets.byteCount
    for index in 0..<times.count { sum += times[index].byteCount }
    for index in 0..<counts.count { sum += counts[index].byteCount }
    return sum
  }
}

// MARK: - Readings

extension Footprints {
  /// B-29: buy less sell imbalances in the 1-m bar of `now` and in the three before it that had trades.
  func imbalance(at now: Int64?) -> Reading {
    guard let now, bin.ticks != nil else { return .missing(.warming) }
    var sum: Int64 = 0
    var closedBars = Self.summedBars
    if let current = minutes.currentBar(at: now) { sum += net(current) }
    if let previous = minutes.previousBar(at: now) {
      sum += net(previous)
      closedBars -= 1
    }
    for index in 0..<closedBars { sum += closedNets[index] }
    return .integer(sum)
  }

  private func net(_ bar: Int) -> Int64 { DiagonalImbalance(of: minutes[bar]).net(minutes[bar]) }

  /// B-31 of the 1-m bar of `now`; nil while it has no trade.
  func area(at now: Int64?) -> ValueArea? {
    guard let now, let current = minutes.currentBar(at: now) else { return nil }
    return ValueArea(of: minutes[current])
  }
}

// MARK: - Regridding

extension Footprints {
  func canScale(_ refinement: GridRefinement) -> Bool {
    guard bin.canScale(refinement), minutes.canScale(lots: refinement.lot) else { return false }
    for index in 0..<times.count where !times[index].canScale(lots: refinement.lot) { return false }
    for index in 0..<counts.count where !counts[index].canScale(lots: refinement.lot) { return false }
    return true
  }

  mutating func scale(_ refinement: GridRefinement) {
    bin.scale(refinement)
    minutes.scale(lots: refinement.lot)
    for index in 0..<times.count { times[index].scale(lots: refinement.lot) }
    for index in 0..<counts.count { counts[index].scale(lots: refinement.lot) }
  }
}
