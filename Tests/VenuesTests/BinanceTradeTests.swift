import Market
import Testing
import Venues

@Suite struct BinanceTradeTests {
  private func trade(_ frame: ReadFrame) throws -> Trade {
    #expect(frame.status == .ok && frame.kind == .trades && frame.reason == .none)
    #expect(frame.trades.count == 1 && frame.slot == 0)
    return try #require(frame.trades.first).trade
  }

  @Test("a USD-M aggTrade of 2026, in a combined stream")
  func readsAggTrade() throws {
    var reader = try FrameReader(.binanceUSDM)
    let frame = reader.read(
      #"{"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1791391082024,"a":3478018549,"s":"BTCUSDT","#
        + #""p":"83434.40","#
        + #""q":"0.016","nq":"0.016","f":8154045700,"l":8154045704,"T":1791391081874,"m":true,"st":1}}"#)
    #expect(
      try trade(frame)
        == Trade(
          id: 3_478_018_549, milliseconds: 1_791_391_081_874, price: Price(ticks: 834_344),
          quantity: Quantity(lots: 16),
          aggressor: .sell, kind: .aggregate))
    #expect(frame.eventMilliseconds == 1_791_391_081_874)
  }

  @Test("a USD-M trade of 2026")
  func readsFuturesTrade() throws {
    var reader = try FrameReader(.binanceUSDM)
    let frame = reader.read(
      #"{"e":"trade","E":1790370834849,"T":1790370834848,"s":"BTCUSDT","t":8121136411,"p":"83680.00","q":"0.001","#
        + #""X":"MARKET","m":false,"st":1}"#)
    #expect(
      try trade(frame)
        == Trade(
          id: 8_121_136_411, milliseconds: 1_790_370_834_848, price: Price(ticks: 836_800), quantity: Quantity(lots: 1),
          aggressor: .buy, kind: .trade))
  }

  @Test("a spot trade and a spot aggTrade")
  func readsSpotTrades() throws {
    var reader = try FrameReader(.binanceSpot, [("BTCUSDT", .fine)])
    let single = reader.read(
      #"{"stream":"btcusdt@trade","data":{"e":"trade","E":1790960630914,"s":"BTCUSDT","t":6732650448,"#
        + #""p":"84922.04000000","q":"0.00023000","T":1790960630913,"m":true,"M":true}}"#)
    #expect(
      try trade(single)
        == Trade(
          id: 6_732_650_448, milliseconds: 1_790_960_630_913, price: Price(ticks: 8_492_204_000_000),
          quantity: Quantity(lots: 23_000), aggressor: .sell, kind: .trade))
    let aggregate = reader.read(
      #"{"e":"aggTrade","E":1672515782136,"s":"BTCUSDT","a":12345,"p":"0.001","q":"100","f":100,"l":105,"#
        + #""T":1672515782130,"#
        + #""m":false,"M":true}"#)
    #expect(try trade(aggregate).kind == .aggregate && trade(aggregate).aggressor == .buy)
    #expect(try trade(aggregate).id == 12_345 && trade(aggregate).price.ticks == 100_000)
  }

  @Test("spot's microsecond times become milliseconds")
  func readsMicroseconds() throws {
    var reader = try FrameReader(.binanceSpot, [("BTCUSDT", .fine)])
    let frame = reader.read(
      #"{"e":"trade","E":1790960630914123,"s":"BTCUSDT","t":1,"p":"1","q":"1","T":1790960630913999,"m":true,"M":true}"#)
    #expect(try trade(frame).milliseconds == 1_790_960_630_913)
  }

  @Test("the aggressor is who was not the maker (FIX-01)", arguments: [(true, Aggressor.sell), (false, .buy)])
  func normalisesTheAggressor(_ isBuyerMaker: Bool, _ aggressor: Aggressor) throws {
    for venue in [Venue.binanceSpot, .binanceUSDM, .binanceCOINM] {
      var reader = try FrameReader(venue)
      let frame = reader.read(
        #"{"e":"trade","E":1790370834849,"T":1790370834848,"s":"BTCUSDT","t":1,"p":"10.0","q":"1","#
          + #""m":\#(isBuyerMaker)}"#)
      #expect(try trade(frame).aggressor == aggressor)
    }
  }

  @Test(
    "USD-M rows that are no market trades are dropped and counted", arguments: ["RPI", "NA", "ADL", "INSURANCE_FUND"])
  func dropsRowsThatAreNotMarket(_ kind: String) throws {
    var reader = try FrameReader(.binanceUSDM)
    let frame = reader.read(
      #"{"stream":"btcusdt@trade","data":{"e":"trade","E":1790371725749,"T":1790371725748,"s":"BTCUSDT","t":1,"#
        + #""p":"0","#
        + #""q":"0","X":"\#(kind)","m":true,"st":1}}"#)
    #expect(frame.status == .ignored && frame.reason == .xNotMarket)
    #expect(frame.slot == 0 && frame.eventMilliseconds == 1_790_371_725_748, "its time is an event time")
    #expect(frame.dropped.xNotMarket == 1 && frame.dropped.stCoinM == 0 && frame.trades.isEmpty)
  }

  @Test("rows of the other product are dropped and counted; without the mark they are taken")
  func dropsTheOtherProduct() throws {
    let row = { (mark: String) in
      #"{"e":"aggTrade","E":1791391082024,"a":3,"s":"BTCUSDT","p":"1.0","q":"1","f":1,"l":1,"T":1791391081874,"#
        + #""m":true\#(mark)}"#
    }
    var linear = try FrameReader(.binanceUSDM)
    let foreign = linear.read(row(#","st":2"#))
    #expect(foreign.status == .ignored && foreign.reason == .stCoinM && foreign.dropped.stCoinM == 1)
    #expect(linear.read(row(#","st":1"#)).status == .ok)
    #expect(linear.read(row("")).status == .ok)
    var inverse = try FrameReader(.binanceCOINM)
    #expect(inverse.read(row(#","st":2"#)).status == .ok)
    #expect(inverse.read(row(#","st":1"#)).status == .ignored)
  }

  @Test(
    "a trade of nothing, or for nothing, is refused",
    arguments: [("0", "1"), ("1.0", "0"), ("1.0", "-1"), ("-1", "1")])
  func refusesZeroTrades(_ price: String, _ quantity: String) throws {
    var reader = try FrameReader(.binanceUSDM)
    let frame = reader.read(
      #"{"e":"trade","E":1790371725749,"T":1790371725748,"s":"BTCUSDT","t":1,"p":"\#(price)","q":"\#(quantity)","#
        + #""m":true}"#)
    #expect(frame.status == .rejected && frame.reason == .badNumber && frame.trades.isEmpty)
  }
}
