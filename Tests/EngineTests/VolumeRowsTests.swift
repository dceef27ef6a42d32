import Engine
import NaiveTwins
import Testing

extension VolumeRows {
  /// Rows with what was sold and bought in them.
  init(_ cells: [(row: Int64, bid: Int64, ask: Int64)]) {
    self.init(capacity: 512)
    for cell in cells {
      add(row: cell.row, lots: cell.bid, isBuy: false)
      add(row: cell.row, lots: cell.ask, isBuy: true)
    }
  }

  /// Fails where rows, sums, point of control or value area differ from the twin's.
  func expectSame(_ twin: TwinFootprint, _ place: Int) throws {
    try #require(lots == Int128(twin.volume) && deltaLots == Int128(twin.delta), "\(place)")
    guard let low = twin.rows.first, let high = twin.rows.last else {
      return try #require(highest < lowest, "\(place)")
    }
    try #require(lowest == low && highest == high, "\(place)")
    for row in low...high {
      let cell = twin.cells[row] ?? TwinFootprint.Cell()
      let ours = self[Int64(row)]
      try #require(ours.bidLots == Int128(cell.bid) && ours.askLots == Int128(cell.ask), "row \(row) at \(place)")
    }
    let ours = ValueArea(of: self)
    let area = try #require(ours)
    let expected = try #require(twin.valueArea)
    try #require(Int(area.pocRow) == twin.poc, "\(place)")
    try #require(Int(area.lowRow) == expected.low && Int(area.highRow) == expected.high, "\(place)")
  }
}

/// Cells of footprints and profiles, and what happens when price leaves them.
@Suite struct VolumeRowsTests {
  @Test(
    "cells, sums, point of control and value area are the twin's wherever price goes (E-26)",
    arguments: 1...4 as ClosedRange<UInt64>)
  func followTheTwin(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var rows = VolumeRows(capacity: 16)
    var twin = TwinFootprint(span: 16)
    var price: Int64 = 5
    for step in 0..<15_000 {
      if Int.random(in: 0..<300, using: &random) == 0 {
        rows.clear()
        twin = TwinFootprint(span: 16)
      }
      price += Int64.random(in: -2...2, using: &random)
      if Int.random(in: 0..<100, using: &random) == 0 { price += Int64.random(in: -60...60, using: &random) }
      let (lots, isBuy) = (Int64.random(in: 0...4, using: &random), Bool.random(using: &random))
      rows.add(row: price, lots: lots, isBuy: isBuy)
      twin.add(row: Int(price), quantity: Int(lots), isBuy: isBuy)
      try rows.expectSame(twin, step)
    }
    #expect(rows.folded > 100)
  }

  @Test("a price that runs away folds what it leaves behind into the outermost row kept, and counts the rows")
  func foldsWhatIsLeftBehind() {
    var rows = VolumeRows([(0, 1, 0), (1, 0, 2), (300, 4, 0), (511, 0, 8)])
    #expect(rows.folded == 0)
    rows.add(row: 513, lots: 16, isBuy: true)
    #expect(rows.folded == 2 && rows.lowest == 2 && rows.highest == 513)
    #expect(rows[2].bidLots == 1 && rows[2].askLots == 2)
    rows.add(row: -1_000_000, lots: 32, isBuy: false)
    #expect(rows.lowest == -1_000_000 && rows.highest == -999_489)
    #expect(rows.lots == 63 && rows.deltaLots == 2 + 8 + 16 - 1 - 4 - 32)
  }

  @Test("quantities of 18 digits do not trap, and a finer grid that would not fit is refused")
  func survivesHostileQuantities() {
    var rows = VolumeRows(capacity: 512)
    for row in 0..<600 as Range<Int64> {
      rows.add(row: row * 1_000_000_000_000_000, lots: 999_999_999_999_999_999, isBuy: row.isMultiple(of: 2))
    }
    #expect(rows.lots == 600 * 999_999_999_999_999_999 as Int128)
    #expect(rows.canScale(lots: 1_000_000) == true && rows.canScale(lots: 1_000_000_000_000_000) == false)
  }

  @Test("finer lots change sums by their factor and no row")
  func scales() throws {
    var rows = VolumeRows([(7, 1, 2), (8, 3, 4)])
    rows.scale(lots: 10)
    #expect(rows.lots == 100 && rows[8].askLots == 40 && rows.pointOfControl == 8)
    rows.add(row: 7, lots: 41, isBuy: true)
    #expect(rows.pointOfControl == 7)
  }
}
