import Engine
import Market
import Venues

/// The book alone: the decoded levels of every diff that the snapshot does not hold are ready in memory.
@safe
final class OurBook: Contender {
  private struct Diff: BitwiseCopyable {
    var firstLevel: Int
    var bidCount: Int
    var askCount: Int
  }

  private let capture: Capture
  private let diffs: [Diff]
  private let levels: [Level]
  /// The levels of one run: the book leaves old quantities in what it is given.
  private let given: UnsafeMutableBufferPointer<Level>
  private var orderBook: OrderBook? = OrderBook()
  private(set) var faults = 0

  init(_ capture: Capture) {
    self.capture = capture
    var decoder = Decoder(knowing: capture.instrument)
    var orderBook = OrderBook()
    orderBook.load(capture.snapshot, &decoder)
    let snapshotID = decoder.depth.lastID
    var diffs: [Diff] = []
    var levels: [Level] = []
    for frame in capture.depthFrames {
      guard decoder.decode(frame) == .ok, decoder.depth.lastID >= snapshotID else { continue }
      unsafe diffs.append(Diff(firstLevel: levels.count, bidCount: decoder.bids.count, askCount: decoder.asks.count))
      unsafe levels.append(contentsOf: decoder.bids)
      unsafe levels.append(contentsOf: decoder.asks)
    }
    self.diffs = diffs
    self.levels = levels
    unsafe given = .allocate(capacity: levels.count)
    _ = unsafe given.initialize(from: levels)
  }

  deinit { unsafe given.deallocate() }

  var prebuiltLevels: Int? { levels.count }
  var decodedSum: UInt64? { nil }

  func reset() {
    faults = 0
    _ = unsafe given.update(from: levels)
    var decoder = Decoder(knowing: capture.instrument)
    guard var orderBook = orderBook.take() else { preconditionFailure("the book is only away during a run") }
    orderBook.load(capture.snapshot, &decoder)
    self.orderBook = consume orderBook
  }

  func run(_ frames: Frames) {
    guard var orderBook = orderBook.take() else { preconditionFailure("the book is only away during a run") }
    var faults = 0
    for diff in diffs {
      let firstAsk = diff.firstLevel + diff.bidCount
      let bids = unsafe UnsafeMutableBufferPointer(rebasing: given[diff.firstLevel..<firstAsk])
      let asks = unsafe UnsafeMutableBufferPointer(rebasing: given[firstAsk..<(firstAsk + diff.askCount)])
      if unsafe orderBook.apply(bids: bids, asks: asks) != nil { faults += 1 }
    }
    self.faults = faults
    self.orderBook = consume orderBook
  }

  /// Not per frame: no frame is read.
  func run(_ frames: Frames, latencies: inout [UInt32]) { run(frames) }

  func book() -> BookState? {
    switch orderBook {
    case .some(let orderBook): orderBook.state(capture.instrument.grid)
    case .none: nil
    }
  }
}
