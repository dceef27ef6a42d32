public import Engine
public import Market
internal import Memory
public import Venues

/// One continuous session of one venue: frame bytes in, all outputs of that frame computed. Live and replay drive this.
///
/// `feed` is the tick path: it decodes, judges continuity, and hands the engine what is right. It allocates nothing
/// once a symbol is known; a symbol's first frame takes that symbol's memory.
public struct Session: ~Copyable {
  public let venue: Venue
  public private(set) var engine: Engine
  public private(set) var decoder: Decoder
  public internal(set) var counts = SessionCounts()
  /// Symbol names by slot.
  public private(set) var symbols: [String] = []
  /// Event time of the last frame; nil where it has none, or was not understood.
  public private(set) var eventMilliseconds: Int64?
  /// Why the last frame fed nothing; `none` when it did.
  public private(set) var lastReason = FrameReason.none
  private var streams = Slab<SymbolStream>(capacity: Limits.instruments)
  private var filtered = 0
  private let wanted: Set<String>?
  private let instruments: [String: Instrument]?
  private let microprices: [String: MicropriceTable]
  private var file = 0
  private var held = HeldSnapshot()

  /// - Parameters:
  ///   - symbols: the only symbols to take; nil takes all.
  ///   - instruments: grids by symbol; nil infers them from the decimals seen (SEMANTICS.md I15).
  ///   - microprices: microprice tables by symbol; without one the microprice is the weighted mid (B-24).
  ///   - keepsOriginals: also computes the original programs' values (`--compat`).
  ///   - footprints: the closed bars to hand out.
  /// Nil when there is not enough memory.
  public init?(
    venue: Venue, symbols: Set<String>? = nil, instruments: [String: Instrument]? = nil,
    microprices: [String: MicropriceTable] = [:], footprints: [BarKind] = [.minute], keepsOriginals: Bool = false
  ) {
    guard let decoder = Decoder(venue: venue, symbolCapacity: Self.decoderSymbols) else { return nil }
    self.venue = venue
    self.decoder = decoder
    engine = Engine(footprints: footprints, keepsOriginals: keepsOriginals)
    wanted = symbols
    self.instruments = instruments
    self.microprices = microprices
  }

  /// Symbols a decoder tells apart: those in slots and those filtered out, which array streams name by the hundred.
  private static let decoderSymbols = 4_096

  /// Says that the next frame comes from another input file.
  public mutating func beginFile() {
    endFile()
    file += 1
  }

  /// Ends the last file. False when a snapshot stood in it that no symbol could take: it is rejected.
  @discardableResult
  public mutating func endFile() -> Bool {
    guard held.snapshotID != nil else { return true }
    counts.count(.snapshotAmbiguous)
    held.release()
    return false
  }

  /// Counts an input line that never became a frame.
  public mutating func reject(_ reason: FrameReason) {
    counts.frames += 1
    counts.count(reason)
  }

  /// Counts what happened to the input beside its lines: a file left out, or cut short.
  public mutating func count(_ reason: FrameReason) { counts.count(reason) }

  /// One frame. `bytes` must be readable for `length + Decoder.padding`.
  public mutating func feed(_ bytes: UnsafePointer<CChar>, length: Int, _ stamp: FrameStamp) {
    engine.begin(stamp)
    counts.frames += 1
    counts.bytes += Int64(length)
    lastReason = .none
    let status = unsafe decoded(bytes, length)
    countDroppedRows()
    eventMilliseconds = status == .ok || status == .ignored ? decoder.eventMilliseconds : nil
    switch status {
    case .ok:
      counts.decoded += 1
      unsafe route(bytes, length)
    case .ignored, .rejected, .unknownSymbol, .offGrid:
      if status == .ignored && !decoder.dropped.isEmpty { passTime() }
      if decoder.dropped.isEmpty || status != .ignored { counts.count(lastReason) }
    }
    counts.signals += Int64(engine.signals.count)
  }

  /// Diffs of a symbol that found no room while they waited for a snapshot.
  func pendingDropped(_ slot: InstrumentSlot) -> Int { streams[Int(slot.index)].pending.dropped }

  private mutating func countDroppedRows() {
    let dropped = decoder.dropped
    guard !dropped.isEmpty else { return }
    counts.count(.xNotMarket, dropped.xNotMarket)
    counts.count(.stCoinM, dropped.stCoinM)
    counts.count(.blockTrade, dropped.blockTrade)
  }

  private mutating func discard(_ reason: FrameReason) {
    lastReason = reason
    counts.count(reason)
  }
}

