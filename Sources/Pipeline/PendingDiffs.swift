internal import Market
internal import Memory

/// Diffs that wait for a snapshot, in order, while a book is `syncing` or in `gap`.
///
/// Full: the older half is dropped and counted; a snapshot that would have needed it then shows a gap, never a wrong
/// book.
struct PendingDiffs: ~Copyable {
  /// About a minute of 100-ms diffs, or 10 s of a busy 0-ms stream.
  static let diffCapacity = 1_024
  static let levelCapacity = 32_768

  struct Header: BitwiseCopyable {
    var update: DepthUpdate
    var firstLevel: Int
    var bidCount: Int
    var askCount: Int
    var levelCount: Int { bidCount + askCount }
  }

  private var headers = FixedArray<Header>(zeroed: diffCapacity)
  private var levels = FixedArray<Level>(zeroed: levelCapacity)
  private var levelCount = 0
  private(set) var count = 0
  /// Diffs that were dropped because there was no room.
  private(set) var dropped = 0

  subscript(index: Int) -> Header { headers[index] }

  mutating func append(
    _ update: DepthUpdate, bids: UnsafeMutableBufferPointer<Level>, asks: UnsafeMutableBufferPointer<Level>
  ) {
    let needed = bids.count + asks.count
    guard needed <= Self.levelCapacity else {
      dropped += count + 1
      removeAll()
      return
    }
    while count == Self.diffCapacity || levelCount + needed > Self.levelCapacity {
      dropped += (count + 1) / 2
      removeFirst((count + 1) / 2)
    }
    headers[count] = Header(update: update, firstLevel: levelCount, bidCount: bids.count, askCount: asks.count)
    count += 1
    for index in 0..<bids.count { unsafe push(bids[index]) }
    for index in 0..<asks.count { unsafe push(asks[index]) }
  }

  private mutating func push(_ level: Level) {
    levels[levelCount] = level
    levelCount += 1
  }

  /// The levels of a diff, where they lie.
  mutating func bids(_ header: Header) -> UnsafeMutableBufferPointer<Level> {
    unsafe UnsafeMutableBufferPointer(mutating: levels.pointer(at: header.firstLevel, length: header.bidCount))
  }

  mutating func asks(_ header: Header) -> UnsafeMutableBufferPointer<Level> {
    unsafe UnsafeMutableBufferPointer(
      mutating: levels.pointer(at: header.firstLevel + header.bidCount, length: header.askCount))
  }

  mutating func removeFirst(_ diffs: Int) {
    guard diffs < count else {
      removeAll()
      return
    }
    let gone = headers[diffs].firstLevel
    headers.move(from: diffs, to: 0, length: count - diffs)
    levels.move(from: gone, to: 0, length: levelCount - gone)
    count -= diffs
    levelCount -= gone
    for index in 0..<count { headers[index].firstLevel -= gone }
  }

  mutating func removeAll() {
    count = 0
    levelCount = 0
  }

  /// True when some diff could follow a snapshot with this id.
  func bridges(_ snapshotID: Int64) -> Bool {
    for index in 0..<count {
      let update = headers[index].update
      if update.firstID <= snapshotID &+ 1 && snapshotID <= update.lastID { return true }
    }
    return false
  }

  func canScale(_ refinement: GridRefinement) -> Bool {
    for index in 0..<levelCount {
      let level = levels[index]
      guard refinement.scaled(ticks: level.price.ticks) != nil, refinement.scaled(lots: level.quantity.lots) != nil
      else { return false }
    }
    return true
  }

  mutating func scale(_ refinement: GridRefinement) {
    for index in 0..<levelCount {
      levels[index].price.ticks *= refinement.price
      levels[index].quantity.lots *= refinement.lot
    }
  }

  var byteCount: Int { headers.byteCount + levels.byteCount }
}
