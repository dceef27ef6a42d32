/// The grid and the scale of the simulated instrument. Prices are integer ticks of 0.1, quantities integer lots of 0.001.
enum Instrument {
  static let ticksPerUnit: Int64 = 10
  static let lotsPerUnit: Int64 = 1_000
  /// Around 65 000.
  static let basePriceTicks: ClosedRange<Int64> = 640_000...660_000

  /// A share of a price in whole ticks, e.g. 0.0005 for 0.05 %.
  static func ticks(share: Double, of priceTicks: Int64) -> Int64 { Int64(share * Double(priceTicks)) }
}
