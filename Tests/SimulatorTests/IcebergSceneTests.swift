import Simulator
import Testing

/// The scripted iceberg meets B-16 by the text of its definition, on what a venue's frames show of it.
struct IcebergSceneTests {
  private struct Shown {
    var milliseconds: Int64
    var lots: Int64
  }

  /// What the level shows after each update, and whether it ever looked like a wall.
  private struct Level {
    var shown: [Shown] = []
    var looksLikeAWall = false
    var trades: [CaptureReplay.Trade] = []
    var crossed = false
  }

  private func level(_ iceberg: ScriptedMoment, _ options: GeneratorOptions, gone: Int64) throws -> Level {
    let ticks = try #require(units(iceberg.price, places: 1))
    var level = Level()
    let replay = CaptureReplay(options) { book, milliseconds in
      let half = iceberg.side == .bid ? book.bids : book.asks
      level.shown.append(Shown(milliseconds: milliseconds, lots: half.lotsByTicks[ticks] ?? 0))
      if WallWatch.levelsMeetingRatio(half.top(26)).contains(ticks) { level.looksLikeAWall = true }
      guard milliseconds > gone, let best = half.best else { return }
      if iceberg.side == .bid ? best < ticks : best > ticks { level.crossed = true }
    }
    level.trades = replay.trades.filter { $0.ticks == ticks && $0.isBuy == (iceberg.side == .ask) }
    return level
  }

  @Test(arguments: zip(1...4, [SimulatedVenue.binanceUSDM, .bybitLinear, .binanceUSDM, .bybitLinear]))
  func isHitAndRefilled(seed: UInt64, venue: SimulatedVenue) throws {
    let options = GeneratorOptions(venue: venue, seed: seed, seconds: 120, scene: .iceberg)
    let script = MarketGenerator(options).script
    let starts = try #require(script.first { $0.kind == .icebergStarts })
    let shown = try #require(script.first { $0.kind == .icebergShown }?.milliseconds)
    let gone = try #require(script.first { $0.kind == .icebergGone }?.milliseconds)
    #expect(starts.milliseconds < shown && shown < gone && gone - starts.milliseconds < 60_000)
    let level = try level(starts, options, gone: gone)
    let hits = level.trades.filter { $0.milliseconds >= starts.milliseconds && $0.milliseconds <= gone }
    let refills = hits.count { isRefilled($0, level.shown) }
    #expect(refills >= 3)
    let executed = hits.reduce(0) { $0 + $1.lots }
    let peak = level.shown.filter { $0.milliseconds >= starts.milliseconds - 200 }.map(\.lots).max() ?? 0
    #expect(peak > 0 && executed >= 2 * peak)
    #expect(!level.looksLikeAWall, "it shows an ordinary size")
    #expect(level.shown.filter { $0.milliseconds > gone + 200 }.allSatisfy { $0.lots <= 3_000 })
    #expect(level.crossed, "price goes through when it is exhausted")
  }

  /// B-16: within 100 ms after the trade the level shows more than the trade left of it.
  private func isRefilled(_ trade: CaptureReplay.Trade, _ shown: [Shown]) -> Bool {
    guard let before = shown.last(where: { $0.milliseconds <= trade.milliseconds })?.lots, before > 0 else {
      return false
    }
    let after = shown.filter { $0.milliseconds > trade.milliseconds && $0.milliseconds <= trade.milliseconds + 100 }
    return after.contains { $0.lots > before - trade.lots }
  }

  /// The streams of this scene are the fast ones.
  @Test func booksAreFast() {
    let binance = CaptureReplay(GeneratorOptions(venue: .binanceUSDM, seed: 1, seconds: 20, scene: .iceberg))
    #expect(binance.countByStream["btcusdt@depth@0ms"] ?? 0 > 300)
    let bybit = CaptureReplay(GeneratorOptions(venue: .bybitLinear, seed: 1, seconds: 20, scene: .iceberg))
    #expect(bybit.countByStream["orderbook.50.BTCUSDT"] ?? 0 > 700)
  }
}
