import TestMarkets
import Testing

/// The release build's half of "debug and release give the same digest".
@Suite struct DigestReleaseTests {
  @Test(arguments: KnownDigest.all)
  func matchesTheDebugBuild(_ known: KnownDigest) throws {
    #expect(try known.market.digest() == known.digest)
  }
}
