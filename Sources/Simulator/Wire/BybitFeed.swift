/// Bybit V5 linear: `orderbook.200` (where the book must be fast, `orderbook.50`), `publicTrade`, `tickers`,
/// `allLiquidation`, `kline.1` (EXCHANGES.md C3).
struct BybitFeed: VenueFeed {
  private enum Stream: Int, CaseIterable { case control, book, trade, tickers, liquidation, kline }

  /// Levels and cadence of the two book topics.
  private static let deepBook = (levels: 200, milliseconds: Int64(100))
  private static let fastBook = (levels: 50, milliseconds: Int64(20))
  private static let tickerMilliseconds: Int64 = 200
  private static let liquidationMilliseconds: Int64 = 500
  private static let klineMilliseconds: Int64 = 2_000

  var outbox: Outbox
  private let wire: BybitWire
  private var random: RandomSource
  private var statistics: TradeStatistics
  private var fairPrice: FairPrice
  /// The topic's own counter, one more with each message.
  private var updateID: Int64
  private var sentBids: [(ticks: Int64, lots: Int64)] = []
  private var sentAsks: [(ticks: Int64, lots: Int64)] = []
  private var sentTicker: BybitTicker?
  private var openInterestLots: Int64
  private var forced: [ForcedOrder] = []
  private var lastTradeTicks: Int64
  private var dropsNextDelta = false
  private var takesSnapshot = false
  private let startMilliseconds: Int64
  private let bookMilliseconds: Int64

  init(_ market: SimulatedMarket, options: GeneratorOptions, statistics: TradeStatistics, random: RandomSource) {
    self.random = random
    let topic = options.scene.needsFastBook ? Self.fastBook : Self.deepBook
    bookMilliseconds = topic.milliseconds
    wire = BybitWire(symbol: options.symbol, depth: topic.levels)
    outbox = Outbox(streams: Stream.allCases.count, random: self.random.fork())
    self.statistics = statistics
    fairPrice = FairPrice(midTicks: market.book.midTicks, random: &self.random)
    updateID = self.random.integer(10_000_000...90_000_000)
    openInterestLots = self.random.integer(45_000_000...65_000_000)
    lastTradeTicks = market.book.bids.bestTicks
    startMilliseconds = options.startMilliseconds
  }

  mutating func acknowledge(at milliseconds: Int64) {
    send(wire.acknowledgement(connection: random.next()), .control, at: milliseconds)
  }

  mutating func writeHistory(_ candle: Candle) {
    statistics.add(candle)
    let end = candle.endMilliseconds + 1
    send(wire.kline(candle, isClosed: true, at: end), .kline, at: end)
    let price = candle.closeTicks
    let quote = Quote(
      updateID: candle.lastTradeID, milliseconds: end, bidTicks: price, bidLots: 1_000, askTicks: price + 1,
      askLots: 1_000)
    writeTicker(quote, at: end)
  }

  mutating func open(_ market: inout SimulatedMarket) {
    writeTicker(market.book.quote(at: market.milliseconds), at: market.milliseconds)
    writeBook(&market, isSnapshot: true)
  }

  mutating func write(_ market: inout SimulatedMarket) {
    let now = market.milliseconds
    let elapsed = now - startMilliseconds
    writeTrades(market)
    forced.append(contentsOf: market.forcedOrders)
    for cue in market.feedCues { note(cue) }
    if elapsed % bookMilliseconds == 0 { writeBook(&market, isSnapshot: takesSnapshot) }
    if now % 1_000 == 0 { fairPrice.follow(midTicks: market.book.midTicks) }
    if elapsed % Self.tickerMilliseconds == 50 { writeTicker(market.book.quote(at: now), at: now) }
    if elapsed % Self.liquidationMilliseconds == 0 { writeLiquidations(at: now) }
    if now % Candle.milliseconds == 0 { writeKline(statistics.closeMinute(), isClosed: true, at: now) }
    if elapsed % Self.klineMilliseconds == 700 { writeKline(statistics.candle, isClosed: false, at: now) }
  }

  private mutating func note(_ cue: SimulatedMarket.FeedCue) {
    switch cue {
    case .dropDepthFrame: dropsNextDelta = true
    case .takeSnapshot: takesSnapshot = true
    }
  }

  /// A delta is the difference between what stood among the first 200 levels at the last message and what does now.
  private mutating func writeBook(_ market: inout SimulatedMarket, isSnapshot: Bool) {
    _ = market.book.takeChangedTicks()  // This venue's deltas are differences of views, not of changes.
    let bids = market.book.bids.top(wire.depth)
    let asks = market.book.asks.top(wire.depth)
    let changed = (
      bids: BookDifference.levels(from: isSnapshot ? [] : sentBids, to: bids, sign: 1),
      asks: BookDifference.levels(from: isSnapshot ? [] : sentAsks, to: asks, sign: -1)
    )
    guard !changed.bids.isEmpty || !changed.asks.isEmpty else { return }
    (sentBids, sentAsks) = (bids, asks)
    updateID += 1
    takesSnapshot = false
    if dropsNextDelta && !isSnapshot {
      dropsNextDelta = false
      return
    }
    let frame = wire.book(
      bids: changed.bids, asks: changed.asks, isSnapshot: isSnapshot, updateID: updateID,
      sequence: market.book.updateID, at: market.milliseconds)
    send(frame, .book, at: market.milliseconds, 3_000...12_000)
  }

  private mutating func writeTrades(_ market: SimulatedMarket) {
    guard !market.fills.isEmpty else { return }
    let frame = wire.trades(
      market.fills, previousTicks: lastTradeTicks, sequence: market.book.updateID, at: market.milliseconds)
    for fill in market.fills {
      statistics.add(fill)
      lastTradeTicks = fill.ticks
      openInterestLots += random.integer(-fill.lots...fill.lots)
    }
    send(frame, .trade, at: market.milliseconds, 1_200...6_000)
  }

  private mutating func writeTicker(_ quote: Quote, at milliseconds: Int64) {
    let ticker = BybitTicker(
      statistics: statistics, fairPrice: fairPrice, quote: quote, openInterestLots: openInterestLots,
      milliseconds: milliseconds)
    let frame = wire.ticker(ticker, previous: sentTicker, sequence: quote.updateID, at: milliseconds)
    sentTicker = ticker
    if let frame { send(frame, .tickers, at: milliseconds) }
  }

  private mutating func writeLiquidations(at milliseconds: Int64) {
    guard !forced.isEmpty else { return }
    send(wire.liquidations(forced, at: milliseconds), .liquidation, at: milliseconds)
    forced.removeAll(keepingCapacity: true)
  }

  private mutating func writeKline(_ candle: Candle, isClosed: Bool, at milliseconds: Int64) {
    send(wire.kline(candle, isClosed: isClosed, at: milliseconds), .kline, at: milliseconds)
  }

  private mutating func send(
    _ frame: FrameText, _ stream: Stream, at milliseconds: Int64, _ latency: ClosedRange<Double> = 2_000...9_000
  ) {
    outbox.send(frame, stream: stream.rawValue, milliseconds: milliseconds, latencyMicroseconds: latency)
  }
}
