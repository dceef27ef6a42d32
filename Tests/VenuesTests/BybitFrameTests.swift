import Market
import Testing
import Venues

@Suite struct BybitBookTests {
  private func book(_ depth: Int, type: String, u: Int = 177_400_507, cts: String = #","cts":1687940967464"#) -> String
  {
    #"{"topic":"orderbook.\#(depth).BTCUSDT","type":"\#(type)","ts":1687940967466,"data":{"s":"BTCUSDT","#
      + #""b":[["30247.20","30.028"],["30245.40","0"]],"a":[["30248.70","0.001"]],"u":\#(u),"seq":66544703342}\#(cts)}"#
  }

  @Test("snapshots and deltas of every depth", arguments: [1, 50, 200, 500, 1_000])
  func readsBooks(_ depth: Int) throws {
    var reader = try FrameReader(.bybitLinear)
    for (type, kind) in [("snapshot", DepthUpdate.Kind.snapshot), ("delta", .diff)] {
      let frame = reader.read(book(depth, type: type))
      #expect(frame.status == .ok && frame.kind == .depth && frame.slot == 0)
      #expect(
        frame.depth
          == DepthUpdate(
            kind: kind, topicDepth: Int32(depth), firstID: 66_544_703_342, lastID: 177_400_507,
            eventMilliseconds: 1_687_940_967_464))
      #expect(frame.bids == [Level(302_472, 30_028), Level(302_454, 0)] && frame.asks == [Level(302_487, 1)])
    }
  }

  @Test("without a matching time ts is the event time")
  func fallsBackToTheSystemTime() throws {
    var reader = try FrameReader(.bybitLinear)
    #expect(reader.read(book(50, type: "delta", cts: "")).eventMilliseconds == 1_687_940_967_466)
  }

  @Test("u = 1 is a snapshot, whatever its type says")
  func takesARestartAsSnapshot() throws {
    var reader = try FrameReader(.bybitLinear)
    #expect(reader.read(book(50, type: "delta", u: 1)).depth?.kind == .snapshot)
    #expect(reader.read(" " + book(50, type: "delta", u: 1)).depth?.kind == .snapshot, "spelled otherwise, too")
  }

  @Test("the order of the envelope's keys does not matter: spot sends ts before type")
  func readsSpotOrder() throws {
    var reader = try FrameReader(.bybitSpot)
    let frame = reader.read(
      #"{"topic":"orderbook.50.BTCUSDT","ts":1687940967466,"type":"delta","cts":1687940967464,"data":{"u":7,"seq":8,"#
        + #""a":[],"b":[["1.0","2"]],"s":"BTCUSDT"}}"#)
    #expect(
      frame.depth
        == DepthUpdate(
          kind: .diff, topicDepth: 50, firstID: 8, lastID: 7, eventMilliseconds: 1_687_940_967_464))
    #expect(frame.bids == [Level(10, 2_000)] && frame.asks.isEmpty)
  }

  @Test("a book whose topic and data disagree on the symbol is refused")
  func refusesMixedSymbols() throws {
    var reader = try FrameReader(.bybitLinear, [("BTCUSDT", .tenths), ("ETHUSDT", .tenths)])
    let mixed = book(50, type: "delta").replacing(#""s":"BTCUSDT""#, with: #""s":"ETHUSDT""#)
    #expect(reader.read(mixed).reason == .mixedSymbols)
  }

  @Test("book topics that nothing uses are ignored", arguments: ["rpi", "full", "25", "100"])
  func ignoresOtherBooks(_ depth: String) throws {
    var reader = try FrameReader(.bybitLinear)
    let frame = reader.read(book(50, type: "delta").replacing("orderbook.50", with: "orderbook.\(depth)"))
    #expect(frame.status == .ignored && frame.reason == .unusedStream)
  }
}

@Suite struct BybitRowTests {
  private func trades(_ rows: String...) -> String {
    #"{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1672304486868,"data":[\#(rows.joined(separator: ","))]}"#
  }

  private func row(side: String, id: String, isBlock: Bool = false, price: String = "16578.50") -> String {
    #"{"T":1672304486865,"s":"BTCUSDT","S":"\#(side)","v":"0.001","p":"\#(price)","L":"PlusTick","i":"\#(id)","#
      + #""BT":\#(isBlock),"RPI":false,"seq":1783284617}"#
  }

