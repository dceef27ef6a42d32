import Foundation
import Testing

/// Bad input is named, counted and survived: good frames before and after it are still used.
@Suite struct BadInputTests {
  private func replay(_ path: String, _ more: String...) throws -> TidewireProcess {
    try TidewireProcess.run(["replay", path, "--venue", "binance-usdm", "--format", "jsonl"] + more)
  }

  private func rejected(_ run: TidewireProcess) throws -> [String: Int] {
    try #require(try run.objects.last?["rejected"] as? [String: Int])
  }

  /// A good market with lines put in at line 101.
  private func spoiled(_ scratch: Scratch, with lines: [String]) throws -> String {
    var good = try String(contentsOfFile: try scratch.market(), encoding: .utf8).split(separator: "\n").map(String.init)
    good.insert(contentsOf: lines, at: 100)
    return try scratch.write(good.joined(separator: "\n") + "\n", "spoiled.txt")
  }

  @Test func badLinesAreNamedOnceWithTheirPlaceAndCounted() throws {
    let scratch = try Scratch()
    let stamp = "1767600000000000000"
    let path = try spoiled(
      scratch,
      with: [
        "no stamp at all", "12345 {}", "\(stamp) {\"stream\":", "\(stamp) [1,2", "\(stamp) ",
        "\(stamp) {\"topic\":\"publicTrade.BTCUSDT\",\"type\":\"snapshot\",\"ts\":1,\"data\":[]}",
      ])
    let run = try replay(path)
    #expect(run.exitCode == 0)
    let rejected = try rejected(run)
    #expect(rejected["bad_stamp"] == 2)
    #expect(rejected["bad_json"] == 2)
    #expect(rejected["no_frame"] == 1)
    #expect(rejected["wrong_venue"] == 1)
    #expect(run.errors.contains("\(path):101: bad_stamp"))
    #expect(run.errors.split(separator: "\n").filter { $0.contains("bad_stamp") }.count == 1)
    let summary = try #require(try run.objects.last)
    #expect((summary["status"] as? [String: String]) == ["BTCUSDT": "ok"])
    #expect(summary["gaps"] as? Int == 0)
  }

  @Test func aTruncatedGzipGivesEveryLineBeforeItsEnd() throws {
    let scratch = try Scratch()
    let plain = try scratch.market()
    let packer = Process()
    packer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    packer.arguments = ["sh", "-c", "gzip -c '\(plain)' | head -c 20000 > '\(plain).gz'"]
    try packer.run()
    packer.waitUntilExit()
    let run = try replay(plain + ".gz")
    #expect(run.exitCode == 0)
    #expect(try rejected(run) == ["truncated_input": 1])
    #expect(run.errors.contains("truncated_input"))
    #expect(try #require(try run.objects.last?["decoded"] as? Int) > 50)
  }

  @Test func aMissingFileIsNamedAndTheOthersAreUsed() throws {
    let scratch = try Scratch()
    let good = try scratch.market()
    let run = try TidewireProcess.run(
      "replay", "/nonexistent/capture.txt", good, "--venue", "binance-usdm", "--format", "jsonl")
    #expect(run.exitCode == 0)
    #expect(run.errors.contains("/nonexistent/capture.txt"))
    #expect(try rejected(run) == ["unreadable_file": 1])
  }

  @Test func nothingUsableExitsWithThree() throws {
    let scratch = try Scratch()
    #expect(try replay("/nonexistent/capture.txt").exitCode == 3)
    #expect(try replay(scratch.write("hello\nworld\n", "text.txt")).exitCode == 3)
    #expect(try replay(scratch.write("", "empty.txt")).exitCode == 3)
  }

  @Test func aSymbolWithoutInstrumentDataIsRejectedByName() throws {
    let scratch = try Scratch()
    let instruments = try scratch.write(
      """
      {"symbols":[{"symbol":"ETHUSDT","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.01"},
      {"filterType":"LOT_SIZE","stepSize":"0.001"}]}]}
      """, "instruments.json")
    let run = try replay(try scratch.market(), "--instruments", instruments)
    #expect(try #require(try rejected(run)["no_instrument"]) > 100)
    #expect(run.errors.contains("no_instrument"))
  }

  @Test func instrumentDataGiveTheSameBookAsInference() throws {
    let scratch = try Scratch()
    let market = try scratch.market()
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let instruments = package.deletingLastPathComponent()
      .appendingPathComponent("config/instruments-binance-usdm.json").path
    let given = try replay(market, "--instruments", instruments, "--emit", "book")
    let inferred = try replay(market, "--emit", "book")
    #expect(try given.objects.first?["bids"] as? [[String]] == inferred.objects.first?["bids"] as? [[String]])
  }

  @Test func anInstrumentsFileThatIsNoneSaysSo() throws {
    let scratch = try Scratch()
    let run = try replay(try scratch.market(), "--instruments", try scratch.write("[]", "none.json"))
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("none.json"))
  }
}
