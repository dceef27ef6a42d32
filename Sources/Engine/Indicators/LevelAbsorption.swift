internal import Market
internal import Memory

/// Level absorption of one side (B-15): a level that took at least one and a half times what it ever displayed and
/// still stands.
///
/// ρ = exec ÷ largest displayed over T = 10 s: the current whole second of event time and the nine before. A level is
/// watched from the book on in which it is the best, or from its first print on, with what it displayed then, and for
/// 10 s after either was last so: what it showed before its prints is part of the largest, or every level that was
/// about to be given up would look absorbed by its last lots. It is judged at each book that is not older than its
/// latest print and told once until it breaks or 60 s have passed. It breaks when a trade at a worse price goes
/// through it, or when a book not older than its latest print does not display it.
package struct LevelAbsorption: ~Copyable {
  package init() {
    for index in 0..<Limits.printedLevels { levels[index].block = index }
  }

  private static let seconds: Int64 = 10
  /// Seconds of room a level; a power of two.
  private static let ring: Int64 = 16
  private static let againMilliseconds: Int64 = 60_000

  struct Level: BitwiseCopyable {
    /// Over the seconds of the window.
    var executedLots: Int64
    var largestLots: Int64
    var latestPrintMilliseconds: Int64
    /// In which it was last printed or the best.
    var activeSecond: Int64
    var toldMilliseconds: Int64?
    /// The level's place in each second of `executed` and `displayed`.
    var block: Int
  }

  private var ranks = FixedArray<Int64>(zeroed: Limits.printedLevels)
  private var levels = FixedArray<Level>(zeroed: Limits.printedLevels)
  private var executed = FixedArray<Int64>(zeroed: Limits.printedLevels * Int(ring))
  private var displayed = FixedArray<Int64>(zeroed: Limits.printedLevels * Int(ring))
  private var count = 0
  private var second = Int64.min
  /// How often a level with prints in its window gave way to a newer one.
  package private(set) var refused = 0

  var byteCount: Int { ranks.byteCount + levels.byteCount + executed.byteCount + displayed.byteCount }
}

// MARK: - Books and prints

extension LevelAbsorption {
  /// One applied update at its own time; a snapshot may jump over any number of books, so nothing is carried across.
  package mutating func update(
    _ half: borrowing BookHalf, at milliseconds: Int64, isSnapshot: Bool, _ teller: LevelTeller,
    changes: inout StateChanges
  ) {
    if isSnapshot { count = 0 }
    roll(to: teller.now)
    if let best = half.bestRank { levels[index(of: best, half)].activeSecond = second }
    var index = 0
    while index < count {
      let lots = half.quantity(at: ranks[index])
      let isCurrent = milliseconds >= levels[index].latestPrintMilliseconds
      if isCurrent && lots == 0 {
        remove(index)
        continue
      }
      note(lots, at: index)
      if isCurrent { tell(index, teller, &changes) }
      index += 1
    }
  }

  /// A print that hit this side, at its own time.
  package mutating func add(
    _ half: borrowing BookHalf, rank: Int64, lots: Int64, at milliseconds: Int64, now: Int64
  ) {
    roll(to: now)
    forget(betterThan: rank, notAfter: milliseconds)
    let printed = Self.second(milliseconds)
    guard printed > second - Self.seconds else { return }
    let index = index(of: rank, half)
    let place = place(levels[index].block, printed)
    levels[index].activeSecond = second
    executed[place] = executed[place].addingClamped(lots)
    levels[index].executedLots = levels[index].executedLots.addingClamped(lots)
    levels[index].latestPrintMilliseconds = max(levels[index].latestPrintMilliseconds, milliseconds)
  }

  private mutating func note(_ lots: Int64, at index: Int) {
    let place = place(levels[index].block, second)
    displayed[place] = max(displayed[place], lots)
    levels[index].largestLots = max(levels[index].largestLots, lots)
  }

  private mutating func tell(_ index: Int, _ teller: LevelTeller, _ changes: inout StateChanges) {
    let level = levels[index]
    guard level.largestLots > 0, 2 * Int128(level.executedLots) >= 3 * Int128(level.largestLots) else { return }
    if let told = level.toldMilliseconds, teller.now - told < Self.againMilliseconds { return }
    levels[index].toldMilliseconds = teller.now
    teller.tell(
      .levelAbsorption(
        teller.side, teller.price(ranks[index]), ratio: Double(level.executedLots) / Double(level.largestLots)),
      &changes)
  }

