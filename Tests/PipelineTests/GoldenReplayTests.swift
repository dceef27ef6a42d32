import Engine
import Market
import Pipeline
import Testing

/// What a good capture must come to. Frames, updates, levels and best prices were found by the naive twin and, for the
/// first, by two plain dicts in Python.
struct GoldenCapture: Sendable, CustomTestStringConvertible {
  struct Book: Sendable {
    var symbol: String
    var bestBid: String
    var bestAsk: String
    var bidLevels: Int
    var askLevels: Int
    var updateID: Int64
  }

  var name: String
  var venue: Venue
  var files: [String]
  var frames: Int64
  var bookUpdates: Int64
  var levelUpdates: Int64
  var trades: Int64
  var books: [Book]
  /// Pairs of a book ticker and a book state with the same update id.
  var tickerPairs: Int

  var testDescription: String { name }

  private static let usdm = "binance-usdm/depth+trade+bookTicker/"
  private static let spot = "binance-spot/depth+trade+bookTicker/"
  private static let coinm = "binance-coinm/depth+trade+bookTicker/"

  static let all: [GoldenCapture] = [
    GoldenCapture(
      name: "USD-M BTC 2024-08-08", venue: .binanceUSDM, files: [usdm + "btcusdt_20240808.jsonl.gz"], frames: 93_954,
      bookUpdates: 6_548, levelUpdates: 445_262, trades: 21_313,
      books: [
        Book(
          symbol: "BTCUSDT", bestBid: "61659.7", bestAsk: "61659.8", bidLevels: 5_018, askLevels: 4_578,
          updateID: 5_123_135_475_514)
      ], tickerPairs: 629),
    GoldenCapture(
      name: "USD-M BTC 2024-07-18/19", venue: .binanceUSDM,
      files: [usdm + "btcusdt_20240718.jsonl.gz", usdm + "btcusdt_20240719.jsonl.gz"], frames: 71_984,
      bookUpdates: 9_018, levelUpdates: 402_668, trades: 10_701,
      books: [
        Book(
          symbol: "BTCUSDT", bestBid: "63867.4", bestAsk: "63867.5", bidLevels: 5_276, askLevels: 5_156,
          updateID: 4_984_057_064_916)
      ], tickerPairs: 625),
    GoldenCapture(
      name: "USD-M ETH 2024-07-18/19", venue: .binanceUSDM,
      files: [usdm + "ethusdt_20240718.jsonl.gz", usdm + "ethusdt_20240719.jsonl.gz"], frames: 69_913,
      bookUpdates: 8_925, levelUpdates: 356_944, trades: 13_655,
      books: [
        Book(
          symbol: "ETHUSDT", bestBid: "3418.62", bestAsk: "3418.63", bidLevels: 4_685, askLevels: 4_357,
          updateID: 4_984_057_072_167)
      ], tickerPairs: 834),
    GoldenCapture(
      name: "spot BTC 2024-08-08/09", venue: .binanceSpot,
      files: [spot + "btcusdt_20240808.jsonl.gz", spot + "btcusdt_20240809.jsonl.gz"], frames: 99_574,
      bookUpdates: 6_494, levelUpdates: 300_094, trades: 19_904,
      books: [
        Book(
          symbol: "BTCUSDT", bestBid: "61602.01", bestAsk: "61602.02", bidLevels: 1_971, askLevels: 2_962,
          updateID: 50_093_696_318)
      ], tickerPairs: 1_072),
    GoldenCapture(
      name: "spot NEXO, day 1 + 2", venue: .binanceSpot,
      files: [spot + "nexousdt_20240723.jsonl.gz", spot + "nexousdt_20240724.jsonl.gz"], frames: 114_078,
      bookUpdates: 68_183, levelUpdates: 137_438, trades: 12_458,
      books: [
        Book(
          symbol: "NEXOUSDT", bestBid: "1.221", bestAsk: "1.223", bidLevels: 310, askLevels: 815,
          updateID: 134_331_742)
      ], tickerPairs: 12_198),
    GoldenCapture(
      name: "COIN-M BTC 2024-08-08/09", venue: .binanceCOINM,
      files: [coinm + "btcusd_perp_20240808.jsonl.gz", coinm + "btcusd_perp_20240809.jsonl.gz"], frames: 98_386,
      bookUpdates: 44_773, levelUpdates: 661_405, trades: 5_235,
      books: [
        Book(
          symbol: "BTCUSD_PERP", bestBid: "61600", bestAsk: "61600.1", bidLevels: 1_510, askLevels: 1_733,
          updateID: 1_007_206_781_963)
      ], tickerPairs: 1_885),
    GoldenCapture(
      name: "COIN-M ETH 2024-08-08/09", venue: .binanceCOINM,
      files: [coinm + "ethusd_perp_20240808.jsonl.gz", coinm + "ethusd_perp_20240809.jsonl.gz"], frames: 78_314,
      bookUpdates: 39_134, levelUpdates: 439_840, trades: 3_595,
      books: [
        Book(
          symbol: "ETHUSD_PERP", bestBid: "2677", bestAsk: "2677.01", bidLevels: 1_195, askLevels: 1_343,
          updateID: 1_007_206_781_958)
      ], tickerPairs: 2_278),
    GoldenCapture(
      name: "Bybit linear 2026-08-09", venue: .bybitLinear,
      files: ["bybit-linear/orderbook200+trade+tickers+kline/bybit_linear_20260809.jsonl.gz"], frames: 2_546,
      bookUpdates: 1_598, levelUpdates: 17_734, trades: 327,
      books: [
        Book(
          symbol: "BTCUSDT", bestBid: "65114.2", bestAsk: "65114.3", bidLevels: 200, askLevels: 200,
          updateID: 15_077_365),
        Book(
          symbol: "DOGEUSDT", bestBid: "0.07055", bestAsk: "0.07056", bidLevels: 200, askLevels: 200,
          updateID: 13_178_638),
        Book(
          symbol: "ETHUSDT", bestBid: "1922.54", bestAsk: "1922.55", bidLevels: 200, askLevels: 200,
          updateID: 14_768_880),
        Book(
          symbol: "SOLUSDT", bestBid: "77.26", bestAsk: "77.27", bidLevels: 200, askLevels: 200,
          updateID: 13_783_705),
      ], tickerPairs: 0),
  ]

