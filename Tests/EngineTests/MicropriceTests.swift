import Engine
import Market
import NaiveTwins
import Testing

@Suite struct MicropriceTests {
  private static let start: Int64 = 1_700_000_000_000
  private static let tenth = Decimal64(mantissa: 1, decimals: 1)

  /// G(9 − i, s) = −G(i, s), as the tool's symmetrised tables have it.
  private static let rows: [[Double]] = (1...3).map { spread in
    let half = (0..<5).map { Double($0 + 1) * 0.0625 * Double(spread) }
    return half.reversed().map { -$0 } + half
  }

  /// A market in ticks of a tenth, or of so many decimals, with a table in ticks of a tenth.
  private func market(_ table: MicropriceTable, decimals: Int32 = 1) -> TimedMarket {
    var market = TimedMarket(grid: Grid(tickMantissa: 1, tickDecimals: decimals, lotMantissa: 1, lotDecimals: 0))
    market.market.engine.load(market.market.slot, table)
    return market
  }

  private func table(tick: Decimal64 = tenth) throws -> MicropriceTable {
    try #require(MicropriceTable(tick: tick, rows: Self.rows))
  }

  @Test("E-11: without a table the microprice is the weighted mid")
  func fallsBack() {
    var market = TimedMarket()
    market.snapshot([(100, 10)], [(101, 5)], at: Self.start)
    let value = market.market.number("microprice")
    #expect(abs((value ?? 0) - 100.6666667) < 1e-7 && market.market.number("weighted_mid") == value)
  }

  @Test("with one it is mid + G(I, S)·tick")
  func readsTheTable() throws {
    var market = market(try table())
    market.snapshot([(1_000, 19)], [(1_001, 1)], at: Self.start)  // I = 0.95: the last bucket; one tick
    #expect(market.market.number("microprice") == 100.05 + 0.3125 / 10)
    market.diff([(1_000, 3)], [(1_001, 7)], at: Self.start)  // I = 3 tenths is bucket 3, not 2
    #expect(market.market.number("microprice") == 100.05 - 0.125 / 10)
    market.diff([], [(1_001, 0), (1_009, 7)], at: Self.start)  // nine ticks are read as three
    #expect(market.market.number("microprice") == 100.45 - 3 * 0.125 / 10)
  }

  @Test("a finer grid than the table's counts the spread in the table's ticks")
  func keepsItsTick() throws {
    var market = market(try table(), decimals: 3)
    market.snapshot([(100_000, 19)], [(100_200, 1)], at: Self.start)
    #expect(market.market.number("microprice") == 100.1 + 2 * 0.3125 / 10)
  }

  @Test("micro − mid changes its sign when the sides are swapped")
  func isAntisymmetric() throws {
    var random = SeededGenerator(seed: 5)
    let table = try table()
    for _ in 0..<200 {
      let (bidLots, askLots) = (Int64.random(in: 1...999, using: &random), Int64.random(in: 1...999, using: &random))
      // On the edge of a bucket both mirror images belong to the bucket above.
      guard bidLots * 10 % (bidLots + askLots) != 0 else { continue }
      let spread = Int64.random(in: 1...5, using: &random)
      var one = market(table)
      var other = market(table)
      one.snapshot([(1_000, bidLots)], [(1_000 + spread, askLots)], at: Self.start)
      other.snapshot([(1_000, askLots)], [(1_000 + spread, bidLots)], at: Self.start)
      let (mid, up, down) = (
        one.market.number("mid"), one.market.number("microprice"), other.market.number("microprice")
      )
      let sum = try #require(up) + #require(down) - 2 * #require(mid)
      #expect(abs(sum) < 1e-12)
    }
  }

  @Test("without a side there is none, and a table of another shape is none")
  func refuses() throws {
    var market = market(try table())
    market.snapshot([(1_000, 19)], [], at: Self.start)
    #expect(market.market.number("microprice") == nil && market.market.read("microprice").flag == .invalid)
    #expect(MicropriceTable(tick: Decimal64(mantissa: 0, decimals: 1), rows: Self.rows) == nil)
    #expect(MicropriceTable(tick: Self.tenth, rows: Array(Self.rows.dropLast())) == nil)
    #expect(MicropriceTable(tick: Self.tenth, rows: Self.rows.map { $0 + [0] }) == nil)
    #expect(MicropriceTable(tick: Self.tenth, rows: Self.rows.map { $0.map { _ in .nan } }) == nil)
  }

  @Test("prices and quantities of 18 digits do not trap")
  func survivesHostileNumbers() throws {
    let hostile: Int64 = 999_999_999_999_999_999
    var market = market(try table(tick: Decimal64(mantissa: 1, decimals: 18)), decimals: 0)
    market.snapshot([(1, hostile)], [(hostile, hostile)], at: Self.start)
    let value = market.market.number("microprice") ?? 0
    #expect(value > 4.9e17 && value < 5.1e17)
  }
}
