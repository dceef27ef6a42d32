/// The venue whose wire frames a generator writes.
public enum SimulatedVenue: Sendable {
  /// Binance USD-M futures in combined-stream envelopes, with an inline REST snapshot.
  case binanceUSDM
  /// Bybit V5 linear perpetuals, `orderbook.200`.
  case bybitLinear
}

/// What a generated market is to be. The same options give the same bytes on every machine.
public struct GeneratorOptions: Sendable {
  public var venue: SimulatedVenue
  /// Draws everything that a scene leaves open: sides, sizes, distances, rates, noise.
  public var seed: UInt64
  /// Length of the live part; at least 20.
  public var seconds: Int
  public var scene: Scene
  /// Minutes of history (closed candles, 24-hour statistics) written before the live part; 0 for none.
  public var warmupMinutes: Int
  /// The name in the frames. The market itself is always that of BTCUSDT: tick 0.1, lot 0.001, about 65 000.
  public var symbol: String
  /// Exchange time at which the live part starts, in milliseconds since 1970; a whole minute.
  public var startMilliseconds: Int64

  /// The default start is 2026-01-05 08:00:00 UTC.
  public init(
    venue: SimulatedVenue, seed: UInt64, seconds: Int, scene: Scene = .mixed, warmupMinutes: Int = 0,
    symbol: String = "BTCUSDT", startMilliseconds: Int64 = 1_767_600_000_000
  ) {
    self.venue = venue
    self.seed = seed
    self.seconds = seconds
    self.scene = scene
    self.warmupMinutes = warmupMinutes
    self.symbol = symbol
    self.startMilliseconds = startMilliseconds
  }
}
