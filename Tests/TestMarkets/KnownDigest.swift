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
    KnownDigest(
      venue: .binanceUSDM, digest: "d02af817ac74ec46b2ce0a5df1db805f3774956c8f3824ffece9bc2b82f79695"),
    KnownDigest(
      venue: .bybitLinear, digest: "82b4ae1f3aa0df47f10ce24f6959525bb76d92360a6b087ff94845fbc0a4f9e0"),
  ]
}
