import CDecodeCheck
import Market
import NaiveTwins
import Testing
import Venues

/// The fuzzer's body, run small: both decode paths agree on any bytes, whatever stands behind them.
///
/// The check keeps its decoders from call to call, so these tests run one after the other.
@Suite(.serialized)
struct DecodeCheckTests {
  private static let seeds: [(tw_venue, String)] = [
    (
      .binanceUSDM,
      #"{"e":"aggTrade","E":1791391082024,"a":3,"s":"BTCUSDT","p":"83434.40","q":"0.016","#
        + #""nq":"0.016","f":1,"l":2,"T":1791391081874,"m":true,"st":1}"#
    ),
    (
      .binanceUSDM,
      #"{"e":"depthUpdate","E":1723161256299,"T":1723161256298,"s":"BTCUSDT","U":1,"u":2,"pu":0,"#
        + #""b":[["58710.20","0.014"],["58710.10","0"]],"a":[]}"#
    ),
    (
      .binanceUSDM,
      #"{"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":1,"s":"BTCUSDT","b":"83680.00","#
        + #""B":"7.816","a":"83680.10","A":"1.566","T":1790370834266,"E":1790370834267}}"#
    ),
    (.binanceSpot, #"{"u":400900217,"s":"BTCUSDT","b":"25.3","B":"31.21","a":"25.4","A":"40.66"}"#),
    (.binanceSpot, #"{"lastUpdateId":160,"bids":[["0.1","10"]],"asks":[["0.2","1"]]}"#),
    (
      .binanceCOINM,
      #"{"e":"markPriceUpdate","E":1596095725000,"s":"BTCUSD_PERP","p":"10934.62","P":"10962.17","#
        + #""r":"","T":0}"#
    ),
    (
      .bybitLinear,
      #"{"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1687940967466,"data":{"s":"BTCUSDT","#
        + #""b":[["30247.20","30.028"]],"a":[],"u":177400507,"seq":66544703342},"cts":1687940967464}"#
    ),
    (
      .bybitLinear,
      #"{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1672304486868,"#
        + #""data":[{"T":1672304486865,"s":"BTCUSDT","S":"Buy","v":"0.001","p":"16578.50","i":"12","BT":false}]}"#
    ),
    (
      .binanceSpot,
      #"{"e":"depthUpdate","E":1723161256299,"s":"BTCUSDT","U":1,"u":2,"b":[],"a":[["58711.00","3"]]}"#
    ),
    (
      .bybitLinear,
      #"{"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1687940967466,"data":{"s":"BTCUSDT","#
        + #""b":[],"a":[["30248.70","0"]],"u":1,"seq":66544703342},"cts":1687940967464}"#
    ),
    (
      .bybitInverse,
      #"{"topic":"tickers.BTCUSD","type":"delta","data":{"symbol":"BTCUSD","openInterest":"5","#
        + #""fundingRate":"","fundingIntervalHour":"8"},"cs":1,"ts":1787590405983}"#
    ),
  ]

  private func check(_ frame: [UInt8], _ venue: tw_venue) -> tw_check {
    frame.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map { tw_check_frame(venue, $0, characters.count) } ?? .passed
      }
    }
  }

  private func expectPassed(_ frame: [UInt8], _ venue: tw_venue) throws {
    let result = check(frame, venue)
    try #require(result == .passed, "\(venue.rawValue): \(String(decoding: frame.prefix(600), as: UTF8.self))")
  }

  @Test("every truncation and every flipped bit of a frame of each kind")
  func passesSmallDamage() throws {
    for (venue, text) in Self.seeds {
      tw_check_prime(venue)
      let frame = Array(text.utf8)
      try expectPassed(frame, venue)
      for place in frame.indices {
        try expectPassed(Array(frame[..<place]), venue)
        for bit in 0..<8 {
          var flipped = frame
          flipped[place] ^= 1 << bit
          try expectPassed(flipped, venue)
        }
      }
    }
  }

  @Test("every byte taken out, and every byte of syntax put in everywhere")
  func passesShiftedFrames() throws {
    for (venue, text) in Self.seeds {
      tw_check_prime(venue)
      let frame = Array(text.utf8)
      for place in frame.indices {
        var shorter = frame
        shorter.remove(at: place)
        try expectPassed(shorter, venue)
        for byte in #"{}[]",:\0.-e "#.utf8 {
          var longer = frame
          longer.insert(byte, at: place)
          try expectPassed(longer, venue)
        }
      }
    }
  }

  @Test("a frame of one venue given to all the others")
  func passesForeignFrames() throws {
    for (_, text) in Self.seeds {
      for venue in 0..<6 as Range<UInt32> {
        try expectPassed(Array(text.utf8), try #require(tw_venue(rawValue: venue)))
      }
    }
  }

  @Test("random damage, up to rubbish", arguments: [1, 2, 3, 4] as [UInt64])
  func passesRandomDamage(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<4_000 {
      let (venue, text) = Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
      var frame = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) { frame = FrameDamage.random(frame, using: &random) }
      try expectPassed(frame, venue)
    }
  }

  @Test(
    "recorded frames, whole and damaged", .enabled(if: SharedFrames.areHere, SharedFrames.skipMessage),
    arguments: SharedFrames.streams)
  func passesRecordedFrames(_ capture: SharedFrames) throws {
    let venue = try #require(tw_venue(rawValue: UInt32(capture.venue.rawValue)))
    var random = SeededGenerator(seed: UInt64(capture.path.utf8.count))
    for frame in try capture.frames().prefix(600) {
      try expectPassed(frame, venue)
      try expectPassed(FrameDamage.random(frame, using: &random), venue)
    }
  }
}