  @Test("several trades in one frame, each with its taker's side (FIX-01)")
  func readsTrades() throws {
    var reader = try FrameReader(.bybitLinear)
    let frame = reader.read(
      trades(row(side: "Buy", id: "2290000000068683805"), row(side: "Sell", id: "20f43950-d8dd-5b31-9112-a178eb6023af"))
    )
    #expect(frame.status == .ok && frame.kind == .trades && frame.slot == 0)
    let trade = { (id: Int64, idTail: Int64?, aggressor: Aggressor) in
      ReadFrame.Row(
        slot: 0,
        trade: Trade(
          id: id, idTail: idTail, milliseconds: 1_672_304_486_865, price: Price(ticks: 165_785),
          quantity: Quantity(lots: 1),
          aggressor: aggressor, kind: .trade))
    }
    let uuidTail = Int64(bitPattern: 0x9112_a178_eb60_23af)
    #expect(
      frame.trades == [trade(2_290_000_000_068_683_805, nil, .buy), trade(0x20f4_3950_d8dd_5b31, uuidTail, .sell)])
    #expect(frame.trades.map(\.trade.idText) == ["2290000000068683805", "20f43950-d8dd-5b31-9112-a178eb6023af"])
  }

  @Test("block trades are dropped and counted, the others of the frame stay")
  func dropsBlockTrades() throws {
    var reader = try FrameReader(.bybitLinear)
    let mixed = reader.read(trades(row(side: "Buy", id: "1", isBlock: true), row(side: "Sell", id: "2")))
    #expect(mixed.status == .ok && mixed.trades.map(\.trade.id) == [2] && mixed.dropped.blockTrade == 1)
    let all = reader.read(trades(row(side: "Buy", id: "1", isBlock: true)))
    #expect(all.status == .ignored && all.reason == .blockTrade && all.dropped.blockTrade == 1)
  }

  @Test("a frame of trades has its latest row's time, block trades included (SEMANTICS.md \"Time\")")
  func hasTheLatestTradeTime() throws {
    func at(_ offset: Int64, isBlock: Bool = false) -> String {
      row(side: "Buy", id: "1", isBlock: isBlock).replacing("1672304486865", with: "\(1_672_304_486_000 + offset)")
    }
    var reader = try FrameReader(.bybitLinear)
    #expect(reader.read(trades(at(865), at(866), at(864))).eventMilliseconds == 1_672_304_486_866)
    #expect(reader.read(trades(at(865), at(867, isBlock: true))).eventMilliseconds == 1_672_304_486_867)
    let block = reader.read(trades(at(868, isBlock: true)))
    #expect(block.status == .ignored && block.slot == 0 && block.eventMilliseconds == 1_672_304_486_868)
  }

  @Test("one bad trade refuses the whole frame, never a part of it")
  func refusesAFrameAsAWhole() throws {
    var reader = try FrameReader(.bybitLinear)
    let frame = reader.read(trades(row(side: "Buy", id: "1"), row(side: "Sell", id: "2", price: "x")))
    #expect(frame.status == .rejected && frame.reason == .badNumber && frame.trades.isEmpty)
    #expect(reader.read(trades(row(side: "buy", id: "1"))).reason == .badField)
    #expect(reader.read(trades(row(side: "Buy", id: "not-a-number"))).reason == .badField)
  }

  @Test(
    "Bybit names the side of the position itself (FIX-07)",
    arguments: [("Buy", LiquidatedSide.long), ("Sell", .short)])
  func readsLiquidations(_ side: String, _ liquidated: LiquidatedSide) throws {
    var reader = try FrameReader(.bybitLinear)
    let frame = reader.read(
      #"{"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1791565601482,"data":["#
        + #"{"T":1791565600992,"s":"BTCUSDT","S":"\#(side)","v":"0.006","p":"82396.90"},"#
        + #"{"T":1791565601058,"s":"BTCUSDT","S":"\#(side)","v":"0.038","p":"82394.30"}]}"#)
    #expect(frame.status == .ok && frame.records.allSatisfy { $0.eventMilliseconds == 1_791_565_601_482 })
    #expect(
      frame.records.map(\.liquidation) == [
        Liquidation(
          milliseconds: 1_791_565_600_992, price: Decimal64(823_969, 1), averagePrice: nil, quantity: Quantity(lots: 6),
          filledQuantity: nil, liquidated: liquidated),
        Liquidation(
          milliseconds: 1_791_565_601_058, price: Decimal64(823_943, 1), averagePrice: nil,
          quantity: Quantity(lots: 38), filledQuantity: nil,
          liquidated: liquidated),
      ])
  }

