import Engine
import Foundation
import Market
import Pipeline
import Testing
import Venues

/// Good captures made bad: one depth frame dropped, swapped with the next, repeated, or with a changed id.
@Suite(.enabled(if: Captures.areHere, Captures.skipMessage))
struct BrokenCaptureTests {
  /// Frames of each capture that are used, and how many places in them are broken in turn.
  private static let frames = 4_000
  private static let places = 5

  struct Source: Sendable, CustomTestStringConvertible {
    var venue: Venue
    var file: String
    /// The text that marks a depth diff of the broken symbol.
    var mark: String
    /// The id whose change must be noticed.
    var idKey: String
    var testDescription: String { venue.name }

    static let all = [
      Source(
        venue: .binanceUSDM, file: "binance-usdm/depth+trade+bookTicker/btcusdt_20240808.jsonl.gz", mark: "@depth",
        idKey: "\"pu\":"),
      Source(
        venue: .binanceCOINM, file: "binance-coinm/depth+trade+bookTicker/btcusd_perp_20240808.jsonl.gz",
        mark: "@depth", idKey: "\"pu\":"),
      Source(
        venue: .binanceSpot, file: "binance-spot/depth+trade+bookTicker/btcusdt_20240808.jsonl.gz", mark: "@depth",
        idKey: "\"U\":"),
      Source(
        venue: .bybitLinear, file: "bybit-linear/orderbook200+trade+tickers+kline/bybit_linear_20260809.jsonl.gz",
        mark: "orderbook.200.BTCUSDT\",\"type\":\"delta", idKey: "\"u\":"),
    ]
  }

  @Test(arguments: Source.all)
  func droppedFrameIsAGapAtTheNext(_ source: Source) throws {
    try forPlaces(source) { frames, place, next in
      frames.remove(at: place)
      return next - 1
    }
  }

  @Test(arguments: Source.all)
  func swappedFramesAreAGapAtTheFirst(_ source: Source) throws {
    try forPlaces(source) { frames, place, next in
      frames.swapAt(place, next)
      return place
    }
  }

  @Test(arguments: Source.all)
  func changedIDIsAGapThere(_ source: Source) throws {
    try forPlaces(source) { frames, place, _ in
      frames[place] = Self.raisingID(source.idKey, in: frames[place])
      return place
    }
  }

  @Test(arguments: Source.all)
  func repeatedFrameIsIgnoredAndCounted(_ source: Source) throws {
    let (frames, depth) = try read(source)
    for place in Self.chosen(depth) {
      var broken = frames
      broken.insert(frames[depth[place]], at: depth[place] + 1)
      var session = try session(source.venue)
      let gaps = run(&session, broken)
      #expect(gaps.isEmpty)
      #expect(session.counts[.oldUpdate] == 1)
    }
  }

  /// Breaks some places in turn; the closure says at which frame the gap must show. It must show there and nowhere
  /// else.
  private func forPlaces(
    _ source: Source, _ breakIt: (inout [RecordedFrame], Int, Int) -> Int
  ) throws {
    let (frames, depth) = try read(source)
    for place in Self.chosen(depth) {
      var broken = frames
      let expected = breakIt(&broken, depth[place], depth[place + 1])
      var session = try session(source.venue)
      let gaps = run(&session, broken)
      #expect(gaps == [expected], "broken at frame \(depth[place])")
    }
  }

  /// The first frames of a capture, and which of them are diffs after the book has synced.
  private func read(_ source: Source) throws -> (frames: [RecordedFrame], depth: [Int]) {
    let frames = try RecordedFrame.read(Captures.path(source.file), limit: Self.frames)
    var session = try session(source.venue)
    session.beginFile()
    var depth: [Int] = []
    for (index, frame) in frames.enumerated() {
      let updates = session.engine.count > 0 ? session.engine[InstrumentSlot(0)].counts.updates : 0
      frame.feed(&session, sequence: Int64(index + 1))
      // The first applied diff only bridges the snapshot; steady state begins after it.
      if updates > 2, frame.text.contains(source.mark) { depth.append(index) }
    }
    #expect(depth.count > 2 * Self.places)
    return (frames, depth)
  }

  /// Places spread over the capture, seeded by nothing but its length.
  private static func chosen(_ depth: [Int]) -> [Int] {
    (0..<places).map { 1 + $0 * (depth.count - 3) / places }
  }

  /// Frames at which a gap was marked.
  private func run(_ session: inout Session, _ frames: [RecordedFrame]) -> [Int] {
    session.beginFile()
    var gaps: [Int] = []
    for (index, frame) in frames.enumerated() {
      frame.feed(&session, sequence: Int64(index + 1))
      for change in 0..<session.engine.changes.count {
        if case .gap = session.engine.changes[change].kind { gaps.append(index) }
      }
    }
    return gaps
  }

  private static func raisingID(_ key: String, in frame: RecordedFrame) -> RecordedFrame {
    var text = frame.text
    guard let start = text.range(of: key)?.upperBound else { return frame }
    let digits = text[start...].prefix { $0.isNumber }
    text.replaceSubrange(start..<digits.endIndex, with: String((Int64(digits) ?? 0) + 1))
    return RecordedFrame(receiveNanoseconds: frame.receiveNanoseconds, text: text)
  }
}
