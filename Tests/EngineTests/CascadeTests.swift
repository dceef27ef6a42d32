import Engine
import Market
import NaiveTwins
import Testing

/// B-40 through a whole instrument.
struct CascadeTests {
  /// E-36, with its first 100 000 USD in five liquidations, so that the second row finds more than five.
  private static let example: [(seconds: Int64, usd: [Int64])] = [
    (0, [20_000, 20_000, 20_000, 20_000, 20_000]), (1, [300_000]), (2, [500_000]), (4, [200_000]), (10, [50_000]),
    (40, []), (70, []),
  ]

  private func run(_ side: LiquidatedSide, until end: Int64 = 71) -> (rows: [Row], events: [TimedEvent]) {
    var market = OneInstrument.quietDerivative()
    var (rows, events): ([Row], [TimedEvent]) = ([], [])
    for second in 0...end {
      let now = (second + 1) * 1_000
      market.pass(to: now)
      events += market.cascadeEvents().map { TimedEvent(second: second, event: $0) }
      guard let row = Self.example.first(where: { $0.seconds == second }) else { continue }
      for usd in row.usd {
        market.liquidate(side, cents: usd * 100, at: now)
        events += market.cascadeEvents().map { TimedEvent(second: second, event: $0) }
      }
      rows.append(
        Row(
          seconds: second, intensity: market.number("cascade_\(side.name)"),
          exhaustion: market.number("cascade_\(side.name)_exhaustion")))
      #expect(market.number("cascade_\(side.mirrored.name)") == 0)
      #expect(market.read("cascade_\(side.mirrored.name)_exhaustion").flag == .warming)
    }
    return (rows, events)
  }

  struct Row: Equatable {
    var seconds: Int64
    var intensity: Double?
    var exhaustion: Double?
  }

  struct TimedEvent: Equatable {
    var second: Int64
    var event: CascadeEvent
  }

  @Test("the worked example E-36: intensity, peak, exhaustion", arguments: [LiquidatedSide.long, .short])
  func workedExample(_ side: LiquidatedSide) {
    let rows = run(side).rows
    let intensities = [100_000, 396_721.61, 883_715.53, 1_026_722.05, 890_608.92, 327_636.71, 120_530.81]
    let exhaustions: [Double?] = [nil, 0, 0, 0, 0.13257, 0.68089, 0.88261]
    #expect(rows.count == 7)
    for (row, (intensity, exhaustion)) in zip(rows, zip(intensities, exhaustions)) {
      #expect(abs((row.intensity ?? .nan) - intensity) < 0.005)
      #expect(isNear(row.exhaustion, exhaustion, tolerance: 5e-6))
    }
  }

