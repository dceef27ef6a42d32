public import Simulator

/// A generated market and the digest it has on every machine, in debug and in release.
/// The literals change with the generator and with the indicator table, whose `digestVersion` must then be raised.
public struct KnownDigest: Sendable {
  public let venue: SimulatedVenue
  public let digest: String

  public var market: GeneratedMarket {
    GeneratedMarket(venue, seed: 11, seconds: 60, scene: .mixed, warmupMinutes: 5)
  }

  public static let all = [
    KnownDigest(venue: .binanceUSDM, digest: "pending"),
    KnownDigest(venue: .bybitLinear, digest: "pending"),
  ]
}