// MARK: - Decoding with symbols and grids that are not known yet

extension Session {
  /// Decodes, adding symbols and refining inferred grids until the frame is taken or refused.
  @inline(__always)
  private mutating func decoded(
    _ bytes: UnsafePointer<CChar>, _ length: Int, forcedSlot: InstrumentSlot? = nil
  ) -> Decoder.Status {
    var status = unsafe decoder.decode(bytes, length: length, forcedSlot: forcedSlot)
    while true {
      switch status {
      case .ok:
        return .ok
      case .ignored, .rejected:
        lastReason = decoder.reason
        guard lastReason == .symbolFiltered && wanted == nil else { return status }
        lastReason = refusal
        return .rejected
      case .unknownSymbol:
        guard let reason = addSymbol(decoder.unknownSymbol) else { break }
        lastReason = reason
        return .rejected
      case .offGrid:
        guard !refineGrid() else { break }
        lastReason = .offGrid
        return .rejected
      }
      status = unsafe decoder.decode(bytes, length: length, forcedSlot: forcedSlot)
    }
  }

  /// Nil when the symbol is known now.
  private mutating func addSymbol(_ symbol: String) -> FrameReason? {
    if let wanted, !wanted.contains(symbol) {
      return decoder.add(symbol: symbol, slot: nil, grid: .whole) ? nil : .symbolTableFull
    }
    let instrument = instruments?[symbol]
    if instruments != nil && instrument == nil { return refuse(symbol) }
    let grid = instrument?.grid ?? .whole
    let traits = InstrumentTraits(venue: venue, symbol: symbol, instrument: instrument)
    let slot = InstrumentSlot(Int32(engine.count))
    guard !streams.isFull, decoder.add(symbol: symbol, slot: slot, grid: grid) else { return refuse(symbol) }
    let added = engine.add(grid: grid, traits: traits)
    precondition(added == slot, "engine and streams have room for the same number of instruments")
    if let table = microprices[symbol] { engine.load(slot, table) }
    unsafe decoder.setNear(slot, engine.nearMemory(slot))
    streams.append(SymbolStream(sync: BookSync(venue: venue)))
    symbols.append(symbol)
    return nil
  }

  /// Why symbols are refused that nobody filtered out.
  private var refusal: FrameReason { instruments != nil ? .noInstrument : .symbolTableFull }

  /// A refused symbol is known to the decoder as one whose rows feed nothing, so that it costs no look-up again and the
  /// other rows of an array frame are still used.
  private mutating func refuse(_ symbol: String) -> FrameReason? {
    decoder.add(symbol: symbol, slot: nil, grid: .whole) ? nil : refusal
  }

  /// Inferred grids follow the decimals seen; given ones do not: there a value off the grid is an error value.
  private mutating func refineGrid() -> Bool {
    guard instruments == nil, let slot = decoder.slot else { return false }
    let needed = decoder.neededDecimals
    var grid = engine[slot].grid
    grid.tickDecimals = max(grid.tickDecimals, needed.price)
    grid.lotDecimals = max(grid.lotDecimals, needed.quantity)
    guard grid != engine[slot].grid, let refinement = engine[slot].grid.refinement(to: grid),
      streams[Int(slot.index)].pending.canScale(refinement),
      engine.regrid(slot, to: grid, isChange: streams[Int(slot.index)].hasGrid)
    else { return false }
    if engine[slot].status == .gap { streams[Int(slot.index)].sync.lose() }
    streams[Int(slot.index)].pending.scale(refinement)
    return decoder.setGrid(slot, grid)
  }
}

// MARK: - Routing

extension Session {
  @inline(__always)
  private mutating func route(_ bytes: UnsafePointer<CChar>, _ length: Int) {
    switch decoder.kind {
    case .bookTicker: bookTicker()
    case .trades: trades()
    case .depth: unsafe depth(bytes, length)
    case .records: records()
    case .none: break
    }
  }

  private mutating func seen(_ slot: InstrumentSlot) {
    streams[Int(slot.index)].seenInFile = file
    streams[Int(slot.index)].hasGrid = true
  }

  /// A book ticker moves time and infers the grid, nothing else (SEMANTICS.md I12, I31).
  private mutating func bookTicker() {
    guard let slot = decoder.slot else { return }
    seen(slot)
    guard let time = decoder.eventMilliseconds else { return }
    engine.advance(slot, to: time)
    engine.end(slot)
  }

