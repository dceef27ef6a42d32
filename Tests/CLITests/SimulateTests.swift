import Foundation
import Testing

/// `simulate` as a program that scores scenes uses it.
@Suite struct SimulateTests {
  /// The script says in the engine's words what happens on the market that stands beside it.
  @Test func scriptIsWrittenBesideTheMarket() throws {
    let scratch = try Scratch()
    let market = scratch.url.appendingPathComponent("market.txt").path
    let script = scratch.url.appendingPathComponent("script.jsonl")
    let run = try TidewireProcess.run(
      "simulate", "--record", market, "--venue", "bybit-linear", "--seconds", "60", "--seed", "4", "--scene", "iceberg",
      "--script", script.path)
    #expect(run.exitCode == 0)
    let lines = try String(contentsOf: script, encoding: .utf8)
    let moments = try TidewireProcess(exitCode: 0, output: lines, errors: "").objects
    #expect(moments.map { $0["kind"] as? String } == ["icebergStarts", "icebergShown", "icebergGone"])
    let times = moments.compactMap { ($0["ms"] as? NSNumber)?.int64Value }
    #expect(times == times.sorted() && times.count == 3)
    let price = try #require(moments.first?["price"] as? String)
    #expect(moments.allSatisfy { ["buy", "sell"].contains($0["side"] as? String) && $0["price"] as? String == price })
    let text = try String(contentsOfFile: market, encoding: .utf8)
    #expect(text.contains("\"\(price)0\""), "it is a price of the market")
  }

  @Test func scriptThatCannotBeWrittenFails() throws {
    let scratch = try Scratch()
    let run = try TidewireProcess.run(
      "simulate", "--record", scratch.url.appendingPathComponent("market.txt").path, "--venue", "bybit-linear",
      "--seconds", "20", "--seed", "4", "--script", scratch.url.appendingPathComponent("none/script.jsonl").path)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("none/script.jsonl"))
  }
}
