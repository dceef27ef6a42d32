import Testing

/// Wrong arguments exit with 2 and say what is wrong; help exits with 0 and shows a working example.
@Suite struct ArgumentTests {
  @Test(arguments: [
    ["replay", "x.txt"],
    ["replay", "x.txt", "--venue", "kraken"],
    ["replay", "--venue", "binance-usdm"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--emit", "book,candles"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--every", "0"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--footprint", "1s"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--footprint", "1m,1m"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--footprint", "15s,"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--levels", "0"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--speed", "fast"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--speed", "0.0001x"],
    ["replay", "x.txt", "--venue", "binance-usdm", "--live", "--format", "jsonl"],
    ["simulate", "--record", "x.txt", "--venue", "binance-spot", "--seconds", "60", "--seed", "1"],
    ["simulate", "--record", "x.txt", "--venue", "binance-usdm", "--seconds", "5", "--seed", "1"],
    ["inspect"],
    ["fly"],
  ])
  func wrongArgumentsExitWithTwo(_ arguments: [String]) throws {
    let run = try TidewireProcess.run(arguments)
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("Error:"))
  }

  @Test(arguments: ["replay", "simulate", "inspect"])
  func helpShowsAnExample(_ command: String) throws {
    let run = try TidewireProcess.run(command, "--help")
    #expect(run.exitCode == 0)
    #expect(run.output.contains("Example:") && run.output.contains("tidewire \(command)"))
  }

  @Test func limitsFitFiveHundredInstrumentsIntoFourGibibytes() throws {
    let run = try TidewireProcess.run("inspect", "--limits")
    #expect(run.exitCode == 0)
    let total = run.output.split(separator: "\n").last?.split(separator: " ").last.flatMap { Int($0) }
    #expect(try #require(total) <= 4 << 30)
    #expect(run.output.contains("hot"))
  }
}
