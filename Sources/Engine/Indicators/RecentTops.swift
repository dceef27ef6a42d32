internal import Market
internal import Memory

/// The best ten levels of one side after each of the latest sixteen book updates, numbered from 1.
///
/// Prints and diffs come in streams of their own, and a print may arrive after the diff that shows it (F-65): what was
/// displayed before it can then only be told from the past. Sixteen updates span the 250 ms that the streams may lie
/// apart at the pace of every book topic, of which the fastest comes each 20 ms.
struct RecentTops: ~Copyable {
  static let depth = 10
  static let remembered = 16

  private var levels = FixedArray<RankedLevel>(zeroed: remembered * depth)
  private var counts = FixedArray<Int>(zeroed: remembered)
  private var times = FixedArray<Int64>(zeroed: remembered)
  /// Number of the latest book; below `first` when there is none.
  private(set) var latest = 0
  private(set) var first = 1

  var byteCount: Int { levels.byteCount + counts.byteCount + times.byteCount }

  /// A book's time never steps back: books are applied in the order in which they come.
  mutating func append(_ top: borrowing TopLevels, at milliseconds: Int64) {
    let time = latest >= first ? max(milliseconds, times[slot(latest)]) : milliseconds
    latest += 1
    first = max(first, latest - Self.remembered + 1)
    times[slot(latest)] = time
    let count = min(top.count, Self.depth)
    counts[slot(latest)] = count
    for index in 0..<count { levels[slot(latest) * Self.depth + index] = top[index] }
  }

  mutating func forgetAll() { first = latest + 1 }

  func milliseconds(of book: Int) -> Int64 { times[slot(book)] }

  /// The last remembered book that is older than a print of this time; nil where none reaches back so far.
  func book(before milliseconds: Int64) -> Int? {
    var book = latest
    while book >= first {
      if times[slot(book)] < milliseconds { return book }
      book -= 1
    }
    return nil
  }

  /// What a book displayed at a rank; nil where it lies behind the levels remembered of it.
  func displayed(at rank: Int64, in book: Int) -> Int64? {
    let (start, count) = (slot(book) * Self.depth, counts[slot(book)])
    for index in 0..<count {
      let level = levels[start + index]
      if level.rank <= rank { return level.rank == rank ? level.lots : 0 }
    }
    return count < Self.depth ? 0 : nil
  }

  private func slot(_ book: Int) -> Int { book & (Self.remembered - 1) }

  /// Books that do not fit a finer grid are forgotten.
  mutating func scale(_ refinement: GridRefinement) {
    for book in first..<max(first, latest + 1) {
      for index in 0..<counts[slot(book)] {
        let level = levels[slot(book) * Self.depth + index]
        guard let rank = refinement.scaled(ticks: level.rank), let lots = refinement.scaled(lots: level.lots) else {
          return forgetAll()
        }
        levels[slot(book) * Self.depth + index] = RankedLevel(rank: rank, lots: lots)
      }
    }
  }
}
