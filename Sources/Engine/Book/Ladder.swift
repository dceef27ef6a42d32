internal import Memory

/// The near window of one side: quantities indexed by rank, with a bitmap of occupied slots.
///
/// A *rank* is the price in ticks for bids and its negative for asks, so that on both sides the highest rank is the best
/// price and the code exists once. The window is a ring: moving it moves no memory, only the bounds.
/// An update costs one store and one bit; the next best price after a removal is found by counting leading zeros.
struct Ladder: ~Copyable {
  static let size = Int64(Limits.ladderTicks)
  private static let mask = Limits.ladderTicks - 1

  private var quantities = FixedArray<Int64>(zeroed: Limits.ladderTicks)
  private var occupied = FixedArray<UInt64>(zeroed: Limits.ladderTicks / 64)
  /// Lowest rank of the window.
  private(set) var low: Int64 = 0
  /// Highest occupied rank; meaningless while `count` is 0.
  private(set) var best: Int64 = 0
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
  @inline(__always)
  mutating func set(_ rank: Int64, _ lots: Int64) -> Int64 {
    assert(contains(rank))
    let slot = Int(truncatingIfNeeded: rank) & Self.mask
    let old = quantities[slot]
    quantities[slot] = lots
    if (old == 0) != (lots == 0) { flip(rank, slot, isOccupied: lots != 0) }
    return old
  }

  private mutating func flip(_ rank: Int64, _ slot: Int, isOccupied: Bool) {
    occupied[slot >> 6] ^= 1 << UInt64(slot & 63)
    if isOccupied {
      if count == 0 || rank > best { best = rank }
      count += 1
    } else {
      count -= 1
      if rank == best, count > 0, let next = next(below: rank) { best = next }
    }
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
        guard visit(RankedLevel(rank: candidate - Int64(skipped), lots: quantities[slot - skipped])) else { return false }
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
