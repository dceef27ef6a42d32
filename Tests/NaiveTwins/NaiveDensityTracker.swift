/// A tracked density (B-19 under RULINGS R31; SEMANTICS I26).
public struct NaiveDensity: Equatable, Sendable {
  public let price: NaiveDecimal
  /// When the three criteria were first met without a break until it became tracked.
  public let firstMet_ms: Int64
  public internal(set) var quantity: NaiveDecimal
  /// v_init: the largest size shown within 2 s after `firstMet_ms`.
  public internal(set) var initialQuantity: NaiveDecimal
  /// Since when not all three hold, if so.
  var weakSince_ms: Int64?
  public internal(set) var ledger: NaiveLedger
}

/// What is told of densities: `appeared`, `eaten`, `pulled`, `gone` of one price, or `cluster` of several.
public struct NaiveDensityEvent: Equatable, Sendable {
  public let name: String
  public let prices: [NaiveDecimal]
  public let quantity: NaiveDecimal
  public let age_ms: Int64
  public let erosion: Double
  public let share: Double?
  public let spoof: Double
  public let usd: NaiveDecimal
  public let relative: Double
  public let percent: Double

  public init(
    name: String, prices: [NaiveDecimal], quantity: NaiveDecimal = .zero, age_ms: Int64 = 0, erosion: Double = 0,
    share: Double? = nil, spoof: Double = 0, usd: NaiveDecimal = .zero, relative: Double = 0, percent: Double = 0
  ) {
    self.name = name
    self.prices = prices
    self.quantity = quantity
    self.age_ms = age_ms
    self.erosion = erosion
    self.share = share
    self.spoof = spoof
    self.usd = usd
    self.relative = relative
    self.percent = percent
  }
}

/// The densities of one side, looked at after every book update.
public struct NaiveDensityTracker: Sendable {
  /// How quantities turn into USD: × price, × a contract size, or not at all.
  public enum Value: Sendable {
    case linear
    case inverse(NaiveDecimal?)
  }

  private struct Candidate {
    let since_ms: Int64
    var largest: NaiveDecimal
  }

  private struct Ended {
    let density: NaiveDensity
    let end_ms: Int64
    var ledger: NaiveLedger
  }

  public let side: NaiveSide
  public let value: Value
  /// In the order in which they became tracked.
  public private(set) var densities: [NaiveDensity] = []
  private var candidates: [NaiveDecimal: Candidate] = [:]
  private var ended: [Ended] = []
  private var pulls: [(price: NaiveDecimal, time_ms: Int64)] = []

  /// Of pulled prices only so many are remembered, the latest.
  private let pullsRemembered: Int

  public init(side: NaiveSide, value: Value = .linear, pullsRemembered: Int = .max) {
    self.side = side
    self.value = value
    self.pullsRemembered = pullsRemembered
  }

  /// One applied snapshot or diff; `tick` is the price step and `mid` nil for a one-sided book.
  public mutating func update(
    _ levels: NaiveLevels, now_ms: Int64, isSnapshot: Bool, mid: NaiveDecimal?, tick: NaiveDecimal
  ) -> [NaiveDensityEvent] {
    var events = settle(now_ms: now_ms)
    let ranked = levels.ranked(side, count: 50)
    let meeting = meeting(ranked)
    refresh(levels, Set(meeting.map(\.price)), now_ms, isSnapshot: isSnapshot, mid, tick)
    let appeared = promote(meeting, now_ms)
    events += appeared.map { event(appeared: $0, ranked) }
    return events + clusters(with: Set(appeared.map(\.price)), ranked)
  }

