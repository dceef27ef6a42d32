import Foundation
import Testing

/// What machines rely on: the JSON lines of `replay`.
@Suite struct ReplayOutputTests {
  @Test func eachTypeHasItsFields() throws {
    let scratch = try Scratch()
    let run = try TidewireProcess.run(
      "replay", try scratch.market(), "--venue", "binance-usdm", "--format", "jsonl", "--emit",
      "book,trade,indicators,event,signal", "--every", "50", "--levels", "3")
    #expect(run.exitCode == 0)
    let lines = try run.objects
    for line in lines {
      for key in ["type", "venue", "symbol", "seq", "recv_ns", "event_ms"] { #expect(line.keys.contains(key)) }
    }
    let types = Dictionary(grouping: lines) { $0["type"] as? String ?? "" }
    try expectBook(try #require(types["book"]?.last))
    let trade = try #require(types["trade"]?.first)
    for key in ["id", "price", "quantity", "aggressor", "kind"] { #expect(trade[key] != nil) }
    let indicators = try #require(types["indicators"]?.last)
    for key in ["delta_5s", "cvd", "obi_5", "buy_wall_price", "spread_bps", "mid", "best_bid", "flags"] {
      #expect(indicators[key] != nil)
    }
    try expectSummary(try #require(lines.last))
  }

  private func expectBook(_ book: [String: Any]) throws {
    #expect(book["status"] as? String == "ok")
    let bids = try #require(book["bids"] as? [[String]])
    let asks = try #require(book["asks"] as? [[String]])
    #expect(bids.count == 3 && asks.count == 3)
    let bid = try #require(Decimal(string: bids[0][0]))
    let ask = try #require(Decimal(string: asks[0][0]))
    #expect(bid < ask)
    #expect(try #require(book["bid_levels"] as? Int) > 100)
  }

  private func expectSummary(_ summary: [String: Any]) throws {
    #expect(summary["type"] as? String == "summary")
    for key in [
      "frames", "bytes", "decoded", "ignored", "rejected", "book_updates", "level_updates", "trades", "gaps",
      "resyncs", "crossed", "status", "signals", "elapsed_s", "ns_per_frame", "digest", "digest_version",
    ] { #expect(summary[key] != nil, "\(key)") }
    let cost = try #require(summary["ns_per_frame"] as? [String: Any])
    #expect(Set(cost.keys) == ["mean", "p50", "p99", "p999", "max"])
    #expect((summary["status"] as? [String: String]) == ["BTCUSDT": "ok"])
  }

  @Test func withoutEveryOnlyTheEndIsPrinted() throws {
    let scratch = try Scratch()
    let run = try TidewireProcess.run(
      "replay", try scratch.market(), "--venue", "binance-usdm", "--format", "jsonl", "--emit", "book")
    let types = try run.objects.map { $0["type"] as? String }
    #expect(types == ["book", "summary"])
  }

  @Test func packedCapturesGiveTheSameDigest() throws {
    let scratch = try Scratch()
    let plain = try scratch.market()
    var digests: [String] = [try digest(of: plain)]
    for tool in ["gzip", "zstd"] {
      let packed = plain + "." + tool
      let packer = Process()
      packer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      packer.arguments = ["sh", "-c", "\(tool) -c '\(plain)' > '\(packed)'"]
      try packer.run()
      packer.waitUntilExit()
      #expect(packer.terminationStatus == 0)
      digests.append(try digest(of: packed))
    }
    #expect(Set(digests).count == 1)
  }

  @Test("a CPU without AVX2 and FMA gives the same digest: those of the C library and of simdjson are masked")
  func masksOfTheCPUChangeNothing() throws {
    let folder = try Scratch()
    let path = try folder.market(seconds: 40)
    let arguments = ["replay", path, "--venue", "binance-usdm", "--format", "jsonl"]
    let masked = try TidewireProcess.run(
      arguments,
      environment: [
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX,-BMI2,-ERMS,-AVX512F",
        "SIMDJSON_FORCE_IMPLEMENTATION": "fallback",
      ])
    let plain = try TidewireProcess.run(arguments)
    let digests = try [plain, masked].map { try $0.objects.last?["digest"] as? String }
    #expect(digests[0] != nil && digests[0] == digests[1])
  }

  @Test func twoFilesAreOneSession() throws {
    let scratch = try Scratch()
    let whole = try scratch.market()
    let lines = try String(contentsOfFile: whole, encoding: .utf8).split(separator: "\n")
    let first = try scratch.write(lines.prefix(400).joined(separator: "\n") + "\n", "1.txt")
    let second = try scratch.write(lines.dropFirst(400).joined(separator: "\n") + "\n", "2.txt")
    #expect(try digest(of: first, second) == digest(of: whole))
  }

  private func digest(of paths: String...) throws -> String {
    let run = try TidewireProcess.run(["replay"] + paths + ["--venue", "binance-usdm", "--format", "jsonl"])
    #expect(run.exitCode == 0)
    return try #require(try run.objects.last?["digest"] as? String)
  }

  @Test func tableShowsTheBookAsALadderAndTheIndicatorsInColumns() throws {
    let scratch = try Scratch()
    let market = try scratch.market()
    let table = try TidewireProcess.run(
      "replay", market, "--venue", "binance-usdm", "--emit", "book,indicators", "--levels", "2")
    let json = try TidewireProcess.run(
      "replay", market, "--venue", "binance-usdm", "--emit", "book", "--levels", "2", "--format", "jsonl")
    let bids = try #require(try json.objects.first?["bids"] as? [[String]])
    #expect(table.exitCode == 0)
    #expect(table.output.contains("\(bids[0][0])") && table.output.contains("levels held"))
    #expect(table.output.contains("delta_ratio_5s") && !table.output.contains("{"))
  }

  @Test func tableEndsWithTheSummary() throws {
    let scratch = try Scratch()
    let run = try TidewireProcess.run("replay", try scratch.market(), "--venue", "binance-usdm")
    #expect(run.exitCode == 0)
    #expect(run.output.contains("binance-usdm:") && run.output.contains("digest"))
  }
}
