import Simulator
import Testing

/// Without a scripted wall nothing looks like one.
struct CalmSceneTests {
  /// Ten minutes for two seeds; the bounds of `LevelSizes` make the same hold for any length.
  @Test(arguments: [UInt64(1), 2])
  func noLevelLooksLikeAWall(seed: UInt64) {
    var bidWatch = WallWatch(isBid: true)
    var askWatch = WallWatch(isBid: false)
    let options = GeneratorOptions(venue: .binanceUSDM, seed: seed, seconds: 600, scene: .calm)
    let replay = CaptureReplay(options) { book, milliseconds in
      bidWatch.look(at: book.bids, milliseconds: milliseconds)
      askWatch.look(at: book.asks, milliseconds: milliseconds)
    }
    #expect(replay.bookUpdates > 5_900)
    #expect(bidWatch.walls.isEmpty)
    #expect(askWatch.walls.isEmpty)
  }

  /// The same watch does see a scripted wall.
  @Test func watchSeesAWall() {
    let options = GeneratorOptions(venue: .binanceUSDM, seed: 1, seconds: 20, scene: .wall)
    let wall = MarketGenerator(options).script.first { $0.kind == .wallAppears }
    var watch = WallWatch(isBid: wall?.side == .bid)
    let replay = CaptureReplay(options) { book, milliseconds in
      watch.look(at: wall?.side == .bid ? book.bids : book.asks, milliseconds: milliseconds)
    }
    #expect(replay.isOK)
    #expect(watch.walls.map(\.ticks) == [wall.flatMap { units($0.price, places: 1) }])
  }
}
