/// Price levels, which both venues write as pairs of decimals in quotes.
extension FrameText {
  /// `[["65000.10","1.500"],…]`; how a venue writes the quantity of a removed level differs.
  mutating func levels(_ levels: [(ticks: Int64, lots: Int64)], zero: String) {
    text("[")
    for (index, level) in levels.enumerated() {
      text(index == 0 ? "[" : ",[")
      quoted(level.ticks, places: Instrument.priceDecimals, printed: 2)
      text(",")
      if level.lots == 0 {
        text("\"" + zero + "\"")
      } else {
        quoted(level.lots, places: Instrument.quantityDecimals, printed: Instrument.quantityDecimals)
      }
      text("]")
    }
    text("]")
  }
}

extension BookHalf {
  /// Best first.
  func top(_ count: Int) -> [(ticks: Int64, lots: Int64)] {
    levels.suffix(count).reversed().map { ($0.rank * side.sign, $0.lots) }
  }
}
