package import Market
internal import Memory

/// A tracked wall: an abnormally large level, with an identity (its price) and a life (B-20 under RULINGS R27).
package struct Wall: BitwiseCopyable {
  package var rank: Int64
  /// Quantity displayed now.
  package var lots: Int64
  /// Largest quantity shown within 2 s after the ratio was first met (SEMANTICS.md I25).
  package var initialLots: Int64
  /// When the ratio was first met, and since when it has been below 5 (nil: it is not).
  var metMilliseconds: Int64
  var weakSinceMilliseconds: Int64?
  /// False while it is a candidate that has not yet met the ratio for 500 ms.
  var isTracked: Bool
  /// When mid was last at least the wall bounce's W away from it; nil: not since it is tracked.
  var farMilliseconds: Int64?
  /// Where its ledger stands, once it is tracked.
  var ledger = 0
  /// The largest size told so far, and how many quarters of v_init were told to be eroded.
  var toldLots: Int64 = 0
  var toldQuarters: Int64 = 0

  /// 100·(v_init − d) ÷ v_init, negative when grown (B-22, displayed).
  var erosionPercent: Double { erosion(lots: lots, initialLots: initialLots) }
}

/// The walls of one side: candidates become tracked after 500 ms at ten times their neighbours, and are gone below a
/// fifth of their initial size, or after 10 s below five times their neighbours. Checked at each book update by event
/// time (I24). A tracked wall has a ledger; one that ends leaves the set at once, and how it ended is told when its
/// late prints must have come.
package struct Walls: ~Copyable {
  package init() {}

  static let ratio: Int128 = 10
  private static let weakRatio: Int128 = 5
  private static let neighbours = 5
  private static let searchedLevels = 20
  private static let confirmMilliseconds: Int64 = 500
  private static let initialMilliseconds: Int64 = 2_000
  private static let weakMilliseconds: Int64 = 10_000
  private static let goneDivisor: Int64 = 5

  private var walls = FixedArray<Wall>(zeroed: Limits.wallsPerSide)
  private var count = 0
  private var stories = LevelStories(tracked: Limits.wallsPerSide)
  /// How often a candidate found no place: the table was full of tracked walls and nearer candidates.
  package private(set) var refused = 0

  /// The tracked wall closest to the touch.
  package var nearest: Wall? { nearest(worseThan: .max) }

  /// The next tracked wall behind a rank.
  package func nearest(worseThan rank: Int64) -> Wall? {
    var found: Wall?
    for index in 0..<count where walls[index].isTracked && walls[index].rank < rank {
      if walls[index].rank > found?.rank ?? .min { found = walls[index] }
    }
    return found
  }

  /// Remembers for every tracked wall when price was far from it (R24: "after having been ≥ W since the wall
  /// appeared"), so that another wall, nearest for a moment, does not wipe out an approach.
  package mutating func noteDistance(mid: Int64, now: Int64) {
    for index in 0..<count where walls[index].isTracked && WallBounce.isFar(mid, from: walls[index].rank) {
      walls[index].farMilliseconds = now
    }
  }

  /// One book update of this side: sizes, promotions, ends, and new candidates.
  package mutating func update(
    _ half: borrowing BookHalf, _ top: borrowing TopLevels, _ moment: BookMoment, changes: inout StateChanges
  ) {
    tellEnded(at: moment.now, moment.side, moment.slot, &changes)
    refresh(half, top, moment, &changes)
    guard half.count > 5 else { return }
    findCandidates(top, moment.now)
  }

  private mutating func refresh(
    _ half: borrowing BookHalf, _ top: borrowing TopLevels, _ moment: BookMoment, _ changes: inout StateChanges
  ) {
    var kept = 0
    for index in 0..<count {
      var wall = walls[index]
      let wasTracked = wall.isTracked
      let lives = Self.live(&wall, half, top, moment.now)
      if wasTracked {
        stories.show(wall.ledger, wall.lots, moment)
        if !lives { end(wall, moment, &changes) }
      } else if wall.isTracked {
        wall.ledger = stories.open(rank: wall.rank, lots: wall.lots)
        wall.toldLots = wall.lots
        tell(.appeared, wall, moment, &changes)
      }
      guard lives else { continue }
      if wall.isTracked { tellSteps(&wall, moment, &changes) }
      walls[kept] = wall
      kept += 1
    }
    count = kept
  }

  /// Brings one wall up to date; false when it is no more.
  private static func live(
    _ wall: inout Wall, _ half: borrowing BookHalf, _ top: borrowing TopLevels, _ now: Int64
  ) -> Bool {
    wall.lots = half.quantity(at: wall.rank)
    if now - wall.metMilliseconds <= initialMilliseconds { wall.initialLots = max(wall.initialLots, wall.lots) }
    guard wall.isTracked else {
      guard half.count > 5, isCandidate(wall.rank, top) else { return false }
      wall.isTracked = now - wall.metMilliseconds >= confirmMilliseconds
      return true
    }
    guard wall.lots * goneDivisor >= wall.initialLots else { return false }  // 18 digits × 5 fit
    guard isWeak(wall, half) else {
      wall.weakSinceMilliseconds = nil
      return true
    }
    let since = wall.weakSinceMilliseconds ?? now
    wall.weakSinceMilliseconds = since
    return now - since < weakMilliseconds
  }

  /// Among the first 20 levels, not the best, and ten times the mean of up to five neighbours on each side.
  private static func isCandidate(_ rank: Int64, _ top: borrowing TopLevels) -> Bool {
    for index in 1..<max(1, min(searchedLevels, top.count)) where top[index].rank == rank {
      return meetsRatio(top, index)
    }
    return false
  }

  private static func meetsRatio(_ top: borrowing TopLevels, _ index: Int) -> Bool {
    let first = max(0, index - neighbours)
    let last = min(top.count - 1, index + neighbours)
    guard first < index, index < last else { return false }
    let lots = Int128(top[index].lots)
    return lots * Int128(last - first) >= ratio * (top.lots(from: first, through: last) - lots)
  }

  /// Below five times the mean of the neighbours it still has. Without any neighbour nothing can be said: not weak.
  private static func isWeak(_ wall: Wall, _ half: borrowing BookHalf) -> Bool {
    var sum: Int128 = 0
    var found: Int128 = 0
    var rank = wall.rank
    for _ in 0..<neighbours {
      guard let level = half.next(worseThan: rank) else { break }
      (sum, found, rank) = (sum + Int128(level.lots), found + 1, level.rank)
    }
    rank = wall.rank
    for _ in 0..<neighbours {
      guard let level = half.next(betterThan: rank) else { break }
      (sum, found, rank) = (sum + Int128(level.lots), found + 1, level.rank)
    }
    return found > 0 && Int128(wall.lots) * found < weakRatio * sum
  }

  private mutating func findCandidates(_ top: borrowing TopLevels, _ now: Int64) {
    for index in 1..<max(1, min(Self.searchedLevels, top.count))
    where Self.meetsRatio(top, index) && !isKnown(top[index].rank) {
      add(
        Wall(
          rank: top[index].rank, lots: top[index].lots, initialLots: top[index].lots, metMilliseconds: now,
          weakSinceMilliseconds: nil, isTracked: false))
    }
  }

  private func isKnown(_ rank: Int64) -> Bool {
    for index in 0..<count where walls[index].rank == rank { return true }
    return false
  }

  /// A full table gives up its farthest candidate for a nearer one, never a tracked wall.
  private mutating func add(_ wall: Wall) {
    if count < Limits.wallsPerSide {
      walls[count] = wall
      count += 1
      return
    }
    var farthest: Int?
    for index in 0..<count where !walls[index].isTracked {
      if walls[index].rank < (farthest.map { walls[$0].rank } ?? wall.rank) { farthest = index }
    }
    if let farthest { walls[farthest] = wall } else { refused += 1 }
  }

  var byteCount: Int { walls.byteCount + stories.byteCount }
}

