import Engine
import Market
import Pipeline
import Testing

/// What a session must survive without losing a level, a row or its way back: each was wrong once.
@Suite struct RecoveryTests {
  private func feed(_ session: inout Session, _ texts: [String]) {
    session.beginFile()
    for (index, text) in texts.enumerated() {
      RecordedFrame(receiveNanoseconds: 1_700_000_000_000_000_000, text: text).feed(
        &session, sequence: Int64(index + 1))
    }
  }

  private func usdmDiff(_ number: Int, bids: String) -> String {
    """
    {"stream":"btcusdt@depth","data":{"e":"depthUpdate","E":17000000000\(10 + number),"T":17000000000\(10 + number),\
    "s":"BTCUSDT","U":\(number),"u":\(number),"pu":\(number - 1),"b":[\(bids)],"a":[]}}
    """
  }

  @Test func aFinerGridThatABookCannotMoveToMarksItInsteadOfLosingLevels() throws {
    var session = try session(.binanceUSDM)
    var texts = [#"{"symbol":"BTCUSDT","snapshot":{"lastUpdateId":1,"bids":[["500000","1"]],"asks":[["900000","1"]]}}"#]
    for block in 0..<30 {
      let levels = (0..<1_000).map { #"["\#(499_999 - block * 1_000 - $0)","1"]"# }
      texts.append(usdmDiff(block + 1, bids: levels.joined(separator: ",")))
    }
    feed(&session, texts)
    let slot = InstrumentSlot(0)
    #expect(session.engine[slot].status == .ok && session.engine[slot].bidLevels == 30_001)
    feed(&session, [usdmDiff(31, bids: #"["499999.5","1"]"#)])
    #expect(session.engine[slot].status == .gap)
    #expect(session.engine[slot].bidLevels == 0)
    feed(
      &session,
      [
        #"{"symbol":"BTCUSDT","snapshot":{"lastUpdateId":31,"bids":[["500000.5","1"]],"asks":[["900000","1"]]}}"#
      ])
    #expect(session.engine[slot].status == .ok && session.engine[slot].bidLevels == 2)
  }

  @Test func aBybitSnapshotWhoseIDsStartAnewHealsTheGap() throws {
    func frame(_ type: String, _ update: Int, _ bid: String) -> String {
      """
      {"topic":"orderbook.50.BTCUSDT","type":"\(type)","ts":1700000000100,"data":{"s":"BTCUSDT","b":[["\(bid)","1"]],\
      "a":[["200","1"]],"u":\(update),"seq":1},"cts":1700000000100}
      """
    }
    var session = try session(.bybitLinear)
    feed(&session, [frame("snapshot", 10, "100"), frame("delta", 12, "101"), frame("delta", 13, "102")])
    #expect(session.engine[InstrumentSlot(0)].status == .gap)
    feed(&session, [frame("snapshot", 1, "103"), frame("delta", 2, "104"), frame("delta", 3, "105")])
    #expect(session.engine[InstrumentSlot(0)].status == .ok)
    #expect(session.engine[InstrumentSlot(0)].counts.gaps == 1)
    #expect(session.engine[InstrumentSlot(0)].bidLevels == 3)
  }

  @Test func aSymbolWithoutInstrumentDataDoesNotTakeOthersRowsWithIt() throws {
    let instruments = ["BTCUSDT": Instrument(symbol: "BTCUSDT", grid: .whole)]
    var session = try session(.binanceUSDM, instruments: instruments)
    func order(_ symbol: String) -> String {
      """
      {"e":"forceOrder","E":1700000000100,"o":{"s":"\(symbol)","S":"SELL","o":"LIMIT","f":"IOC","q":"1","p":"100",\
      "ap":"100","X":"FILLED","l":"1","z":"1","T":1700000000090}}
      """
    }
    feed(&session, ["[\(order("ETHUSDT")),\(order("BTCUSDT"))]", order("ETHUSDT")])
    #expect(session.counts.decoded == 1)
    #expect(session.decoder.venue == .binanceUSDM)
    #expect(session.counts[.noInstrument] == 1)
    #expect(session.symbols == ["BTCUSDT"])
  }

  @Test func aSymbolThatTheDecoderCannotHoldIsRefusedWithoutTakingMemory() throws {
    let impossible = Grid(tickMantissa: 1, tickDecimals: 19, lotMantissa: 1, lotDecimals: 0)
    let instruments = ["BTCUSDT": Instrument(symbol: "BTCUSDT", grid: impossible)]
    var session = try session(.binanceUSDM, instruments: instruments)
    feed(&session, [usdmDiff(1, bids: #"["1","1"]"#), usdmDiff(2, bids: #"["1","1"]"#)])
    #expect(session.engine.count == session.symbols.count)
    #expect(session.counts.decoded == 0)
  }

  @Test func aSnapshotBeforeEverySymbolIsTakenByTheDiffThatBracketsIt() throws {
    var session = try session(.binanceUSDM)
    feed(
      &session,
      [
        #"{"lastUpdateId":7,"E":1700000000000,"T":1700000000000,"bids":[["100","1"]],"asks":[["200","1"]]}"#,
        usdmDiff(7, bids: #"["101","1"]"#),
      ])
    #expect(session.engine[InstrumentSlot(0)].status == .ok)
    #expect(session.engine[InstrumentSlot(0)].bidLevels == 2)
    #expect(session.eventMilliseconds == 1_700_000_000_017)
  }

  @Test func aTradeRowThatIsNotCountedMovesTimeAllTheSame() throws {
    var session = try session(.binanceUSDM)
    func row(_ time: Int64, _ kind: String) -> String {
      """
      {"e":"trade","E":\(time),"T":\(time),"s":"BTCUSDT","t":1,"p":"0","q":"1","X":"\(kind)","m":false}
      """
    }
    feed(&session, [row(1_700_000_000_500, "INSURANCE_FUND")])
    let slot = InstrumentSlot(0)
    #expect(session.engine[slot].now == 1_700_000_000_500 && session.counts.trades == 0)
    #expect(session.counts[.xNotMarket] == 1 && session.counts.decoded == 0)
    var bybit = try PipelineTests.session(.bybitLinear)
    func trade(_ time: Int64, isBlock: Bool) -> String {
      """
      {"T":\(time),"s":"BTCUSDT","S":"Buy","v":"1","p":"100","L":"PlusTick","i":"1","BT":\(isBlock)}
      """
    }
    let rows = [trade(1_700_000_000_900, isBlock: false), trade(1_700_000_001_100, isBlock: true)]
    feed(
      &bybit,
      [
        #"{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1700000001200,"#
          + #""data":[\#(rows.joined(separator: ","))]}"#
      ])
    #expect(bybit.engine[slot].now == 1_700_000_001_100 && bybit.counts.trades == 1)
  }
}
