import Engine
import Market
import Venues

/// Decoding, continuity and book, without indicators and strategy.
struct DecodeBookStep: FrameStep, ~Copyable {
  private var decoder: Decoder
  private var sync = BookSync(venue: Capture.venue)
  private var orderBook = OrderBook()
  private let grid: Grid
  private(set) var faults = 0

  init(_ capture: Capture) {
    decoder = Decoder(knowing: capture.instrument)
    grid = capture.instrument.grid
    orderBook.load(capture.snapshot, &decoder)
    sync.load(lastID: decoder.depth.lastID)
  }

  @inline(__always)
  mutating func take(_ frame: Frame) {
    switch decoder.decode(frame) {
    case .ok: if decoder.kind == .depth { apply() }
    case .ignored: break
    case .rejected, .unknownSymbol, .offGrid: faults += 1
    }
  }

  @inline(__always)
  private mutating func apply() {
    switch sync.judge(decoder.depth) {
    case .apply: if unsafe orderBook.apply(bids: decoder.bids, asks: decoder.asks) != nil { faults += 1 }
    case .ignore: break
    case .gap, .buffer: faults += 1
    }
  }

  borrowing func book() -> BookState? { orderBook.state(grid) }
}

extension OrderBook {
  /// Starts from a REST snapshot, which is left in the decoder.
  mutating func load(_ snapshot: Frame, _ decoder: inout Decoder) {
    let status = unsafe decoder.decode(snapshot.bytes, length: snapshot.length, forcedSlot: .only)
    precondition(status == .ok && decoder.kind == .depth, "the session took this snapshot")
    let reason = unsafe load(bids: UnsafeBufferPointer(decoder.bids), asks: UnsafeBufferPointer(decoder.asks))
    precondition(reason == nil, "the session took this snapshot")
  }

  borrowing func state(_ grid: Grid) -> BookState {
    var bids: [Level] = []
    var asks: [Level] = []
    levels(.bid, limit: BookState.depth, into: &bids)
    levels(.ask, limit: BookState.depth, into: &asks)
    return BookState(bids: bids, asks: asks, bidCount: count(.bid), askCount: count(.ask), grid: grid)
  }
}
