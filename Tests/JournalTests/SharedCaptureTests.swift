import Foundation
import Journal
import Testing

/// The real captures beside the project: as many frames as their manifest says, and no bad line.
@Suite(.enabled(if: SharedCaptures.exist, "no captures at ../shared/data; set TIDEWIRE_SHARED to their folder"))
struct SharedCaptureTests {
  @Test(arguments: [
    ("binance-usdm/depth+trade+bookTicker/btcusdt_20240808.jsonl.gz", 93_954, "1723161255030314667"),
    ("binance-spot/depth+trade+bookTicker/nexousdt_20240723.jsonl.gz", 1804, "1721749182850"),
    ("bybit-linear/orderbook200+trade+tickers+kline/bybit_linear_20260809.jsonl.gz", 2546, "1786310819526"),
  ])
  func everyFrameIsRead(file: String, frameCount: Int, firstStamp: String) throws {
    let capture = try read(SharedCaptures.folder.appending(path: file).path)
    #expect(capture.end == .complete)
    #expect(capture.lines.count == frameCount)
    #expect(capture.lines.map(\.number) == Array(1...Int64(frameCount)))
    let stamps = capture.lines.compactMap { line in
      if case .frame(let nanoseconds, _) = line.content { nanoseconds } else { nil }
    }
    #expect(stamps.count == frameCount)
    #expect(stamps.first.map { "\($0)".hasPrefix(firstStamp) } == true)
  }
}