  /// What all levels did in one second lies together: a book touches that of the current one, 64 cache lines less than
  /// if each level kept its seconds to itself.
  private func place(_ block: Int, _ second: Int64) -> Int {
    Int(second & (Self.ring - 1)) * Limits.printedLevels + block
  }

  private static func second(_ milliseconds: Int64) -> Int64 {
    (milliseconds >= 0 ? milliseconds : milliseconds - 999) / 1_000
  }
}

// MARK: - Levels

extension LevelAbsorption {
  /// A trade at a worse price has gone through every better level.
  private mutating func forget(betterThan rank: Int64, notAfter milliseconds: Int64) {
    var index = 0
    while index < count {
      if ranks[index] > rank && levels[index].latestPrintMilliseconds <= milliseconds {
        remove(index)
      } else {
        index += 1
      }
    }
  }

  private mutating func remove(_ index: Int) {
    count -= 1
    ranks[index] = ranks[count]
    let freed = levels[index].block
    levels[index] = levels[count]
    levels[count].block = freed
  }

  private mutating func index(of rank: Int64, _ half: borrowing BookHalf) -> Int {
    for index in 0..<count where ranks[index] == rank { return index }
    if count == Limits.printedLevels { removeStalest() }
    let block = levels[count].block
    ranks[count] = rank
    levels[count] = Level(
      executedLots: 0, largestLots: 0, latestPrintMilliseconds: .min, activeSecond: second, toldMilliseconds: nil,
      block: block)
    for second in 0..<Self.ring {
      let place = place(block, second)
      (executed[place], displayed[place]) = (0, 0)
    }
    count += 1
    note(half.quantity(at: rank), at: count - 1)
    return count - 1
  }

  private mutating func removeStalest() {
    var stalest = 0
    for index in 1..<count
    where levels[index].latestPrintMilliseconds < levels[stalest].latestPrintMilliseconds { stalest = index }
    if levels[stalest].executedLots > 0 { refused += 1 }
    remove(stalest)
  }

  /// Moves the window to the second of `now`: once a second, whatever the number of frames.
  @inline(__always)
  private mutating func roll(to now: Int64) {
    let next = Self.second(now)
    if next > second { roll(toSecond: next) }
  }

  private mutating func roll(toSecond next: Int64) {
    let first = max(second, next - Self.ring) + 1
    second = next
    var index = 0
    while index < count {
      for passed in first...next {
        let place = place(levels[index].block, passed)
        (executed[place], displayed[place]) = (0, 0)
      }
      sum(index)
      // A told level stays known for as long as it must not be told again.
      let told = levels[index].toldMilliseconds
      let isSilenced = told.map { next * 1_000 - $0 < Self.againMilliseconds } ?? false
      if next - levels[index].activeSecond >= Self.seconds && !isSilenced { remove(index) } else { index += 1 }
    }
  }

  private mutating func sum(_ index: Int) {
    (levels[index].executedLots, levels[index].largestLots) = (0, 0)
    for second in (second - Self.seconds + 1)...second {
      let place = place(levels[index].block, second)
      levels[index].executedLots = levels[index].executedLots.addingClamped(executed[place])
      levels[index].largestLots = max(levels[index].largestLots, displayed[place])
    }
  }
}

// MARK: - Regridding

extension LevelAbsorption {
  /// A level that would leave the integer range is forgotten.
  mutating func scale(_ refinement: GridRefinement) {
    for index in (0..<count).reversed() where !scale(index, refinement) { remove(index) }
  }

  private mutating func scale(_ index: Int, _ refinement: GridRefinement) -> Bool {
    guard let rank = refinement.scaled(ticks: ranks[index]) else { return false }
    for second in 0..<Self.ring {
      let place = place(levels[index].block, second)
      guard let prints = refinement.scaled(lots: executed[place]),
        let largest = refinement.scaled(lots: displayed[place])
      else { return false }
      (executed[place], displayed[place]) = (prints, largest)
    }
    ranks[index] = rank
    sum(index)
    return true
  }
}
