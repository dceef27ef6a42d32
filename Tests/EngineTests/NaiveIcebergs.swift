import NaiveTwins

/// Icebergs of one side with every book and every print kept: dictionaries, filters and sorts. Ranks and lots as in
/// the engine: a higher rank is a better price.
struct NaiveIcebergs {
  struct Told: Equatable {
    var rank: Int64
    var refills: Int
    var executed: Int64
    var peak: Int64
  }

  private struct Refill {
    var milliseconds: Int64
    var lots: Int64
    var executed: Int64
    var largest: Int64
  }

  /// Prints between the same two books.
  private struct Group {
    var book: Int
    var latest: Int64
    var displayedBefore: Int64
    var prints: [Int64]
    var answer: Int?
    /// Later books than 100 ms after its latest print have come.
    var isClosed = false

    var floor: Int64 { displayedBefore - prints.reduce(0, +) }
  }

  private struct Level {
    var latestPrint: Int64
    var executed: Int64 = 0
    var largest: Int64 = 0
    var group: Group?
    var refills: [Refill] = []
    var told = 0
  }

  private var books: [(milliseconds: Int64, lots: [Int64: Int64])] = []
  private var firstBook = 0
  private var levels: [Int64: Level] = [:]
  private(set) var refillsSeen = 0

  mutating func update(_ lots: [Int64: Int64], at milliseconds: Int64, isSnapshot: Bool, now: Int64) -> Set<Told> {
    if isSnapshot {
      firstBook = books.count
      levels = [:]
    }
    let before = books.count > firstBook ? books[books.count - 1].milliseconds : milliseconds
    books.append((max(before, milliseconds), lots))
    let waiting = levels.filter { $0.value.group?.answer == nil && $0.value.group?.isClosed == false }
    var told = Set<Told>()
    for rank in waiting.keys {
      look(rank, books.count - 1)
      if let iceberg = tell(rank, now) { told.insert(iceberg) }
    }
    return told
  }

  mutating func add(rank: Int64, lots: Int64, at milliseconds: Int64, now: Int64) -> Told? {
    let kept = levels.filter { $0.key <= rank || $0.value.latestPrint > milliseconds }
    levels = kept
    if let known = levels[rank], milliseconds - known.latestPrint >= 60_000 { levels[rank] = nil }
    var level = levels[rank] ?? Level(latestPrint: milliseconds)
    level.executed += lots
    level.latestPrint = max(level.latestPrint, milliseconds)
    levels[rank] = level
    join(rank, lots, milliseconds)
    return tell(rank, now)
  }

  private mutating func join(_ rank: Int64, _ lots: Int64, _ milliseconds: Int64) {
    let remembered = max(firstBook, books.count - 16)..<max(firstBook, books.count)
    guard let book = remembered.last(where: { books[$0].milliseconds < milliseconds }) else { return }
    if var group = levels[rank]?.group {
      guard book >= group.book else { return }
      if let answer = group.answer, book < answer {
        let last = (levels[rank]?.refills.count ?? 0) - 1
        if last >= 0 { levels[rank]?.refills[last].lots += lots }
        return
      }
      if book == group.book {
        group.prints.append(lots)
        group.latest = max(group.latest, milliseconds)
        group.isClosed = false
        levels[rank]?.group = group
        for later in (book + 1)..<max(book + 1, books.count) { look(rank, later) }
        return
      }
    }
    guard let displayed = displayed(rank, book) else { return }
    let largest = levels[rank]?.largest ?? 0
    levels[rank]?.largest = max(largest, displayed)
    levels[rank]?.group = Group(book: book, latest: milliseconds, displayedBefore: displayed, prints: [lots])
    for later in (book + 1)..<max(book + 1, books.count) { look(rank, later) }
  }

  /// Among the ten best levels, or better than the tenth.
  private func displayed(_ rank: Int64, _ book: Int) -> Int64? {
    let best = books[book].lots.keys.sorted(by: >).prefix(10)
    if best.count == 10, let worst = best.last, rank < worst { return nil }
    return books[book].lots[rank] ?? 0
  }

  private mutating func look(_ rank: Int64, _ book: Int) {
    guard var level = levels[rank], var group = level.group, group.answer == nil, !group.isClosed else { return }
    if books[book].milliseconds > group.latest + 100 {
      group.isClosed = true
    } else if let shown = displayed(rank, book) {
      level.largest = max(level.largest, shown)
      if shown > group.floor {
        group.answer = book
        refillsSeen += 1
        level.refills.append(
          Refill(
            milliseconds: books[book].milliseconds, lots: shown - group.floor, executed: level.executed,
            largest: level.largest))
        (level.executed, level.largest) = (0, shown)
      }
    }
    level.group = group
    levels[rank] = level
  }

  private mutating func tell(_ rank: Int64, _ now: Int64) -> Told? {
    guard var level = levels[rank] else { return nil }
    level.refills = Array(level.refills.filter { $0.milliseconds > now - 60_000 }.suffix(32))
    defer { levels[rank] = level }
    guard level.refills.count >= 3 else {
      level.told = 0
      return nil
    }
    let executed = level.executed + level.refills.map(\.executed).reduce(0, +)
    let largest = max(level.largest, level.refills.map(\.largest).max() ?? 0)
    guard executed >= 2 * largest, level.told == 0 || level.refills.count >= 2 * level.told else { return nil }
    level.told = level.refills.count
    let sorted = level.refills.map(\.lots).sorted()
    return Told(rank: rank, refills: sorted.count, executed: executed, peak: sorted[(sorted.count - 1) / 2])
  }
}

extension NaiveIcebergs.Told: Hashable {}
