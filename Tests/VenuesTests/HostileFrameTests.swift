import Market
import Testing
import Venues

/// The same content in other spellings, and content that no venue sends.
@Suite struct SpellingTests {
  /// A frame, and the same with other white space, order, escapes and unknown keys.
  struct Spellings: Sendable, CustomTestStringConvertible {
    var venue: Venue
    var canonical: String
    var others: [String]
    var testDescription: String { String(canonical.prefix(60)) }
  }

  private static let depth = Spellings(
    venue: .binanceUSDM,
    canonical: #"{"e":"depthUpdate","E":1723161256299,"T":1723161256298,"s":"BTCUSDT","U":10,"u":20,"pu":9,"#
      + #""b":[["58710.20","0.014"]],"a":[["58711.00","3"]]}"#,
    others: [
      #"{ "e" : "depthUpdate" , "E":1723161256299,"T":1723161256298,"s":"BTCUSDT","U":10,"u":20,"pu":9,"#
        + "\n\t\"b\" : [ [ \"58710.20\" , \"0.014\" ] ] ,\r\n\"a\":[[\"58711.00\",\"3\"]]} \n",
      #"{"a":[["58711.00","3"]],"b":[["58710.20","0.014"]],"pu":9,"u":20,"U":10,"s":"BTCUSDT","T":1723161256298,"#
        + #""E":1723161256299,"e":"depthUpdate"}"#,
      #"{"e":"depth\u0055pdate","E":1723161256299,"T":1723161256298,"\u0073":"BTC\u0055SDT","U":10,"u":20,"pu":9,"#
        + #""b":[["58710\u002e20","0.014"]],"a":[["5871\u0031.00","3"]]}"#,
      #"{"new":{"b":[1,{"e":"trade"}]},"e":"depthUpdate","E":1723161256299,"T":1723161256298,"s":"BTCUSDT","ps":"X","#
        + #""U":10,"u":20,"pu":9,"b":[["58710.20","0.014"]],"a":[["58711.00","3"]],"st":1,"later":null}"#,
      #"{"e":"depthUpdate","E":1723161256299,"T":1723161256298,"s":"BTCUSDT","U":10,"u":20,"pu":9,"#
        + #""b":[[58710.20e0,"0.014"]],"a":[["58711","3.000"]]}"#.replacing("58710.20e0", with: #""5871020E-2""#),
    ])

  private static let trade = Spellings(
    venue: .bybitLinear,
    canonical: #"{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1672304486868,"data":[{"T":1672304486865,"#
      + #""s":"BTCUSDT","S":"Buy","v":"0.001","p":"16578.50","i":"12","BT":false}]}"#,
    others: [
      #"{"ts":1672304486868,"data":[{"BT":false,"i":"12","p":"16578.50","v":"0.001","S":"Buy","s":"BTCUSDT","#
        + #""T":1672304486865}],"type":"snapshot","topic":"publicTrade.BTCUSDT"}"#,
      #"{"topic":"publicTrade\u002eBTCUSDT","type":"snap\u0073hot","ts":1672304486868,"id":"x","#
        + #""data":[ {"T":1672304486865,"#
        + #""s":"BTCUSDT","\u0053":"B\u0075y","v":"1e-3","p":"1.65785e4","i":"12","BT":false,"RPI":true,"seq":5} ] }"#,
    ])

  @Test("order, white space, escapes and unknown keys do not matter", arguments: [depth, trade])
  func readsEverySpelling(_ spellings: Spellings) throws {
    var reader = try FrameReader(spellings.venue)
    let expected = reader.read(spellings.canonical)
    #expect(expected.status == .ok)
    for other in spellings.others { #expect(reader.read(other) == expected, "\(other)") }
    #expect(reader.read(spellings.canonical) == expected, "what came between has left no trace")
  }

  @Test("what stands behind a frame does not matter", arguments: [depth, trade])
  func ignoresThePadding(_ spellings: Spellings) throws {
    var reader = try FrameReader(spellings.venue)
    let expected = reader.read(spellings.canonical)
    for byte in #"09}],"a\"#.utf8 {
      reader.padding = byte
      #expect(reader.read(spellings.canonical) == expected)
      #expect(reader.read(String(spellings.canonical.dropLast())).status == .rejected)
    }
  }

  @Test("a frame cut off anywhere is refused", arguments: [depth, trade])
  func refusesEveryTruncation(_ spellings: Spellings) throws {
    var reader = try FrameReader(spellings.venue)
    for length in 0..<spellings.canonical.utf8.count {
      let frame = reader.read(String(spellings.canonical.prefix(length)))
      #expect(frame.status == .rejected && frame.kind == .none && frame.bids.isEmpty && frame.trades.isEmpty)
    }
  }