  /// A trade of the side that hits these levels; in a gap the book stands still, and prints only explain old drops.
  public mutating func recordPrint(_ price: NaiveDecimal, _ quantity: NaiveDecimal, now_ms: Int64, isBookKnown: Bool)
    -> [NaiveDensityEvent]
  {
    let events = settle(now_ms: now_ms)
    for index in densities.indices where densities[index].price == price {
      if isBookKnown {
        densities[index].ledger.recordPrint(quantity, now_ms: now_ms)
      } else {
        densities[index].ledger.printLate(quantity, now_ms: now_ms)
      }
    }
    for index in ended.indices where ended[index].density.price == price {
      ended[index].ledger.printLate(quantity, now_ms: now_ms)
    }
    return events
  }

  /// Tells the ends that happened 250 ms ago or earlier.
  public mutating func settle(now_ms: Int64) -> [NaiveDensityEvent] {
    for index in densities.indices { densities[index].ledger.settle(now_ms: now_ms) }
    let due = ended.filter { now_ms - $0.end_ms >= 250 }
    ended.removeAll { now_ms - $0.end_ms >= 250 }
    return due.map { judge($0) }
  }

  /// The largest spoof score of a tracked density.
  public func spoofMax(now_ms: Int64) -> Double? {
    densities.map { spoof($0.ledger, $0.price, age_ms: now_ms - $0.firstMet_ms, now_ms) }.max()
  }
}

// MARK: - Criteria and life

extension NaiveDensityTracker {
  func usd(_ level: NaiveLevel) -> NaiveDecimal? {
    switch value {
    case .linear: level.price * level.quantity
    case .inverse(let size): size.map { $0 * level.quantity }
    }
  }

  /// The levels that are worth 50 000 USD, three times the mean and 5 % of the sum.
  private func meeting(_ ranked: [NaiveLevel]) -> [NaiveLevel] {
    let sum = ranked.map(\.quantity).sum()
    return ranked.filter { level in
      level.quantity * NaiveDecimal(ranked.count) >= NaiveDecimal(3) * sum && level.quantity * NaiveDecimal(20) >= sum
        && usd(level).map { $0 >= NaiveDecimal(50_000) } ?? false
    }
  }

  private mutating func refresh(
    _ levels: NaiveLevels, _ meeting: Set<NaiveDecimal>, _ now_ms: Int64, isSnapshot: Bool, _ mid: NaiveDecimal?,
    _ tick: NaiveDecimal
  ) {
    var kept: [NaiveDensity] = []
    for var density in densities {
      density.quantity = levels.quantities(side)[density.price] ?? .zero
      if isSnapshot {
        density.ledger.restart(density.quantity)
      } else {
        let isNear = mid.map { Self.isNear(density.price, $0, tick) } ?? false
        density.ledger.show(density.quantity, now_ms: now_ms, isNear: isNear)
      }
      if Self.isAlive(&density, meets: meeting.contains(density.price), now_ms) {
        kept.append(density)
      } else {
        ended.append(Ended(density: density, end_ms: now_ms, ledger: density.ledger))
      }
    }
    densities = kept
  }

  private static func isAlive(_ density: inout NaiveDensity, meets: Bool, _ now_ms: Int64) -> Bool {
    if now_ms - density.firstMet_ms <= 2000 { density.initialQuantity = max(density.initialQuantity, density.quantity) }
    if density.quantity * NaiveDecimal(5) < density.initialQuantity { return false }
    density.weakSince_ms = meets ? nil : density.weakSince_ms ?? now_ms
    return density.weakSince_ms.map { now_ms - $0 < 10_000 } ?? true
  }

  /// Those that have met the criteria for 500 ms at every update between.
  private mutating func promote(_ meeting: [NaiveLevel], _ now_ms: Int64) -> [NaiveDensity] {
    let known = Set(densities.map(\.price))
    var next: [NaiveDecimal: Candidate] = [:]
    var appeared: [NaiveDensity] = []
    for level in meeting where !known.contains(level.price) {
      var candidate = candidates[level.price] ?? Candidate(since_ms: now_ms, largest: level.quantity)
      if now_ms - candidate.since_ms <= 2000 { candidate.largest = max(candidate.largest, level.quantity) }
      next[level.price] = candidate
      guard now_ms - candidate.since_ms >= 500 else { continue }
      next[level.price] = nil
      appeared.append(
        NaiveDensity(
          price: level.price, firstMet_ms: candidate.since_ms, quantity: level.quantity,
          initialQuantity: candidate.largest, ledger: NaiveLedger(displayed: level.quantity)))
    }
    candidates = next
    densities += appeared
    return appeared
  }

