import Engine
import Foundation
import Journal
import Market
import NaiveTwins
import Pipeline
import Testing

/// The fast session against the naive one, frame by frame over real captures: every level of the final books, and every
/// indicator at sampled updates.
@Suite(.enabled(if: Captures.areHere, Captures.skipMessage))
struct NaiveEqualityTests {
  struct Source: Sendable, CustomTestStringConvertible {
    var venue: Venue
    var twin: NaiveVenue
    var files: [String]
    /// Frames to compare: the brute-force indicators are slow.
    var frames: Int
    var testDescription: String { files[0] }

    static let all = [
      Source(
        venue: .binanceUSDM, twin: .binanceUSDM,
        files: ["binance-usdm/depth+trade+bookTicker/btcusdt_20240808.jsonl.gz"],
        frames: 12_000),
      Source(
        venue: .binanceSpot, twin: .binanceSpot,
        files: ["binance-spot/depth+trade+bookTicker/nexousdt_20240723.jsonl.gz"],
        frames: .max),
      Source(
        venue: .binanceCOINM, twin: .binanceCOINM,
        files: ["binance-coinm/depth+trade+bookTicker/ethusd_perp_20240808.jsonl.gz"], frames: 6_000),
      Source(
        venue: .bybitLinear, twin: .bybitLinear,
        files: ["bybit-linear/orderbook200+trade+tickers+kline/bybit_linear_20260809.jsonl.gz"], frames: .max),
    ]
  }

  @Test(arguments: Source.all)
  func agreesOnEveryLevelAndIndicator(_ source: Source) throws {
    var fast = try session(source.venue)
    var naive = NaiveSession(venue: source.twin)
    var sequence: Int64 = 0
    for file in source.files {
      fast.beginFile()
      naive.beginFile()
      for frame in try RecordedFrame.read(Captures.path(file), limit: source.frames) {
        sequence += 1
        frame.feed(&fast, sequence: sequence)
        _ = naive.feed(Array(frame.text.utf8))
        if let update = fast.engine.bookUpdate, update.passes(multipleOf: 100) {
          expectSameIndicators(fast, update.slot, naive, sequence)
        }
      }
    }
    fast.endFile()
    for index in 0..<fast.engine.count { expectSameBook(fast, InstrumentSlot(Int32(index)), naive) }
  }

  private func expectSameBook(_ fast: borrowing Session, _ slot: InstrumentSlot, _ naive: NaiveSession) {
    guard let twin = naive.symbols[fast.symbols[Int(slot.index)]] else {
      Issue.record("the twin has not seen \(fast.symbols[Int(slot.index)])")
      return
    }
    #expect(fast.engine[slot].currentStatus.name == twin.book.status.rawValue)
    #expect(fast.engine[slot].updateID == twin.book.levels.updateID)
    for (side, twinSide) in [(BookSide.bid, NaiveSide.buy), (.ask, .sell)] {
      var levels: [Level] = []
      fast.engine[slot].levels(side, limit: .max, into: &levels)
      let grid = fast.engine[slot].grid
      let ours = levels.map {
        [grid.price(ticks: $0.price.ticks).text, grid.quantity(lots: Int128($0.quantity.lots)).text]
      }
      let theirs = twin.book.levels.all(twinSide).map { [$0.price.description, $0.quantity.description] }
      #expect(ours == theirs)
    }
  }

  private func expectSameIndicators(
    _ fast: borrowing Session, _ slot: InstrumentSlot, _ naive: NaiveSession, _ sequence: Int64
  ) {
    guard let twin = naive.symbols[fast.symbols[Int(slot.index)]] else { return }
    let values = NaiveIndicators(of: twin)
    let bands = fast.engine[slot].depthBands
    for indicator in IndicatorTable.rows {
      guard let expected = values[indicator.name] else { continue }
      let reading = fast.engine[slot].read(indicator, bands)
      #expect(isSame(reading.value, expected.number), "\(indicator.name) at \(sequence): \(reading) \(expected)")
      let flag = reading.flag == .ok ? nil : reading.flag.name
      #expect(flag == expected.flag?.rawValue, "\(indicator.name) at \(sequence)")
    }
  }

  private func isSame(_ value: Reading.Value, _ twin: NaiveValue.Number) -> Bool {
    switch (value, twin) {
    case (.none, .none): true
    case (.exact(let ours), .exact(let theirs)): ours.text == theirs.description
    case (.number(let ours), .double(let theirs)): abs(ours - theirs) <= 1e-9 * max(1, abs(theirs))
    default: false
    }
  }
}
