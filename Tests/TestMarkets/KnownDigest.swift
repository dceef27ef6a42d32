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
      venue: .binanceUSDM, digest: "fc442b8ff3affbc14b713caf07e84f4ba8fdbbf876b5d19a24785fb85667a3ac"),
    KnownDigest(
      venue: .bybitLinear, digest: "f4d76ba22e2262d87efa0febfe59830e35888d2c772d1ad73416b184dc2c8348"),
  ]
}
