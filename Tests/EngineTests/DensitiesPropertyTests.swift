import Engine
import Market
import NaiveTwins
import Testing

/// Densities against the naive tracker and against their mirror image, over seeded books, prints and event times.
@Suite struct DensitiesPropertyTests {
  private static let steps = 7_000

  @Test(
    "densities live, die and are told as the twin's are", arguments: 1...4 as ClosedRange<UInt64>,
    [BookSide.bid, .ask])
  func followTheTwin(_ seed: UInt64, _ side: BookSide) throws {
    var book = DensitySide(side, lotDecimals: 4)
    var script = DensityScript(seed: seed, best: side == .bid ? 100_000 : -100_000)
    var names: [String: Int] = [:]
    for step in 0..<Self.steps {
      let told = script.next(&book)
      let (ours, theirs) = (Self.ordered(told.events), Self.ordered(told.expected))
      try #require(ours.count == theirs.count, "step \(step): \(ours) \(theirs)")
      for (one, other) in zip(ours, theirs) { try #require(one.isLike(other), "step \(step): \(one) \(other)") }
      for event in ours { names[event.name, default: 0] += 1 }
      if told.isUpdate { try expectSameDensities(book, script.now, step) }
    }
    for name in ["appeared", "eaten", "pulled", "gone", "cluster"] { #expect(names[name, default: 0] > 3, "\(name)") }
    let reached = [book.densities.refused, book.densities.endingsHurried]
    #expect(reached == [0, 0])
  }

  private static func ordered(_ events: [NaiveDensityEvent]) -> [NaiveDensityEvent] {
    events.sorted { ($0.name, $0.prices) < ($1.name, $1.prices) }
  }

  private func expectSameDensities(_ book: borrowing DensitySide, _ now: Int64, _ step: Int) throws {
    let (count, twin) = (book.densities.trackedCount, book.twin.densities)
    try #require(count == twin.count, "step \(step)")
    let (spoof, expected) = (book.densities.spoofMax(at: now), book.twin.spoofMax(now_ms: now))
    try #require(abs((spoof ?? -1) - (expected ?? -1)) < 1e-9, "step \(step): \(spoof ?? -1) \(expected ?? -1)")
    let unit = NaiveDecimal(mantissa: 1, exponent: -4)
    for order in 0..<count {
      guard let density = book.densities.tracked(order) else { continue }
      let price = NaiveDecimal(Int(book.side == .bid ? density.rank : -density.rank))
      let match = try #require(twin.first { $0.price == price }, "step \(step)")
      try #require(NaiveDecimal(Int(density.lots)) * unit == match.quantity, "step \(step)")
      try #require(NaiveDecimal(Int(density.initialLots)) * unit == match.initialQuantity, "step \(step)")
    }
  }

  @Test("the other side with negated prices tells the same", arguments: 11...14 as ClosedRange<UInt64>)
  func mirrors(_ seed: UInt64) throws {
    var bids = DensitySide(.bid, lotDecimals: 4)
    var asks = DensitySide(.ask, lotDecimals: 4)
    var (one, other) = (DensityScript(seed: seed, best: 100_000), DensityScript(seed: seed, best: 100_000))
    var told = 0
    for step in 0..<2_000 {
      let ours = one.next(&bids).events
      let mirrored = other.next(&asks).events.map { event in
        var prices = event.prices.map { -$0 }
        if event.name == "cluster" { prices.sort(by: >) }
        return NaiveDensityEvent(
          name: event.name, prices: prices, quantity: event.quantity, age_ms: event.age_ms, erosion: event.erosion,
          share: event.share, spoof: event.spoof, usd: event.usd, relative: event.relative, percent: event.percent)
      }
      try #require(Self.ordered(ours) == Self.ordered(mirrored), "step \(step)")
      told += ours.count
    }
    #expect(told > 20)
  }
}

extension [NaiveDecimal] {
  fileprivate static func < (left: Self, right: Self) -> Bool { left.lexicographicallyPrecedes(right) }
}

private func < (left: (String, [NaiveDecimal]), right: (String, [NaiveDecimal])) -> Bool {
  left.0 == right.0 ? left.1 < right.1 : left.0 < right.0
}

/// A seeded endless story of one side: small levels, now and then large ones that are eaten, pulled or fade, prints
/// that come before or after the book, snapshots, gaps, and pauses.
struct DensityScript {
  private var random: SeededGenerator
  private let best: Int64
  private(set) var now: Int64 = 1_700_000_000_000
  private var isStarted = false
  private var isGap = false
  /// Prints that the book has shown already, or will show: (rank, lots, when).
  private var prints: [(rank: Int64, lots: Int64, at: Int64)] = []

  init(seed: UInt64, best: Int64) {
    random = SeededGenerator(seed: seed)
    self.best = best
  }

  mutating func next(_ book: inout DensitySide) -> DensitySide.Told {
    guard isStarted else {
      isStarted = true
      let rows: [(rank: Int64, lots: Int64)] = (0..<75).map { (best - $0, 100) }
      return book.update(rows, at: now, isSnapshot: true)
    }
    if let due = prints.first {
      prints.removeFirst()
      now = max(now, due.at)
      return book.recordPrint(due.rank, due.lots, at: now, isBookKnown: !isGap)
    }
    now += pause()
    switch Int.random(in: 0..<400, using: &random) {
    case 0:
      isGap = true
      return book.recordPrint(best - Int64.random(in: 0...70, using: &random), 5, at: now, isBookKnown: false)
    case 1, 2: return snapshot(&book)
    case 3..<60: return strike(&book)
    case 60..<70:
      return book.recordPrint(best - Int64.random(in: 0...70, using: &random), 5, at: now, isBookKnown: !isGap)
    default: return isGap ? snapshot(&book) : update(rows(), &book)
    }
  }

  private mutating func snapshot(_ book: inout DensitySide) -> DensitySide.Told {
    isGap = false
    let rows: [(rank: Int64, lots: Int64)] = (Int64(0)..<75).map { offset in
      let rank = best - offset
      let kept = book.half.quantity(at: rank)
      return (rank: rank, lots: Int.random(in: 0..<20, using: &random) == 0 ? lots() : max(kept, 1))
    }
    return book.update(rows, at: now, isSnapshot: true, twiceMidRank: mid())
  }

  private mutating func update(_ rows: [(rank: Int64, lots: Int64)], _ book: inout DensitySide) -> DensitySide.Told {
    book.update(rows, at: now, twiceMidRank: mid())
  }

  /// A tracked density loses some or all, in part to prints before or after the update that shows it.
  private mutating func strike(_ book: inout DensitySide) -> DensitySide.Told {
    let order = Int.random(in: 0..<max(1, book.densities.trackedCount), using: &random)
    guard !isGap, let density = book.densities.tracked(order) else {
      return isGap ? snapshot(&book) : update([], &book)
    }
    let taken = Bool.random(using: &random) ? density.lots : Int64.random(in: 1...density.lots, using: &random)
    let printed = taken * Int64.random(in: 0...10, using: &random) / 10
    if printed > 0 { prints.append((density.rank, printed, now + Int64.random(in: 0...300, using: &random))) }
    if printed > 1, Bool.random(using: &random) {
      prints = []
      let told = book.recordPrint(density.rank, printed, at: now, isBookKnown: true)
      guard told.events.isEmpty && told.expected.isEmpty else { return told }
      now += Int64.random(in: 0...300, using: &random)
    }
    return update([(density.rank, density.lots - taken)], &book)
  }

  private mutating func rows() -> [(rank: Int64, lots: Int64)] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in
      if Int.random(in: 0..<25, using: &random) == 0 {  // large ones come close together, for clusters
        let rank = best - Int64.random(in: 10...16, using: &random)
        return (rank: rank, lots: Int64.random(in: 3_000...9_000, using: &random))
      }
      return (rank: best - Int64.random(in: 0...74, using: &random), lots: lots())
    }
  }

  private mutating func lots() -> Int64 {
    switch Int.random(in: 0..<30, using: &random) {
    case 0: 0
    case 1: Int64.random(in: 200...9_000, using: &random)
    default: Int64.random(in: 50...150, using: &random)
    }
  }

  private mutating func mid() -> Int64? {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: nil
    case 1..<10: 2 * best + 1
    default: 2 * best + Int64.random(in: 1...120, using: &random)
    }
  }

  private mutating func pause() -> Int64 {
    switch Int.random(in: 0..<60, using: &random) {
    case 0: Int64.random(in: 2_000...12_000, using: &random)
    case 1..<6: 500
    default: Int64.random(in: 0...200, using: &random)
    }
  }
}
