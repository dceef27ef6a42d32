import Engine
import Market
import Testing

/// One instrument and its naive twin on the same tape.
struct SeriesMarket: ~Copyable {
  static let grid = Grid(tickMantissa: 5, tickDecimals: 1, lotMantissa: 1, lotDecimals: 3)

  var market: OneInstrument
  private(set) var twin: SeriesTwin
  /// Ticks and lots of the tape are so many of the market's.
  private var refinement = GridRefinement(price: 1, lot: 1)

  init() {
    market = OneInstrument(grid: Self.grid)
    twin = SeriesTwin(Self.grid)
  }

  mutating func take(_ stamped: SeriesTape.Stamped) {
    twin.take(stamped)
    switch stamped.event {
    case .book(let bid, let ask):
      let bids = bid.map { [($0 * refinement.price, Int64(10))] } ?? []
      let asks = ask.map { [($0 * refinement.price, Int64(10))] } ?? []
      #expect(market.load(BookDiff(bids: bids, asks: asks), at: stamped.milliseconds) == nil)
    case .trade(let lots, let isBuy, let ticks):
      let counted = market.trade(
        lots * refinement.lot, isBuy ? .buy : .sell, price: ticks * refinement.price, at: stamped.milliseconds)
      #expect(counted == true)
    }
  }

  /// Moves the market to a finer grid; the tape goes on in its own steps.
  mutating func refine(_ finer: Grid) throws {
    refinement = try #require(Self.grid.refinement(to: finer))
    #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == true)
  }
}

/// Equal within rounding; two absent numbers are equal.
func isClose(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-9) -> Bool {
  guard let left, let right else { return left == nil && right == nil }
  return abs(left - right) <= tolerance * max(1, abs(right))
}

/// The number that a reading holds, if any.
func numberIn(_ reading: Reading) -> Double? {
  switch reading.value {
  case .number(let value): value
  case .integer(let value): Double(value)
  case .none, .exact, .word: nil
  }
}
