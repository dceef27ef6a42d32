import Engine
import Market
import Testing

@Suite struct BookPressureTests {
  private static let start: Int64 = 1_700_000_000_000

  private func deep(knowsOnlyHeldLevels: Bool) -> Double? {
    var market = TimedMarket(knowsOnlyHeldLevels: knowsOnlyHeldLevels)
    // Bids: 50 × 2, 50 × 3, then 20 × 1000 that nobody sees; asks 120 × 1.
    market.snapshot(
      (0..<120 as Range<Int64>).map { (1_000 - $0, $0 < 50 ? 2 : $0 < 100 ? 3 : 1_000) },
      (0..<120 as Range<Int64>).map { (1_001 + 7 * $0, 1) }, at: Self.start)
    return market.market.number("book_pressure")
  }

  @Test("bids ÷ asks over the first 100 levels of each side, of a topic book over the first 50")
  func countsVisibleLevels() {
    #expect(deep(knowsOnlyHeldLevels: false) == 250.0 / 100)
    #expect(deep(knowsOnlyHeldLevels: true) == 100.0 / 50)
  }

  @Test("without a side there is no pressure")
  func needsBothSides() {
    var market = TimedMarket()
    #expect(market.market.read("book_pressure").flag == .warming)
    market.snapshot([(100, 6)], [(101, 4)], at: Self.start)
    #expect(market.market.number("book_pressure") == 1.5 && market.market.read("book_pressure").flag == .ok)
    market.diff([], [(101, 0)], at: Self.start + 1)
    #expect(market.market.number("book_pressure") == nil && market.market.read("book_pressure").flag == .invalid)
  }

  @Test("the other side's pressure is its reciprocal")
  func mirrors() {
    var market = TimedMarket()
    var mirror = TimedMarket()
    market.snapshot([(100, 8), (98, 8)], [(101, 3), (105, 1)], at: Self.start)
    mirror.snapshot([(99, 3), (95, 1)], [(100, 8), (102, 8)], at: Self.start)
    #expect(market.market.number("book_pressure") == 4 && mirror.market.number("book_pressure") == 0.25)
  }
}
