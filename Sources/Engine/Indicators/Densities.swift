package import Market
internal import Memory

/// A level that is large by all three measures of B-19, with an identity (its price) and a life.
package struct Density: BitwiseCopyable {
  package var rank: Int64
  /// Quantity displayed now.
  package var lots: Int64
  /// v_init: the largest quantity shown within 2 s after the three were first met.
  package var initialLots: Int64
  /// When the three were first met, and since when they have not all been (nil: they are).
  package var metMilliseconds: Int64
  var weakSinceMilliseconds: Int64?
  /// False while it is a candidate that has not yet met them for 500 ms.
  package var isTracked: Bool
  /// Where its ledger stands, once it is tracked.
  var ledger: Int
  /// It became tracked at the latest update.
  var isNew = false
}

/// The densities of one side among its first 50 levels (B-19 under R31, SEMANTICS.md I26): worth at least 50 000 USD,
/// at least three times the mean level and at least 5 % of the side. Tracked after 500 ms at every update between,
/// until below a fifth of v_init, or 10 s without the three. Checked at each book update by event time. One that ends
/// leaves the set at once, and how it ended is told when its late prints must have come.
package struct Densities: ~Copyable {
  package init() {}

  private static let confirmMilliseconds: Int64 = 500
  private static let initialMilliseconds: Int64 = 2_000
  private static let weakMilliseconds: Int64 = 10_000
  private static let goneDivisor: Int64 = 5

  private var densities = FixedArray<Density>(zeroed: Limits.densitiesPerSide)
  /// Tracked ones and candidates, and the tracked alone.
  private var count = 0
  package private(set) var trackedCount = 0
  private var stories = LevelStories(tracked: Limits.densitiesPerSide)
  private var clusters = DensityClusters()
  private var pulled = PulledPrices()
  /// How often a full table kept a candidate out: the new one, or the farthest that gave way to it.
  package private(set) var refused = 0

  package var endingsHurried: Int { stories.hurried }
  package var waitsJoined: Int { stories.joined }
  package var pulledForgotten: Int { pulled.forgotten }

  /// The tracked density of this order, oldest first.
  package func tracked(_ order: Int) -> Density? {
    var before = order
    for index in 0..<count where densities[index].isTracked {
      if before == 0 { return densities[index] }
      before -= 1
    }
    return nil
  }

  /// One book update of this side: sizes, promotions, ends, new candidates, and the clusters of who appeared.
  package mutating func update(
    _ half: borrowing BookHalf, _ top: borrowing TopLevels, _ floor: DensityFloor, _ moment: BookMoment,
    changes: inout StateChanges
  ) {
    tellEnded(at: moment.now, moment.side, moment.slot, &changes)
    guard floor.exists else { return }
    let criteria = DensityCriteria(top, floor)
    if count > 0 {
      let hasNewcomer = refresh(half, top, criteria, floor, moment, &changes)
      if hasNewcomer { tellClusters(top, moment, &changes) }
    }
    if top.largestLots >= criteria.lotsMin { findCandidates(top, criteria, moment.now) }
  }

  /// True when a density appeared.
  private mutating func refresh(
    _ half: borrowing BookHalf, _ top: borrowing TopLevels, _ criteria: DensityCriteria, _ floor: DensityFloor,
    _ moment: BookMoment, _ changes: inout StateChanges
  ) -> Bool {
    var (kept, tracked, hasNewcomer) = (0, 0, false)
    for index in 0..<count {
      var density = densities[index]
      let wasTracked = density.isTracked
      density.isNew = false
      density.lots = half.quantity(at: density.rank)
      let lives = Self.live(&density, criteria, moment.now)
      if wasTracked {
        stories.show(density.ledger, density.lots, moment)
        if !lives { end(density, moment, &changes) }
      } else if density.isTracked {
        density.ledger = stories.open(rank: density.rank, lots: density.lots)
        density.isNew = true
        tellAppeared(density, top, floor, moment, &changes)
        hasNewcomer = true
      }
      guard lives else { continue }
      densities[kept] = density
      kept += 1
      tracked += density.isTracked ? 1 : 0
    }
    (count, trackedCount) = (kept, tracked)
    return hasNewcomer
  }

  /// Brings one density up to date; false when it is no more.
  private static func live(_ density: inout Density, _ criteria: DensityCriteria, _ now: Int64) -> Bool {
    let age = now - density.metMilliseconds
    if age <= initialMilliseconds { density.initialLots = max(density.initialLots, density.lots) }
    let hold = criteria.hold(rank: density.rank, lots: density.lots)
    guard density.isTracked else {
      density.isTracked = hold && age >= confirmMilliseconds
      return hold
    }
    guard density.lots * goneDivisor >= density.initialLots else { return false }  // 18 digits × 5 fit
    guard !hold else {
      density.weakSinceMilliseconds = nil
      return true
    }
    let since = density.weakSinceMilliseconds ?? now
    density.weakSinceMilliseconds = since
    return now - since < weakMilliseconds
  }

  private mutating func findCandidates(_ top: borrowing TopLevels, _ criteria: DensityCriteria, _ now: Int64) {
    for index in 0..<top.count where top[index].lots >= criteria.lotsMin {
      let level = top[index]
      guard criteria.hold(rank: level.rank, lots: level.lots), !isKnown(level.rank) else { continue }
      add(
        Density(
          rank: level.rank, lots: level.lots, initialLots: level.lots, metMilliseconds: now,
          weakSinceMilliseconds: nil, isTracked: false, ledger: 0))
    }
  }

  private func isKnown(_ rank: Int64) -> Bool {
    for index in 0..<count where densities[index].rank == rank { return true }
    return false
  }

  /// A full table gives up its farthest candidate for a nearer one, never a tracked density.
  private mutating func add(_ density: Density) {
    if count < Limits.densitiesPerSide {
      densities[count] = density
      count += 1
      return
    }
    var farthest: Int?
    for index in 0..<count where !densities[index].isTracked {
      if densities[index].rank < (farthest.map { densities[$0].rank } ?? density.rank) { farthest = index }
    }
    if let farthest { densities[farthest] = density }
    refused += 1
  }

  var byteCount: Int { densities.byteCount + stories.byteCount + clusters.byteCount + pulled.byteCount }
}

