import Market
import Testing
import Venues

@Suite struct BinanceDepthTests {
  @Test("a USD-M diff with pu, by its transaction time")
  func readsFuturesDiff() throws {
    var reader = try FrameReader(.binanceUSDM)
    let frame = reader.read(
      #"{"e":"depthUpdate","E":1723161256299,"T":1723161256298,"s":"BTCUSDT","ps":"BTCUSDT","U":5123107832006,"#
        + #""u":5123107837557,"pu":5123107831937,"b":[["58710.20","0.014"],["58710.10","0.000"]],"a":[["58711.00","#
        + #""3"]],"st":1}"#)
    #expect(frame.status == .ok && frame.kind == .depth && frame.slot == 0)
    #expect(
      frame.depth
        == DepthUpdate(
          kind: .diff, firstID: 5_123_107_832_006, lastID: 5_123_107_837_557, previousID: 5_123_107_831_937,
          eventMilliseconds: 1_723_161_256_298))
    #expect(frame.bids == [Level(587_102, 14), Level(587_101, 0)] && frame.asks == [Level(587_110, 3_000)])
  }

  @Test("a spot diff has no pu, and E is its time")
  func readsSpotDiff() throws {
    var reader = try FrameReader(.binanceSpot)
    let frame = reader.read(
      #"{"e":"depthUpdate","E":1672515782136,"s":"BTCUSDT","U":157,"u":160,"b":[["0.1","10"]],"a":[["100","0"]]}"#)
    #expect(
      frame.depth == DepthUpdate(kind: .diff, firstID: 157, lastID: 160, eventMilliseconds: 1_672_515_782_136))
    #expect(frame.bids == [Level(1, 10_000)] && frame.asks == [Level(1_000, 0)])
  }

  @Test("an empty diff is a diff: its id still advances")
  func readsEmptyDiff() throws {
    var reader = try FrameReader(.binanceSpot)
    let frame = reader.read(#"{"e":"depthUpdate","E":1672515782136,"s":"BTCUSDT","U":157,"u":160,"b":[],"a":[]}"#)
    #expect(frame.status == .ok && frame.depth?.lastID == 160 && frame.bids.isEmpty && frame.asks.isEmpty)
  }

  @Test("a diff of the other kind of venue is refused")
  func refusesTheOtherKind() throws {
    var spot = try FrameReader(.binanceSpot)
    let futures =
      #"{"e":"depthUpdate","E":1672515782136,"T":1672515782135,"s":"BTCUSDT","U":1,"u":2,"pu":0,"#
      + #""b":[],"a":[]}"#
    #expect(spot.read(futures).reason == .wrongVenue)
    var usdm = try FrameReader(.binanceUSDM)
    #expect(
      usdm.read(#"{"e":"depthUpdate","E":1672515782136,"s":"BTCUSDT","U":1,"u":2,"b":[],"a":[]}"#).reason == .wrongVenue
    )
  }

  @Test("futures partial depth looks like a diff, and only its stream's name tells", arguments: [5, 10, 20] as [Int32])
  func tellsPartialDepth(_ depth: Int32) throws {
    let row =
      #"{"e":"depthUpdate","E":1723161256299,"T":1723161256298,"s":"BTCUSDT","U":1,"u":2,"pu":0,"b":[["1.0","1"]],"#
      + #""a":[]}"#
    var reader = try FrameReader(.binanceUSDM)
    for speed in ["", "@100ms", "@500ms"] {
      let partial = reader.read(#"{"stream":"btcusdt@depth\#(depth)\#(speed)","data":\#(row)}"#)
      #expect(partial.depth?.kind == .partial && partial.depth?.topicDepth == depth)
      let diff = reader.read(#"{"stream":"btcusdt@depth\#(speed)","data":\#(row)}"#)
      #expect(diff.depth?.kind == .diff && diff.depth?.topicDepth == 0)
    }
    #expect(reader.read(row).depth?.kind == .diff, "without an envelope it is a diff")
    #expect(reader.read(#"{"stream":"btcusdt@rpiDepth@500ms","data":\#(row)}"#).reason == .unusedStream)
  }

  @Test("spot partial depth takes its symbol from the stream's name")
  func readsSpotPartialDepth() throws {
    var reader = try FrameReader(.binanceSpot)
    let frame = reader.read(
      #"{"stream":"btcusdt@depth20@100ms","data":{"lastUpdateId":160,"bids":[["0.1","10"]],"asks":[["0.2","1"]]}}"#)
    #expect(frame.status == .ok && frame.slot == 0)
    #expect(frame.depth == DepthUpdate(kind: .partial, topicDepth: 20, firstID: 0, lastID: 160, eventMilliseconds: nil))
    #expect(frame.bids == [Level(1, 10_000)] && frame.asks == [Level(2, 1_000)])
  }

  @Test("futures bookTicker with its times, spot bookTicker with neither type nor time")
  func readsBookTickers() throws {
    var usdm = try FrameReader(.binanceUSDM)
    let futures = usdm.read(
      #"{"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":11659858833361,"s":"BTCUSDT","ps":"BTCUSDT","#
        + #""b":"83680.00","B":"7.816","a":"83680.10","A":"1.566","T":1790370834266,"E":1790370834267,"st":1}}"#)
    #expect(futures.kind == .bookTicker && futures.slot == 0)
    #expect(
      futures.ticker
        == BookTicker(
          updateID: 11_659_858_833_361, bid: Level(836_800, 7_816), ask: Level(836_801, 1_566),
          eventMilliseconds: 1_790_370_834_266))
    var spot = try FrameReader(.binanceSpot)
    let plain = spot.read(#"{"u":400900217,"s":"BTCUSDT","b":"25.3","B":"31.21","a":"25.4","A":"40.66"}"#)
    #expect(
      plain.ticker
        == BookTicker(
          updateID: 400_900_217, bid: Level(253, 31_210), ask: Level(254, 40_660), eventMilliseconds: nil))
    #expect(plain.eventMilliseconds == nil)
  }
}
