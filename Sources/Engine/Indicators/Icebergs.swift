internal import Market
internal import Memory

/// Refilled levels of one side: synthetic icebergs (B-16, E-20), from prints and displayed sizes alone.
///
/// A print of x at a level that displayed d before it leaves d − x. A book not later than 100 ms after the print that
/// displays r more than that has refilled it by r. Prints between the same two books count together (net), and once at
/// most: after its refill a group of prints is answered. What a level displayed before a print is taken from the last
/// book with an earlier time, even when a later one has come already (F-65); a print that is older than every
/// remembered book, or than the group before it, only counts as executed.
///
/// An iceberg is a level with at least three refills within 60 s that has executed, since the refill before those, at
/// least twice the largest size it displayed around its prints. It is told when that first holds and again when its
/// refills have doubled. A print at a worse price proves that nothing is left at the level: its record ends there.
package struct Icebergs: ~Copyable {
  package init() {
    for index in 0..<Limits.printedLevels { levels[index].block = index }
  }

  private static let refillMilliseconds: Int64 = 100
  private static let memoryMilliseconds: Int64 = 60_000
  private static let refillsMin = 3

  struct Level: BitwiseCopyable {
    /// The group of prints that waits for its refill: the book before it (0: none), its latest print, and d − Σx.
    var group: Int
    var groupMilliseconds: Int64
    var floorLots: Int64
    var isOpen: Bool
    /// The book that answered the group; 0: none.
    var answer: Int
    /// Printed, and the largest size displayed around the prints, since the latest refill.
    var executedLots: Int64
    var largestLots: Int64
    /// The level's part of `refills`, and what of it is in use: a ring.
    var block: Int
    var oldest: Int
    var count: Int
    /// Refills when the iceberg was last told; 0: not yet.
    var told: Int
  }

  struct Refill: BitwiseCopyable {
    var milliseconds: Int64
    var lots: Int64
    var executedLots: Int64
    var largestLots: Int64
  }

  private var books = RecentTops()
  /// Prices and latest prints stand apart from the rest of their levels: every print walks over all of them.
  private var ranks = FixedArray<Int64>(zeroed: Limits.printedLevels)
  private var latestPrints = FixedArray<Int64>(zeroed: Limits.printedLevels)
  private var levels = FixedArray<Level>(zeroed: Limits.printedLevels)
  private var refills = FixedArray<Refill>(zeroed: Limits.printedLevels * Limits.refillsPerLevel)
  private var sorted = FixedArray<Int64>(zeroed: Limits.refillsPerLevel)
  private var count = 0
  private var openCount = 0
  /// How often a level with prints of the last 60 s gave way to a newer one.
  package private(set) var refused = 0

  var byteCount: Int {
    books.byteCount + ranks.byteCount + latestPrints.byteCount + levels.byteCount + refills.byteCount + sorted.byteCount
  }
}

// MARK: - Books

extension Icebergs {
  /// One applied update; a snapshot may jump over any number of books, so nothing is carried across it.
  package mutating func update(
    _ top: borrowing TopLevels, at milliseconds: Int64, isSnapshot: Bool, _ teller: LevelTeller,
    changes: inout StateChanges
  ) {
    if isSnapshot { forgetAll() }
    books.append(top, at: milliseconds)
    guard openCount > 0 else { return }
    for index in 0..<count where levels[index].isOpen {
      answer(index, from: books.latest)
      tell(index, teller, &changes)
    }
  }

  private mutating func forgetAll() {
    books.forgetAll()
    (count, openCount) = (0, 0)
  }

  /// Looks for a group's refill in the books from `first` on.
  private mutating func answer(_ index: Int, from first: Int) {
    var level = levels[index]
    var book = first
    while book <= books.latest && level.isOpen {
      if books.milliseconds(of: book) > level.groupMilliseconds + Self.refillMilliseconds {
        close(&level)
      } else if let lots = books.displayed(at: ranks[index], in: book) {
        level.largestLots = max(level.largestLots, lots)
        if lots > level.floorLots { refill(&level, lots, book) }
      }
      book += 1
    }
    levels[index] = level
  }

