import Market
import Testing
import Venues

/// Frames that feed nothing: answers, errors, notices, other venues and older versions.
@Suite struct MessageTests {
  struct Message: Sendable, CustomTestStringConvertible {
    var venue: Venue
    var reason: FrameReason
    var text: String
    var testDescription: String { "\(venue): \(reason)" }

    init(_ venue: Venue, _ reason: FrameReason, _ text: String) {
      self.venue = venue
      self.reason = reason
      self.text = text
    }
  }

  @Test(
    "an answer or notice is ignored with its reason",
    arguments: [
      Message(.binanceSpot, .ack, #"{"result":null,"id":1}"#),
      Message(.binanceUSDM, .ack, #"{"result":["btcusdt@aggTrade"],"id":3}"#),
      Message(.binanceUSDM, .ack, #"{"id":"abc","result":true}"#),
      Message(.binanceSpot, .venueError, #"{"error":{"code":2,"msg":"Invalid request"},"id":1}"#),
      Message(.binanceSpot, .venueError, #"{"code":-1121,"msg":"Invalid symbol."}"#),
      Message(.binanceSpot, .serverShutdown, #"{"e":"serverShutdown","E":1770123456789}"#),
      Message(
        .binanceSpot, .serverShutdown,
        #"{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}"#),
      Message(.binanceUSDM, .unusedStream, #"{"e":"contractInfo","E":1669647330375,"s":"IOTAUSDT","ct":"PERPETUAL"}"#),
      Message(
        .binanceSpot, .unusedStream, #"{"e":"avgPrice","E":1693907033000,"s":"BTCUSDT","i":"5m","w":"25","T":1}"#),
      Message(.bybitLinear, .ack, #"{"success":true,"ret_msg":"","conn_id":"2324","req_id":"1","op":"subscribe"}"#),
      Message(
        .bybitLinear, .venueError,
        #"{"success":false,"ret_msg":"error:handler not found","conn_id":"1","#
          + #""op":"subscribe"}"#),
      Message(.bybitLinear, .pong, #"{"success":true,"ret_msg":"pong","conn_id":"0970e817","req_id":"","op":"ping"}"#),
      Message(.bybitLinear, .pong, #"{"req_id":"test","op":"pong","args":["1675418560633"],"conn_id":"cfcb4ocs"}"#),
      Message(.bybitLinear, .venueError, #"{"retCode":10001,"retMsg":"params error","result":{},"time":1}"#),
      Message(.bybitLinear, .unusedStream, #"{"topic":"priceLimit.BTCUSDT","ts":1750059683782,"data":{}}"#),
    ])
  func isIgnored(_ message: Message) throws {
    var reader = try FrameReader(message.venue)
    let frame = reader.read(message.text)
    #expect(frame.status == .ignored && frame.reason == message.reason && frame.kind == .none)
    #expect(!frame.reason.isRejected)
  }

  @Test(
    "a frame of another venue, an older version or no known kind is rejected with its reason",
    arguments: [
      Message(.bybitLinear, .wrongVenue, #"{"e":"trade","E":1,"s":"BTCUSDT"}"#),
      Message(.bybitLinear, .wrongVenue, #"{"stream":"btcusdt@trade","data":{}}"#),
      Message(.bybitLinear, .wrongVenue, #"{"lastUpdateId":1,"bids":[],"asks":[]}"#),
      Message(.bybitLinear, .wrongVenue, #"[{"e":"24hrTicker"}]"#),
      Message(.binanceSpot, .wrongVenue, #"{"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1,"data":{}}"#),
      Message(.binanceSpot, .wrongVenue, #"{"success":true,"ret_msg":"","op":"subscribe"}"#),
      Message(.binanceSpot, .wrongVenue, #"{"e":"bookTicker","u":1,"s":"BTCUSDT","b":"1","B":"1","a":"2","A":"1"}"#),
      Message(.binanceUSDM, .wrongVenue, #"{"u":1,"s":"BTCUSDT","b":"1","B":"1","a":"2","A":"1"}"#),
      Message(.bybitLinear, .legacyFormat, #"{"topic":"orderBookL2_25.BTCUSDT","type":"delta","data":{}}"#),
      Message(.bybitInverse, .legacyFormat, #"{"topic":"trade.BTCUSD","data":[]}"#),
      Message(.bybitInverse, .legacyFormat, #"{"topic":"instrument_info.100ms.BTCUSD","data":{}}"#),
      Message(.bybitLinear, .legacyFormat, #"{"topic":"candle.1.BTCUSDT","data":[]}"#),
      Message(
        .bybitInverse, .legacyFormat,
        #"{"success":true,"ret_msg":"","conn_id":"8d","request":{"op":"subscribe","args":["trade.BTCUSD"]}}"#),
      Message(.binanceSpot, .unknownFrame, #"{"e":"somethingNew","E":1672515782136}"#),
      Message(.binanceSpot, .unknownFrame, #"{}"#),
      Message(.binanceSpot, .unknownFrame, #"[]"#),
      Message(.bybitLinear, .unknownFrame, #"{}"#),
      Message(.bybitLinear, .unknownFrame, #"{"topic":"something.BTCUSDT","ts":1,"data":[]}"#),
      Message(.binanceSpot, .notAnObject, "1"),
      Message(.bybitLinear, .notAnObject, #""pong""#),
      Message(.binanceSpot, .badJSON, ""),
      Message(.binanceSpot, .badJSON, "{"),
      Message(.bybitLinear, .badJSON, "pong"),
    ])
  func isRejected(_ message: Message) throws {
    var reader = try FrameReader(message.venue)
    let frame = reader.read(message.text)
    #expect(frame.status == .rejected && frame.reason == message.reason && frame.kind == .none)
    #expect(frame.reason.isRejected)
  }

  @Test("every reason has a name of its own")
  func namesAreUnique() {
    #expect(Set(FrameReason.allCases.map(\.name)).count == FrameReason.allCases.count)
  }
}