// MARK: - Life story

extension Walls {
  /// Endings that were judged early because too many came at once.
  package var endingsHurried: Int { stories.hurried }
  package var waitsJoined: Int { stories.joined }

  /// A trade of the side that hits these walls; `rank` is its price.
  package mutating func recordPrint(rank: Int64, lots: Int64, at now: Int64, isBookKnown: Bool) {
    stories.recordPrint(rank: rank, lots: lots, at: now, isBookKnown: isBookKnown)
  }

  /// Walls whose late prints must have come by now: each is told once, as eaten, pulled or gone.
  @inline(__always)
  package mutating func tellEnded(
    at now: Int64, _ side: BookSide, _ slot: InstrumentSlot, _ changes: inout StateChanges
  ) {
    while let judged = stories.takeJudged(at: now) {
      changes.append(StateChange(slot: slot, kind: .wall(judged.verdict, judged.life(side))))
    }
  }

  private mutating func end(_ wall: Wall, _ moment: BookMoment, _ changes: inout StateChanges) {
    let ended = EndedLevel(
      rank: wall.rank, lots: wall.lots, initialLots: wall.initialLots, metMilliseconds: wall.metMilliseconds,
      endMilliseconds: moment.now, ledger: wall.ledger)
    guard let judged = stories.close(ended) else { return }
    changes.append(StateChange(slot: moment.slot, kind: .wall(judged.verdict, judged.life(moment.side))))
  }

