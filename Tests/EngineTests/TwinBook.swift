import Market

/// The book as a dictionary a side: slow, plain, and the measure for OrderBook. Prices in ticks, quantities in lots.
struct TwinBook: Equatable {
  private(set) var bids: [Int64: Int64] = [:]
  private(set) var asks: [Int64: Int64] = [:]
  /// Kept so that a million comparisons need not search: looked up anew only when the best level itself goes.
  private(set) var bestBid: Int64?
  private(set) var bestAsk: Int64?

  /// Takes a whole diff, or nothing of it when it leaves best bid ≥ best ask.
  mutating func apply(_ diff: BookDiff) -> Bool {
    let before = self
    set(diff)
    if isCrossed {
      self = before
      return false
    }
    return true
  }

  mutating func replace(with snapshot: BookDiff) {
    self = TwinBook()
    set(snapshot)
  }

  mutating func regrid(_ refinement: GridRefinement) {
    bids = Self.scaled(bids, refinement)
    asks = Self.scaled(asks, refinement)
    bestBid = bids.keys.max()
    bestAsk = asks.keys.min()
  }

  func levels(_ side: BookSide) -> [Level] {
    let sorted = side == .bid ? bids.sorted { $0.key > $1.key } : asks.sorted { $0.key < $1.key }
    return sorted.map { Level(price: Price(ticks: $0.key), quantity: Quantity(lots: $0.value)) }
  }

  private var isCrossed: Bool {
    guard let bestBid, let bestAsk else { return false }
    return bestBid >= bestAsk
  }

  private mutating func set(_ diff: BookDiff) {
    for level in diff.bids { setBid(level.price.ticks, level.quantity.lots) }
    for level in diff.asks { setAsk(level.price.ticks, level.quantity.lots) }
  }

  private mutating func setBid(_ ticks: Int64, _ lots: Int64) {
    bids[ticks] = lots == 0 ? nil : lots
    if lots > 0 { bestBid = max(bestBid ?? ticks, ticks) } else if ticks == bestBid { bestBid = bids.keys.max() }
  }

  private mutating func setAsk(_ ticks: Int64, _ lots: Int64) {
    asks[ticks] = lots == 0 ? nil : lots
    if lots > 0 { bestAsk = min(bestAsk ?? ticks, ticks) } else if ticks == bestAsk { bestAsk = asks.keys.min() }
  }

  private static func scaled(_ side: [Int64: Int64], _ refinement: GridRefinement) -> [Int64: Int64] {
    Dictionary(uniqueKeysWithValues: side.map { ($0.key * refinement.price, $0.value * refinement.lot) })
  }
}
