import Engine
import Market
import Pipeline
import Venues

/// The whole tick: decoding, continuity, book, the indicators' state, strategies.
struct TickStep: FrameStep, ~Copyable {
  private(set) var session: Session

  /// The symbol's first frame teaches the session the symbol, so that the snapshot, which names none, finds its book.
  init(_ capture: Capture) {
    guard let session = Session(venue: Capture.venue) else { preconditionFailure("out of memory") }
    self.session = session
    self.session.feed(capture.frames[0])
    self.session.feed(capture.snapshot)
  }

  @inline(__always)
  mutating func take(_ frame: Frame) { session.feed(frame) }

  var faults: Int { Int(session.engine[.only].counts.gaps) + (session.engine[.only].status == .ok ? 0 : 1) }

  borrowing func book() -> BookState? {
    var bids: [Level] = []
    var asks: [Level] = []
    session.engine[.only].levels(.bid, limit: BookState.depth, into: &bids)
    session.engine[.only].levels(.ask, limit: BookState.depth, into: &asks)
    return BookState(
      bids: bids, asks: asks, bidCount: session.engine[.only].bidLevels, askCount: session.engine[.only].askLevels,
      grid: session.engine[.only].grid)
  }
}

/// The whole tick, and every indicator of the table read at each book update: the most that a frame can be asked for.
struct IndicatorTickStep: FrameStep, ~Copyable {
  private var tick: TickStep
  private let rows = IndicatorTable.rows
  /// Values that exist, counted so that no reading is left out.
  private var values = 0

  init(_ capture: Capture) { tick = TickStep(capture) }

  @inline(__always)
  mutating func take(_ frame: Frame) {
    tick.take(frame)
    guard tick.session.decoder.kind == .depth, tick.session.lastReason == .none else { return }
    let bands = tick.session.engine[.only].depthBands
    for row in rows {
      if case .none = tick.session.engine[.only].read(row, bands).value { continue }
      values += 1
    }
  }

  var faults: Int { tick.faults + (values == 0 ? 1 : 0) }
  borrowing func book() -> BookState? { tick.book() }
}
