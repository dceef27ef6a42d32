internal import Market
internal import Memory

/// The near window of one side: quantities indexed by rank, with a bitmap of occupied slots.
///
/// A *rank* is the price in ticks for bids and its negative for asks, so that on both sides the highest rank is the
/// best price and the code exists once. The window is a ring: moving it moves no memory, only the bounds. An update
/// costs one store and one bit; the next best price after a removal is found by counting leading zeros.
struct Ladder: ~Copyable {
  static let size = Int64(Limits.ladderTicks)
  private static let mask = Limits.ladderTicks - 1
  /// How far ahead a diff's slots are fetched: a ladder outlives its visit to the first cache (5.5 → 4.6 ns a
  /// level, `tools/bench`).
  private static let prefetchedLevels = 8

  private var quantities = FixedArray<Int64>(zeroed: Limits.ladderTicks)
  private var occupied = FixedArray<UInt64>(zeroed: Limits.ladderTicks / 64)
  /// Lowest rank of the window.
  private(set) var low: Int64 = 0
  /// Highest occupied rank; lower than any rank while `count` is 0.
  private(set) var best = Int64.min
  /// Occupied slots.
  private(set) var count = 0

  @inline(__always)
  func contains(_ rank: Int64) -> Bool { UInt64(bitPattern: rank &- low) < UInt64(Self.size) }

  /// One past the window's highest rank.
  var high: Int64 { low &+ Self.size }

  /// The quantity at a rank of the window, 0 for an empty slot.
  @inline(__always)
  func quantity(at rank: Int64) -> Int64 { quantities[Int(truncatingIfNeeded: rank) & Self.mask] }

  /// Sets the quantity at a rank of the window and returns the one that stood there.
  mutating func set(_ rank: Int64, _ lots: Int64) -> Int64 {
    assert(contains(rank))
    let slot = Int(truncatingIfNeeded: rank) & Self.mask
    let old = quantities[slot]
    quantities[slot] = lots
    let bit: UInt64 = 1 << UInt64(slot & 63)
    occupied[slot >> 6] = lots != 0 ? occupied[slot >> 6] | bit : occupied[slot >> 6] & ~bit
    count += (lots != 0 ? 1 : 0) - (old != 0 ? 1 : 0)
    if lots != 0 {
      best = max(best, rank)
    } else if rank == best {
      best = next(below: rank) ?? .min
    }
    return old
  }

  /// Swaps the levels' quantities with those held, from `start` on, and stops at the first level outside the window or
  /// behind the one that removed the best price; returns where it stopped. Ranks are ticks × `sign`.
  ///
  /// The tick path's inner loop: bounds live in registers and nothing depends on what stood in a slot, because
  /// whether a level is new, changed or gone is a coin toss that a branch would lose (3 ns a level against 9;
  /// `tools/bench`).
  @inline(__always)
  mutating func exchange(_ levels: UnsafeMutableBufferPointer<Level>, from start: Int, sign: Int64) -> Int {
    let quantities = unsafe quantities.withMemory()
    let occupied = unsafe occupied.withMemory()
    let low = low
    var (best, count, index) = (best, count, start)
    while index < levels.count {
      let level = unsafe levels[index]
      let rank = level.price.ticks &* sign
      guard UInt64(bitPattern: rank &- low) < UInt64(Self.size) else { break }
      if index &+ Self.prefetchedLevels < levels.count {
        let ahead = unsafe levels[index &+ Self.prefetchedLevels].price.ticks &* sign
        unsafe prefetchForWrite(quantities + (Int(truncatingIfNeeded: ahead) & Self.mask))
      }
      let lots = level.quantity.lots
      let slot = Int(truncatingIfNeeded: rank) & Self.mask
      let old = unsafe quantities[slot]
      unsafe quantities[slot] = lots
      unsafe levels[index].quantity.lots = old
      let isHeld: UInt64 = lots != 0 ? 1 : 0
      let shift = UInt64(truncatingIfNeeded: slot) & 63
      unsafe occupied[slot >> 6] = occupied[slot >> 6] & ~(1 &<< shift) | (isHeld &<< shift)
      count &+= Int(truncatingIfNeeded: isHeld) &- (old != 0 ? 1 : 0)
      index &+= 1
      best = max(best, lots != 0 ? rank : .min)
      if rank == best && lots == 0 {
        best = next(below: rank) ?? .min
        break
      }
    }
    (self.best, self.count) = (best, count)
    return index
  }

  /// The highest occupied rank below `rank`, nil when there is none in the window.
  func next(below rank: Int64) -> Int64? {
    var candidate = rank - 1
    while candidate >= low {
      let slot = Int(truncatingIfNeeded: candidate) & Self.mask
      let bitsAtOrBelow = occupied[slot >> 6] << UInt64(63 - (slot & 63))
      if bitsAtOrBelow != 0 {
        let found = candidate - Int64(bitsAtOrBelow.leadingZeroBitCount)
        return found >= low ? found : nil
      }
      candidate -= Int64(slot & 63) + 1
    }
    return nil
  }

  /// The lowest occupied rank above `rank`, nil when there is none in the window.
  func next(above rank: Int64) -> Int64? {
    var candidate = rank + 1
    while candidate < high {
      let slot = Int(truncatingIfNeeded: candidate) & Self.mask
      let bitsAtOrAbove = occupied[slot >> 6] >> UInt64(slot & 63)
      if bitsAtOrAbove != 0 {
        let found = candidate + Int64(bitsAtOrAbove.trailingZeroBitCount)
        return found < high ? found : nil
      }
      candidate += 64 - Int64(slot & 63)
    }
    return nil
  }

  /// Visits the levels from the best downwards until `visit` says false; returns false when it did.
  /// One word of the bitmap at a time: about 1.5 ns a level.
  @inline(__always)
  func descend(_ visit: (RankedLevel) -> Bool) -> Bool {
    var candidate = best
    var left = count
    while left > 0 {
      let slot = Int(truncatingIfNeeded: candidate) & Self.mask
      var bits = occupied[slot >> 6] << UInt64(63 - (slot & 63))
      while bits != 0 && left > 0 {
        let skipped = bits.leadingZeroBitCount
        bits &= ~(0x8000_0000_0000_0000 >> UInt64(skipped))
        left -= 1
        let level = RankedLevel(rank: candidate - Int64(skipped), lots: quantities[slot - skipped])
        guard visit(level) else { return false }
      }
      candidate -= Int64(slot & 63) + 1
    }
    return true
  }

  /// Moves the window. Every level outside the new bounds must have been taken out before.
  mutating func moveWindow(low newLow: Int64) {
    assert(count == 0 || (best < newLow + Self.size))
    low = newLow
  }

  /// Empties the window at the cost of its occupied slots.
  mutating func removeAll() {
    var rank = best
    while count > 0 {
      let following = next(below: rank)
      _ = set(rank, 0)
      guard let following else { break }
      rank = following
    }
    assert(count == 0)
  }

  var byteCount: Int { quantities.byteCount + occupied.byteCount }
}