  private mutating func close(_ level: inout Level) {
    level.isOpen = false
    openCount -= 1
  }

  private mutating func refill(_ level: inout Level, _ displayedLots: Int64, _ book: Int) {
    close(&level)
    level.answer = book
    append(
      Refill(
        milliseconds: books.milliseconds(of: book), lots: displayedLots.subtractingClamped(level.floorLots),
        executedLots: level.executedLots, largestLots: level.largestLots), to: &level)
    (level.executedLots, level.largestLots) = (0, displayedLots)
  }

  /// A full ring forgets its oldest: that level has long been told.
  private mutating func append(_ refill: Refill, to level: inout Level) {
    if level.count == Limits.refillsPerLevel {
      level.oldest = (level.oldest + 1) % Limits.refillsPerLevel
      level.count -= 1
    }
    refills[place(level, level.count)] = refill
    level.count += 1
  }

  private func place(_ level: Level, _ index: Int) -> Int {
    level.block * Limits.refillsPerLevel + (level.oldest + index) % Limits.refillsPerLevel
  }
}

// MARK: - Prints

extension Icebergs {
  /// A print that hit this side, at its own time.
  package mutating func add(
    rank: Int64, lots: Int64, at milliseconds: Int64, _ teller: LevelTeller, changes: inout StateChanges
  ) {
    let index = find(rank, milliseconds) ?? insert(rank, milliseconds)
    levels[index].executedLots = levels[index].executedLots.addingClamped(lots)
    latestPrints[index] = max(latestPrints[index], milliseconds)
    group(index, lots, milliseconds)
    tell(index, teller, &changes)
  }

  /// The level of a print, nil for a new one. On the way every better level ends: a trade at a worse price has gone
  /// through it. A removal moves the last level here, which is not yet seen, so one walk does both.
  private mutating func find(_ rank: Int64, _ milliseconds: Int64) -> Int? {
    var found: Int?
    var index = 0
    while index < count {
      if ranks[index] > rank && latestPrints[index] <= milliseconds {
        remove(index)
        continue
      }
      if ranks[index] == rank { found = index }
      index += 1
    }
    guard let found, milliseconds - latestPrints[found] >= Self.memoryMilliseconds else {
      return found
    }
    remove(found)
    return nil
  }

  private mutating func remove(_ index: Int) {
    if levels[index].isOpen { openCount -= 1 }
    count -= 1
    ranks[index] = ranks[count]
    latestPrints[index] = latestPrints[count]
    let freed = levels[index].block
    levels[index] = levels[count]
    levels[count].block = freed
  }

  private mutating func insert(_ rank: Int64, _ milliseconds: Int64) -> Int {
    if count == Limits.printedLevels { removeStalest(milliseconds) }
    ranks[count] = rank
    latestPrints[count] = milliseconds
    levels[count] = Level(
      group: 0, groupMilliseconds: 0, floorLots: 0, isOpen: false, answer: 0,
      executedLots: 0, largestLots: 0, block: levels[count].block, oldest: 0, count: 0, told: 0)
    count += 1
    return count - 1
  }

  private mutating func removeStalest(_ milliseconds: Int64) {
    var stalest = 0
    for index in 1..<count where latestPrints[index] < latestPrints[stalest] { stalest = index }
    if milliseconds - latestPrints[stalest] < Self.memoryMilliseconds { refused += 1 }
    remove(stalest)
  }

