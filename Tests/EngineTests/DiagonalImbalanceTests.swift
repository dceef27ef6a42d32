import Engine
import Market
import NaiveTwins
import Testing

/// Diagonal and stacked imbalances (B-28, B-29, B-30).
@Suite struct DiagonalImbalanceTests {
  /// SYSTEMS.md E-22.
  private static let example: [(row: Int64, bid: Int64, ask: Int64)] = [
    (100, 30, 4), (101, 20, 90), (102, 8, 84), (103, 1, 40), (104, 0, 15), (105, 51, 2), (106, 5, 0),
  ]

  private static func marked(
    _ side: Aggressor, _ rows: borrowing VolumeRows, _ rule: DiagonalImbalance.Rule = .init()
  ) -> [Int64] {
    let imbalance = DiagonalImbalance(of: rows, rule)
    var marked: [Int64] = []
    for row in rows.lowest...rows.highest
    where side == .buy ? imbalance.isBuy(at: row, in: rows) : imbalance.isSell(at: row, in: rows) {
      marked.append(row)
    }
    return marked
  }

  @Test("each row against the next on the diagonal (E-22)")
  func comparesDiagonals() {
    let rows = VolumeRows(Self.example)
    var rule = DiagonalImbalance.Rule()
    rule.lotsMin = 10
    #expect(Self.marked(.buy, rows, rule) == [101, 102, 103, 104])
    #expect(Self.marked(.sell, rows, rule) == [105])
    #expect(Self.marked(.buy, rows) == [101, 102, 103, 104] && DiagonalImbalance(of: rows).net(rows) == 3)
    rule.isStrict = true
    #expect(Self.marked(.buy, rows, rule) == [102, 103, 104], "row 101 is exactly three times")
    rule.isStrict = false
    rule.zeroIsOneLot = false
    #expect(Self.marked(.sell, rows, rule) == [])
  }

  @Test("stacks are runs of at least three rows (E-22)")
  func findsStacks() {
    let rows = VolumeRows(Self.example)
    let imbalance = DiagonalImbalance(of: rows)
    let stack = StackedImbalance.next(.buy, from: rows.lowest, in: rows, imbalance)
    #expect(stack?.lowRow == 101 && stack?.highRow == 104 && stack?.rows == 4)
    #expect(StackedImbalance.next(.buy, from: 102, in: rows, imbalance)?.lowRow == 102)
    #expect(StackedImbalance.next(.buy, from: 103, in: rows, imbalance) == nil)
    #expect(StackedImbalance.next(.sell, from: rows.lowest, in: rows, imbalance) == nil)
  }