  @Test("a frame without one of its fields is refused", arguments: ["e", "E", "s", "U", "u", "pu", "b", "a"])
  func refusesAMissingField(_ field: String) throws {
    var reader = try FrameReader(.binanceUSDM)
    let frame = reader.read(Self.depth.canonical.replacing("\"\(field)\":", with: "\"unknown\":"))
    #expect(frame.status == .rejected && frame.kind == .none)
  }

  @Test("a field that stands twice is refused: nobody can say which one is meant")
  func refusesDuplicates() throws {
    var reader = try FrameReader(.binanceUSDM)
    let twice = Self.depth.canonical.replacing(#""u":20"#, with: #""u":20,"u":21"#)
    #expect(reader.read(twice).reason == .duplicateField)
  }

  @Test(
    "a field of the wrong type is refused",
    arguments: [
      (#""U":10"#, #""U":"10""#), (#""U":10"#, #""U":-10"#), (#""U":10"#, #""U":1.5"#), (#""b":["#, #""b":[1,"#),
      (#"["58710.20","0.014"]"#, #"["58710.20"]"#), (#"["58710.20","0.014"]"#, #"["58710.20","0.014","1"]"#),
      (#""b":[["58710.20","0.014"]]"#, #""b":{}"#), (#""s":"BTCUSDT""#, #""s":null"#),
      (#""T":1723161256298"#, #""T":"1723161256298""#), (#""T":1723161256298"#, #""T":17231612562"#),
      (#""58710.20""#, #""-58710.20""#), (#""58710.20""#, #""0""#),
    ])
  func refusesWrongTypes(_ field: String, _ wrong: String) throws {
    var reader = try FrameReader(.binanceUSDM)
    let frame = reader.read(Self.depth.canonical.replacing(field, with: wrong))
    #expect(frame.status == .rejected && frame.kind == .none && frame.bids.isEmpty)
  }
}

@Suite struct FrameLimitTests {
  private func diff(levels: Int) -> String {
    let level = #"["1.0","1"]"#
    let levels = Array(repeating: level, count: levels).joined(separator: ",")
    return #"{"e":"depthUpdate","E":1672515782136,"s":"BTCUSDT","U":157,"u":160,"b":[\#(levels)],"a":[["2.0","1"]]}"#
  }

  @Test("as many levels as the decoder has room for are read, one more is refused")
  func boundsLevels() throws {
    var reader = try FrameReader(.binanceSpot)
    let full = reader.read(diff(levels: 24_575))
    #expect(full.status == .ok && full.bids.count == 24_575 && full.asks.count == 1)
    #expect(reader.read(diff(levels: 24_576)).reason == .tooManyLevels)
  }

  @Test("as many rows as the decoder has room for are read, one more is refused")
  func boundsRows() throws {
    var reader = try FrameReader(.bybitLinear)
    let row = #"{"T":1672304486865,"s":"BTCUSDT","S":"Buy","v":"0.001","p":"16578.50","i":"12","BT":false}"#
    let frame = { (rows: Int) in
      #"{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1672304486868,"data":["#
        + Array(repeating: row, count: rows).joined(separator: ",") + "]}"
    }
    #expect(reader.read(frame(2_048)).trades.count == 2_048)
    #expect(reader.read(frame(2_049)).reason == .tooManyRows)
  }

  @Test("a frame longer than the limit is refused")
  func boundsLength() throws {
    var reader = try FrameReader(.binanceSpot)
    let small = #"{"u":1,"s":"BTCUSDT","b":"1","B":"1","a":"2","A":"1"}"#
    let padded = small + String(repeating: " ", count: Decoder.maxFrameBytes - small.utf8.count)
    #expect(reader.read(padded).status == .ok)
    #expect(reader.read(padded + " ").reason == .frameTooLong)
  }

  @Test("deep nesting is refused, not followed to the end of the stack")
  func boundsDepth() throws {
    var reader = try FrameReader(.binanceSpot)
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(reader.read(deep).status == .rejected)
    #expect(reader.read(String(repeating: #"{"a":"#, count: 50_000)).status == .rejected)
  }

  @Test("bytes that are no UTF-8, and bare zeros, are refused")
  func refusesBrokenText() throws {
    var reader = try FrameReader(.binanceSpot)
    #expect(reader.read([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]).reason == .badJSON)
    #expect(reader.read([0, 0, 0, 0]).reason == .badJSON)
    #expect(reader.read([0xEF, 0xBB, 0xBF, 0x31]).status == .rejected)
  }
}