  /// Trade rows that are not counted are events all the same: they move time (SEMANTICS.md "Time").
  private mutating func passTime() {
    guard let slot = decoder.slot, let time = decoder.eventMilliseconds else { return }
    seen(slot)
    engine.advance(slot, to: time)
    engine.end(slot)
  }

  /// A frame moves time once, to its latest row, and then takes effect (SEMANTICS.md I4).
  private mutating func trades() {
    if let slot = decoder.slot, let time = decoder.eventMilliseconds { engine.advance(slot, to: time) }
    for index in 0..<decoder.tradeCount {
      let (slot, trade) = decoder.trade(index)
      seen(slot)
      counts.trades += 1
      if !engine.trade(slot, trade) { counts.count(.tradesDuplicateKind) }
      engine.end(slot)
    }
  }

  private mutating func records() {
    for index in 0..<decoder.recordCount {
      let record = decoder.record(index)
      seen(record.slot)
      engine.advance(record.slot, to: record.eventMilliseconds)
      switch record.content {
      case .liquidation(let liquidation): engine.liquidation(record.slot, liquidation)
      case .markPrice(let price): engine.markPrice(record.slot, price)
      case .ticker(let ticker): engine.ticker(record.slot, ticker)
      case .kline(let kline): engine.kline(record.slot, kline)
      }
      engine.end(record.slot)
    }
  }

  private mutating func depth(_ bytes: UnsafePointer<CChar>, _ length: Int) {
    guard let slot = decoder.slot else {
      unsafe unnamedSnapshot(bytes, length)
      return
    }
    seen(slot)
    let update = decoder.depth
    if let time = update.eventMilliseconds { engine.advance(slot, to: time) }
    switch update.kind {
    case .partial: break
    case .diff, .snapshot: topicBook(slot, update)
    }
    engine.end(slot)
  }

  /// Only a symbol's deepest topic is its book (SEMANTICS.md "Bybit").
  private mutating func topicBook(_ slot: InstrumentSlot, _ update: DepthUpdate) {
    let deepest = streams[Int(slot.index)].deepestTopic
    if update.topicDepth == 1 {
      if deepest <= 1 { unsafe engine.touch(slot, bids: decoder.bids, asks: decoder.asks) }
    } else if update.topicDepth < deepest {
      discard(.shallowerTopic)
    } else if update.topicDepth > deepest && deepest > 1 && update.kind == .diff {
      discard(.awaitingSnapshot)  // the shallower book stays right until the deeper one begins
    } else {
      if deepest <= 1 && update.topicDepth > 1 { engine.dropTouch(slot) }
      streams[Int(slot.index)].deepestTopic = update.topicDepth
      if update.kind == .snapshot { snapshot(slot, update) } else { diff(slot, update) }
    }
  }
}

// MARK: - Book

extension Session {
  private mutating func diff(_ slot: InstrumentSlot, _ update: DepthUpdate) {
    let index = Int(slot.index)
    switch streams[index].sync.judge(update) {
    case .apply:
      let reason = unsafe engine.apply(
        slot, updateID: update.lastID, at: update.eventMilliseconds, bids: decoder.bids, asks: decoder.asks)
      guard reason != nil else { return }
      streams[index].sync.lose()
      unsafe streams[index].pending.append(update, bids: decoder.bids, asks: decoder.asks)
    case .ignore:
      discard(.oldUpdate)
    case .gap:
      engine.markGap(slot, .sequence)
      unsafe streams[index].pending.append(update, bids: decoder.bids, asks: decoder.asks)
    case .buffer:
      unsafe streams[index].pending.append(update, bids: decoder.bids, asks: decoder.asks)
      takeHeldSnapshot(slot)
    }
  }

  /// A REST snapshot of a book that is right is not needed; a stream's own snapshot always replaces it.
  private mutating func snapshot(_ slot: InstrumentSlot, _ update: DepthUpdate) {
    let index = Int(slot.index)
    guard update.topicDepth > 0 || !streams[index].sync.isSynced else {
      discard(.snapshotNotNeeded)
      return
    }
    let reason = unsafe engine.load(
      slot, updateID: update.lastID, at: update.eventMilliseconds, bids: UnsafeBufferPointer(decoder.bids),
      asks: UnsafeBufferPointer(decoder.asks))
    guard reason == nil else {
      streams[index].sync.lose()
      return
    }
    streams[index].sync.load(lastID: update.lastID)
    // A stream's own snapshot overwrites all that came before it, and its ids may start anew; a REST one is bridged.
    if update.topicDepth > 0 { streams[index].pending.removeAll() } else { releasePending(slot) }
  }

