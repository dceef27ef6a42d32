import Market
import Testing

@Suite struct GridTests {
  private func grid(tick: Int64, _ tickDecimals: Int32, lot: Int64 = 1, _ lotDecimals: Int32 = 0) -> Grid {
    Grid(tickMantissa: tick, tickDecimals: tickDecimals, lotMantissa: lot, lotDecimals: lotDecimals)
  }

  @Test("a finer grid multiplies every step by a whole number")
  func refines() {
    #expect(
      grid(tick: 1, 1, lot: 1, 3).refinement(to: grid(tick: 1, 2, lot: 1, 5)) == GridRefinement(price: 10, lot: 100))
    #expect(grid(tick: 5, 0).refinement(to: grid(tick: 1, 0)) == GridRefinement(price: 5, lot: 1))
    #expect(grid(tick: 5, 1).refinement(to: grid(tick: 25, 2)) == GridRefinement(price: 2, lot: 1))
    #expect(
      grid(tick: 1, 0, lot: 10, 0).refinement(to: grid(tick: 1, 0, lot: 1, 1)) == GridRefinement(price: 1, lot: 100))
  }

  @Test("the same grid refines itself by one")
  func refinesItself() {
    let same = grid(tick: 25, 4, lot: 3, 2)
    #expect(same.refinement(to: same) == GridRefinement(price: 1, lot: 1))
  }

  @Test("a grid whose steps do not divide ours is no refinement")
  func refusesOtherSteps() {
    #expect(grid(tick: 5, 1).refinement(to: grid(tick: 2, 1)) == nil)
    #expect(grid(tick: 1, 0).refinement(to: grid(tick: 3, 1)) == nil)
    #expect(grid(tick: 1, 0, lot: 5, 0).refinement(to: grid(tick: 1, 0, lot: 3, 0)) == nil)
  }

  @Test("a coarser grid is no refinement")
  func refusesCoarserSteps() {
    #expect(grid(tick: 1, 2).refinement(to: grid(tick: 1, 1)) == nil)
    #expect(grid(tick: 1, 0).refinement(to: grid(tick: 5, 0)) == nil)
    #expect(grid(tick: 25, 2).refinement(to: grid(tick: 5, 1)) == nil)
  }

  @Test("a factor beyond 64 bits is refused, not wrapped")
  func refusesOverflow() {
    #expect(
      grid(tick: 1, 0).refinement(to: grid(tick: 1, 18)) == GridRefinement(price: 1_000_000_000_000_000_000, lot: 1))
    #expect(grid(tick: 10, 0).refinement(to: grid(tick: 1, 18)) == nil)
    #expect(grid(tick: 1, 0).refinement(to: grid(tick: 1, 19)) == nil)
  }
}
