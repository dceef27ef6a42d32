import Engine
import Foundation
import Journal
import Market
import Pipeline
import Simulator
import TestMarkets
import Testing

/// What only some frames cause touches no heap either: whole seconds, closing bars of every kind, liquidations,
/// candles, tickers, and the events of levels, tapes and cascades. Everything is switched on.
@Suite(.enabled(if: HeapTraffic.isTelling, "skipped: only an optimised build without sanitizers says what users get"))
struct EventHeapTests {
  /// What frames caused, counted without memory of its own.
  private struct Seen {
    var events = 0
    var levelEnds = 0
    var icebergs = 0
    var cascadeSteps = 0
    var bars = 0

    mutating func note(_ session: borrowing Session) {
      bars += session.engine.closedBars.count
      for index in 0..<session.engine.changes.count {
        events += 1
        switch session.engine.changes[index].kind {
        case .wall(.eaten, _), .wall(.pulled, _), .density(.eaten, _), .density(.pulled, _): levelEnds += 1
        case .iceberg: icebergs += 1
        case .cascade: cascadeSteps += 1
        default: break
        }
      }
    }
  }

  /// A session with every kind of bar and the values of the original programs.
  private static func session(_ venue: Venue) throws -> Session {
    let bars: [BarKind] = [.minute, .time(seconds: 15), .trades(50), .volume(lots: 10_000)]
    guard let session = Session(venue: venue, footprints: bars, keepsOriginals: true) else {
      throw GeneratedMarket.OutOfMemory()
    }
    return session
  }

  @Test(arguments: [SimulatedVenue.binanceUSDM, .bybitLinear], [Scene.cascade, .iceberg, .wallEaten, .wallPulled])
  func scenesTouchNoHeap(_ venue: SimulatedVenue, _ scene: Scene) throws {
    let market = GeneratedMarket(venue, seed: 2, seconds: 200, scene: scene)
    var session = try Self.session(market.venue)
    var seen = Seen()
    session.beginFile()
    let warmUp = market.frames.count / 8
    for index in 0..<warmUp { market.feed(&session, index) }
    let traffic = HeapTraffic.during {
      for index in warmUp..<market.frames.count {
        market.feed(&session, index)
        seen.note(session)
      }
    }
    #expect(traffic == .none)
    #expect(seen.events > 0 && seen.bars > 5)
    switch scene {
    case .cascade: #expect(seen.cascadeSteps > 0)
    case .iceberg: #expect(seen.icebergs > 0)
    default: #expect(seen.levelEnds > 0)
    }
  }

  /// The reading of the capture is inside the measurement too.
  @Test(.enabled(if: Self.hasCapture, "skipped: no captures beside the package (../shared/data or TIDEWIRE_SHARED)"))
  func aRecordedMarketTouchesNoHeap() throws {
    var session = try Self.session(.binanceUSDM)
    var capture = try TextCapture(path: Self.capture.path)
    var (seen, frames) = (Seen(), 0)
    session.beginFile()
    while frames < 2_000, Self.feedNext(&capture, &session, &frames) {}
    let traffic = HeapTraffic.during {
      while Self.feedNext(&capture, &session, &frames) { seen.note(session) }
    }
    #expect(traffic == .none)
    #expect(frames > 90_000)
    #expect(seen.events > 100 && seen.bars > 10)
  }

  private static func feedNext(_ capture: inout TextCapture, _ session: inout Session, _ frames: inout Int) -> Bool {
    guard case .frame(let received, let start, let length) = capture.next() else { return false }
    frames += 1
    unsafe session.feed(
      start, length: length, FrameStamp(sequence: Int64(frames), receiveNanoseconds: received))
    return true
  }

  private static let capture: URL = {
    let name = "data/binance-usdm/depth+trade+bookTicker/btcusdt_20240808.jsonl.gz"
    if let shared = ProcessInfo.processInfo.environment["TIDEWIRE_SHARED"] {
      return URL(fileURLWithPath: shared).appendingPathComponent(name)
    }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared").appendingPathComponent(name)
  }()

  private static var hasCapture: Bool { FileManager.default.fileExists(atPath: capture.path) }
}
