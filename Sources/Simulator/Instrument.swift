/// The grid and the scale of the simulated instrument: prices are integer ticks of 0.1, quantities integer lots of
/// 0.001.
enum Instrument {
  /// Decimals of a price and of a quantity.
  static let priceDecimals = 1
  static let quantityDecimals = 3
  /// Where a market starts: around 65 000.
  static let basePriceTicks: ClosedRange<Int64> = 640_000...660_000
}
