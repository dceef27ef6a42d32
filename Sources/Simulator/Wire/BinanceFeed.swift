/// Binance USD-M: combined-stream frames as of 2026 (EXCHANGES.md A2.3) and inline REST snapshots.
struct BinanceFeed: VenueFeed {
  /// Streams that keep their own order; the snapshot comes over REST.
  private enum Stream: Int, CaseIterable {
    case depth, bookTicker, aggTrade, markPrice, forceOrder, kline, ticker, rest
  }

  /// `depth@0ms` is not documented but works: recorded ones have a frame every 50 ms.
  private static let fastDepthMilliseconds: Int64 = 50
  private static let depthMilliseconds: Int64 = 100
  private static let klineMilliseconds: Int64 = 2_000
  private static let firstSnapshotMilliseconds: Int64 = 350
  /// A snapshot is asked for over REST and takes its time; diffs overtake it.
  private static let restLatencyMicroseconds = 150_000.0...400_000.0

  var outbox: Outbox
  private let wire: BinanceWire
  private var random: RandomSource
  private var statistics: TradeStatistics
  private var fairPrice: FairPrice
  private var previousUpdateID: Int64
  private var batch: TradeBatch?
  private var aggregateID: Int64
  /// The largest liquidation of the current second.
  private var largestForced: ForcedOrder?
  private var dropsNextDepth = false
  private var takesSnapshot = false
  private let startMilliseconds: Int64
  private let depthMilliseconds: Int64

  init(_ market: SimulatedMarket, options: GeneratorOptions, statistics: TradeStatistics, random: RandomSource) {
    self.random = random
    let isFast = options.scene.needsFastBook
    depthMilliseconds = isFast ? Self.fastDepthMilliseconds : Self.depthMilliseconds
    wire = BinanceWire(symbol: options.symbol, depthStream: isFast ? "depth@0ms" : "depth@100ms")
    outbox = Outbox(streams: Stream.allCases.count, random: self.random.fork())
    self.statistics = statistics
    fairPrice = FairPrice(midTicks: market.book.midTicks, random: &self.random)
    previousUpdateID = market.book.updateID
    aggregateID = self.random.integer(3_000_000_000...3_900_000_000)
    startMilliseconds = options.startMilliseconds
  }

  mutating func acknowledge(at milliseconds: Int64) {
    send(wire.acknowledgement(id: random.integer(1...9)), .rest, at: milliseconds)
  }

  mutating func writeHistory(_ candle: Candle) {
    statistics.add(candle)
    let end = candle.endMilliseconds + 1
    send(wire.kline(candle, isClosed: true, at: end), .kline, at: end)
    send(wire.dayTicker(statistics, at: end), .ticker, at: end)
  }

  /// Nothing comes unasked: the first snapshot is taken after some diffs have come.
  mutating func open(_ market: inout SimulatedMarket) {}

  mutating func write(_ market: inout SimulatedMarket) {
    let now = market.milliseconds
    for fill in market.fills { add(fill) }
    if let batch, batch.isOver(at: now) { flush(batch, at: now) }
    for quote in market.quotes { send(wire.bookTicker(quote), .bookTicker, at: now, 1_200...5_000) }
    for forced in market.forcedOrders where forced.lots > largestForced?.lots ?? 0 { largestForced = forced }
    for cue in market.feedCues { note(cue) }
    let elapsed = now - startMilliseconds
    if elapsed == Self.firstSnapshotMilliseconds { takesSnapshot = true }
    writeSnapshotIfDue(market, elapsed: elapsed)
    if elapsed % depthMilliseconds == 0 { writeDepth(&market) }
    if now % 1_000 == 0 { writeSecond(market) }
    if now % Candle.milliseconds == 0 { closeMinute(at: now) }
    if elapsed % Self.klineMilliseconds == 700 { writeStatistics(at: now) }
  }

  private mutating func note(_ cue: SimulatedMarket.FeedCue) {
    switch cue {
    case .dropDepthFrame: dropsNextDepth = true
    case .takeSnapshot: takesSnapshot = true
    }
  }

  /// In the middle between two diffs, when there are changes since the last one: so the next diff brackets the
  /// snapshot.
  private mutating func writeSnapshotIfDue(_ market: SimulatedMarket, elapsed: Int64) {
    guard takesSnapshot, market.book.hasChanges, elapsed % depthMilliseconds >= depthMilliseconds / 2 else { return }
    takesSnapshot = false
    let snapshot = wire.snapshot(market.book, at: market.milliseconds)
    send(snapshot, .rest, at: market.milliseconds, Self.restLatencyMicroseconds)
  }

  private mutating func writeDepth(_ market: inout SimulatedMarket) {
    guard market.book.hasChanges else { return }
    let changed = market.book.takeChangedTicks()
    let book = market.book
    let frame = wire.depth(
      book, bidTicks: changed.bids, askTicks: changed.asks, previousUpdateID: previousUpdateID, at: market.milliseconds)
    previousUpdateID = book.updateID
    guard !dropsNextDepth else {
      dropsNextDepth = false
      return
    }
    send(frame, .depth, at: market.milliseconds, 3_000...12_000)
  }

  private mutating func add(_ fill: Fill) {
    statistics.add(fill)
    if batch?.add(fill) == true { return }
    if let batch { flush(batch, at: fill.milliseconds) }
    batch = TradeBatch(fill)
  }

  private mutating func flush(_ full: TradeBatch, at milliseconds: Int64) {
    aggregateID += 1
    batch = nil
    // Now and then a part of it met retail price improvement orders, which `nq` leaves out.
    let hidden = random.chance(0.02) ? full.lots / 3 : 0
    let frame = wire.aggregateTrade(full, id: aggregateID, hiddenLots: hidden, at: milliseconds)
    send(frame, .aggTrade, at: milliseconds)
  }

  private mutating func writeSecond(_ market: SimulatedMarket) {
    let now = market.milliseconds
    fairPrice.follow(midTicks: market.book.midTicks)
    send(wire.markPrice(fairPrice, at: now), .markPrice, at: now)
    guard let forced = largestForced else { return }
    largestForced = nil
    send(wire.forceOrder(forced, at: now), .forceOrder, at: now)
  }

  private mutating func closeMinute(at milliseconds: Int64) {
    send(wire.kline(statistics.closeMinute(), isClosed: true, at: milliseconds), .kline, at: milliseconds)
  }

  private mutating func writeStatistics(at milliseconds: Int64) {
    send(wire.kline(statistics.candle, isClosed: false, at: milliseconds), .kline, at: milliseconds)
    send(wire.dayTicker(statistics, at: milliseconds), .ticker, at: milliseconds)
  }

  private mutating func send(
    _ frame: FrameText, _ stream: Stream, at milliseconds: Int64, _ latency: ClosedRange<Double> = 2_000...9_000
  ) {
    outbox.send(frame, stream: stream.rawValue, milliseconds: milliseconds, latencyMicroseconds: latency)
  }
}
