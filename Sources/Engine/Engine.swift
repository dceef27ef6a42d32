public import Market
internal import Memory

/// The deterministic core: events in, outputs out. No clock, no I/O, no randomness: time comes with the events, and two
/// runs over the same frames give the same bits on any CPU.
///
/// A frame is `begin`, then what it holds (`advance` first), then `end`. Who feeds it decides nothing but order: live,
/// replay and simulation drive this same code. Nothing is allocated after `add`.
public struct Engine: ~Copyable {
  private let keepsOriginals: Bool
  private var instruments: Slab<InstrumentState>
  private var scratch = FixedArray<RankedLevel>(zeroed: Limits.regridLevels)
  private var frame = FrameStamp(sequence: 0, receiveNanoseconds: 0)
  public private(set) var changes = StateChanges()
  public private(set) var signals = Signals()
  /// The footprint bars that this frame closed, of the kinds chosen.
  public private(set) var closedBars = ClosedBars()
  private let footprints: [BarKind]
  /// The book that this frame updated, and how often.
  public private(set) var bookUpdate: BookUpdateSpan?

  /// - Parameters:
  ///   - footprints: the bars to hand out when they close; 1-m bars are built in any case.
  ///   - keepsOriginals: also keeps the values of the original programs (`CompatTable`).
  public init(
    capacity: Int = Limits.instruments, footprints: [BarKind] = [.minute], keepsOriginals: Bool = false
  ) {
    precondition(capacity <= Limits.instruments, "capacity lies in 1…Limits.instruments")
    self.keepsOriginals = keepsOriginals
    instruments = Slab(capacity: capacity)
    self.footprints = footprints
  }

  public var count: Int { instruments.count }

  /// Takes the memory of one more instrument; nil when the table is full.
  public mutating func add(grid: Grid, traits: InstrumentTraits) -> InstrumentSlot? {
    guard !instruments.isFull else { return nil }
    let slot = InstrumentSlot(Int32(instruments.count))
    instruments.append(
      InstrumentState(
        slot: slot, grid: grid, traits: traits, footprints: footprints, keepsOriginals: keepsOriginals))
    return slot
  }

  /// Gives an instrument its microprice table (B-24).
  public mutating func load(_ slot: InstrumentSlot, _ table: MicropriceTable) {
    instruments[Int(slot.index)].stoikov.load(table)
  }

  /// One instrument, to read.
  public subscript(slot: InstrumentSlot) -> InstrumentState {
    unsafeAddress { unsafe instruments.address(Int(slot.index)) }
  }

  /// Where an instrument's scalars lie that every frame touches, for fetching them early. They never move.
  public func nearMemory(_ slot: InstrumentSlot) -> UnsafeRawBufferPointer {
    let bytes = min(Self.nearBytes, MemoryLayout<InstrumentState>.size)
    return unsafe UnsafeRawBufferPointer(start: instruments.address(Int(slot.index)), count: bytes)
  }

  /// The head of an `InstrumentState`: what stands before its rarely used parts.
  private static let nearBytes = 2_048

  /// Starts a frame: what the last one caused is forgotten.
  public mutating func begin(_ frame: FrameStamp) {
    self.frame = frame
    changes.clear()
    signals.clear()
    closedBars.clear()
    bookUpdate = nil
  }

  /// Moves an instrument's event time; whole seconds that become due are evaluated before the frame's content (I4).
  @inline(__always)
  public mutating func advance(_ slot: InstrumentSlot, to milliseconds: Int64) {
    lap(.decode)
    instruments[Int(slot.index)].advance(to: milliseconds, changes: &changes, closed: &closedBars)
  }

  /// Applies a diff whose continuity has been judged; `eventMilliseconds` is its own time, nil where it has none. On a
  /// reason the book has been marked `gap` and keeps its last good state.
  public mutating func apply(
    _ slot: InstrumentSlot, updateID: Int64, at eventMilliseconds: Int64?, bids: UnsafeMutableBufferPointer<Level>,
    asks: UnsafeMutableBufferPointer<Level>
  ) -> GapReason? {
    guard let reason = unsafe instruments[Int(slot.index)].book.apply(bids: bids, asks: asks) else {
      applied(slot, updateID, at: eventMilliseconds, levels: bids.count + asks.count, isSnapshot: false)
      return nil
    }
    markGap(slot, reason)
    return reason
  }

  private mutating func applied(
    _ slot: InstrumentSlot, _ updateID: Int64, at eventMilliseconds: Int64?, levels: Int, isSnapshot: Bool
  ) {
    lap(.book)
    instruments[Int(slot.index)].applied(updateID: updateID, levels: levels)
    instruments[Int(slot.index)].updateBookIndicators(at: eventMilliseconds, isSnapshot: isSnapshot, changes: &changes)
    let updates = self[slot].counts.updates
    bookUpdate = BookUpdateSpan(slot: slot, before: bookUpdate?.before ?? updates - 1, after: updates)
  }

