import Engine
import Market
import Testing

/// Point of control, value area and unfinished extremes (B-31, B-32).
@Suite struct ValueAreaTests {
  private static func profile(_ volumes: [Int64], from row: Int64 = 100) -> VolumeRows {
    VolumeRows(volumes.enumerated().map { (row: row + Int64($0.offset), bid: 0, ask: $0.element) })
  }

  private func expect(_ volumes: [Int64], poc: Int64, val: Int64, vah: Int64) {
    let area = ValueArea(of: Self.profile(volumes))
    #expect(area?.pocRow == poc && area?.lowRow == val && area?.highRow == vah, "\(volumes)")
  }

  @Test("70 % around the row of most volume, pair by pair (E-24)")
  func walksOutwards() { expect([34, 110, 92, 41, 15, 53, 5], poc: 101, val: 101, vah: 105) }

  @Test(
    "the oracle's example (G9)", .enabled(if: GoldenVectors.areHere, Comment(rawValue: GoldenVectors.skipMessage)))
  func equalsTheOracle() throws {
    let golden = try BarVectors.examples().area
    let rows = VolumeRows(try golden.profile.map { (row: try #require(Int64($0.key)), bid: $0.value, ask: 0) })
    let area = ValueArea(of: rows)
    #expect(area?.pocRow == golden.poc && area?.lowRow == golden.val && area?.highRow == golden.vah)
  }

  @Test("of equal rows the one nearest the middle, then the upper (E-24)")
  func breaksTies() {
    expect([5, 5, 5, 5, 5], poc: 102, val: 100, vah: 104)
    expect([5, 5, 5, 5], poc: 102, val: 100, vah: 102)
    expect([9, 1, 1, 9, 1, 9], poc: 103, val: 101, vah: 105)
  }

  @Test("a single row is all three (E-24)")
  func takesASingleRow() { expect([7], poc: 100, val: 100, vah: 100) }

  @Test("where one side has no rows left the other is used")
  func usesTheOtherSide() { expect([1, 1, 1, 10], poc: 103, val: 103, vah: 103) }

  @Test("an empty profile has none")
  func hasNoneWithoutVolume() { #expect(ValueArea(of: VolumeRows(capacity: 8))?.pocRow == nil) }

  @Test("an extreme is unfinished when both sides traded there (E-25)")
  func tellsUnfinishedAuctions() {
    let open = VolumeRows([(1, 4, 0), (2, 9, 9), (3, 3, 7)])
    #expect(UnfinishedAuction.row(.high, of: open) == 3)
    #expect(UnfinishedAuction.row(.low, of: open) == nil)
    let done = VolumeRows([(1, 4, 1), (3, 0, 7)])
    #expect(UnfinishedAuction.row(.high, of: done) == nil && UnfinishedAuction.row(.low, of: done) == 1)
  }
}