  @Test(
    "the oracle's digits of E-36",
    .enabled(if: GoldenVectors.areHere, Comment(rawValue: GoldenVectors.skipMessage)))
  func goldenExample() throws {
    let golden = try GoldenLiquidations.examples().cascade.rows
    let rows = run(.long).rows
    #expect(rows.map(\.seconds) == golden.map(\.seconds))
    for (row, expected) in zip(rows, golden) {
      #expect(isNear(row.intensity, expected.intensity))
      if row.seconds > 0 { #expect(isNear(row.exhaustion, expected.exhaustion)) }
    }
  }

  @Test(
    "its events: started, the peak after 5 quiet seconds, exhausted, ended", arguments: [LiquidatedSide.long, .short])
  func tellsTheEpisode(_ side: LiquidatedSide) throws {
    let events = run(side, until: 120).events
    #expect(events.map(\.event.step) == [.started, .peak, .exhausted, .ended])
    #expect(events.map(\.second) == [1, 9, 38, 96])
    #expect(events.allSatisfy { $0.event.side == side })
    let values = try #require(events.count == 4 ? events.map(\.event.value) : nil)
    #expect(abs(values[0] - 396_721.61) < 0.005 && abs(values[1] - 1_026_722.05) < 0.005)
    #expect((0.65..<0.66).contains(values[2]) && (0.95..<0.952).contains(values[3]))
  }

  @Test("a price that still runs is no exhaustion; it must be quiet for 5 s", arguments: [LiquidatedSide.long, .short])
  func watchesThePrice(_ side: LiquidatedSide) {
    var market = OneInstrument.quietDerivative()
    let direction: Int64 = side == .long ? -1 : 1
    for _ in 0..<5 { market.liquidate(side, cents: 100_000_00, at: 1_000) }
    #expect(market.cascadeEvents().map(\.step) == [.started])
    var told: [Int64] = []
    for second in 2...80 as ClosedRange<Int64> {
      // New extremes until second 60; after that the price stays, then comes back.
      let steps = min(second, 60)
      _ = market.trade(
        1, .sell, price: 10_000 + direction * steps - (second > 62 ? direction * 5 : 0), at: second * 1_000)
      if market.cascadeEvents().contains(where: { $0.step == .exhausted }) { told.append(second) }
    }
    #expect(told == [65])
  }

  @Test("a finer grid keeps the episode and its extreme")
  func survivesRegrid() {
    var market = OneInstrument.quietDerivative()
    for _ in 0..<5 { market.liquidate(.long, cents: 100_000_00, at: 1_000) }
    for second in 2...60 as ClosedRange<Int64> {
      _ = market.trade(1, .sell, price: 9_060 - second, at: second * 1_000)
    }
    let before = market.number("cascade_long_exhaustion")
    let finer = Grid(tickMantissa: 1, tickDecimals: 4, lotMantissa: 1, lotDecimals: 2)
    #expect(market.engine.regrid(market.slot, to: finer, isChange: true) == true)
    #expect(before != nil && market.number("cascade_long_exhaustion") == before)
    _ = market.trade(1, .sell, price: 900_001, at: 64_000)  // dearer by 0.0001: no new low
    market.pass(to: 65_000)
    #expect(market.cascadeEvents().map(\.step) == [.exhausted])
  }

  @Test("four liquidations are no cascade, five in 30 s are; nor is less than the floor of 250 000 USD")
  func needsFive() {
    var market = OneInstrument.quietDerivative()
    for second in 1...4 as ClosedRange<Int64> { market.liquidate(.long, cents: 200_000_00, at: second * 1_000) }
    #expect(market.read("cascade_long_exhaustion").value.isNone)
    market.liquidate(.long, cents: 200_000_00, at: 32_000)  // the first two are too old
    #expect(market.read("cascade_long_exhaustion").value.isNone)
    for _ in 0..<2 { market.liquidate(.long, cents: 0, at: 32_000) }
    #expect(market.number("cascade_long_exhaustion") == 0)
    var small = OneInstrument.quietDerivative()
    for _ in 0..<5 { small.liquidate(.long, cents: 49_999_00, at: 1_000) }
    #expect(small.read("cascade_long_exhaustion").value.isNone)
    small.liquidate(.long, cents: 5_00, at: 1_000)
    #expect(small.number("cascade_long_exhaustion") == 0)
  }

  @Test("others than Bitcoin: 0.05 % of the day's volume, and none while it is not known")
  func usesTheDayVolume() {
    var market = OneInstrument.quietDerivative(isBitcoin: false)
    for _ in 0..<9 { market.liquidate(.short, cents: 20_000_00, at: 1_000) }
    #expect(market.read("cascade_short_exhaustion").value.isNone)
    market.ticker(quoteVolume: 400_000_000, at: 1_000)
    market.liquidate(.short, cents: 19_999_00, at: 1_000)
    #expect(market.read("cascade_short_exhaustion").value.isNone, "199 999 of 200 000 USD")
    market.liquidate(.short, cents: 1_00, at: 1_000)
    #expect(market.number("cascade_short_exhaustion") == 0)
  }

  @Test("an episode of 15 min ends, whatever goes on")
  func endsAfterFifteenMinutes() {
    var market = OneInstrument.quietDerivative()
    var ended: [Int64] = []
    for second in 1...910 as ClosedRange<Int64> {
      market.liquidate(.long, cents: 100_000_00, at: second * 1_000)
      if market.cascadeEvents().contains(where: { $0.step == .ended }) { ended.append(second) }
    }
    #expect(ended == [905], "started with the fifth, in second 5")
  }

  @Test(
    "against Σ over all rows and an episode kept by the letter, both sides mirrored", arguments: [3, 4] as [UInt64])
  func agreesWithTheLetter(_ seed: UInt64) {
    let rows = LiquidationTape.random(seed: seed, count: 10_000)
    var market = OneInstrument.derivative()
    var mirror = OneInstrument.derivative()
    var twins = [NaiveCascade(side: .long), NaiveCascade(side: .short)]
    var episodes = 0
    for row in rows {
      market.liquidate(row)
      var mirrored = row
      mirrored.side = row.side.mirrored
      mirror.liquidate(mirrored)
      for index in twins.indices {
        twins[index].take(row)
        let (twin, name) = (twins[index], twins[index].side.name)
        let other = "cascade_\(twin.side.mirrored.name)_exhaustion"
        let steps = market.cascadeEvents().filter { $0.side == twin.side }.map(\.step)
        let isSame =
          isNear(market.number("cascade_\(name)"), twin.intensity, tolerance: 1e-9)
          && isNear(market.number("cascade_\(name)_exhaustion"), twin.exhaustion, tolerance: 1e-9)
          && isNear(market.number("hawkes_ratio_\(name)"), twin.hawkesRatio, tolerance: 1e-9)
          && mirror.number(other) == market.number("cascade_\(name)_exhaustion") && steps == twin.told
        guard isSame else {
          Issue.record("\(name) at \(row): told \(steps), \(twin)")
          return
        }
        episodes += steps.filter { $0 == .started }.count
      }
    }
    #expect(episodes > 3)
  }
}
