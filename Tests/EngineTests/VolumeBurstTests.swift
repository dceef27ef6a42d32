import Engine
import Foundation
import Market
import Testing

/// `volume_burst` (B-06, SEMANTICS.md I4–I9).
@Suite struct VolumeBurstTests {
  @Test("a second without trades is a sample of 0")
  func countsSilence() throws {
    var burst = VolumeBurst()
    for second in 0..<20 { burst.sample(volume: second.isMultiple(of: 2) ? 0 : exp(1) - 1, at: Int64(second) * 1_000) }
    let samples = (0..<20).map { SeriesTwin.Sample(milliseconds: Int64($0) * 1_000, x: $0.isMultiple(of: 2) ? 0 : 1) }
    #expect(isClose(burst.score, NaiveAverage.score(samples, halfLife: 1_800)))
    #expect(burst.reading(at: 1_799_999).flag == .warming && burst.reading(at: 1_800_000).flag == .ok)
  }

  @Test("equals the z-score over all samples again", arguments: [21, 22] as [UInt64])
  func equalsRecomputation(_ seed: UInt64) throws {
    var both = SeriesMarket()
    for (number, event) in SeriesTape(seed: seed).prefix(25_000).enumerated() {
      both.take(event)
      guard number.isMultiple(of: 331) else { continue }
      let samples = both.twin.seconds.filter(\.isTrading).map {
        SeriesTwin.Sample(milliseconds: $0.second * 1_000, x: log(1 + $0.span(1).buys + $0.span(1).sells))
      }
      let expected = NaiveAverage.score(samples, halfLife: 1_800)
      try #require(isClose(both.market.number("volume_burst"), expected, 1e-7), "event \(number)")
      let isWarm = both.twin.now! - (samples.first?.milliseconds ?? .max / 2) >= 1_800_000
      try #require(both.market.read("volume_burst").flag == (isWarm ? .ok : .warming))
    }
    #expect(both.twin.seconds.count > 2_000)
  }
}
