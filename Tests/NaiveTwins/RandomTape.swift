/// A seeded endless tape of one symbol for property tests: a book around a price that walks, jumps and returns.
///
/// Every diff carries ids that are continuous by the rules of spot (`U` = last `u` + 1) and of futures (`pu` = last
/// `u`), and brackets the snapshot before it; a price may stand in a diff twice, and the later row counts. The book
/// never crosses. The same seed gives the same tape.
public struct RandomTape: Sequence, IteratorProtocol, Sendable {
  public enum Step: Equatable, Sendable {
    /// The book starts anew, perhaps far away, perhaps one-sided.
    case snapshot(NaiveDepth)
    case diff(NaiveDepth)
    case trade(NaiveTrade)
    /// From here on prices may have one decimal more; levels held stay where they are.
    case gridRefined
  }

  public let seed: UInt64
  /// Event time of the latest step, in milliseconds; it never steps back.
  public private(set) var now_ms: Int64 = 1_700_000_000_000

  private var random: SeededGenerator
  private var lastID: Int64 = 1_000
  private var followsSnapshot = true
  /// Prices are whole multiples of 10^exponent; `mid` counts in these ticks.
  private var exponent = -2
  private var mid: Int64 = 5_000_000
  private var refinements = 0
  private var bids: Set<Int64> = []
  private var asks: Set<Int64> = []
  private var stepsMade = 0

  public init(seed: UInt64) {
    self.seed = seed
    random = SeededGenerator(seed: seed)
  }

  public mutating func next() -> Step? {
    stepsMade += 1
    now_ms += Int64.random(in: 0...250, using: &random)
    guard stepsMade > 1 else { return .snapshot(reset()) }
    switch Int.random(in: 0..<10_000, using: &random) {
    case 0..<4: return .snapshot(reset())
    case 4 where refinements < 3: return refineGrid()
    case 5..<2_000: return .trade(trade())
    default: return .diff(diff())
    }
  }
}

extension RandomTape {
  private mutating func reset() -> NaiveDepth {
    bids = []
    asks = []
    walk()
    let deep = Int.random(in: 0..<4, using: &random) == 0
    let width = Int64.random(in: 0...(deep ? 4_000 : 600), using: &random)
    let sides = Int.random(in: 0..<20, using: &random)  // one in twenty lacks its bids, one its asks
    let bidRows = sides == 0 ? [] : fill(width, isBid: true)
    let askRows = sides == 1 ? [] : fill(width, isBid: false)
    lastID += Int64.random(in: 1...50, using: &random)
    followsSnapshot = true
    return NaiveDepth(lastID: lastID, bids: bidRows, asks: askRows)
  }

  private mutating func fill(_ width: Int64, isBid: Bool) -> [NaiveLevel] {
    (1...(width + 1)).filter { _ in Bool.random(using: &random) }.map { distance in
      place(isBid ? mid - distance : mid + distance, isBid: isBid)
    }
  }

  private mutating func diff() -> NaiveDepth {
    let midBefore = mid
    walk()
    var bidRows = mid == midBefore ? [] : crossedDeletes(isBid: true)
    var askRows = mid == midBefore ? [] : crossedDeletes(isBid: false)
    if Int.random(in: 0..<20, using: &random) > 0 {  // one in twenty brings no levels of its own
      for _ in 0..<Int.random(in: 0...12, using: &random) { bidRows.append(row(isBid: true)) }
      for _ in 0..<Int.random(in: 0...12, using: &random) { askRows.append(row(isBid: false)) }
    }
    let previous = lastID
    lastID += Int64.random(in: 1...20, using: &random)
    let first = followsSnapshot ? previous : previous + 1
    followsSnapshot = false
    return NaiveDepth(
      firstID: first, lastID: lastID, previousID: previous, bids: bidRows, asks: askRows)
  }

  /// Mostly a few ticks, sometimes thousands; it keeps off zero.
  private mutating func walk() {
    let reach: Int64
    switch Int.random(in: 0..<1_000, using: &random) {
    case 0..<2: reach = 200_000
    case 2..<10: reach = 5_000
    case 10..<300: reach = 8
    default: reach = 0
    }
    mid = Swift.max(1_000_000, mid + Int64.random(in: -reach...reach, using: &random))
  }

  /// Deletes what the walk has run over, so that the book does not cross.
  private mutating func crossedDeletes(isBid: Bool) -> [NaiveLevel] {
    let crossed = (isBid ? bids.filter { $0 >= mid } : asks.filter { $0 <= mid }).sorted()
    for tick in crossed {
      if isBid { bids.remove(tick) } else { asks.remove(tick) }
    }
    return crossed.map { NaiveLevel(price: price($0), quantity: .zero) }
  }

  private mutating func row(isBid: Bool) -> NaiveLevel {
    let distance = levelDistance()
    let tick = isBid ? Swift.max(1, mid - distance) : mid + distance
    guard Int.random(in: 0..<100, using: &random) < 45 else { return place(tick, isBid: isBid) }
    if isBid { bids.remove(tick) } else { asks.remove(tick) }  // often absent: venues delete such levels too
    return NaiveLevel(price: price(tick), quantity: .zero)
  }

  /// Near the best price as a rule, hundreds of ticks away often, and now and then anywhere.
  private mutating func levelDistance() -> Int64 {
    switch Int.random(in: 0..<100, using: &random) {
    case 0: return Int64.random(in: 1...20_000_000, using: &random)
    case 1..<4: return Int64.random(in: 1...100_000, using: &random)
    case 4..<30: return Int64.random(in: 1...600, using: &random)
    default: return Int64.random(in: 1...30, using: &random)
    }
  }

  private mutating func place(_ tick: Int64, isBid: Bool) -> NaiveLevel {
    if isBid { bids.insert(tick) } else { asks.insert(tick) }
    return NaiveLevel(price: price(tick), quantity: quantity())
  }

  private mutating func trade() -> NaiveTrade {
    let buys = Bool.random(using: &random)
    let late = Int.random(in: 0..<10, using: &random) == 0 ? Int64.random(in: 0...400, using: &random) : 0
    return NaiveTrade(
      kind: .trade, id: String(stepsMade), price: price(mid + (buys ? 1 : -1)), quantity: quantity(),
      aggressor: buys ? .buy : .sell, time_ms: now_ms - late)
  }

  private mutating func refineGrid() -> Step {
    refinements += 1
    exponent -= 1
    mid *= 10
    bids = Set(bids.map { $0 * 10 })
    asks = Set(asks.map { $0 * 10 })
    return .gridRefined
  }

  private func price(_ tick: Int64) -> NaiveDecimal { NaiveDecimal(mantissa: Int128(tick), exponent: exponent) }

  private mutating func quantity() -> NaiveDecimal {
    let large = Int.random(in: 0..<50, using: &random) == 0
    let lots = Int64.random(in: 1...(large ? 900_000_000 : 9_000), using: &random)
    return NaiveDecimal(mantissa: Int128(lots), exponent: -3)
  }
}
