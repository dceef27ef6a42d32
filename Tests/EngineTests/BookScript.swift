import Market
import NaiveTwins

/// A seeded endless story of one book: small steps, jumps of 10³ to 10⁶ ticks, far levels, deletes of absent
/// levels, new snapshots, finer grids, and diffs that would cross.
struct BookScript {
  enum Step {
    /// `crosses` says that it must be refused.
    case diff(BookDiff, crosses: Bool)
    case snapshot(BookDiff)
    case regrid(GridRefinement)
  }

  private var random: SeededGenerator
  /// Between the sides: bids stand below, asks above.
  private var mid: Int64
  private var regrids = 0

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    mid = Int64.random(in: 2_000_000...60_000_000, using: &random)
  }

  mutating func next(after book: TwinBook) -> Step {
    switch Int.random(in: 0..<10_000, using: &random) {
    case 0..<8: return .snapshot(snapshot())
    case 8..<12 where regrids < 5: return regrid()
    case 12..<130 where book.bestBid != nil && book.bestAsk != nil: return crossing(book)
    default: return diff(book)
    }
  }

  private mutating func diff(_ book: TwinBook) -> Step {
    walk()
    var diff = overrun(book)
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      diff.bids.append(level(mid - distance()))
      diff.asks.append(level(mid + distance()))
    }
    return .diff(diff, crosses: false)
  }

  /// A harmless diff with one bid at or above the best ask, or one ask at or below the best bid, somewhere in it.
  private mutating func crossing(_ book: TwinBook) -> Step {
    guard case .diff(var diff, _) = diff(book) else { preconditionFailure("diff() gives a diff") }
    let place = Int.random(in: 0...diff.bids.count, using: &random)
    let bid = mid + Int64.random(in: 0...40_000, using: &random)
    diff.bids.insert(Level(price: Price(ticks: bid), quantity: Quantity(lots: 7)), at: place)
    diff.asks.append(Level(price: Price(ticks: mid), quantity: Quantity(lots: 9)))
    diff.bids.removeAll { $0.price.ticks == bid && $0.quantity.lots == 0 }
    return .diff(diff, crosses: true)
  }

  /// Deletes what the walk has run over.
  private func overrun(_ book: TwinBook) -> BookDiff {
    var diff = BookDiff()
    if let best = book.bestBid, best >= mid {
      diff.bids = book.bids.keys.filter { $0 >= mid }.sorted().map { level($0, lots: 0) }
    }
    if let best = book.bestAsk, best <= mid {
      diff.asks = book.asks.keys.filter { $0 <= mid }.sorted().map { level($0, lots: 0) }
    }
    return diff
  }

  private mutating func walk() {
    let reach: Int64 =
      switch Int.random(in: 0..<1_000, using: &random) {
      case 0: 1_000_000
      case 1..<4: 30_000
      case 4..<14: 1_000
      case 14..<400: 6
      default: 0
      }
    mid = max(1_500_000, mid + Int64.random(in: -reach...reach, using: &random))
  }

  private mutating func snapshot() -> BookDiff {
    mid = max(1_500_000, mid + Int64.random(in: -1_000_000...1_000_000, using: &random))
    let width = [0, 40, 400, 3_000][Int.random(in: 0..<4, using: &random)]
    var snapshot = BookDiff()
    for _ in 0..<width {
      snapshot.bids.append(level(mid - distance()))
      snapshot.asks.append(level(mid + distance()))
    }
    return snapshot
  }

  private mutating func regrid() -> Step {
    regrids += 1
    mid *= 10
    return .regrid(GridRefinement(price: 10, lot: regrids.isMultiple(of: 2) ? 10 : 1))
  }

  private mutating func distance() -> Int64 {
    switch Int.random(in: 0..<200, using: &random) {
    case 0: Int64.random(in: 1...1_400_000, using: &random)
    case 1..<8: Int64.random(in: 1...40_000, using: &random)
    case 8..<60: Int64.random(in: 1...3_000, using: &random)
    default: Int64.random(in: 1...40, using: &random)
    }
  }

  /// Nearly half are deletes, many of levels that are not there.
  private mutating func level(_ ticks: Int64) -> Level {
    let isDelete = Int.random(in: 0..<100, using: &random) < 46
    return level(ticks, lots: isDelete ? 0 : Int64.random(in: 1...1_000_000, using: &random))
  }

  private func level(_ ticks: Int64, lots: Int64) -> Level {
    Level(price: Price(ticks: ticks), quantity: Quantity(lots: lots))
  }
}
