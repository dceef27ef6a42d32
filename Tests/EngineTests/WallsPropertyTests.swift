import Engine
import Market
import NaiveTwins
import Testing

/// Tracked walls against the naive tracker, over seeded books and event times.
@Suite struct WallsPropertyTests {
  @Test(
    "walls live and die as the twin's do, and each end is told once its late prints must have come",
    arguments: 1...6 as ClosedRange<UInt64>, [BookSide.bid, .ask])
  func followTheTwin(_ seed: UInt64, _ side: BookSide) throws {
    var random = SeededGenerator(seed: seed)
    var book = WallSide(side)
    var now: Int64 = 1_700_000_000_000
    var (appeared, ended) = (0, 0)
    var awaited: [(price: NaiveDecimal, since: Int64)] = []
    _ = book.update((960...1_000).map { (rank: $0, lots: 10) }, at: now)
    for step in 0..<1_200 {
      now += Self.pause(&random)
      let before = book.twin.walls.map(\.price)
      let changes = book.update(Self.rows(best: book.half.bestRank ?? 1_000, &random), at: now)
      let after = book.twin.walls
      let seen = Self.prices(changes)
      let due = awaited.filter { now - $0.since >= 250 }.map(\.price)
      awaited.removeAll { now - $0.since >= 250 }
      awaited += before.filter { price in !after.contains { $0.price == price } }.map { ($0, now) }
      try #require(seen.appeared == Set(after.map(\.price).filter { !before.contains($0) }), "step \(step)")
      try #require(seen.ended.sorted() == due.sorted(), "step \(step)")
      try expectSameNearest(book, step)
      appeared += seen.appeared.count
      ended += seen.ended.count
    }
    #expect(appeared > 10 && ended > 10)
    #expect(book.walls.refused == 0)
  }

  private func expectSameNearest(_ book: borrowing WallSide, _ step: Int) throws {
    let (ours, theirs) = (book.walls.nearest, book.twin.nearest)
    try #require((ours == nil) == (theirs == nil), "step \(step)")
    guard let ours, let theirs else { return }
    try #require(NaiveDecimal(Int(book.price(ours.rank))) == theirs.price, "step \(step)")
    try #require(NaiveDecimal(Int(ours.lots)) == theirs.quantity, "step \(step)")
    try #require(NaiveDecimal(Int(ours.initialLots)) == theirs.initialQuantity, "step \(step)")
  }

  /// What the changes of one update name. A wall that nothing was traded of is never eaten.
  private static func prices(_ changes: borrowing StateChanges) -> (
    appeared: Set<NaiveDecimal>, ended: [NaiveDecimal]
  ) {
    var appeared: Set<NaiveDecimal> = []
    var ended: [NaiveDecimal] = []
    for index in 0..<changes.count {
      switch changes[index].kind {
      case .wall(.appeared, let life): appeared.insert(NaiveDecimal(Int(life.price.ticks)))
      case .wall(.pulled, let life), .wall(.gone, let life): ended.append(NaiveDecimal(Int(life.price.ticks)))
      case .wall(.grown, _), .wall(.eroding, _): break
      default: Issue.record("\(changes[index].kind)")
      }
    }
    return (appeared, ended)
  }

  private static func pause(_ random: inout SeededGenerator) -> Int64 {
    switch Int.random(in: 0..<40, using: &random) {
    case 0: Int64.random(in: 2_000...12_000, using: &random)
    case 1..<4: 500
    default: Int64.random(in: 0...300, using: &random)
    }
  }

  /// A few levels change; some grow by an order of magnitude, and now and then the touch moves.
  private static func rows(best: Int64, _ random: inout SeededGenerator) -> [(rank: Int64, lots: Int64)] {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in
      let rank = best + 1 - Int64.random(in: 0...28, using: &random)
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<3: return (rank: rank, lots: Int64.random(in: 80...900, using: &random))
      case 3..<6: return (rank: rank, lots: Int64.random(in: 20...80, using: &random))
      case 6: return (rank: rank, lots: 0)
      default: return (rank: rank, lots: Int64.random(in: 5...15, using: &random))
      }
    }
  }
}
