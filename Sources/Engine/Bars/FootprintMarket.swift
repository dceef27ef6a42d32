internal import Market

/// What a bar must know of its instrument to name prices.
struct FootprintMarket: BitwiseCopyable {
  var slot: InstrumentSlot
  var grid: Grid
  /// Ticks of a row.
  var binTicks: Int64
}

/// The height of a row: a price that the first counted trade fixes for the session, about 1 bp of it (SEMANTICS.md
/// I15).
struct PriceBin: BitwiseCopyable {
  private static let perPrice: Int64 = 10_000

  /// In ticks of the grid now; nil before the first counted trade.
  private(set) var ticks: Int64?

  /// max(1, ⌊P₁·0.0001 ÷ tick + ½⌋) ticks.
  @inline(__always)
  mutating func fix(by price: Price) -> Int64 {
    if let ticks { return ticks }
    let first = max(1, (price.ticks + Self.perPrice / 2).floorDivided(by: Self.perPrice))
    ticks = first
    return first
  }

  func canScale(_ refinement: GridRefinement) -> Bool {
    ticks.map { refinement.scaled(ticks: $0) != nil } ?? true
  }

  mutating func scale(_ refinement: GridRefinement) { ticks = ticks.flatMap { refinement.scaled(ticks: $0) } }
}
