/// One state of a book: a dictionary per side, nothing else. Quantities held are never zero.
public struct NaiveLevels: Equatable, Sendable {
  public private(set) var bids: [NaiveDecimal: NaiveDecimal] = [:]
  public private(set) var asks: [NaiveDecimal: NaiveDecimal] = [:]
  /// The id of the last applied update; nil before the first snapshot.
  public private(set) var updateID: Int64?
  /// The worst prices of the latest snapshot: beyond them a Binance book is unknown, not empty.
  public private(set) var snapshotWorstBid: NaiveDecimal?
  public private(set) var snapshotWorstAsk: NaiveDecimal?

  public init() {}

  public mutating func replace(with snapshot: NaiveDepth) {
    bids = [:]
    asks = [:]
    apply(snapshot)
    snapshotWorstBid = bids.keys.min()
    snapshotWorstAsk = asks.keys.max()
  }

  /// Quantities are absolute; zero deletes, and deleting an absent price is normal.
  public mutating func apply(_ diff: NaiveDepth) {
    for level in diff.bids { bids[level.price] = level.quantity.isZero ? nil : level.quantity }
    for level in diff.asks { asks[level.price] = level.quantity.isZero ? nil : level.quantity }
    updateID = diff.lastID
  }

  public func quantities(_ side: NaiveSide) -> [NaiveDecimal: NaiveDecimal] { side == .buy ? bids : asks }

  public var bestBid: NaiveLevel? { ranked(.buy, count: 1).first }
  public var bestAsk: NaiveLevel? { ranked(.sell, count: 1).first }

  /// Exact; nil for a one-sided book.
  public var mid: NaiveDecimal? {
    guard let bid = bids.keys.max(), let ask = asks.keys.min() else { return nil }
    return (bid + ask).half
  }

  /// Bid at or above ask.
  public var isCrossed: Bool {
    guard let bid = bids.keys.max(), let ask = asks.keys.min() else { return false }
    return bid >= ask
  }

  /// True if `price` stands nearer to the other side than `other` does.
  public static func isBetter(_ price: NaiveDecimal, than other: NaiveDecimal, on side: NaiveSide) -> Bool {
    side == .buy ? price > other : price < other
  }

  /// The best `count` levels of a side, best first: one pass that keeps the best seen so far in order.
  public func ranked(_ side: NaiveSide, count: Int) -> [NaiveLevel] {
    var best: [NaiveLevel] = []
    for (price, quantity) in quantities(side) {
      if best.count == count, let last = best.last, !Self.isBetter(price, than: last.price, on: side) { continue }
      let place = best.firstIndex { Self.isBetter(price, than: $0.price, on: side) } ?? best.count
      best.insert(NaiveLevel(price: price, quantity: quantity), at: place)
      if best.count > count { best.removeLast() }
    }
    return best
  }

  /// Every level of a side, best first.
  public func all(_ side: NaiveSide) -> [NaiveLevel] {
    quantities(side).map { NaiveLevel(price: $0.key, quantity: $0.value) }
      .sorted { Self.isBetter($0.price, than: $1.price, on: side) }
  }
}
