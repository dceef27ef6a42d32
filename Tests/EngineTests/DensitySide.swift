import Engine
import Market
import NaiveTwins

/// One side of a book with its densities, and the same in the naive twin. Prices are whole ticks of 1; the twin sees
/// them as they are, so for it an ask side needs negative ranks.
struct DensitySide: ~Copyable {
  let side: BookSide
  let floor: DensityFloor
  var half = BookHalf()
  var densities = Densities()
  private(set) var twin: NaiveDensityTracker
  private(set) var levels = NaiveLevels()
  private var top = TopLevels()
  private let lot: NaiveDecimal

  init(_ side: BookSide, lotDecimals: Int32 = 0) {
    self.side = side
    floor = DensityFloor(Grid(tickMantissa: 1, tickDecimals: 0, lotMantissa: 1, lotDecimals: lotDecimals), .linear)
    twin = NaiveDensityTracker(
      side: side == .bid ? .buy : .sell, pullsRemembered: Limits.pulledPricesPerSide)
    lot = NaiveDecimal(mantissa: 1, exponent: -Int(lotDecimals))
  }

  /// What one step told, by both.
  struct Told {
    var events: [NaiveDensityEvent]
    var expected: [NaiveDensityEvent]
    /// A trade judges nothing at other prices, so scores are compared after updates.
    var isUpdate: Bool
  }

  /// Rows of (rank, lots), where the highest rank is the best price on both sides; a snapshot replaces all.
  mutating func update(
    _ rows: [(rank: Int64, lots: Int64)], at now: Int64, isSnapshot: Bool = false, twiceMidRank: Int64? = nil
  ) -> Told {
    if isSnapshot { half.removeAll() }
    for row in rows {
      guard half.set(row.rank, row.lots) != nil else { preconditionFailure("a small side has room") }
    }
    top.copy(from: half)
    let twiceMid = twiceMidRank.map { side == .bid ? $0 : -$0 }
    let moment = BookMoment(
      now: now, side: side, slot: InstrumentSlot(0), isSnapshot: isSnapshot, twiceMidTicks: twiceMid)
    var changes = StateChanges()
    densities.update(half, top, floor, moment, changes: &changes)
    let naive = rows.map { NaiveLevel(price: price($0.rank), quantity: quantity($0.lots)) }
    let depth = NaiveDepth(lastID: 1, bids: side == .bid ? naive : [], asks: side == .ask ? naive : [])
    if isSnapshot { levels.replace(with: depth) } else { levels.apply(depth) }
    let expected = twin.update(
      levels, now_ms: now, isSnapshot: isSnapshot, mid: twiceMid.map { NaiveDecimal(Int($0)).half }, tick: .one)
    return Told(events: events(changes), expected: expected, isUpdate: true)
  }

  mutating func recordPrint(_ rank: Int64, _ lots: Int64, at now: Int64, isBookKnown: Bool = true) -> Told {
    var changes = StateChanges()
    densities.tellEnded(at: now, side, InstrumentSlot(0), &changes)
    densities.recordPrint(rank: rank, lots: lots, at: now, isBookKnown: isBookKnown)
    let expected = twin.recordPrint(price(rank), quantity(lots), now_ms: now, isBookKnown: isBookKnown)
    return Told(events: events(changes), expected: expected, isUpdate: false)
  }

  private func price(_ rank: Int64) -> NaiveDecimal { NaiveDecimal(Int(side == .bid ? rank : -rank)) }

  private func quantity(_ lots: Int64) -> NaiveDecimal { NaiveDecimal(Int(lots)) * lot }

  /// The engine's changes as the twin writes them.
  private func events(_ changes: borrowing StateChanges) -> [NaiveDensityEvent] {
    (0..<changes.count).compactMap { index in
      switch changes[index].kind {
      case .density(let step, let life): event(step, life)
      case .densityCluster(_, let prices):
        NaiveDensityEvent(
          name: "cluster", prices: (0..<Int(prices.count)).map { NaiveDecimal(Int(prices[$0].ticks)) })
      default: nil
      }
    }
  }

  private func event(_ step: LevelStep, _ life: LevelLife) -> NaiveDensityEvent {
    let price = NaiveDecimal(Int(life.price.ticks))
    guard step == .appeared else {
      return NaiveDensityEvent(
        name: step.name, prices: [price], quantity: quantity(life.quantity.lots), age_ms: life.ageMilliseconds,
        erosion: life.erosionPercent, share: life.executedShare, spoof: life.spoof)
    }
    return NaiveDensityEvent(
      name: step.name, prices: [price], quantity: quantity(life.quantity.lots),
      usd: NaiveDecimal(mantissa: life.usd.mantissa, exponent: -Int(life.usd.decimals)), relative: life.relative,
      percent: life.percent)
  }
}

extension NaiveDensityEvent {
  /// Equal but for the rounding of what is a double.
  func isLike(_ other: NaiveDensityEvent) -> Bool {
    let pairs = [(erosion, other.erosion), (spoof, other.spoof), (relative, other.relative), (percent, other.percent)]
    let shares = (share ?? -1, other.share ?? -1)
    return name == other.name && prices == other.prices && quantity == other.quantity && age_ms == other.age_ms
      && usd == other.usd && (pairs + [shares]).allSatisfy { abs($0 - $1) <= 1e-9 }
  }
}
