import Simulator
import Testing

/// The promise on which seeds as test cases rest: the same options give the same bytes.
struct DeterminismTests {
  private func hash(_ options: GeneratorOptions) -> UInt64 {
    var generator = MarketGenerator(options)
    var bytes: [UInt8] = []
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    while generator.next(into: &bytes) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      bytes.removeAll(keepingCapacity: true)
    }
    return hash
  }

  @Test(arguments: [SimulatedVenue.binanceUSDM, .bybitLinear])
  func sameSeedSameBytes(venue: SimulatedVenue) {
    let options = GeneratorOptions(venue: venue, seed: 7, seconds: 20, warmupMinutes: 3)
    #expect(hash(options) == hash(options))
    var other = options
    other.seed = 8
    #expect(hash(options) != hash(other))
  }

  /// Bytes pinned once: they must not depend on machine, build mode or Swift version. A deliberate change of the
  /// generator changes them, and then these two numbers.
  @Test func bytesArePinned() {
    var options = GeneratorOptions(venue: .binanceUSDM, seed: 1, seconds: 20, warmupMinutes: 90)
    #expect(hash(options) == 0x6427_4f65_a7a6_f8e4)
    options.venue = .bybitLinear
    #expect(hash(options) == 0x6876_75ee_2a01_980f)
  }
}
