import Foundation
import Journal
import Market
import NaiveTwins
import Testing

/// A capture of ../shared/data whose frames are decoded both ways.
struct SharedFrames: Sendable, CustomTestStringConvertible {
  /// How a frame stands in a line.
  enum Form: Sendable {
    /// `<receive time> <frame>`, or the bare frame.
    case line
    /// A JSON object with the frame as a string under this name.
    case quoted(String)
  }

  var venue: Venue
  var path: String
  var form = Form.line
  /// Of so many frames one is taken, to keep a debug run short.
  var every = 1

  var testDescription: String { path }

  static let areHere = SharedData.isAvailable
  static let skipMessage = Comment(rawValue: "skipped: " + SharedData.skipMessage)

  /// Recorded streams: the twins must agree on every frame.
  static let streams: [SharedFrames] = [
    SharedFrames(venue: .binanceUSDM, path: "binance-usdm/depth+trade+bookTicker/btcusdt_20240808.jsonl.gz", every: 11),
    SharedFrames(venue: .binanceUSDM, path: "binance-usdm/depth+trade+bookTicker/btcusdt_20240718.jsonl.gz", every: 5),
    SharedFrames(venue: .binanceUSDM, path: "binance-usdm/depth+trade+bookTicker/btcusdt_20240719.jsonl.gz", every: 13),
    SharedFrames(venue: .binanceUSDM, path: "binance-usdm/depth+trade+bookTicker/btcusdt_20220811.jsonl.gz", every: 3),
    SharedFrames(venue: .binanceUSDM, path: "binance-usdm/depth+trade+bookTicker/ethusdt_20240718.jsonl.gz", every: 5),
    SharedFrames(venue: .binanceUSDM, path: "binance-usdm/depth+trade+bookTicker/ethusdt_20240719.jsonl.gz", every: 13),
    SharedFrames(
      venue: .binanceUSDM, path: "binance-usdm/cryptofeed-session/binance_futures_session.jsonl.gz",
      form: .quoted("data")),
    SharedFrames(venue: .binanceUSDM, path: "binance-usdm/current-format-2026/live_frames_usdm.jsonl"),
    SharedFrames(venue: .binanceUSDM, path: "binance-usdm/kline/nexus_kline_btcusdt_20240928.jsonl"),
    SharedFrames(venue: .binanceSpot, path: "binance-spot/depth+trade+bookTicker/btcusdt_20240808.jsonl.gz", every: 11),
    SharedFrames(venue: .binanceSpot, path: "binance-spot/depth+trade+bookTicker/btcusdt_20240809.jsonl.gz", every: 13),
    SharedFrames(venue: .binanceSpot, path: "binance-spot/depth+trade+bookTicker/nexousdt_20240723.jsonl.gz"),
    SharedFrames(
      venue: .binanceSpot, path: "binance-spot/depth+trade+bookTicker/nexousdt_20240724.jsonl.gz", every: 17),
    SharedFrames(venue: .binanceSpot, path: "binance-spot/current-format-2026/live_frames_spot.jsonl"),
    SharedFrames(
      venue: .binanceSpot, path: "binance-us-spot/cryptofeed-session/binance_us_session.jsonl.gz",
      form: .quoted("data")),
    SharedFrames(
      venue: .binanceCOINM, path: "binance-coinm/depth+trade+bookTicker/btcusd_perp_20240808.jsonl.gz", every: 11),
    SharedFrames(
      venue: .binanceCOINM, path: "binance-coinm/depth+trade+bookTicker/btcusd_perp_20240809.jsonl.gz", every: 11),
    SharedFrames(
      venue: .binanceCOINM, path: "binance-coinm/depth+trade+bookTicker/ethusd_perp_20240808.jsonl.gz", every: 11),
    SharedFrames(
      venue: .binanceCOINM, path: "binance-coinm/depth+trade+bookTicker/ethusd_perp_20240809.jsonl.gz", every: 11),
    SharedFrames(
      venue: .binanceCOINM, path: "binance-coinm/cryptofeed-session/binance_delivery_session.jsonl.gz",
      form: .quoted("data"), every: 3),
    SharedFrames(
      venue: .bybitLinear, path: "bybit-linear/orderbook200+trade+tickers+kline/bybit_linear_20260809.jsonl.gz",
      every: 2),
    SharedFrames(venue: .bybitLinear, path: "bybit-linear/orderbook500/xrpusdt_ob500_20241201.jsonl"),
    SharedFrames(venue: .bybitLinear, path: "bybit-linear/orderbook1/bybit_linear_ob1_20250613.jsonl"),
    SharedFrames(venue: .bybitLinear, path: "bybit-linear/current-format-2026/live_frames_bybit.jsonl"),
    SharedFrames(venue: .bybitLinear, path: "bybit-legacy/v2/bybit_legacy_linear_20210417.jsonl.gz", every: 5),
    SharedFrames(venue: .bybitInverse, path: "bybit-legacy/v2/bybit_legacy_inverse_20210417.jsonl.gz", every: 2),
  ]

  /// Examples from other projects' tests: REST answers and private messages among them.
  static let fixtures: [SharedFrames] = [
    SharedFrames(venue: .bybitLinear, path: "bybit-linear/fixtures/gct_wsTicker.jsonl"),
    SharedFrames(venue: .binanceSpot, path: "binance-spot/fixtures/gct_wsHandleData.jsonl"),
    SharedFrames(
      venue: .binanceSpot, path: "binance-spot/fixtures/nautilus_binance_spot_fixtures.jsonl", form: .quoted("wire")),
    SharedFrames(
      venue: .binanceUSDM, path: "binance-usdm/fixtures/nautilus_binance_futures_fixtures.jsonl",
      form: .quoted("wire")),
    SharedFrames(
      venue: .bybitLinear, path: "bybit-linear/fixtures/nautilus_bybit_fixtures.jsonl", form: .quoted("wire")),
    SharedFrames(
      venue: .binanceSpot, path: "binance-docs/fixtures/jkorf_binance_fixtures.jsonl", form: .quoted("wire")),
  ]

  /// The frames taken, as they came from the wire.
  func frames() throws -> [[UInt8]] {
    switch form {
    case .line: try lines()
    case .quoted(let name): try quoted(under: name)
    }
  }

  private func lines() throws -> [[UInt8]] {
    guard path.hasSuffix(".gz") else { return try SharedData.lines(of: path).map { Array($0.frame) } }
    var capture = try TextCapture(path: SharedData.folder.appendingPathComponent(path).path)
    var frames: [[UInt8]] = []
    var number = 0
    while true {
      switch capture.next() {
      case .frame(_, let start, let length):
        if number.isMultiple(of: every) {
          frames.append(Array(UnsafeRawBufferPointer(start: start, count: length)))
        }
        number += 1
      case .bad(let line): Issue.record("\(path):\(capture.lineNumber): \(line)")
      case .end: return frames
      }
    }
  }

  private func quoted(under name: String) throws -> [[UInt8]] {
    var frames: [[UInt8]] = []
    for line in try SharedData.lines(of: path) where line.number.isMultiple(of: every) {
      let object = try JSONSerialization.jsonObject(with: Data(line.frame)) as? [String: Any]
      if let text = object?[name] as? String { frames.append(Array(text.utf8)) }
    }
    return frames
  }
}