  /// Replaces the book; after a gap this heals it. A crossed snapshot changes nothing but the status.
  public mutating func load(
    _ slot: InstrumentSlot, updateID: Int64, at eventMilliseconds: Int64?, bids: UnsafeBufferPointer<Level>,
    asks: UnsafeBufferPointer<Level>
  ) -> GapReason? {
    if let reason = unsafe instruments[Int(slot.index)].book.load(bids: bids, asks: asks) {
      markGap(slot, reason)
      return reason
    }
    if let blind = instruments[Int(slot.index)].found() {
      changes.append(StateChange(slot: slot, kind: .resync(blindMilliseconds: blind)))
    }
    applied(slot, updateID, at: eventMilliseconds, levels: bids.count + asks.count, isSnapshot: true)
    return nil
  }

  /// Marks the book in the very frame that revealed the fault. A book that never synced stays `syncing`.
  public mutating func markGap(_ slot: InstrumentSlot, _ reason: GapReason) {
    guard instruments[Int(slot.index)].lost(reason) else { return }
    changes.append(StateChange(slot: slot, kind: .gap(reason)))
  }

  /// On a finer grid the near window spans less, and what it held must fit into the far store. A book that may not is
  /// emptied and marked: half a book that says `ok` would be wrong.
  private mutating func loseBook(_ slot: InstrumentSlot) {
    markGap(slot, .farStoreFull)
    instruments[Int(slot.index)].book.removeAll()
  }

  /// False when the trade is of the kind that does not feed this symbol.
  @inline(__always)
  public mutating func trade(_ slot: InstrumentSlot, _ trade: Trade) -> Bool {
    instruments[Int(slot.index)].add(trade, changes: &changes, closed: &closedBars)
  }

  /// A forced order of a derivatives venue.
  public mutating func liquidation(_ slot: InstrumentSlot, _ liquidation: Liquidation) {
    instruments[Int(slot.index)].add(liquidation, changes: &changes)
    lap(.derivatives)
  }

  /// Mark, index and funding; what is nil is unchanged.
  public mutating func markPrice(_ slot: InstrumentSlot, _ price: MarkPrice) {
    instruments[Int(slot.index)].add(price)
    lap(.derivatives)
  }

  /// 24-hour figures; what is nil is unchanged.
  public mutating func ticker(_ slot: InstrumentSlot, _ ticker: Ticker) {
    instruments[Int(slot.index)].add(ticker)
    lap(.derivatives)
  }

  /// A candle of the venue, closed or still forming.
  public mutating func kline(_ slot: InstrumentSlot, _ kline: Kline) {
    instruments[Int(slot.index)].add(kline)
    lap(.bars)
  }

  /// Best prices of a top-of-book topic, for symbols without a deeper one. An empty side is unchanged, 0 lots removes.
  public mutating func touch(
    _ slot: InstrumentSlot, bids: UnsafeMutableBufferPointer<Level>, asks: UnsafeMutableBufferPointer<Level>
  ) {
    for index in 0..<bids.count { unsafe instruments[Int(slot.index)].touch.bid = bids[index].orNilIfEmpty }
    for index in 0..<asks.count { unsafe instruments[Int(slot.index)].touch.ask = asks[index].orNilIfEmpty }
  }

  /// A deeper topic has come: from now on prices are the book's alone (SEMANTICS.md I31).
  public mutating func dropTouch(_ slot: InstrumentSlot) { instruments[Int(slot.index)].touch = Touch() }

  /// Ends a frame for an instrument it concerned: strategies run here, at most every 50 ms of event time.
  @inline(__always)
  public mutating func end(_ slot: InstrumentSlot) {
    lap(.rest)
    instruments[Int(slot.index)].evaluate(frame: frame, signals: &signals)
    lap(.strategy)
  }

  /// Moves an instrument to a finer grid; false, and nothing changed, when a number would not fit.
  /// `isChange` is false while the grid is still being found in the symbol's first frame: that is no event.
  public mutating func regrid(_ slot: InstrumentSlot, to grid: Grid, isChange: Bool) -> Bool {
    guard let refinement = self[slot].grid.refinement(to: grid) else { return false }
    if self[slot].holdsMoreThanOneStore { loseBook(slot) }
    guard instruments[Int(slot.index)].regrid(to: grid, refinement, scratch: &scratch) else { return false }
    if isChange { changes.append(StateChange(slot: slot, kind: .gridChanged)) }
    return true
  }
}

/// How many updates a book had before and after a frame. A frame concerns at most one book.
public struct BookUpdateSpan: Sendable, BitwiseCopyable {
  public var slot: InstrumentSlot
  public var before: Int64
  public var after: Int64

  /// True when the frame reached or passed update N, 2N, …
  public func passes(multipleOf every: Int64) -> Bool { after / every > before / every }
}

/// What one frame's strategies want; cleared at the next frame. Full: later ones are dropped and counted.
public struct Signals: ~Copyable {
  private var signals = FixedArray<Signal>(zeroed: Limits.signalsPerFrame)
  public private(set) var count = 0
  public private(set) var dropped = 0

  public subscript(index: Int) -> Signal {
    precondition(index < count)
    return signals[index]
  }

  mutating func append(_ signal: Signal) {
    guard count < Limits.signalsPerFrame else {
      dropped += 1
      return
    }
    signals[count] = signal
    count += 1
  }

  mutating func clear() { count = 0 }
}
