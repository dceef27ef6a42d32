internal import Memory

/// The levels of one side outside the ladder's window, sorted by rank, best last.
///
/// A two-level sorted array: chunks of up to 64 entries and a directory of their lowest ranks. An update is two binary
/// searches and at most 1 KiB moved (about 20 ns); the order makes the next best level and window moves cheap.
/// Bounded by `Limits.farLevels` entries.
struct FarStore: ~Copyable {
  private static let chunkEntries = Limits.farChunkEntries

  /// Chunk `c` owns entries [64·c, 64·c + 64) of both arrays.
  private var ranks = FixedArray<Int64>(zeroed: Limits.farChunks * Limits.farChunkEntries)
  private var quantities = FixedArray<Int64>(zeroed: Limits.farChunks * Limits.farChunkEntries)
  private var counts = FixedArray<Int32>(zeroed: Limits.farChunks)
  /// Directory: position → chunk, and the lowest rank of that chunk.
  private var chunks = FixedArray<Int32>(zeroed: Limits.farChunks)
  private var lows = FixedArray<Int64>(zeroed: Limits.farChunks)
  private var chunkCount = 0
  /// Free chunks are those given back plus those never used.
  private var freeChunks = FixedArray<Int32>(zeroed: Limits.farChunks)
  private var freeCount = 0
  private var unusedFrom = 0

  /// Levels held.
  private(set) var count = 0

  var isFull: Bool { count >= Limits.farLevels }

  /// The best rank and its quantity; nil when empty.
  var best: RankedLevel? {
    guard chunkCount > 0 else { return nil }
    return entry(position: chunkCount - 1, index: Int(counts[Int(chunks[chunkCount - 1])]) - 1)
  }

  /// The lowest rank and its quantity; nil when empty.
  var worst: RankedLevel? { chunkCount > 0 ? entry(position: 0, index: 0) : nil }

  func quantity(at rank: Int64) -> Int64 {
    guard let place = find(rank), place.isPresent else { return 0 }
    return quantities[entryIndex(place)]
  }

  /// Sets the quantity at a rank (0 removes) and returns the one that stood there.
  /// A new level must not be set while `isFull`; the caller marks the book instead.
  mutating func set(_ rank: Int64, _ lots: Int64) -> Int64 {
    guard let place = find(rank) else {
      if lots != 0 { insertFirst(rank, lots) }
      return 0
    }
    guard place.isPresent else {
      if lots != 0 { insert(rank, lots, at: place) }
      return 0
    }
    let index = entryIndex(place)
    let old = quantities[index]
    if lots != 0 { quantities[index] = lots } else { remove(at: place) }
    return old
  }

  /// The highest held level below `rank`.
  func next(below rank: Int64) -> RankedLevel? {
    guard let place = find(rank) else { return nil }
    if place.index > 0 { return entry(position: place.position, index: place.index - 1) }
    guard place.position > 0 else { return nil }
    return entry(position: place.position - 1, index: Int(counts[Int(chunks[place.position - 1])]) - 1)
  }

  /// The lowest held level above `rank`.
  func next(above rank: Int64) -> RankedLevel? {
    guard let place = find(rank) else { return nil }
    let index = place.isPresent ? place.index + 1 : place.index
    if index < Int(counts[Int(chunks[place.position])]) { return entry(position: place.position, index: index) }
    guard place.position + 1 < chunkCount else { return nil }
    return entry(position: place.position + 1, index: 0)
  }

  mutating func removeAll() {
    chunkCount = 0
    freeCount = 0
    unusedFrom = 0
    count = 0
  }

  var byteCount: Int {
    ranks.byteCount + quantities.byteCount + counts.byteCount + chunks.byteCount + lows.byteCount
      + freeChunks.byteCount
  }
}

/// A level by rank (see `Ladder`).
package struct RankedLevel: BitwiseCopyable, Equatable {
  package var rank: Int64
  package var lots: Int64

  package init(rank: Int64, lots: Int64) {
    self.rank = rank
    self.lots = lots
  }
}

// MARK: - Places

extension FarStore {
  /// Where a rank stands or would be inserted: position in the directory, index in that chunk.
  private struct Place {
    var position: Int
    var index: Int
    var isPresent: Bool
  }

  /// Nil only when the store is empty.
  private func find(_ rank: Int64) -> Place? {
    guard chunkCount > 0 else { return nil }
    let position = unsafe max(0, Self.countBelow(rank &+ 1, in: lows.pointer(at: 0, length: chunkCount)) - 1)
    let chunk = Int(chunks[position])
    let base = chunk * Self.chunkEntries
    let index = unsafe Self.countBelow(rank, in: ranks.pointer(at: base, length: Int(counts[chunk])))
    let isPresent = index < Int(counts[chunk]) && ranks[base + index] == rank
    return Place(position: position, index: index, isPresent: isPresent)
  }

  /// How many of the ascending ranks are lower. Selections instead of jumps: each outcome is a coin toss.
  @inline(__always)
  private static func countBelow(_ rank: Int64, in ranks: UnsafeBufferPointer<Int64>) -> Int {
    guard ranks.count > 0 else { return 0 }
    var first = 0
    var length = ranks.count
    while length > 1 {
      let half = length / 2
      first &+= unsafe ranks[first &+ half &- 1] < rank ? half : 0
      length &-= half
    }
    return unsafe ranks[first] < rank ? first + 1 : first
  }