  /// Applies what waited, in order, until it is done or continuity breaks; what is left goes on waiting.
  private mutating func releasePending(_ slot: InstrumentSlot) {
    let index = Int(slot.index)
    var released = 0
    while released < streams[index].pending.count {
      let header = streams[index].pending[released]
      let verdict = streams[index].sync.judge(header.update)
      if verdict == .gap { engine.markGap(slot, .sequence) }
      if verdict == .gap || verdict == .buffer { break }
      if verdict == .apply, !applyPending(slot, header) { break }
      released += 1
    }
    streams[index].pending.removeFirst(released)
  }

  private mutating func applyPending(_ slot: InstrumentSlot, _ header: PendingDiffs.Header) -> Bool {
    let index = Int(slot.index)
    let bids = unsafe streams[index].pending.bids(header)
    let asks = unsafe streams[index].pending.asks(header)
    guard
      unsafe engine.apply(
        slot, updateID: header.update.lastID, at: header.update.eventMilliseconds, bids: bids, asks: asks) == nil
    else {
      streams[index].sync.lose()
      return false
    }
    return true
  }

  /// A REST snapshot without a symbol belongs to the only symbol of its file that needs one; among several, to the one
  /// whose waiting diffs bracket it (SEMANTICS.md "Snapshots without a symbol").
  private mutating func unnamedSnapshot(_ bytes: UnsafePointer<CChar>, _ length: Int) {
    let snapshotID = decoder.depth.lastID
    guard isAnySeen else {
      if held.snapshotID != nil { counts.count(.snapshotAmbiguous) }
      unsafe held.keep(bytes, length: length, snapshotID: snapshotID)
      return
    }
    guard let slot = onlySlot(where: { _ in true }) ?? onlySlot(where: { $0.pending.bridges(snapshotID) }) else {
      discard(.snapshotAmbiguous)
      return
    }
    guard unsafe decoded(bytes, length, forcedSlot: slot) == .ok else {
      counts.count(lastReason)
      return
    }
    snapshot(slot, decoder.depth)
    engine.end(slot)
  }

  /// A snapshot that stands before every symbol of its file waits for the diff that brackets it.
  private mutating func takeHeldSnapshot(_ slot: InstrumentSlot) {
    guard let snapshotID = held.snapshotID, streams[Int(slot.index)].pending.bridges(snapshotID) else { return }
    let length = held.length
    held.release()
    guard unsafe decoded(held.bytes, length, forcedSlot: slot) == .ok else {
      counts.count(lastReason)
      return
    }
    snapshot(slot, decoder.depth)
  }

  private var isAnySeen: Bool {
    for index in 0..<streams.count where streams[index].seenInFile == file { return true }
    return false
  }

  private func onlySlot(where condition: (borrowing SymbolStream) -> Bool) -> InstrumentSlot? {
    var found: InstrumentSlot?
    for index in 0..<streams.count {
      guard streams[index].seenInFile == file, !streams[index].sync.isSynced, condition(streams[index]) else {
        continue
      }
      if found != nil { return nil }
      found = InstrumentSlot(Int32(index))
    }
    return found
  }
}

// MARK: - Memory

extension Session {
  /// The limits before the engine, by name; what exceeds them is rejected or counted, never cut.
  public static let limits: [(name: String, value: Int)] = [
    ("bytes of a frame", Decoder.maxFrameBytes), ("symbols a decoder tells apart", decoderSymbols),
    ("waiting diffs of a symbol", PendingDiffs.diffCapacity), ("levels of waiting diffs", PendingDiffs.levelCapacity),
  ]

  /// The fixed memory that one instrument takes, in bytes.
  public static var instrumentBytes: SessionBytes {
    var engine = Engine(capacity: 1)
    guard let slot = engine.add(grid: .whole, traits: InstrumentTraits()) else {
      preconditionFailure("an empty engine has room for one")
    }
    let stream = SymbolStream(sync: BookSync(venue: .binanceSpot))
    return SessionBytes(engine: engine[slot].bytes, pending: stream.pending.byteCount)
  }
}

/// What an instrument takes in the engine and before it, in bytes.
public struct SessionBytes: Sendable {
  private let engine: InstrumentBytes
  public let pending: Int

  init(engine: InstrumentBytes, pending: Int) {
    self.engine = engine
    self.pending = pending
  }

  public var state: Int { engine.state }
  public var ladders: Int { engine.ladders }
  public var hot: Int { engine.hot }
  public var far: Int { engine.far }
  public var flow: Int { engine.flow }
  public var bars: Int { engine.bars }
  public var total: Int { engine.total + pending }
}
