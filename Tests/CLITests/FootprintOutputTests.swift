import Foundation
import Testing

/// Closed bars as `replay --emit footprint` prints them (CLI.md).
@Suite struct FootprintOutputTests {
  private static func replay(_ arguments: String...) throws -> [[String: Any]] {
    let scratch = try Scratch()
    let run = try TidewireProcess.run(
      ["replay", try scratch.market(seconds: 130), "--venue", "binance-usdm", "--format", "jsonl"] + arguments)
    #expect(run.exitCode == 0)
    return try run.objects
  }

  private static func bars(_ lines: [[String: Any]]) -> [[String: Any]] {
    lines.filter { $0["type"] as? String == "footprint" }
  }

  private static func decimal(_ value: Any?) throws -> Decimal {
    let text = try #require(value as? String)
    return try #require(Decimal(string: text))
  }

  /// Volume and delta of a line's rows.
  private static func sums(_ bar: [String: Any]) throws -> (volume: Decimal, delta: Decimal) {
    var (volume, delta): (Decimal, Decimal) = (0, 0)
    for row in try #require(bar["rows"] as? [[String]]) {
      let (bid, ask) = (try decimal(row[1]), try decimal(row[2]))
      (volume, delta) = (volume + bid + ask, delta + ask - bid)
    }
    return (volume, delta)
  }

  @Test func aMinuteHasItsFieldsAndStandsBeforeItsFrame() throws {
    let lines = try Self.replay("--emit", "footprint,trade,book,event", "--every", "1")
    let bars = Self.bars(lines)
    #expect(bars.count == 2)
    for bar in bars {
      let start = try #require(bar["bar_start_ms"] as? Int)
      #expect(start % 60_000 == 0 && bar["interval_ms"] as? Int == 60_000)
      let time = try #require(bar["event_ms"] as? Int)
      #expect(time >= start + 62_000)
      #expect(try Self.sums(bar).delta == Self.decimal(bar["delta"]))
      let prices = try #require(bar["rows"] as? [[String]]).map { try Self.decimal($0[0]) }
      #expect(prices == prices.sorted() && !prices.isEmpty)
      for name in ["poc", "vah", "val"] { #expect(try prices.contains(Self.decimal(bar[name])) == true, "\(name)") }
      for name in ["buy_imbalances", "sell_imbalances"] {
        for price in try #require(bar[name] as? [String]) { #expect(try prices.contains(Self.decimal(price)) == true) }
      }
      #expect(bar["stacked"] is [[String]])
      let frame = lines.filter { $0["seq"] as? Int == bar["seq"] as? Int }
      #expect(frame.first?["type"] as? String == "footprint" && frame.count > 1)
    }
  }

  @Test func theMinuteHoldsEveryTradeOfIt() throws {
    let lines = try Self.replay("--emit", "footprint,trade")
    let bar = try #require(Self.bars(lines).last)
    let start = try #require(bar["bar_start_ms"] as? Int)
    var volume: Decimal = 0
    for trade in lines where trade["kind"] as? String == "aggTrade" {
      let time = try #require(trade["event_ms"] as? Int)
      if time >= start && time < start + 60_000 { volume += try Self.decimal(trade["quantity"]) }
    }
    #expect(try Self.sums(bar).volume == volume)
  }

  @Test func chosenBarsReplaceTheMinute() throws {
    let bars = Self.bars(try Self.replay("--emit", "footprint", "--footprint", "15s,5m,200t,5000v"))
    let intervals = Dictionary(grouping: bars) { $0["interval_ms"] as? Int ?? 0 }
    #expect(Set(intervals.keys) == [15_000, 0])
    #expect(intervals[15_000]?.count == 8)
    let ofVolume = try #require(intervals[0]).filter { try Self.sums($0).volume == 5 }
    #expect(ofVolume.count > 5, "lots are thousandths")
  }

  @Test func whatIsPrintedDoesNotTouchTheDigest() throws {
    let digests = try [["--footprint", "15s,10v"], ["--emit", "footprint"], []].map { arguments in
      let scratch = try Scratch()
      let run = try TidewireProcess.run(
        ["replay", try scratch.market(seconds: 70), "--venue", "binance-usdm", "--format", "jsonl"] + arguments)
      return try #require(try run.objects.last?["digest"] as? String)
    }
    #expect(Set(digests).count == 1)
  }
}