  private func entryIndex(_ place: Place) -> Int {
    Int(chunks[place.position]) * Self.chunkEntries + place.index
  }

  private func entry(position: Int, index: Int) -> RankedLevel {
    let at = Int(chunks[position]) * Self.chunkEntries + index
    return RankedLevel(rank: ranks[at], lots: quantities[at])
  }
}

// MARK: - Inserting and removing

extension FarStore {
  private mutating func insertFirst(_ rank: Int64, _ lots: Int64) {
    let chunk = takeChunk()
    chunks[0] = chunk
    chunkCount = 1
    counts[Int(chunk)] = 0
    write(rank, lots, chunk: Int(chunk), index: 0)
    lows[0] = rank
  }

  private mutating func insert(_ rank: Int64, _ lots: Int64, at place: Place) {
    precondition(!isFull, "the far store is full: the book must be marked, not written")
    let chunk = Int(chunks[place.position])
    guard Int(counts[chunk]) == Self.chunkEntries else {
      write(rank, lots, chunk: chunk, index: place.index)
      lows[place.position] = ranks[chunk * Self.chunkEntries]
      return
    }
    split(position: place.position)
    let half = Self.chunkEntries / 2
    let goesRight = place.index > half
    let position = goesRight ? place.position + 1 : place.position
    write(rank, lots, chunk: Int(chunks[position]), index: goesRight ? place.index - half : place.index)
    lows[position] = ranks[Int(chunks[position]) * Self.chunkEntries]
  }

  /// Opens a place in a chunk that has room.
  private mutating func write(_ rank: Int64, _ lots: Int64, chunk: Int, index: Int) {
    let base = chunk * Self.chunkEntries
    let length = Int(counts[chunk]) - index
    ranks.move(from: base + index, to: base + index + 1, length: length)
    quantities.move(from: base + index, to: base + index + 1, length: length)
    ranks[base + index] = rank
    quantities[base + index] = lots
    counts[chunk] += 1
    count += 1
  }

  /// Moves the upper half of a full chunk into a new one behind it.
  private mutating func split(position: Int) {
    let left = Int(chunks[position])
    let right = Int(takeChunk())
    let half = Self.chunkEntries / 2
    let source = left * Self.chunkEntries + half
    ranks.move(from: source, to: right * Self.chunkEntries, length: half)
    quantities.move(from: source, to: right * Self.chunkEntries, length: half)
    counts[left] = Int32(half)
    counts[right] = Int32(half)
    openDirectory(at: position + 1)
    chunks[position + 1] = Int32(right)
    lows[position + 1] = ranks[right * Self.chunkEntries]
  }

  private mutating func remove(at place: Place) {
    let chunk = Int(chunks[place.position])
    let base = chunk * Self.chunkEntries
    let length = Int(counts[chunk]) - place.index - 1
    ranks.move(from: base + place.index + 1, to: base + place.index, length: length)
    quantities.move(from: base + place.index + 1, to: base + place.index, length: length)
    counts[chunk] -= 1
    count -= 1
    if counts[chunk] == 0 {
      releaseChunk(at: place.position)
      return
    }
    lows[place.position] = ranks[base]
    if !mergeWithNext(place.position), place.position > 0 { _ = mergeWithNext(place.position - 1) }
  }

  /// Joins a chunk with the one behind it when both are sparse; keeps the number of chunks bounded by the entries.
  private mutating func mergeWithNext(_ position: Int) -> Bool {
    guard position + 1 < chunkCount else { return false }
    let left = Int(chunks[position])
    let right = Int(chunks[position + 1])
    let (leftCount, rightCount) = (Int(counts[left]), Int(counts[right]))
    guard leftCount + rightCount <= Limits.farMergeEntries else { return false }
    let target = left * Self.chunkEntries + leftCount
    ranks.move(from: right * Self.chunkEntries, to: target, length: rightCount)
    quantities.move(from: right * Self.chunkEntries, to: target, length: rightCount)
    counts[left] = Int32(leftCount + rightCount)
    releaseChunk(at: position + 1)
    return true
  }

  private mutating func openDirectory(at position: Int) {
    chunks.move(from: position, to: position + 1, length: chunkCount - position)
    lows.move(from: position, to: position + 1, length: chunkCount - position)
    chunkCount += 1
  }

  private mutating func takeChunk() -> Int32 {
    if freeCount > 0 {
      freeCount -= 1
      return freeChunks[freeCount]
    }
    precondition(unusedFrom < Limits.farChunks, "chunks outlast entries: Limits.farChunks is derived from farLevels")
    unusedFrom += 1
    return Int32(unusedFrom - 1)
  }

  private mutating func releaseChunk(at position: Int) {
    freeChunks[freeCount] = chunks[position]
    freeCount += 1
    chunks.move(from: position + 1, to: position, length: chunkCount - position - 1)
    lows.move(from: position + 1, to: position, length: chunkCount - position - 1)
    chunkCount -= 1
  }
}
