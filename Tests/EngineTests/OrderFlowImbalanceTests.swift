import Engine
import Market
import NaiveTwins
import Testing

@Suite struct OrderFlowImbalanceTests {
  private static let start: Int64 = 1_700_000_000_000

  /// E-10, each row the whole touch of the next update.
  private static let rows: [(Int64, Int64, Int64, Int64)] = [
    (100, 10, 101, 5), (100, 12, 101, 5), (101, 3, 102, 7), (101, 3, 102, 4), (100, 9, 102, 4), (100, 9, 101, 6),
  ]

  /// The diff that leads from one touch to the next.
  private static func diff(
    _ old: (Int64, Int64, Int64, Int64), _ new: (Int64, Int64, Int64, Int64)
  ) -> BookDiff {
    BookDiff(bids: [(old.0, 0), (new.0, new.1)], asks: [(old.2, 0), (new.2, new.3)])
  }

  @Test("E-10: e = 2, 8, 3, −3, −6, sum 4, exact")
  func publishedSequence() {
    var market = TimedMarket(grid: Grid(tickMantissa: 1, tickDecimals: 0, lotMantissa: 1, lotDecimals: 1))
    let first = Self.rows[0]
    market.snapshot([(first.0, first.1)], [(first.2, first.3)], at: Self.start)
    market.diff([], [], at: Self.start)  // the first diff after a snapshot gives none
    var sum: Int64 = 0
    for (index, e) in [2, 8, 3, -3, -6].enumerated() {
      market.update(
        Self.diff(Self.rows[index], Self.rows[index + 1]), at: Self.start + Int64(index) + 1, isSnapshot: false)
      sum += Int64(e)
      #expect(market.market.text("ofi_1s") == Self.tenths(sum))
      #expect(market.market.text("ofi_5s") == Self.tenths(sum))
      #expect(market.market.number("mlofi_5s") == Double(sum) / 50)
    }
    #expect(sum == 4 && market.market.text("ofi_1s") == "0.4")
  }

