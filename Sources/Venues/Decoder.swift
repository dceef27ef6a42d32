internal import CDecode
public import Market

/// The venue decoder: frame bytes in, normalised values out. The only Swift file that knows CDecode.
///
/// A result lives in the decoder's own memory until the next call. Nothing is allocated after `init`; no byte is
/// trusted.
@safe
public struct Decoder: ~Copyable {
  private let handle: OpaquePointer
  private var frame: UnsafePointer<tw_frame>
  public let venue: Venue

  /// Readable bytes that must follow each frame.
  public static let padding = Int(TW_FRAME_PADDING)

  /// Longer frames are rejected.
  public static let maxFrameBytes = Int(TW_MAX_FRAME_BYTES)

  public enum Status: Sendable, BitwiseCopyable {
    case ok, ignored, rejected, unknownSymbol, offGrid
  }

  public enum Kind: Sendable, BitwiseCopyable {
    case none, depth, bookTicker, trades, records
  }

  /// Takes the memory for one frame and so many symbols; nil when there is none.
  public init?(venue: Venue, symbolCapacity: Int) {
    guard let handle = unsafe tw_decoder_create(venue.cValue, Int32(symbolCapacity)) else { return nil }
    unsafe self.handle = handle
    self.venue = venue
    unsafe frame = tw_decode(handle, "", 0, -1)
  }

  deinit { unsafe tw_decoder_destroy(handle) }

  /// Decodes one frame; `bytes` must be readable for `length + Decoder.padding`. `forcedSlot` names the symbol of a
  /// REST snapshot that carries none.
  @inline(__always)
  public mutating func decode(
    _ bytes: UnsafePointer<CChar>, length: Int, forcedSlot: InstrumentSlot? = nil
  ) -> Status {
    unsafe frame = tw_decode(handle, bytes, length, forcedSlot?.index ?? -1)
    return unsafe Self.status(frame.pointee.status)
  }

  @inline(__always)
  private static func status(_ status: tw_status) -> Status {
    switch status {
    case .ok: .ok
    case .ignored: .ignored
    case .rejected: .rejected
    case .unknownSymbol: .unknownSymbol
    case .offGrid: .offGrid
    }
  }

  // MARK: Symbols

  /// Registers a symbol; nil slot: known but filtered out. False when the table is full or the name too long.
  public mutating func add(symbol: String, slot: InstrumentSlot?, grid: Grid) -> Bool {
    var symbol = symbol
    return symbol.withUTF8 { utf8 in
      unsafe utf8.withMemoryRebound(to: CChar.self) { name in
        guard let base = name.baseAddress else { return false }
        return unsafe tw_decoder_add_symbol(handle, base, Int32(name.count), slot?.index ?? -1, grid.cValue) != 0
      }
    }
  }

  public mutating func setGrid(_ slot: InstrumentSlot, _ grid: Grid) -> Bool {
    unsafe tw_decoder_set_grid(handle, slot.index, grid.cValue) != 0
  }

  /// Names memory that is touched right after a frame of this slot is decoded: it is fetched while the frame is read.
  /// It must live as long as the decoder.
  public mutating func setNear(_ slot: InstrumentSlot, _ memory: UnsafeRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    unsafe tw_decoder_set_near(handle, slot.index, start, Int32(clamping: memory.count))
  }

  // MARK: The current frame

  public var kind: Kind {
    switch unsafe frame.pointee.kind {
    case .none: .none
    case .depthDiff, .depthSnapshot, .partialDepth: .depth
    case .bookTicker: .bookTicker
    case .trades: .trades
    case .records: .records
    }
  }

  /// Why the frame was ignored or rejected.
  public var reason: FrameReason { unsafe FrameReason(frame.pointee.reason) }

  /// The one symbol of the frame; nil where rows carry their own, or none is known.
  public var slot: InstrumentSlot? {
    let index = unsafe frame.pointee.slot
    return index >= 0 ? InstrumentSlot(index) : nil
  }

  public var unknownSymbol: String {
    unsafe withUnsafeBytes(of: frame.pointee.symbol) { bytes in
      unsafe String(decoding: bytes.prefix(Int(frame.pointee.symbol_length)), as: UTF8.self)
    }
  }