  /// Grown: a quarter more than ever told. Eroding: each further quarter of v_init, one event for several at once.
  private mutating func tellSteps(_ wall: inout Wall, _ moment: BookMoment, _ changes: inout StateChanges) {
    if wall.lots * 4 >= wall.toldLots * 5 {  // 18 digits × 5 fit
      wall.toldLots = wall.lots
      tell(.grown, wall, moment, &changes)
    }
    let quarters = (wall.initialLots - wall.lots) * 4 / wall.initialLots
    if quarters > wall.toldQuarters {
      wall.toldQuarters = quarters
      tell(.eroding, wall, moment, &changes)
    }
  }

  private func tell(_ step: LevelStep, _ wall: Wall, _ moment: BookMoment, _ changes: inout StateChanges) {
    let life = LevelLife(
      side: moment.side, price: Price(ticks: moment.side == .bid ? wall.rank : -wall.rank),
      quantity: Quantity(lots: wall.lots), ageMilliseconds: moment.now - wall.metMilliseconds,
      erosionPercent: wall.erosionPercent, executedShare: stories[wall.ledger].executedShare,
      speed: stories[wall.ledger].speed(at: moment.now, initialLots: wall.initialLots))
    changes.append(StateChange(slot: moment.slot, kind: .wall(step, life)))
  }
}

// MARK: - Regridding

extension Walls {
  /// A wall that would leave the integer range leaves the table: the book that held it has been checked to fit, so it
  /// holds that wall no more.
  mutating func scale(_ refinement: GridRefinement) {
    var kept = 0
    for index in 0..<count {
      guard let wall = scaled(walls[index], refinement) else { continue }
      walls[kept] = wall
      kept += 1
    }
    count = kept
    stories.scaleEndings(refinement)
  }

  private mutating func scaled(_ wall: Wall, _ refinement: GridRefinement) -> Wall? {
    let sizes = (
      refinement.scaled(ticks: wall.rank), refinement.scaled(lots: wall.lots),
      refinement.scaled(lots: wall.initialLots), refinement.scaled(lots: wall.toldLots)
    )
    guard case (let rank?, let lots?, let initialLots?, let toldLots?) = sizes else {
      if wall.isTracked { stories.release(living: wall.ledger) }
      return nil
    }
    if wall.isTracked, !stories.scale(wall.ledger, refinement) { return nil }
    var scaled = wall
    (scaled.rank, scaled.lots, scaled.initialLots, scaled.toldLots) = (rank, lots, initialLots, toldLots)
    return scaled
  }
}