  var paths: [String] { files.map(Captures.path) }
}

@Suite(.enabled(if: Captures.areHere, Captures.skipMessage))
struct GoldenReplayTests {
  @Test(arguments: GoldenCapture.all)
  func endsAsTheNaiveTwinDoes(_ golden: GoldenCapture) throws {
    var session = try session(golden.venue)
    var pairs = TickerPairs()
    let last = try session.replay(golden.paths) { session, _ in pairs.look(session) }
    let summary = summary(session, last)
    #expect(summary.frames == golden.frames)
    #expect(summary.books.updates == golden.bookUpdates)
    #expect(summary.books.levelUpdates == golden.levelUpdates)
    #expect(summary.trades == golden.trades)
    #expect(summary.books.gaps == 0 && summary.books.crossed == 0 && summary.books.resyncs == 0)
    #expect(summary.rejected.isEmpty)
    for book in golden.books { expect(book, in: summary, session) }
    #expect(pairs.mismatches.isEmpty, "\(pairs.mismatches.prefix(3))")
    #expect(pairs.count == golden.tickerPairs)
  }

  private func expect(_ book: GoldenCapture.Book, in summary: SessionSummary, _ session: borrowing Session) {
    guard let index = summary.symbols.firstIndex(where: { $0.name == book.symbol }) else {
      Issue.record("\(book.symbol) was not seen")
      return
    }
    let symbol = summary.symbols[index]
    #expect(symbol.status == .ok)
    #expect(symbol.bestBid == book.bestBid && symbol.bestAsk == book.bestAsk)
    #expect(symbol.bidLevels == book.bidLevels && symbol.askLevels == book.askLevels)
    #expect(session.engine[InstrumentSlot(Int32(index))].updateID == book.updateID)
  }
}

func summary(_ session: borrowing Session, _ last: FrameStamp) -> SessionSummary {
  SessionSummary(
    session, last: last, elapsedSeconds: 0,
    nanosecondsPerFrame: .init(mean: 0, p50: 0, p99: 0, p999: 0, max: 0), digest: "")
}

/// Compares every book ticker with the book state of the same update id, whichever comes first.
struct TickerPairs {
  private struct Top: Equatable {
    var bid: Level
    var ask: Level
  }

  private var tickers: [Int64: Top] = [:]
  private var books: [Int64: Top] = [:]
  private var bids: [Level] = []
  private var asks: [Level] = []
  private(set) var count = 0
  private(set) var mismatches: [String] = []

  mutating func look(_ session: borrowing Session) {
    if let update = session.engine.bookUpdate { book(session, update.slot) }
    if session.lastReason == .none, session.decoder.kind == .bookTicker {
      let ticker = session.decoder.bookTicker
      let top = Top(bid: ticker.bid, ask: ticker.ask)
      tickers[ticker.updateID] = top
      compare(top, books[ticker.updateID], ticker.updateID)
    }
  }

  private mutating func book(_ session: borrowing Session, _ slot: InstrumentSlot) {
    session.engine[slot].levels(.bid, limit: 1, into: &bids)
    session.engine[slot].levels(.ask, limit: 1, into: &asks)
    guard let bid = bids.first, let ask = asks.first else { return }
    let updateID = session.engine[slot].updateID
    books[updateID] = Top(bid: bid, ask: ask)
    compare(Top(bid: bid, ask: ask), tickers[updateID], updateID)
  }

  /// Grids are inferred and may get finer between the two; the captures' first frames settle them.
  private mutating func compare(_ top: Top, _ other: Top?, _ updateID: Int64) {
    guard let other else { return }
    count += 1
    if other != top { mismatches.append("update \(updateID): \(other) against \(top)") }
  }
}
