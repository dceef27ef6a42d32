import Engine
import Market
import NaiveTwins
import Testing

/// B-42 and I40: open interest and its change over an hour.
struct OpenInterestTests {
  private func ticker(_ both: Int64? = nil, single: Int64? = nil) -> Ticker {
    var ticker = Ticker.nothing
    ticker.openInterest = both.map { Decimal64(mantissa: $0, decimals: 1) }
    ticker.singleOpenInterest = single.map { Decimal64(mantissa: $0, decimals: 1) }
    return ticker
  }

  @Test("once single has come, plain is ignored, and what was known of it forgotten")
  func prefersSingle() {
    var market = OneInstrument(grid: .whole)
    #expect(market.read("open_interest").value.isNone && market.read("open_interest").flag == .warming)
    market.take(ticker(2_000), at: 1_000)
    #expect(market.text("open_interest") == "200")
    market.take(ticker(2_400, single: 1_205), at: 2_000)
    #expect(market.text("open_interest") == "120.5")
    #expect(market.number("open_interest_change_1h_pct") == 0)
    market.take(ticker(9_000), at: 3_000)
    #expect(market.text("open_interest") == "120.5" && market.read("open_interest").flag == .ok)
  }

  @Test("change against the value an hour ago, else the first, warming")
  func changesOverAnHour() {
    var market = OneInstrument(grid: .whole)
    market.take(ticker(1_000), at: 0)
    #expect(market.number("open_interest_change_1h_pct") == 0)
    market.take(ticker(1_100), at: 1_000)
    market.take(ticker(1_500), at: 2_000)
    #expect(market.number("open_interest_change_1h_pct") == 50)
    #expect(market.read("open_interest_change_1h_pct").flag == .warming)
    market.pass(to: 3_600_000)
    #expect(market.number("open_interest_change_1h_pct") == 50)
    #expect(market.read("open_interest_change_1h_pct").flag == .ok)
    market.pass(to: 3_601_000)
    #expect(isNear(market.number("open_interest_change_1h_pct"), 100 * 400.0 / 1_100))
    market.pass(to: 9_000_000)
    #expect(market.number("open_interest_change_1h_pct") == 0)
  }

  @Test("of nothing there is no change in per cent")
  func hasNoChangeOfZero() {
    var market = OneInstrument(grid: .whole)
    market.take(ticker(0), at: 0)
    market.take(ticker(5), at: 1)
    #expect(market.read("open_interest_change_1h_pct").value.isNone)
    #expect(market.read("open_interest_change_1h_pct").flag == .invalid)
    #expect(market.text("open_interest") == "0.5")
  }

  @Test("against the whole history: bursts, repetitions, silences of hours", arguments: [11, 12] as [UInt64])
  func agreesWithHistory(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var market = OneInstrument(grid: .whole)
    var (history, now): ([(time: Int64, value: Int64)], Int64) = ([], 0)
    var value: Int64 = 1_000_000
    for step in 0..<12_000 {
      now += Int64.random(in: 0...2_000, using: &random)
      if Int.random(in: 0..<1_500, using: &random) == 0 { now += Int64.random(in: 0...8_000_000, using: &random) }
      if Bool.random(using: &random) { value += Int64.random(in: -500...500, using: &random) }
      market.take(ticker(value), at: now)
      history.append((now, value))
      guard step % 11 == 0 else { continue }
      let then = history.last { $0.time <= now - 3_600_000 }
      let before = Double(then?.value ?? history[0].value)
      #expect(isNear(market.number("open_interest_change_1h_pct"), 100 * (Double(value) - before) / before))
      #expect(market.read("open_interest_change_1h_pct").flag == (then == nil ? .warming : .ok))
    }
  }

  @Test("full: the oldest is forgotten and counted, and the change is one over less than an hour")
  func forgetsTheOldest() {
    var interest = OpenInterest(capacity: 4)
    for (second, value) in [(0, 100), (1, 110), (2, 120), (3, 130), (4, 140)] as [(Int64, Int64)] {
      interest.update(ticker(value), at: second * 1_000)
    }
    #expect(interest.dropped == 1 && interest.latest == Decimal64(mantissa: 140, decimals: 1))
    let change = interest.changePercent(at: 4_000)
    #expect(isNear(change?.percent, 100 * 30.0 / 110) && change?.isWholeHour == false)
  }
}