  /// Counts a print into the group of its own time: a new one, the waiting one, or the one just answered.
  private mutating func group(_ index: Int, _ lots: Int64, _ milliseconds: Int64) {
    var level = levels[index]
    guard let book = books.book(before: milliseconds), book >= level.group else { return }
    let isAnswered = level.answer > level.group
    if isAnswered && book < level.answer {
      let latest = place(level, level.count - 1)
      if level.count > 0 { refills[latest].lots = refills[latest].lots.addingClamped(lots) }
      return
    }
    if book > level.group {
      guard let displayed = books.displayed(at: ranks[index], in: book) else { return }
      (level.group, level.floorLots, level.groupMilliseconds) = (book, displayed, milliseconds)
      level.largestLots = max(level.largestLots, displayed)
    }
    level.floorLots = level.floorLots.subtractingClamped(lots)
    level.groupMilliseconds = max(level.groupMilliseconds, milliseconds)
    if !level.isOpen { openCount += 1 }
    level.isOpen = true
    levels[index] = level
    answer(index, from: book + 1)
  }
}

// MARK: - Icebergs

extension Icebergs {
  private mutating func tell(_ index: Int, _ teller: LevelTeller, _ changes: inout StateChanges) {
    forgetOldRefills(index, teller.now)
    let level = levels[index]
    guard level.count >= Self.refillsMin else {
      levels[index].told = 0
      return
    }
    guard level.told == 0 || level.count >= 2 * level.told else { return }
    let (executed, largest) = totals(level)
    guard Int128(executed) >= 2 * Int128(largest) else { return }
    levels[index].told = level.count
    teller.tell(
      .iceberg(
        teller.side, teller.price(ranks[index]), refills: Int32(level.count), executed: Quantity(lots: executed),
        peak: Quantity(lots: medianRefill(level))), &changes)
  }

  private mutating func forgetOldRefills(_ index: Int, _ now: Int64) {
    while levels[index].count > 0,
      refills[place(levels[index], 0)].milliseconds <= now - Self.memoryMilliseconds
    {
      levels[index].oldest = (levels[index].oldest + 1) % Limits.refillsPerLevel
      levels[index].count -= 1
    }
  }

  private func totals(_ level: Level) -> (executed: Int64, largest: Int64) {
    var (executed, largest) = (level.executedLots, level.largestLots)
    for index in 0..<level.count {
      let refill = refills[place(level, index)]
      executed = executed.addingClamped(refill.executedLots)
      largest = max(largest, refill.largestLots)
    }
    return (executed, largest)
  }

  /// The estimate of the hidden order's displayed part; of an even number of refills the lower middle one.
  private mutating func medianRefill(_ level: Level) -> Int64 {
    for index in 0..<level.count {
      let lots = refills[place(level, index)].lots
      var position = index
      while position > 0, sorted[position - 1] > lots {
        sorted[position] = sorted[position - 1]
        position -= 1
      }
      sorted[position] = lots
    }
    return sorted[(level.count - 1) / 2]
  }
}

// MARK: - Regridding

extension Icebergs {
  /// A level that would leave the integer range is forgotten.
  mutating func scale(_ refinement: GridRefinement) {
    books.scale(refinement)
    for index in (0..<count).reversed() where !scale(index, refinement) { remove(index) }
  }

  private mutating func scale(_ index: Int, _ refinement: GridRefinement) -> Bool {
    var level = levels[index]
    guard let rank = refinement.scaled(ticks: ranks[index]), let floor = refinement.scaled(lots: level.floorLots),
      let executed = refinement.scaled(lots: level.executedLots),
      let largest = refinement.scaled(lots: level.largestLots)
    else { return false }
    (level.floorLots, level.executedLots, level.largestLots) = (floor, executed, largest)
    (ranks[index], levels[index]) = (rank, level)
    for position in 0..<level.count {
      var refill = refills[place(level, position)]
      guard let lots = refinement.scaled(lots: refill.lots),
        let executed = refinement.scaled(lots: refill.executedLots),
        let largest = refinement.scaled(lots: refill.largestLots)
      else { return false }
      (refill.lots, refill.executedLots, refill.largestLots) = (lots, executed, largest)
      refills[place(level, position)] = refill
    }
    return true
  }
}