  private static func tenths(_ lots: Int64) -> String {
    let text = "\(lots / 10).\(abs(lots % 10))"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  @Test("a window ends to the millisecond, and warms up for its own length since the first book")
  func endsToTheMillisecond() {
    var market = TimedMarket()
    #expect(market.market.read("ofi_1s").flag == .warming && market.market.text("ofi_1s") == nil)
    market.snapshot([(100, 10)], [(101, 5)], at: Self.start)
    market.diff([(100, 20)], [], at: Self.start + 10)
    #expect(market.market.text("ofi_1s") == "0")
    market.diff([(100, 25)], [], at: Self.start + 20)
    #expect(market.market.text("ofi_1s") == "5" && market.market.read("ofi_1s").flag == .warming)
    market.market.begin(at: Self.start + 1_000)
    #expect(market.market.read("ofi_1s").flag == .ok && market.market.read("ofi_5s").flag == .warming)
    market.market.begin(at: Self.start + 1_019)
    #expect(market.market.text("ofi_1s") == "5")
    market.market.begin(at: Self.start + 1_020)
    #expect(market.market.text("ofi_1s") == "0" && market.market.text("ofi_5s") == "5")
  }

  @Test("warms up from the time now at the first book, not from an older one of its own")
  func warmsUpFromNow() {
    var market = TimedMarket()
    market.market.begin(at: Self.start + 400)
    market.snapshot([(100, 10)], [(101, 5)], at: Self.start)
    market.market.begin(at: Self.start + 1_399)
    #expect(market.market.read("ofi_1s").flag == .warming)
    market.market.begin(at: Self.start + 1_400)
    #expect(market.market.read("ofi_1s").flag == .ok)
  }

  @Test("an update counts at its own time, also when it comes late")
  func countsLateUpdates() {
    var market = TimedMarket()
    market.snapshot([(100, 10)], [(101, 5)], at: Self.start)
    market.diff([], [], at: Self.start)
    market.market.begin(at: Self.start + 900)
    market.diff([(100, 17)], [], at: Self.start + 100)
    #expect(market.market.text("ofi_1s") == "7")
    market.market.begin(at: Self.start + 1_100)
    #expect(market.market.text("ofi_1s") == "0")
  }

  @Test("neither a snapshot nor the first diff after it gives any flow")
  func skipsSnapshots() {
    var market = TimedMarket(knowsOnlyHeldLevels: true)
    market.snapshot([(100, 10)], [(101, 5)], at: Self.start)
    market.diff([(100, 11)], [], at: Self.start + 1)
    market.diff([(100, 12)], [], at: Self.start + 2)
    #expect(market.market.text("ofi_1s") == "1")
    market.snapshot([(90, 500)], [(101, 5)], at: Self.start + 3)
    market.diff([(90, 600)], [], at: Self.start + 4)
    #expect(market.market.text("ofi_1s") == "1")
    market.diff([(90, 603)], [], at: Self.start + 5)
    #expect(market.market.text("ofi_1s") == "4")
  }

  @Test("a one-sided book gives none, before or after")
  func skipsOneSidedBooks() {
    var market = TimedMarket()
    market.snapshot([(100, 10)], [(101, 5)], at: Self.start)
    market.diff([], [], at: Self.start)
    market.diff([], [(101, 0)], at: Self.start + 1)
    market.diff([(100, 12)], [(101, 9)], at: Self.start + 2)
    #expect(market.market.text("ofi_1s") == "0" && market.market.number("mlofi_5s") == 0)
    market.diff([(100, 13)], [], at: Self.start + 3)
    #expect(market.market.text("ofi_1s") == "1")
  }

  @Test("a deeper level counts by its place, and not where a book has fewer")
  func countsDeepLevelsByPlace() {
    var market = TimedMarket()
    market.snapshot([(100, 10), (99, 7)], [(101, 5), (103, 4), (104, 1)], at: Self.start)
    market.diff([], [], at: Self.start)
    // Second bid: 99 × 7 → 98 × 6: −7. Second ask: 103 × 4 → 102 × 2, a better one: −2. No third bid: no third level.
    market.diff([(99, 0), (98, 6)], [(102, 2)], at: Self.start + 1)
    #expect(market.market.text("ofi_1s") == "0")
    #expect(market.market.number("mlofi_5s") == -9.0 / 5)
  }

  @Test("quantities of 18 digits neither trap nor lose a lot, and a finer lot that cannot hold them starts anew")
  func survivesHostileQuantities() {
    let hostile: Int64 = 999_999_999_999_999_999
    var market = TimedMarket()
    let bids = (0..<5 as Range<Int64>).map { (100 - $0, Int64(1)) }
    let asks = (0..<5 as Range<Int64>).map { (101 + $0, hostile) }
    market.snapshot(bids, asks, at: Self.start)
    market.diff([], [], at: Self.start)
    for round in 0..<20 as Range<Int64> {
      let isUp = round.isMultiple(of: 2)
      let bids = (0..<5 as Range<Int64>).map { (100 - $0, isUp ? hostile : 1) }
      let asks = (0..<5 as Range<Int64>).map { (101 + $0, isUp ? 1 : hostile) }
      market.diff(bids, asks, at: Self.start + 1)
      #expect(market.market.text("ofi_1s") == (isUp ? "1999999999999999996" : "0"))
      #expect(market.market.number("mlofi_5s") == (isUp ? 2e18 : 0))
    }
    market.diff(bids, asks.map { ($0.0, 1) }, at: Self.start + 2)
    let finer = Grid(tickMantissa: 1, tickDecimals: 0, lotMantissa: 1, lotDecimals: 3)
    market.regrid(to: finer)
    #expect(market.market.text("ofi_1s") == "0" && market.market.engine[market.market.slot].windowsCoarsened > 0)
  }
}

/// Against every update added up again.
@Suite struct OrderFlowImbalancePropertyTests {
  /// What one update gave: its time, e at the touch and Σ e of five levels.
  private struct Entry {
    var milliseconds: Int64
    var touch: Int64
    var deep: Int64
  }

  private struct Book {
    var bids: [Int64: Int64] = [:]
    var asks: [Int64: Int64] = [:]

    var bestBids: [(Int64, Int64)] { bids.sorted { $0.key > $1.key }.prefix(5).map { ($0.key, $0.value) } }
    var bestAsks: [(Int64, Int64)] { asks.sorted { $0.key < $1.key }.prefix(5).map { ($0.key, $0.value) } }

