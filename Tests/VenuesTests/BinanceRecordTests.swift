import Market
import Testing
import Venues

/// Mark prices, liquidations, klines and 24-hour figures of Binance.
@Suite struct BinanceRecordTests {
  private func record(_ frame: ReadFrame) throws -> ReadFrame.Record {
    #expect(frame.status == .ok && frame.kind == .records && frame.records.count == 1)
    return try #require(frame.records.first)
  }

  @Test("a mark price of 2026: E is its time, T the next funding")
  func readsMarkPrice() throws {
    var reader = try FrameReader(.binanceUSDM)
    let row = try record(
      reader.read(
        #"{"e":"markPriceUpdate","E":1791269856000,"s":"BTCUSDT","p":"85296.60260870","ap":"85296.60260870","#
          + #""P":"85321.91711993","i":"85345.93826087","r":"0.00000523","T":1791273600000,"st":1}"#))
    #expect(row.eventMilliseconds == 1_791_269_856_000)
    #expect(
      row.mark
        == MarkPrice(
          mark: Decimal64(852_966_026_087, 7), index: Decimal64(8_534_593_826_087, 8), fundingRate: Decimal64(523, 8),
          nextFundingMilliseconds: 1_791_273_600_000))
  }

  @Test("a delivery contract has no funding: an empty rate and no next time")
  func readsDeliveryMarkPrice() throws {
    var reader = try FrameReader(.binanceCOINM, [("BTCUSD_261225", .tenths)])
    let row = try record(
      reader.read(
        #"{"e":"markPriceUpdate","E":1596095725000,"s":"BTCUSD_261225","p":"10934.62","P":"10962.17","r":"","T":0}"#))
    #expect(row.mark?.fundingRate == nil && row.mark?.nextFundingMilliseconds == 0 && row.mark?.index == nil)
  }

  @Test("an array of mark prices gives a row for each known symbol of this product")
  func readsMarkPriceArray() throws {
    var reader = try FrameReader(.binanceUSDM, [("BTCUSDT", .tenths), ("SOLUSDT", .tenths)])
    #expect(reader.add("ETHUSDT", slot: nil, .tenths) == true)
    let row = { (symbol: String, product: Int) in
      #"{"e":"markPriceUpdate","E":1791269856000,"s":"\#(symbol)","p":"1.5","i":"1.25","r":"0.0001","T":0,"#
        + #""st":\#(product)}"#
    }
    let rows = [row("BTCUSDT", 1), row("ETHUSDT", 1), row("BTCUSD_PERP", 2), row("SOLUSDT", 1)].joined(separator: ",")
    for text in ["[\(rows)]", #"{"stream":"!markPrice@arr@1s","data":[\#(rows)]}"#] {
      let frame = reader.read(text)
      #expect(frame.status == .ok && frame.records.map(\.slot) == [0, 1])
      #expect(frame.records.allSatisfy { $0.mark?.mark == Decimal64(15, 1) })
      #expect(frame.dropped.stCoinM == 1)
    }
  }

  @Test(
    "the side of a forced order is not the side of the position (FIX-07)",
    arguments: [("SELL", LiquidatedSide.long), ("BUY", .short)])
  func readsForceOrder(_ side: String, _ liquidated: LiquidatedSide) throws {
    var reader = try FrameReader(.binanceUSDM)
    let order =
      #"{"e":"forceOrder","E":1791565603055,"o":{"s":"BTCUSDT","S":"\#(side)","o":"LIMIT","f":"IOC","q":"0.190","#
      + #""p":"82338.30","ap":"82651.90","X":"FILLED","l":"0.155","z":"0.190","T":1791565602120,"ps":"BTCUSDT","#
      + #""st":1}}"#
    for text in [order, #"{"stream":"!forceOrder@arr","data":\#(order)}"#, "[\(order)]"] {
      let row = try record(reader.read(text))
      #expect(row.eventMilliseconds == 1_791_565_602_120, "the order's own time")
      #expect(
        row.liquidation
          == Liquidation(
            milliseconds: 1_791_565_602_120, price: Decimal64(823_383, 1), averagePrice: Decimal64(826_519, 1),
            quantity: Quantity(lots: 190), filledQuantity: Decimal64(19, 2), liquidated: liquidated))
    }
  }

  @Test("a forced order of the other product is dropped, whether its mark stands inside or outside the order")
  func dropsForeignForceOrders() throws {
    var reader = try FrameReader(.binanceUSDM)
    let order = { (inside: String, outside: String) in
      #"{"e":"forceOrder","E":1791565603055,"o":{"s":"BTCUSD_PERP","S":"SELL","q":"1","p":"1","#
        + #""T":1791565602120\#(inside)}\#(outside)}"#
    }
    for text in [order(#","st":2"#, ""), order("", #","st":2"#)] {
      let frame = reader.read(text)
      #expect(frame.status == .ignored && frame.reason == .stCoinM && frame.dropped.stCoinM == 1)
    }
  }

  @Test("a kline, open and closed")
  func readsKline() throws {
    var reader = try FrameReader(.binanceSpot, [("BTCUSDT", .fine)])
    for isClosed in [false, true] {
      let row = try record(
        reader.read(
          #"{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1790617150042,"s":"BTCUSDT","k":{"t":1790617140000,"#
            + #""T":1790617199999,"s":"BTCUSDT","i":"1m","f":-1,"L":-1,"o":"83942.95000000","c":"83931.73000000","#
            + #""h":"83942.95000000","l":"83923.18000000","v":"2.95700000","n":771,"x":\#(isClosed),"#
            + #""q":"248203.83491790","#
            + #""V":"0.71560000","Q":"60063.21030660","B":"0"}}}"#))
      #expect(row.eventMilliseconds == 1_790_617_150_042)
      #expect(
        row.kline
          == Kline(
            startMilliseconds: 1_790_617_140_000, intervalMinutes: 1, isClosed: isClosed, open: Decimal64(8_394_295, 2),
            high: Decimal64(8_394_295, 2), low: Decimal64(8_392_318, 2), close: Decimal64(8_393_173, 2),
            baseVolume: Decimal64(2_957, 3), quoteVolume: Decimal64(2_482_038_349_179, 7)))
    }
  }

  @Test(
    "the intervals of Binance",
    arguments: [("1s", 0), ("15m", 15), ("4h", 240), ("1d", 1_440), ("1w", 10_080), ("1M", 43_200)] as [(String, Int32)]
  )
  func readsIntervals(_ name: String, _ minutes: Int32) throws {
    let text = { (interval: String) in
      #"{"e":"kline","E":1790617150042,"s":"BTCUSDT","k":{"t":1790617140000,"T":1790617199999,"i":"\#(interval)","#
        + #""o":"1","c":"1","h":"1","l":"1","v":"1","q":"1","x":false}}"#
    }
    var reader = try FrameReader(.binanceUSDM)
    #expect(try record(reader.read(text(name))).kline?.intervalMinutes == minutes)
    #expect(reader.read(text("7m")).reason == .badField)
  }

  @Test("24-hour tickers, full and mini, one and in an array")
  func readsTickers() throws {
    var reader = try FrameReader(.binanceUSDM)
    for name in ["24hrTicker", "24hrMiniTicker"] {
      let row =
        #"{"e":"\#(name)","E":1790617150042,"s":"BTCUSDT","c":"25.5","o":"10","h":"26","l":"9.5","v":"10000","#
        + #""q":"180000.5"}"#
      for text in [row, "[\(row)]", #"{"stream":"!ticker@arr","data":[\#(row)]}"#] {
        let ticker = try #require(try record(reader.read(text)).ticker)
        #expect(ticker.lastPrice == Decimal64(255, 1) && ticker.openInterest == nil)
        #expect(ticker.baseVolume == Decimal64(10_000, 0) && ticker.quoteVolume == Decimal64(1_800_005, 1))
      }
    }
  }

  @Test("mark prices and forced orders do not come from spot")
  func refusesDerivativesOnSpot() throws {
    var reader = try FrameReader(.binanceSpot)
    #expect(
      reader.read(#"{"e":"markPriceUpdate","E":1791269856000,"s":"BTCUSDT","p":"1","T":0}"#).reason == .wrongVenue)
    #expect(reader.read(#"{"e":"forceOrder","E":1791269856000,"o":{}}"#).reason == .wrongVenue)
  }
}