  @Test(
    "the oracle's example (G8)", .enabled(if: GoldenVectors.areHere, Comment(rawValue: GoldenVectors.skipMessage)))
  func equalsTheOracle() throws {
    let golden = try BarVectors.examples().footprint
    let rows = VolumeRows(
      try golden.cells.map { (row: try #require(Int64($0.key)), bid: $0.value[0], ask: $0.value[1]) })
    var rule = DiagonalImbalance.Rule()
    rule.lotsMin = Int128(golden.minVol)
    #expect(Self.marked(.buy, rows, rule) == golden.buyZeroAsOne)
    #expect(Self.marked(.sell, rows, rule) == golden.sellZeroAsOne)
    let imbalance = DiagonalImbalance(of: rows, rule)
    let found = StackedImbalance.next(.buy, from: rows.lowest, in: rows, imbalance)
    let stack = try #require(found)
    #expect([[stack.lowRow, stack.highRow]] == golden.stackedBuy && imbalance.net(rows) == golden.net)
    rule.zeroIsOneLot = false
    #expect(Self.marked(.buy, rows, rule) == golden.buyZeroIgnored)
    #expect(Self.marked(.sell, rows, rule) == golden.sellZeroIgnored)
  }

  /// Two buys and a sell, kept apart by rows that balance.
  private static let published: [(row: Int64, bid: Int64, ask: Int64)] = [
    (1, 20, 100), (2, 100, 84), (4, 1, 100), (5, 100, 15), (8, 243, 100), (9, 100, 51),
  ]

  @Test("ratio, minimum volume and minimum difference of the published examples (E-23)")
  func followsThePublishedRules() {
    let rows = VolumeRows(Self.published)
    var rule = DiagonalImbalance.Rule()
    rule.ratioPercent = 420
    let (buys, sells) = (Self.marked(.buy, rows, rule), Self.marked(.sell, rows, rule))
    #expect(buys.contains(2) && sells.contains(8), "84 ÷ 20 is 420 %, 243 ÷ 51 is 476 %")
    rule.ratioPercent = 421
    #expect(!Self.marked(.buy, rows, rule).contains(2) && Self.marked(.sell, rows, rule).contains(8))
    rule.ratioPercent = 300
    rule.lotsMin = 85
    #expect(!Self.marked(.buy, rows, rule).contains(2))
    rule.lotsMin = 0
    rule.differenceMin = 64
    #expect(Self.marked(.buy, rows, rule).contains(2))
    rule.differenceMin = 65
    #expect(!Self.marked(.buy, rows, rule).contains(2) && Self.marked(.sell, rows, rule).contains(8))
  }

  @Test("a strong cell needs half the mean of the cells that are not 0 (I16)")
  func wantsVolume() {
    let small = VolumeRows([(1, 1, 0), (2, 1_000, 15), (3, 0, 1)])
    #expect(Self.marked(.buy, small) == [], "15 ÷ 1 is enough, but the mean is 254")
    let alone = VolumeRows([(1, 1, 0), (2, 0, 15)])
    #expect(Self.marked(.buy, alone) == [2])
  }

  @Test("30 at 350 % needs more than 105 where the rule is strict (E-23, ATAS)")
  func isStrictOnRequest() {
    var rule = DiagonalImbalance.Rule()
    (rule.ratioPercent, rule.isStrict) = (350, true)
    #expect(Self.marked(.buy, VolumeRows([(1, 30, 0), (2, 0, 105)]), rule).isEmpty)
    #expect(Self.marked(.buy, VolumeRows([(1, 30, 0), (2, 0, 106)]), rule) == [2])
  }

  @Test("the published percentages", .enabled(if: GoldenVectors.areHere, Comment(rawValue: GoldenVectors.skipMessage)))
  func equalsThePublishedPercentages() throws {
    for (name, percent) in try BarVectors.examples().published {
      let pair = name.split(separator: "_").compactMap { Int64($0) }
      let rows = VolumeRows([(row: 1, bid: pair[1], ask: 0), (row: 2, bid: 0, ask: pair[0])])
      var rule = DiagonalImbalance.Rule()
      rule.ratioPercent = Int128(percent)
      #expect(Self.marked(.buy, rows, rule) == [2], "\(name)")
      rule.ratioPercent += 1
      #expect(Self.marked(.buy, rows, rule) == [], "\(name)")
    }
  }

  @Test("negated prices and aggressors mirror every imbalance", arguments: 1...5 as ClosedRange<UInt64>)
  func mirrors(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var rows = VolumeRows(capacity: 64)
      var mirror = VolumeRows(capacity: 64)
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let (row, lots) = (Int64.random(in: -9...9, using: &random), Int64.random(in: 1...90, using: &random))
        let isBuy = Bool.random(using: &random)
        rows.add(row: row, lots: lots, isBuy: isBuy)
        mirror.add(row: -row, lots: lots, isBuy: !isBuy)
      }
      let (buys, sells) = (Self.marked(.buy, rows), Self.marked(.sell, rows))
      let (mirroredBuys, mirroredSells) = (Self.marked(.buy, mirror), Self.marked(.sell, mirror))
      try #require(buys == mirroredSells.map { -$0 }.reversed())
      try #require(sells == mirroredBuys.map { -$0 }.reversed())
      try expectMirrored(rows, mirror)
    }
  }

  /// Of rows with equal volume the closest to the middle is the point of control on both sides, unless two are as
  /// close: then both take the upper one.
  private func expectMirrored(_ rows: borrowing VolumeRows, _ mirror: borrowing VolumeRows) throws {
    let (ours, theirs) = (rows.pointOfControl, mirror.pointOfControl)
    let (poc, mirrored) = (try #require(ours), try #require(theirs))
    if poc == -mirrored { return }
    try #require(rows[poc].lots == rows[-mirrored].lots && poc - rows.lowest == rows.highest + mirrored)
  }
}