    /// B-18 as it is written, for level m; nil where a book has no such level.
    static func e(_ old: Book, _ new: Book, _ m: Int) -> Int64? {
      let (bids, asks) = ((old.bestBids, new.bestBids), (old.bestAsks, new.bestAsks))
      guard min(bids.0.count, bids.1.count, asks.0.count, asks.1.count) > m else { return nil }
      let ((pb0, qb0), (pb, qb)) = (bids.0[m], bids.1[m])
      let ((pa0, qa0), (pa, qa)) = (asks.0[m], asks.1[m])
      return (pb >= pb0 ? qb : 0) - (pb <= pb0 ? qb0 : 0) - (pa <= pa0 ? qa : 0) + (pa >= pa0 ? qa0 : 0)
    }

    mutating func apply(_ diff: BookDiff) {
      for level in diff.bids { bids[level.price.ticks] = level.quantity.lots > 0 ? level.quantity.lots : nil }
      for level in diff.asks { asks[level.price.ticks] = level.quantity.lots > 0 ? level.quantity.lots : nil }
    }
  }

  @Test(
    "60 000 random updates, late ones, snapshots and finer lots included, equal the sums of all e",
    arguments: [1, 2] as [UInt64])
  func equalsTheSums(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var market = TimedMarket()
    var (book, entries) = (Book(), [Entry]())
    var (now, factor, decimals) = (Int64(1_700_000_000_000), Int64(1), Int32(0))
    var skips = true
    for step in 0..<30_000 {
      now += Int64.random(in: 0...60, using: &random)
      let isSnapshot = step == 0 || Int.random(in: 0..<3_000, using: &random) == 0
      let time = now - (Int.random(in: 0..<9, using: &random) == 0 ? Int64.random(in: 0...7_000, using: &random) : 0)
      let old = book
      if isSnapshot { book = Book() }
      let diff = Self.diff(&random, lots: factor, levels: isSnapshot ? 30 : 3)
      book.apply(diff)
      market.market.begin(at: now)
      market.update(diff, at: time, isSnapshot: isSnapshot)
      if !isSnapshot && !skips, Book.e(old, book, 0) != nil {
        let all = (0..<5).compactMap { Book.e(old, book, $0) }
        entries.append(Entry(milliseconds: time, touch: all[0], deep: all.reduce(0, +)))
      }
      skips = isSnapshot
      if step.isMultiple(of: 10_000), step > 0 {
        (factor, decimals) = (factor * 10, decimals + 1)
        let grid = Grid(tickMantissa: 1, tickDecimals: 0, lotMantissa: 1, lotDecimals: decimals)
        market.regrid(to: grid)
        Self.scale(&entries, &book)
      }
      if step.isMultiple(of: 20) { try expectSame(market, entries, now, factor, step) }
      if entries.count > 2_000 { entries.removeAll { $0.milliseconds < now - 12_000 } }
    }
    #expect(market.market.engine[market.market.slot].windowsCoarsened == 0)
  }

  private func expectSame(
    _ market: borrowing TimedMarket, _ entries: [Entry], _ now: Int64, _ factor: Int64, _ step: Int
  ) throws {
    for (name, length) in [("ofi_1s", Int64(1_000)), ("ofi_5s", 5_000)] {
      let sum = entries.filter { $0.milliseconds > now - length }.reduce(0) { $0 + $1.touch }
      try #require(market.market.number(name) == Double(sum) / Double(factor), "\(name), step \(step)")
    }
    let deep = entries.filter { $0.milliseconds > now - 5_000 }.reduce(0) { $0 + $1.deep }
    try #require(market.market.number("mlofi_5s") == Double(deep) / Double(5 * factor), "step \(step)")
  }

  private static func scale(_ entries: inout [Entry], _ book: inout Book) {
    for index in entries.indices {
      entries[index].touch *= 10
      entries[index].deep *= 10
    }
    book.bids = book.bids.mapValues { $0 * 10 }
    book.asks = book.asks.mapValues { $0 * 10 }
  }

  /// Bids end at 100, asks begin at 101: nothing crosses, and a side may empty.
  private static func diff(_ random: inout SeededGenerator, lots factor: Int64, levels: Int) -> BookDiff {
    func rows(_ price: (Int64) -> Int64) -> [(Int64, Int64)] {
      (0..<Int.random(in: 0...levels, using: &random)).map { _ in
        let isDelete = Int.random(in: 0..<3, using: &random) == 0
        return (
          price(Int64.random(in: 0...12, using: &random)),
          isDelete ? 0 : factor * Int64.random(in: 1...1_000, using: &random)
        )
      }
    }
    return BookDiff(bids: rows { 100 - $0 }, asks: rows { 101 + $0 })
  }
}
