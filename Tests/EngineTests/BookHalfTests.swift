import Engine
import NaiveTwins
import Testing

/// Walking one side of the book, from ranks that are held and from ranks that are not.
@Suite struct BookHalfTests {
  /// A half and the same levels sorted by rank, worst first.
  private struct Pair: ~Copyable {
    var half = BookHalf()
    var ranks: [Int64] = []

    init(seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      var held: Set<Int64> = []
      for _ in 0..<1_500 {
        let spread: Int64 = [50, 5_000, 60_000, 2_000_000][Int.random(in: 0..<4, using: &random)]
        let rank = Int64.random(in: -spread...spread, using: &random)
        let lots: Int64 = Int.random(in: 0..<3, using: &random) == 0 ? 0 : 1 + abs(rank)
        #expect(half.set(rank, lots) == (held.contains(rank) ? 1 + abs(rank) : 0))
        if lots == 0 { held.remove(rank) } else { held.insert(rank) }
      }
      ranks = held.sorted()
    }

    func level(_ rank: Int64?) -> RankedLevel? { rank.map { RankedLevel(rank: $0, lots: 1 + abs($0)) } }
    func below(_ rank: Int64) -> RankedLevel? { level(ranks.last { $0 < rank }) }
    func above(_ rank: Int64) -> RankedLevel? { level(ranks.first { $0 > rank }) }
  }

  @Test("the next worse and next better levels are those of the sorted ranks", arguments: 1...8 as ClosedRange<UInt64>)
  func findsNeighbours(_ seed: UInt64) throws {
    let pair = try Pair(seed: seed)
    #expect(pair.half.farCount > 0 && pair.half.count == pair.ranks.count)
    var asked = pair.ranks.flatMap { [$0 - 1, $0, $0 + 1] }
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 { asked.append(Int64.random(in: -3_000_000...3_000_000, using: &random)) }
    for rank in asked {
      #expect(pair.half.next(worseThan: rank) == pair.below(rank), "worse than \(rank)")
      #expect(pair.half.next(betterThan: rank) == pair.above(rank), "better than \(rank)")
    }
  }

  @Test("a walk crosses the border between ladder and far store without a stop", arguments: [11, 12] as [UInt64])
  func walksTheWholeSide(_ seed: UInt64) throws {
    let pair = try Pair(seed: seed)
    var walked: [Int64] = []
    var level = pair.half.best
    while let current = level {
      walked.append(current.rank)
      level = pair.half.next(worseThan: current.rank)
    }
    #expect(walked == pair.ranks.reversed())
    #expect(pair.half.worst == pair.ranks.first && pair.half.bestRank == pair.ranks.last)
  }

  @Test("from beyond either end the walk begins at that end")
  func beginsAtTheEnds() throws {
    let pair = try Pair(seed: 21)
    #expect(pair.half.next(worseThan: .max) == pair.level(pair.ranks.last))
    #expect(pair.half.next(betterThan: .min) == pair.level(pair.ranks.first))
    #expect(pair.half.next(betterThan: .max - 1) == nil)
    #expect(pair.half.next(worseThan: .min + 1) == nil)
  }

  /// The window of a side opens with an eighth of it above its first level, so its lowest rank is known.
  @Test("levels on both sides of the very border between ladder and far store are neighbours")
  func crossesTheBorder() {
    let best: Int64 = 5_000_000
    let low = best - Int64(Limits.ladderTicks / 8 * 7)
    var half = BookHalf()
    for rank in [best, low, low - 1, low - 2] { #expect(half.set(rank, 1) == 0) }
    #expect(half.farCount == 2)
    #expect(half.next(worseThan: best)?.rank == low && half.next(worseThan: low)?.rank == low - 1)
    #expect(half.next(worseThan: low - 1)?.rank == low - 2 && half.next(worseThan: low - 2) == nil)
    #expect(half.next(betterThan: low - 2)?.rank == low - 1 && half.next(betterThan: low - 1)?.rank == low)
    #expect(half.next(betterThan: low)?.rank == best)
    #expect(half.set(low, 0) == 1)
    #expect(half.next(worseThan: best)?.rank == low - 1 && half.next(betterThan: low - 1)?.rank == best)
  }

  @Test("an empty side has no neighbours")
  func findsNothingInAnEmptySide() {
    let half = BookHalf()
    #expect(half.next(worseThan: 5) == nil && half.next(betterThan: -5) == nil)
    #expect(half.best == nil && half.worst == nil && half.isEmpty)
  }

  @Test("when the near levels go, the best far ones come near")
  func followsThePriceDown() {
    var half = BookHalf()
    for rank in [5_000_000, 4_999_999, 1_000_000, 999_998, 3] as [Int64] { #expect(half.set(rank, 1) == 0) }
    #expect(half.farCount == 3)
    #expect(half.set(5_000_000, 0) == 1 && half.set(4_999_999, 0) == 1)
    #expect(half.bestRank == 1_000_000 && half.farCount == 1)
    #expect(half.set(1_000_000, 0) == 1 && half.set(999_998, 0) == 1)
    #expect(half.bestRank == 3 && half.farCount == 0)
  }
}
