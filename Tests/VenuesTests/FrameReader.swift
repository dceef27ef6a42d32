import Market
import Venues

/// A decoder that takes frames as text, and gives back owned values.
struct FrameReader: ~Copyable {
  private var decoder: Decoder
  /// What stands in the padding behind a frame; it must not matter.
  var padding: UInt8 = 0

  struct OutOfMemory: Error {}

  /// Symbols get the slots 0, 1, … in the order given.
  init(_ venue: Venue, _ symbols: [(name: String, grid: Grid)] = [("BTCUSDT", .tenths)]) throws {
    guard let decoder = Decoder(venue: venue, symbolCapacity: 64) else { throw OutOfMemory() }
    self.decoder = decoder
    for (index, symbol) in symbols.enumerated() {
      let isAdded = add(symbol.name, slot: InstrumentSlot(Int32(index)), symbol.grid)
      precondition(isAdded, "the symbols of a test fit")
    }
  }

  mutating func add(_ symbol: String, slot: InstrumentSlot?, _ grid: Grid) -> Bool {
    decoder.add(symbol: symbol, slot: slot, grid: grid)
  }

  mutating func setGrid(_ slot: InstrumentSlot, _ grid: Grid) -> Bool { decoder.setGrid(slot, grid) }

  mutating func read(_ text: String, forcedSlot: InstrumentSlot? = nil) -> ReadFrame {
    read(Array(text.utf8)[...], forcedSlot: forcedSlot)
  }

  mutating func read(_ frame: some Collection<UInt8>, forcedSlot: InstrumentSlot? = nil) -> ReadFrame {
    var bytes = frame.map { CChar(bitPattern: $0) }
    let length = bytes.count
    bytes.append(contentsOf: repeatElement(CChar(bitPattern: padding), count: Decoder.padding))
    let status = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { decoder.decode($0, length: length, forcedSlot: forcedSlot) }
    }
    return ReadFrame(status ?? .rejected, decoder)
  }
}

/// All that a decoder says of one frame.
struct ReadFrame: Equatable {
  struct Row: Equatable {
    var slot: Int32
    var trade: Trade
  }

  struct Record: Equatable {
    var slot: Int32
    var eventMilliseconds: Int64
    var mark: MarkPrice?
    var liquidation: Liquidation?
    var kline: Kline?
    var ticker: Ticker?
  }

  var status: Decoder.Status
  var kind: Decoder.Kind
  var reason: FrameReason
  var slot: Int32?
  var eventMilliseconds: Int64?
  var dropped: DroppedRows
  var depth: DepthUpdate?
  var bids: [Level] = []
  var asks: [Level] = []
  var ticker: BookTicker?
  var trades: [Row] = []
  var records: [Record] = []
  var unknownSymbol: String
  var neededPriceDecimals: Int32
  var neededQuantityDecimals: Int32

  fileprivate init(_ status: Decoder.Status, _ decoder: borrowing Decoder) {
    self.status = status
    kind = decoder.kind
    reason = decoder.reason
    slot = decoder.slot?.index
    eventMilliseconds = decoder.eventMilliseconds
    dropped = decoder.dropped
    unknownSymbol = decoder.unknownSymbol
    (neededPriceDecimals, neededQuantityDecimals) = decoder.neededDecimals
    readContent(decoder)
  }

  private mutating func readContent(_ decoder: borrowing Decoder) {
    switch decoder.kind {
    case .none: break
    case .depth:
      depth = decoder.depth
      bids = Array(decoder.bids)
      asks = Array(decoder.asks)
    case .bookTicker: ticker = decoder.bookTicker
    case .trades:
      for index in 0..<decoder.tradeCount {
        let (slot, trade) = decoder.trade(index)
        trades.append(Row(slot: slot.index, trade: trade))
      }
    case .records:
      for index in 0..<decoder.recordCount { records.append(Record(decoder.record(index))) }
    }
  }
}

extension ReadFrame.Record {
  fileprivate init(_ record: MarketRecord) {
    slot = record.slot.index
    eventMilliseconds = record.eventMilliseconds
    switch record.content {
    case .markPrice(let price): mark = price
    case .liquidation(let forced): liquidation = forced
    case .kline(let bar): kline = bar
    case .ticker(let day): ticker = day
    }
  }
}

extension Grid {
  /// Ticks of 0.1, lots of 0.001: BTCUSDT on USD-M.
  static let tenths = Grid(tickMantissa: 1, tickDecimals: 1, lotMantissa: 1, lotDecimals: 3)
  /// Ticks and lots of 10⁻⁸: fine enough for spot.
  static let fine = Grid(tickMantissa: 1, tickDecimals: 8, lotMantissa: 1, lotDecimals: 8)
}

extension Level {
  /// A level of so many ticks and lots.
  init(_ ticks: Int64, _ lots: Int64) {
    self.init(price: Price(ticks: ticks), quantity: Quantity(lots: lots))
  }
}

extension Decimal64 {
  /// mantissa ÷ 10^decimals.
  init(_ mantissa: Int64, _ decimals: Int32) { self.init(mantissa: mantissa, decimals: decimals) }
}