  /// How many decimals the frame's prices and quantities need.
  public var neededDecimals: (price: Int32, quantity: Int32) {
    unsafe (frame.pointee.needed_price_decimals, frame.pointee.needed_quantity_decimals)
  }

  /// The frame's event time in ms (SEMANTICS.md "Time"), nil where it has none.
  public var eventMilliseconds: Int64? {
    let time = unsafe frame.pointee.event_ms
    return time > 0 ? time : nil
  }

  /// Rows of this frame that were dropped, by reason.
  public var dropped: DroppedRows {
    unsafe DroppedRows(
      xNotMarket: Int(frame.pointee.dropped_x_not_market), stCoinM: Int(frame.pointee.dropped_st_coinm),
      blockTrade: Int(frame.pointee.dropped_block_trade))
  }

  public var depth: DepthUpdate {
    let kind: DepthUpdate.Kind =
      switch unsafe frame.pointee.kind {
      case .depthSnapshot: .snapshot
      case .partialDepth: .partial
      default: .diff
      }
    return unsafe DepthUpdate(
      kind: kind, topicDepth: frame.pointee.depth, firstID: frame.pointee.first_id, lastID: frame.pointee.last_id,
      previousID: frame.pointee.previous_id, eventMilliseconds: eventMilliseconds)
  }

  /// The frame's levels, as sent. The memory is the decoder's and may be written (the book leaves old quantities
  /// there).
  public var bids: UnsafeMutableBufferPointer<Level> { unsafe levels(frame.pointee.bids, frame.pointee.bid_count) }
  public var asks: UnsafeMutableBufferPointer<Level> { unsafe levels(frame.pointee.asks, frame.pointee.ask_count) }

  /// A Level is the C struct by another name: two 64-bit integers, price first.
  @inline(__always)
  private func levels(_ base: UnsafePointer<tw_level>?, _ count: Int32) -> UnsafeMutableBufferPointer<Level> {
    assert(MemoryLayout<Level>.stride == MemoryLayout<tw_level>.stride)
    guard let base = unsafe base else { return unsafe UnsafeMutableBufferPointer(start: nil, count: 0) }
    let raw = unsafe UnsafeMutableRawPointer(mutating: base)
    return unsafe UnsafeMutableBufferPointer(start: raw.assumingMemoryBound(to: Level.self), count: Int(count))
  }

  public var bookTicker: BookTicker {
    unsafe BookTicker(
      updateID: frame.pointee.last_id,
      bid: Level(
        price: Price(ticks: frame.pointee.bid_price_ticks), quantity: Quantity(lots: frame.pointee.bid_quantity_lots)),
      ask: Level(
        price: Price(ticks: frame.pointee.ask_price_ticks), quantity: Quantity(lots: frame.pointee.ask_quantity_lots)),
      eventMilliseconds: eventMilliseconds)
  }

  public var tradeCount: Int { unsafe Int(frame.pointee.trade_count) }

  /// A trade row and its symbol.
  @inline(__always)
  public func trade(_ index: Int) -> (slot: InstrumentSlot, trade: Trade) {
    precondition(index >= 0 && index < tradeCount)
    guard let rows = unsafe frame.pointee.trades else { preconditionFailure("trades are there when counted") }
    let row = unsafe rows[index]
    let trade = Trade(
      id: row.id, idTail: row.id_is_uuid != 0 ? row.id_tail : nil, milliseconds: row.time_ms,
      price: Price(ticks: row.price_ticks),
      quantity: Quantity(lots: row.quantity_lots), aggressor: row.buy_aggressor != 0 ? .buy : .sell,
      kind: row.is_aggregate != 0 ? .aggregate : .trade)
    return (InstrumentSlot(row.slot), trade)
  }

  public var recordCount: Int { unsafe Int(frame.pointee.record_count) }

  /// A slow row: mark price, liquidation, candle or 24-h figures.
  public func record(_ index: Int) -> MarketRecord {
    precondition(index >= 0 && index < recordCount)
    guard let rows = unsafe frame.pointee.records else { preconditionFailure("records are there when counted") }
    var record = unsafe MarketRecord(rows[index])
    // Bybit stamps a frame of several liquidations once; that is its event time, each row's own is the liquidation's.
    if venue.hasTopicBooks, let time = eventMilliseconds { record.eventMilliseconds = time }
    return record
  }
}

