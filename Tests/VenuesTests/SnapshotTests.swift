import Market
import Testing
import Venues

/// REST depth snapshots in every shape that a capture may hold; none of them moves the event time (I32).
@Suite struct SnapshotTests {
  private static let spot = #"{"lastUpdateId":1027024,"bids":[["4.0","431"]],"asks":[["4.2","12"],["5.0","1"]]}"#
  private static let futures =
    #"{"lastUpdateId":1027024,"E":1589436922972,"T":1589436922959,"bids":[["4.0","431"]],"asks":[["4.2","12"],"#
    + #"["5.0","1"]]}"#

  private func expectSnapshot(_ frame: ReadFrame) {
    #expect(frame.status == .ok && frame.kind == .depth && frame.slot == 0)
    #expect(frame.depth == DepthUpdate(kind: .snapshot, firstID: 0, lastID: 1_027_024, eventMilliseconds: nil))
    #expect(frame.bids == [Level(40, 431_000)])
    #expect(frame.asks == [Level(42, 12_000), Level(50, 1_000)])
    #expect(frame.eventMilliseconds == nil)
  }

  @Test("without a symbol it has an id, no slot and no levels, until a slot is forced")
  func waitsForItsSymbol() throws {
    for (venue, text) in [(Venue.binanceSpot, Self.spot), (.binanceUSDM, Self.futures)] {
      var reader = try FrameReader(venue)
      let unnamed = reader.read(text)
      #expect(unnamed.status == .ok && unnamed.slot == nil)
      #expect(unnamed.depth?.kind == .snapshot && unnamed.depth?.lastID == 1_027_024)
      #expect(unnamed.bids.isEmpty && unnamed.asks.isEmpty)
      expectSnapshot(reader.read(text, forcedSlot: InstrumentSlot(0)))
    }
  }

  @Test("COIN-M names its symbol itself")
  func readsCoinM() throws {
    var reader = try FrameReader(.binanceCOINM, [("BTCUSD_PERP", .tenths)])
    expectSnapshot(
      reader.read(
        #"{"lastUpdateId":1027024,"E":1589436922972,"T":1589436922959,"symbol":"BTCUSD_PERP","pair":"BTCUSD","#
          + #""bids":[["4.0","431"]],"asks":[["4.2","12"],["5.0","1"]]}"#))
  }

  @Test("a recorded snapshot names its symbol in the recorder's envelope")
  func readsRecordedSnapshots() throws {
    var spot = try FrameReader(.binanceSpot)
    expectSnapshot(spot.read(#"{"symbol":"BTCUSDT","snapshot":\#(Self.spot)}"#))
    var usdm = try FrameReader(.binanceUSDM)
    expectSnapshot(usdm.read(#"{"symbol":"BTCUSDT","snapshot":\#(Self.futures)}"#))
    #expect(usdm.read(#"{"symbol":"NEWUSDT","snapshot":\#(Self.futures)}"#).status == .unknownSymbol)
  }

  @Test("a futures snapshot is no spot snapshot")
  func refusesTheOtherKind() throws {
    var spot = try FrameReader(.binanceSpot)
    #expect(spot.read(Self.futures).reason == .wrongVenue)
  }

  @Test("Bybit's REST answer")
  func readsBybit() throws {
    var reader = try FrameReader(.bybitLinear)
    let frame = reader.read(
      #"{"retCode":0,"retMsg":"OK","result":{"s":"BTCUSDT","a":[["65557.7","16.606"]],"b":[["65485.4","47.081"]],"#
        + #""ts":1716863719031,"u":230704,"seq":1432604333,"cts":1716863718905},"retExtInfo":{},"time":1716863719382}"#)
    #expect(frame.status == .ok && frame.depth?.kind == .snapshot && frame.depth?.topicDepth == 0)
    #expect(frame.depth?.lastID == 230_704 && frame.depth?.firstID == 1_432_604_333)
    #expect(frame.bids == [Level(654_854, 47_081)] && frame.asks == [Level(655_577, 16_606)])
    #expect(frame.eventMilliseconds == nil)
  }
}
