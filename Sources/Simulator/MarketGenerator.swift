/// Writes a seeded market as a text capture: one line per frame, `<receive time, 19 digits of ns> <frame>`, in the
/// wire text of the venue. The same options give the same bytes on every machine and in every build mode: all prices
/// and quantities are integers, and the few doubles behind them see only additions, multiplications, divisions and
/// square roots.
///
///     var generator = MarketGenerator(GeneratorOptions(venue: .binanceUSDM, seed: 1, seconds: 120))
///     var bytes: [UInt8] = []
///     while generator.next(into: &bytes) { … }
///
/// Lines come out as they are made; what is held does not grow with the length of the market.
public struct MarketGenerator {
  /// What has been scripted: which moments, when and where, by time.
  public let script: [ScriptedMoment]

  private var market: SimulatedMarket
  private var feed: any VenueFeed
  private var history: ArraySlice<Candle>
  private let startMilliseconds: Int64
  private let endMilliseconds: Int64
  private var isOpen = false

  /// Traps when `seconds` is below 20, `warmupMinutes` negative, or `startMilliseconds` not a whole minute.
  public init(_ options: GeneratorOptions) {
    precondition(options.seconds >= 20, "a scene needs at least 20 seconds")
    precondition(options.warmupMinutes >= 0, "history cannot lie in the future")
    precondition(options.startMilliseconds % Candle.milliseconds == 0, "the live part starts at a whole minute")
    var random = RandomSource(seed: options.seed)
    let price = random.integer(Instrument.basePriceTicks)
    let story = Story(options: options, priceTicks: price, random: random.fork())
    script = story.moments.sorted { $0.milliseconds < $1.milliseconds }
    startMilliseconds = options.startMilliseconds
    endMilliseconds = options.startMilliseconds + Int64(options.seconds) * 1_000
    market = SimulatedMarket(story: story, startMilliseconds: startMilliseconds, random: random.fork())
    history =
      PriceHistory.candles(
        minutes: options.warmupMinutes, untilMilliseconds: startMilliseconds, priceTicks: price,
        nextTradeID: market.nextTradeID, random: &random)[...]
    let statistics = TradeStatistics(
      priceTicks: history.first?.openTicks ?? price, startMilliseconds: startMilliseconds,
      nextTradeID: history.first?.firstTradeID ?? market.nextTradeID, random: &random)
    feed = Self.feed(for: market, options: options, statistics: statistics, random: random)
    feed.acknowledge(at: history.first.map(\.startMilliseconds) ?? startMilliseconds)
  }

  private static func feed(
    for market: SimulatedMarket, options: GeneratorOptions, statistics: TradeStatistics, random: RandomSource
  ) -> any VenueFeed {
    switch options.venue {
    case .binanceUSDM: BinanceFeed(market, options: options, statistics: statistics, random: random)
    case .bybitLinear: BybitFeed(market, options: options, statistics: statistics, random: random)
    }
  }

  /// Appends the next line or lines; false, and nothing appended, at the end.
  public mutating func next(into bytes: inout [UInt8]) -> Bool {
    while advance() {
      if feed.outbox.deliver(until: deliveredUntil, into: &bytes) { return true }
    }
    return feed.outbox.deliver(until: .max, into: &bytes)
  }

  /// Nothing sent later can arrive before this.
  private var deliveredUntil: Int64 {
    (history.first?.endMilliseconds ?? market.milliseconds) * 1_000_000
  }

  /// A minute of history or a millisecond of market; false when there is no more.
  private mutating func advance() -> Bool {
    if let candle = history.popFirst() {
      feed.writeHistory(candle)
    } else if !isOpen {
      isOpen = true
      feed.open(&market)
    } else {
      guard market.milliseconds < endMilliseconds else { return false }
      market.step()
      feed.write(&market)
    }
    return true
  }
}
