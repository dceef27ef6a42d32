import Foundation
import Testing

/// `replay --microprice FILE`: what the tool prints is read, and what is no table is refused with a word on what to do.
@Suite struct MicropriceFileTests {
  private static let row = "[-0.5,-0.4,-0.3,-0.2,-0.1,0.1,0.2,0.3,0.4,0.5]"

  private static func table(_ symbol: String) -> String {
    #"{"symbol":"\#(symbol)","tick":"0.1","g":[\#(row),\#(row),\#(row)]}"#
  }

  private func replay(_ scratch: Scratch, _ content: String) throws -> TidewireProcess {
    try TidewireProcess.run(
      "replay", try scratch.market(), "--venue", "binance-usdm", "--format", "jsonl", "--emit", "indicators",
      "--microprice", try scratch.write(content, "table.json"))
  }

  @Test(arguments: ["", "["]) func aTableMovesTheMicropriceAwayFromMid(_ list: String) throws {
    let scratch = try Scratch()
    let content = list.isEmpty ? Self.table("BTCUSDT") : "[\(Self.table("ETHUSDT")),\(Self.table("BTCUSDT"))]"
    let run = try replay(scratch, content)
    #expect(run.exitCode == 0)
    let last = try #require(try run.objects.last { $0["type"] as? String == "indicators" })
    let mid = try #require((last["mid"] as? String).flatMap { Double($0) })
    let microprice = try #require(last["microprice"] as? Double)
    let moved = (microprice - mid) / 0.1
    #expect(abs((moved * 10).rounded() - moved * 10) < 1e-6)  // a multiple of a tenth of a tick
    #expect(abs(moved) > 0.05 && abs(moved) < 0.55)
  }

  @Test(
    arguments: [
      ("", "neither a JSON object nor a list"), ("[]", "neither a JSON object nor a list"),
      ("{\"tick\":\"0.1\"}", "table 1 names no symbol"),
      ("{\"symbol\":\"BTCUSDT\",\"tick\":0.1}", "BTCUSDT has no \"tick\""),
      ("{\"symbol\":\"BTCUSDT\",\"tick\":\"-1\"}", "BTCUSDT has no \"tick\""),
      ("{\"symbol\":\"BTCUSDT\",\"tick\":\"0.1\",\"g\":[[1,2]]}", "3 rows of 10 numbers"),
      ("[\(table("A")),\(table("A"))]", "two tables of A"),
    ])
  func whatIsNoTableIsRefused(_ content: String, _ complaint: String) throws {
    let scratch = try Scratch()
    let run = try replay(scratch, content)
    #expect(run.exitCode == 3 && run.output.isEmpty)
    #expect(run.errors.contains(complaint) && run.errors.contains("table.json"))
  }

  @Test func aMissingFileIsNamed() throws {
    let scratch = try Scratch()
    let run = try TidewireProcess.run(
      "replay", try scratch.market(), "--venue", "binance-usdm", "--microprice", "/nonexistent/table.json")
    #expect(run.exitCode == 3 && run.errors.contains("/nonexistent/table.json"))
  }
}
