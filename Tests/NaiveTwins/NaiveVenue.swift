/// The six markets whose text frames Tidewire reads; raw values as in `--venue`.
public enum NaiveVenue: String, CaseIterable, Sendable {
  case binanceSpot = "binance-spot"
  case binanceUSDM = "binance-usdm"
  case binanceCOINM = "binance-coinm"
  case bybitSpot = "bybit-spot"
  case bybitLinear = "bybit-linear"
  case bybitInverse = "bybit-inverse"

  public var isBinance: Bool { self == .binanceSpot || isBinanceFutures }
  public var isBinanceFutures: Bool { self == .binanceUSDM || self == .binanceCOINM }

  /// Quantities are contracts whose size the frames do not tell.
  public var isInverse: Bool { self == .binanceCOINM || self == .bybitInverse }
}
