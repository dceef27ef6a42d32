/// Everything one symbol has seen: its clock, its book, all its trades, and what is sampled at each book update.
public struct NaiveSymbol: Sendable {
  /// obi_5 at a book update, with the symbol's `now` of that moment.
  public struct ImbalanceSample: Equatable, Sendable {
    public let now_ms: Int64
    public let value: Double
  }

  public let name: String
  public let venue: NaiveVenue
  /// The latest event time seen; nil before the first.
  public private(set) var now_ms: Int64?
  public private(set) var book: NaiveBook
  /// Counted trades in arrival order.
  public private(set) var trades: [NaiveTrade] = []
  public private(set) var duplicateKindTrades = 0
  public private(set) var backwardSteps = 0
  /// Bybit orderbook.1: best prices only, and only while no deeper topic has been seen.
  public private(set) var top = NaiveLevels()
  public private(set) var imbalances: [ImbalanceSample] = []
  public private(set) var buyWalls = NaiveWallTracker(side: .buy)
  public private(set) var sellWalls = NaiveWallTracker(side: .sell)

  public init(name: String, venue: NaiveVenue) {
    self.name = name
    self.venue = venue
    book = NaiveBook(venue: venue)
  }

  /// Takes one row that carries this symbol's name and gives the book states it applied.
  @discardableResult
  public mutating func take(_ row: NaiveFrame, tracksIndicators: Bool = true) -> [NaiveLevels] {
    if let time = row.eventTime_ms { move(to: time) }
    var applied: [NaiveLevels] = []
    switch row.content {
    case .diff(let depth): applied = take(depth, isSnapshot: false)
    case .snapshot(let depth): applied = take(depth, isSnapshot: true)
    case .trade(let trade): take(trade)
    default: break
    }
    book.observe(now_ms: now_ms)
    if tracksIndicators { applied.forEach { sample($0) } }
    return applied
  }

  private mutating func move(to time: Int64) {
    if let now_ms, now_ms - time > 2000 { backwardSteps += 1 }
    now_ms = max(now_ms ?? time, time)
  }

  private mutating func take(_ depth: NaiveDepth, isSnapshot: Bool) -> [NaiveLevels] {
    guard depth.topicDepth == 1 else { return book.take(depth, isSnapshot: isSnapshot, now_ms: now_ms) }
    if isSnapshot { top.replace(with: depth) } else { top.apply(depth) }
    return []
  }

  /// The first kind seen feeds; the other is counted and feeds nothing.
  private mutating func take(_ trade: NaiveTrade) {
    guard trades.first?.kind ?? trade.kind == trade.kind else {
      duplicateKindTrades += 1
      return
    }
    trades.append(trade)
  }

  private mutating func sample(_ levels: NaiveLevels) {
    guard let now_ms else { return }
    if let value = NaiveImbalance.top(5, of: levels) {
      imbalances.append(ImbalanceSample(now_ms: now_ms, value: value))
    }
    buyWalls.update(levels, now_ms: now_ms)
    sellWalls.update(levels, now_ms: now_ms)
  }
}
