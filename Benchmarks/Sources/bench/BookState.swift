import Market

/// What a contender's book holds in the end, in a form that all of them can give.
struct BookState: Equatable {
  static let depth = 20

  /// The best 20 levels a side, `price×quantity` in plain decimals, best first.
  let bids: [String]
  let asks: [String]
  /// Levels held on each side.
  let bidCount: Int
  let askCount: Int

  static func text(_ price: ExactDecimal, _ quantity: ExactDecimal) -> String { "\(price.text)×\(quantity.text)" }

  /// One level of the best, without its quantity.
  static func price(_ levels: [String]) -> String {
    levels.first.map { String($0.prefix { $0 != "×" }) } ?? "none"
  }
}

extension BookState {
  init(bids: [Level], asks: [Level], bidCount: Int, askCount: Int, grid: Grid) {
    let text = { (level: Level) in
      Self.text(grid.price(ticks: level.price.ticks), grid.quantity(lots: Int128(level.quantity.lots)))
    }
    self.init(bids: bids.map(text), asks: asks.map(text), bidCount: bidCount, askCount: askCount)
  }
}