  @Test("a ticker snapshot, and a delta in which what is missing or empty is unchanged")
  func readsTickers() throws {
    var reader = try FrameReader(.bybitLinear)
    let whole = reader.read(
      #"{"topic":"tickers.BTCUSDT","type":"snapshot","data":{"symbol":"BTCUSDT","tickDirection":"PlusTick","#
        + #""lastPrice":"17216.00","prevPrice24h":"16969.50","highPrice24h":"17281.50","lowPrice24h":"16915.00","#
        + #""markPrice":"17217.33","indexPrice":"17227.36","openInterest":"68744.761","singleOpenInterest":"34372.38","#
        + #""turnover24h":"1570383121.943499","volume24h":"91705.276","nextFundingTime":"1673280000000","#
        + #""fundingRate":"-0.000212","fundingIntervalHour":"8"},"cs":1,"ts":1673272861686}"#)
    let ticker = try #require(whole.records.first?.ticker)
    #expect(whole.records.first?.eventMilliseconds == 1_673_272_861_686)
    #expect(ticker.lastPrice == Decimal64(17_216, 0) && ticker.openInterest == Decimal64(68_744_761, 3))
    #expect(ticker.singleOpenInterest == Decimal64(3_437_238, 2))
    #expect(ticker.baseVolume == Decimal64(91_705_276, 3) && ticker.quoteVolume == Decimal64(1_570_383_121_943_499, 6))
    #expect(
      ticker.prices
        == MarkPrice(
          mark: Decimal64(1_721_733, 2), index: Decimal64(1_722_736, 2), fundingRate: Decimal64(-212, 6),
          nextFundingMilliseconds: 1_673_280_000_000, fundingIntervalHours: 8))
    let delta = reader.read(
      #"{"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT","openInterest":"5","fundingRate":""},"#
        + #""cs":1,"ts":1787590405983}"#)
    let change = try #require(delta.records.first?.ticker)
    #expect(change.lastPrice == nil && change.prices.fundingRate == nil && change.prices.nextFundingMilliseconds == 0)
    #expect(change.openInterest == Decimal64(5, 0))
    #expect(change.singleOpenInterest == nil && change.prices.fundingIntervalHours == nil)
  }

  @Test(
    "a funding interval is a number of whole hours, or says nothing",
    arguments: [("8", 8), ("1", 1), ("", nil), ("0", nil), ("-4", nil), ("0.5", nil), ("99999999999", nil)]
      as [(String, Int32?)])
  func readsFundingIntervals(_ text: String, _ hours: Int32?) throws {
    var reader = try FrameReader(.bybitLinear)
    let frame = reader.read(
      #"{"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT","fundingIntervalHour":"\#(text)"},"#
        + #""cs":1,"ts":1787590405983}"#)
    #expect(try #require(frame.records.first?.ticker).prices.fundingIntervalHours == hours)
    let broken = reader.read(
      #"{"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT","fundingIntervalHour":"eight"},"#
        + #""cs":1,"ts":1787590405983}"#)
    #expect(broken.status == .rejected && broken.reason == .badNumber)
  }

  @Test(
    "klines, more than one in a frame",
    arguments: [("1", 1), ("60", 60), ("D", 1_440), ("W", 10_080), ("M", 43_200)] as [(String, Int32)])
  func readsKlines(_ interval: String, _ minutes: Int32) throws {
    var reader = try FrameReader(.bybitLinear)
    let bar = { (isClosed: Bool) in
      #"{"start":1790409720000,"end":1790409779999,"interval":"\#(interval)","open":"84045","close":"84017.8","#
        + #""high":"84045.5","low":"84017.1","volume":"7.316","turnover":"614833.7084","confirm":\#(isClosed),"#
        + #""timestamp":1}"#
    }
    let frame = reader.read(
      #"{"topic":"kline.\#(interval).BTCUSDT","type":"snapshot","ts":1790409768441,"data":[\#(bar(true)),"#
        + #"\#(bar(false))]}"#)
    #expect(frame.status == .ok && frame.records.count == 2 && frame.records.allSatisfy { $0.slot == 0 })
    #expect(frame.records.map { $0.kline?.isClosed } == [true, false])
    #expect(
      frame.records.first?.kline
        == Kline(
          startMilliseconds: 1_790_409_720_000, intervalMinutes: minutes, isClosed: true, open: Decimal64(84_045, 0),
          high: Decimal64(840_455, 1), low: Decimal64(840_171, 1), close: Decimal64(840_178, 1),
          baseVolume: Decimal64(7_316, 3), quoteVolume: Decimal64(6_148_337_084, 4)))
  }
}