  /// Within 5 ticks or 0.05 %.
  private static func isNear(_ price: NaiveDecimal, _ mid: NaiveDecimal, _ tick: NaiveDecimal) -> Bool {
    let distance = (price - mid).magnitude
    return distance <= tick * NaiveDecimal(5) || distance * NaiveDecimal(2000) <= price
  }
}

// MARK: - What is told

extension NaiveDensityTracker {
  private func event(appeared density: NaiveDensity, _ ranked: [NaiveLevel]) -> NaiveDensityEvent {
    let sum = ranked.map(\.quantity).sum().double
    let level = NaiveLevel(price: density.price, quantity: density.quantity)
    return NaiveDensityEvent(
      name: "appeared", prices: [density.price], quantity: density.quantity, usd: usd(level) ?? .zero,
      relative: density.quantity.double / (sum / Double(ranked.count)), percent: density.quantity.double / sum * 100)
  }

  private mutating func judge(_ ended: Ended) -> NaiveDensityEvent {
    var ledger = ended.ledger
    ledger.settle(now_ms: .max)
    let density = ended.density
    let age_ms = ended.end_ms - density.firstMet_ms
    let event = NaiveDensityEvent(
      name: ledger.ending, prices: [density.price], quantity: density.quantity, age_ms: age_ms,
      erosion: 100 * (density.initialQuantity - density.quantity).double / density.initialQuantity.double,
      share: ledger.share, spoof: spoof(ledger, density.price, age_ms: age_ms, ended.end_ms))
    if event.name == "pulled" { pulls = (pulls + [(density.price, ended.end_ms)]).suffix(pullsRemembered) }
    return event
  }

  private func spoof(_ ledger: NaiveLedger, _ price: NaiveDecimal, age_ms: Int64, _ now_ms: Int64) -> Double {
    let before = pulls.count { $0.price == price && $0.time_ms > now_ms - 3_600_000 }
    return (ledger.share.map { 0.4 * (1 - $0) } ?? 0) + (age_ms < 10_000 ? 0.25 : 0)
      + (ledger.wasCancelledNear ? 0.2 : 0) + 0.15 * min(1, Double(before) / 3)
  }

  /// For each density as the lowest: those from it to min(0.15 %, 10 % of the span of the levels used) above it. Told
  /// are sets of three and more with a newcomer, unless a larger set holds them.
  private func clusters(with newcomers: Set<NaiveDecimal>, _ ranked: [NaiveLevel]) -> [NaiveDensityEvent] {
    guard !newcomers.isEmpty, let best = ranked.first, let worst = ranked.last else { return [] }
    let span = (best.price - worst.price).magnitude
    let sets = densities.map { lowest in
      Set(densities.map(\.price).filter { Self.isAbove(lowest.price, $0, span: span) })
    }
    let largest = Set(sets.filter { set in !sets.contains { $0.isStrictSuperset(of: set) } })
    return largest.filter { $0.count >= 3 && !$0.isDisjoint(with: newcomers) }.map { set in
      let ordered = set.sorted { NaiveLevels.isBetter($0, than: $1, on: side) }
      return NaiveDensityEvent(name: "cluster", prices: Array(ordered.prefix(8)))
    }
  }

  private static func isAbove(_ lowest: NaiveDecimal, _ price: NaiveDecimal, span: NaiveDecimal) -> Bool {
    let distance = price - lowest
    return !distance.isNegative && distance * NaiveDecimal(10_000) <= NaiveDecimal(15) * lowest
      && distance * NaiveDecimal(10) <= span
  }
}