// MARK: - C values

extension FrameReason {
  fileprivate init(_ reason: tw_reason) {
    self =
      switch reason {
      case .none: .none
      case .ack: .ack
      case .pong: .pong
      case .venueError: .venueError
      case .serverShutdown: .serverShutdown
      case .xNotMarket: .xNotMarket
      case .stCoinm: .stCoinM
      case .blockTrade: .blockTrade
      case .noSymbol: .noSymbol
      case .unusedStream: .unusedStream
      case .symbolFiltered: .symbolFiltered
      case .badJSON: .badJSON
      case .badField: .badField
      case .missingField: .missingField
      case .duplicateField: .duplicateField
      case .badNumber: .badNumber
      case .badTime: .badTime
      case .notAnObject: .notAnObject
      case .unknownFrame: .unknownFrame
      case .wrongVenue: .wrongVenue
      case .legacyFormat: .legacyFormat
      case .tooManyLevels: .tooManyLevels
      case .tooManyRows: .tooManyRows
      case .frameTooLong: .frameTooLong
      case .symbolTooLong: .symbolTooLong
      case .mixedSymbols: .mixedSymbols
      }
  }
}

extension MarketRecord {
  fileprivate init(_ row: tw_record) {
    slot = InstrumentSlot(row.slot)
    eventMilliseconds = row.event_ms
    content =
      switch row.kind {
      case .markPrice: .markPrice(MarkPrice(row))
      case .liquidation: .liquidation(Liquidation(row))
      case .kline: .kline(Kline(row))
      case .ticker: .ticker(Ticker(row))
      }
  }
}

extension MarkPrice {
  fileprivate init(_ row: tw_record) {
    self.init(
      mark: row.mark.value, index: row.index.value, fundingRate: row.funding_rate.value,
      nextFundingMilliseconds: row.next_funding_ms, fundingIntervalHours: row.funding_interval_hours.hours)
  }
}

extension Liquidation {
  fileprivate init(_ row: tw_record) {
    self.init(
      milliseconds: row.event_ms, price: row.price.exact, averagePrice: row.average_price.value,
      quantity: Quantity(lots: row.quantity_lots), filledQuantity: row.filled_quantity.value,
      liquidated: row.long_liquidated != 0 ? .long : .short)
  }
}

extension Kline {
  fileprivate init(_ row: tw_record) {
    self.init(
      startMilliseconds: row.start_ms, intervalMinutes: row.interval_minutes, isClosed: row.is_closed != 0,
      open: row.open.exact, high: row.high.exact, low: row.low.exact, close: row.close.exact,
      baseVolume: row.base_volume.exact, quoteVolume: row.quote_volume.value)
  }
}

extension Ticker {
  fileprivate init(_ row: tw_record) {
    self.init(
      lastPrice: row.price.value, baseVolume: row.base_volume.value, quoteVolume: row.quote_volume.value,
      openInterest: row.open_interest.value, singleOpenInterest: row.single_open_interest.value,
      prices: MarkPrice(row))
  }
}

extension tw_decimal {
  fileprivate var exact: Decimal64 { Decimal64(mantissa: mantissa, decimals: decimals) }
  fileprivate var value: Decimal64? { present != 0 ? exact : nil }

  /// An interval in whole hours; what is none says nothing.
  fileprivate var hours: Int32? {
    guard present != 0, decimals == 0, mantissa > 0 else { return nil }
    return Int32(exactly: mantissa)
  }
}

extension Grid {
  fileprivate var cValue: tw_grid {
    tw_grid(
      tick_mantissa: tickMantissa, tick_decimals: tickDecimals, lot_decimals: lotDecimals, lot_mantissa: lotMantissa)
  }
}

extension Venue {
  fileprivate var cValue: tw_venue {
    switch self {
    case .binanceSpot: .binanceSpot
    case .binanceUSDM: .binanceUSDM
    case .binanceCOINM: .binanceCOINM
    case .bybitSpot: .bybitSpot
    case .bybitLinear: .bybitLinear
    case .bybitInverse: .bybitInverse
    }
  }
}