// MARK: - Life story

extension Densities {
  /// A trade of the side that hits these densities; `rank` is its price.
  package mutating func recordPrint(rank: Int64, lots: Int64, at now: Int64, isBookKnown: Bool) {
    stories.recordPrint(rank: rank, lots: lots, at: now, isBookKnown: isBookKnown)
  }

  /// Densities whose late prints must have come by now: each is told once, as eaten, pulled or gone.
  @inline(__always)
  package mutating func tellEnded(
    at now: Int64, _ side: BookSide, _ slot: InstrumentSlot, _ changes: inout StateChanges
  ) {
    while let judged = stories.takeJudged(at: now) { tell(judged, side, slot, &changes) }
  }

  private mutating func end(_ density: Density, _ moment: BookMoment, _ changes: inout StateChanges) {
    let ended = EndedLevel(
      rank: density.rank, lots: density.lots, initialLots: density.initialLots,
      metMilliseconds: density.metMilliseconds, endMilliseconds: moment.now, ledger: density.ledger)
    if let judged = stories.close(ended) { tell(judged, moment.side, moment.slot, &changes) }
  }

  private mutating func tell(
    _ judged: JudgedLevel, _ side: BookSide, _ slot: InstrumentSlot, _ changes: inout StateChanges
  ) {
    let (rank, end) = (judged.level.rank, judged.level.endMilliseconds)
    let spoof = spoofScore(
      executedShare: judged.executedShare, ageMilliseconds: end - judged.level.metMilliseconds,
      wasCancelledNear: judged.wasCancelledNear, pulledBefore: pulled.count(rank: rank, at: end))
    changes.append(StateChange(slot: slot, kind: .density(judged.verdict, judged.life(side, spoof: spoof))))
    if judged.verdict == .pulled { pulled.remember(rank: rank, at: end) }
  }

  private func tellAppeared(
    _ density: Density, _ top: borrowing TopLevels, _ floor: DensityFloor, _ moment: BookMoment,
    _ changes: inout StateChanges
  ) {
    let lots = Double(density.lots)
    let life = LevelLife(
      side: moment.side, price: Price(ticks: moment.side == .bid ? density.rank : -density.rank),
      quantity: Quantity(lots: density.lots), ageMilliseconds: moment.now - density.metMilliseconds,
      erosionPercent: erosion(lots: density.lots, initialLots: density.initialLots), executedShare: nil, speed: 0,
      relative: lots * Double(top.count) / double(top.allLots), percent: 100 * lots / double(top.allLots),
      usd: floor.usd(rank: density.rank, lots: density.lots))
    changes.append(StateChange(slot: moment.slot, kind: .density(.appeared, life)))
  }

  private mutating func tellClusters(
    _ top: borrowing TopLevels, _ moment: BookMoment, _ changes: inout StateChanges
  ) {
    clusters.clear()
    for index in 0..<count where densities[index].isTracked {
      clusters.insert(
        ticks: moment.side == .bid ? densities[index].rank : -densities[index].rank,
        isNew: densities[index].isNew)
    }
    clusters.tell(span: top[0].rank - top[top.count - 1].rank, moment.side, moment.slot, &changes)
  }

  /// The largest spoof score among the tracked; nil without one (D18: `spoof_max`).
  package func spoofMax(at now: Int64) -> Double? {
    var largest: Double?
    for index in 0..<count where densities[index].isTracked {
      let density = densities[index]
      let standing = stories[density.ledger].standing(at: now)
      let score = spoofScore(
        executedShare: standing.executedShare, ageMilliseconds: now - density.metMilliseconds,
        wasCancelledNear: standing.wasCancelledNear, pulledBefore: pulled.count(rank: density.rank, at: now))
      largest = max(largest ?? 0, score)
    }
    return largest
  }
}

// MARK: - Regridding

extension Densities {
  /// A density that would leave the integer range leaves the table: the book holds it no more.
  mutating func scale(_ refinement: GridRefinement) {
    var (kept, tracked) = (0, 0)
    for index in 0..<count {
      guard let density = scaled(densities[index], refinement) else { continue }
      densities[kept] = density
      kept += 1
      tracked += density.isTracked ? 1 : 0
    }
    (count, trackedCount) = (kept, tracked)
    stories.scaleEndings(refinement)
    pulled.scale(refinement)
  }

  private mutating func scaled(_ density: Density, _ refinement: GridRefinement) -> Density? {
    let sizes = (
      refinement.scaled(ticks: density.rank), refinement.scaled(lots: density.lots),
      refinement.scaled(lots: density.initialLots)
    )
    guard case (let rank?, let lots?, let initialLots?) = sizes else {
      if density.isTracked { stories.release(living: density.ledger) }
      return nil
    }
    if density.isTracked, !stories.scale(density.ledger, refinement) { return nil }
    var scaled = density
    (scaled.rank, scaled.lots, scaled.initialLots) = (rank, lots, initialLots)
    return scaled
  }
}
