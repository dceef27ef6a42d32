import Engine
import Market
import Pipeline
import Simulator
import TestMarkets
import Testing

/// A value at a frame depends on the frames up to it alone: a replay cut there gives the same value as the whole one.
struct LookAheadTests {
  @Test(arguments: [SimulatedVenueName.binanceUSDM, .bybitLinear])
  func cutReplaysAgree(_ venue: SimulatedVenueName) throws {
    let market = GeneratedMarket(venue.venue, seed: 21, seconds: 90, scene: .mixed, warmupMinutes: 90)
    var whole: [Int: [String]] = [:]
    var session = try market.session()
    session.beginFile()
    let cuts = stride(from: market.frames.count / 15, to: market.frames.count, by: market.frames.count / 14)
    for index in market.frames.indices {
      market.feed(&session, index)
      if cuts.contains(index) { whole[index] = Self.values(session) }
    }
    #expect(whole.count >= 13)
    for (cut, values) in whole {
      var short = try market.session()
      short.beginFile()
      for index in 0...cut { market.feed(&short, index) }
      #expect(Self.values(short) == values, "cut at frame \(cut)")
    }
  }

  private static func values(_ session: borrowing Session) -> [String] {
    var values: [String] = []
    let slot = InstrumentSlot(0)
    let bands = session.engine[slot].depthBands
    for indicator in IndicatorTable.rows {
      let reading = session.engine[slot].read(indicator, bands)
      values.append("\(indicator.name) \(reading.value) \(reading.flag)")
    }
    for index in 0..<session.engine.changes.count { values.append("\(session.engine.changes[index].kind)") }
    return values
  }
}

/// Venues of the generator by a name that a test can print.
enum SimulatedVenueName: String, CaseIterable, Sendable {
  case binanceUSDM, bybitLinear

  var venue: SimulatedVenue { self == .binanceUSDM ? .binanceUSDM : .bybitLinear }
}
