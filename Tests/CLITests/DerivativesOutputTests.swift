import Foundation
import Testing

/// From the wire to the line: liquidations, funding and open interest, and the original programs' values.
@Suite struct DerivativesOutputTests {
  private static let book =
    #"{"topic":"orderbook.50.BTCUSDT","type":"snapshot","ts":1787590405983,"cts":1787590405980,"#
    + #""data":{"s":"BTCUSDT","b":[["79114.5","1.496"]],"a":[["79114.6","0.5"]],"u":7,"seq":8}}"#

  private static func ticker(_ fields: String) -> String {
    #"{"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT",\#(fields)},"cs":1,"ts":1787590405990}"#
  }

  private static func liquidation(_ side: String) -> String {
    #"{"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1787590406100,"#
      + #""data":[{"T":1787590406050,"s":"BTCUSDT","S":"\#(side)","v":"0.25","p":"79000.1"}]}"#
  }

  private func run(_ frames: [String], _ options: String...) throws -> [[String: Any]] {
    let scratch = try Scratch()
    let lines = frames.enumerated().map { "\(1_787_590_405_000 + $0) \($1)\n" }.joined()
    let path = try scratch.write(lines, "frames.txt")
    var arguments = ["replay", path, "--venue", "bybit-linear", "--format", "jsonl", "--emit", "indicators"]
    for option in options {
      arguments.append(option == "INSTRUMENTS" ? try scratch.write(Self.instruments, "instruments.json") : option)
    }
    let run = try TidewireProcess.run(arguments)
    #expect(run.exitCode == 0, "\(run.errors)")
    return try run.objects
  }

  private static let instruments =
    #"{"result":{"list":[{"symbol":"BTCUSDT","fundingInterval":240,"priceFilter":{"tickSize":"0.10"},"#
    + #""lotSizeFilter":{"qtyStep":"0.001"}}]}}"#

  @Test(
    "Bybit's Buy is a long that was liquidated, Sell a short (E-38)", arguments: [("Buy", "long"), ("Sell", "short")])
  func readsLiquidations(_ side: String, _ liquidated: String) throws {
    let line = try #require(try run([Self.book, Self.liquidation(side)]).first)
    for name in ["long", "short"] {
      let usd = name == liquidated ? "19750.025" : "0"
      #expect(line["liq_\(name)_usd_30s"] as? String == usd && line["liq_\(name)_usd_300s"] as? String == usd)
    }
    #expect(try #require(line["cascade_\(liquidated)"] as? Double) > 19_000)
    #expect((line["flags"] as? [String: String])?["liq_long_usd_30s"] == "warming")
  }

  @Test func readsFundingAndOpenInterest() throws {
    let told = Self.ticker(
      #""markPrice":"79120","indexPrice":"79100","fundingRate":"0.0001","fundingIntervalHour":"1","#
        + #""openInterest":"60000.5","singleOpenInterest":"30000.25""#)
    let line = try #require(try run([Self.book, told, Self.ticker(#""openInterest":"61000""#)]).first)
    #expect(abs((line["funding_8h"] as? Double ?? 0) - 0.0008) < 1e-15)
    #expect(abs((line["basis_bps"] as? Double ?? 0) - 1e4 * 20 / 79_100) < 1e-9)
    #expect(line["open_interest"] as? String == "30000.25")
    #expect(line["open_interest_change_1h_pct"] as? Double == 0)
  }

  @Test func takesTheFundingIntervalFromInstruments() throws {
    let frames = [Self.book, Self.ticker(#""fundingRate":"0.0001""#)]
    #expect(try run(frames).first?["funding_8h"] is NSNull)
    let line = try #require(try run(frames, "--instruments", "INSTRUMENTS").first)
    #expect(abs((line["funding_8h"] as? Double ?? 0) - 0.0002) < 1e-15)
  }

  @Test func compatAddsTheOriginalsValuesAndLeavesTheDigest() throws {
    let scratch = try Scratch()
    let market = try scratch.market()
    let arguments = [
      "replay", market, "--venue", "binance-usdm", "--format", "jsonl", "--emit", "indicators", "--every", "50",
    ]
    let plain = try TidewireProcess.run(arguments).objects
    let compat = try TidewireProcess.run(arguments + ["--compat"]).objects
    #expect(plain.count == compat.count && plain.count > 2)
    let names: Set = [
      "ofd30_compat", "absorption50_compat", "panic_compat", "cascade_exhaustion_compat", "footprint_imbalance_compat",
    ]
    for (without, with) in zip(plain.dropLast(), compat.dropLast()) {
      #expect(Set(with.keys).subtracting(without.keys) == names)
    }
    #expect(try #require(compat.dropLast().last?["ofd30_compat"] as? Double).isFinite)
    #expect(plain.last?["digest"] as? String == compat.last?["digest"] as? String)
  }
}
