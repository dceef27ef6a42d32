package import Market
internal import Memory

/// A tracked level at the moment it left the tracked set.
struct EndedLevel: BitwiseCopyable {
  var rank: Int64
  var lots: Int64
  var initialLots: Int64
  var metMilliseconds: Int64
  var endMilliseconds: Int64
  var ledger: Int
}

/// An ended life whose prints have all come: what it was, and how it ended.
struct JudgedLevel: BitwiseCopyable {
  var level: EndedLevel
  var verdict: LevelStep
  var executedShare: Double?
  var speed: Double
  var wasCancelledNear: Bool
}

/// One book update, as what it does to the levels of one side is told.
package struct BookMoment: BitwiseCopyable {
  var now: Int64
  var side: BookSide
  var slot: InstrumentSlot
  /// Sizes that a snapshot changes were neither traded nor cancelled.
  var isSnapshot: Bool
  /// Twice the mid in ranks of this side; nil for a one-sided book.
  var twiceMidRank: Int64?

  /// `twiceMidTicks`: best bid + best ask.
  package init(now: Int64, side: BookSide, slot: InstrumentSlot, isSnapshot: Bool, twiceMidTicks: Int64?) {
    self.now = now
    self.side = side
    self.slot = slot
    self.isSnapshot = isSnapshot
    twiceMidRank = twiceMidTicks.map { side == .bid ? $0 : -$0 }
  }

  /// Mid stands within 5 ticks or 0.05 % of a price (B-23).
  func isNear(_ rank: Int64) -> Bool {
    guard let twiceMidRank else { return false }
    let distance = (twiceMidRank - 2 * rank).magnitude  // 18 digits, four times, fit
    return distance <= 10 || Int128(distance) * 1_000 <= Int128(rank.magnitude)
  }
}

/// The ledgers of one side's tracked levels, and the lives that have left the tracked set but wait for late prints.
///
/// Ledgers stand in fixed places, so that a table of levels may be compacted without moving them. `FixedArray`s of
/// ranks beside them keep the question that every trade asks, "is this price tracked?", to a few cache lines.
struct LevelStories: ~Copyable {
  /// One per tracked level and one per ending; 64, because places are bits of a word.
  static let ledgersMax = 64

  private var ledgers: Slab<LevelLedger>
  private var ranks: FixedArray<Int64>
  /// Places in use, and those of levels that are still tracked.
  private var used: UInt64 = 0
  private var living: UInt64 = 0
  private var endings = FixedArray<EndedLevel>(zeroed: Limits.endingLevelsPerSide)
  private var endingCount = 0
  /// Endings that were judged before their 250 ms because the table was full.
  private(set) var hurried = 0
  /// Of ledgers that are free again.
  private var joinedBefore = 0

  init(tracked: Int) {
    let capacity = tracked + Limits.endingLevelsPerSide
    precondition(capacity <= Self.ledgersMax, "a place is a bit of a word")
    ledgers = Slab(capacity: capacity)
    ranks = FixedArray(zeroed: capacity)
    for _ in 0..<capacity { ledgers.append(LevelLedger(displayedLots: 0)) }
  }

  subscript(ledger: Int) -> LevelLedger {
    unsafeAddress { unsafe ledgers.address(ledger) }
  }

  /// Starts a ledger at the size displayed now; what was traded before does not count.
  mutating func open(rank: Int64, lots: Int64) -> Int {
    let ledger = (~used).trailingZeroBitCount
    precondition(ledger < ledgers.capacity, "there is a ledger for every tracked level and every ending")
    used |= 1 << UInt64(ledger)
    living |= 1 << UInt64(ledger)
    ranks[ledger] = rank
    ledgers[ledger] = LevelLedger(displayedLots: lots)
    return ledger
  }

  /// A book update shows a tracked level.
  mutating func show(_ ledger: Int, _ lots: Int64, _ moment: BookMoment) {
    if moment.isSnapshot { return ledgers[ledger].restart(lots, at: moment.now) }
    let change = lots - ledgers[ledger].displayedLots
    guard change != 0 else { return ledgers[ledger].settle(at: moment.now) }
    ledgers[ledger].show(lots, at: moment.now, isNear: change < 0 && moment.isNear(ranks[ledger]))
  }

  /// A trade of the side that hits these levels. In a gap (`isBookKnown` false) it only explains earlier drops.
  @inline(__always)
  mutating func recordPrint(rank: Int64, lots: Int64, at now: Int64, isBookKnown: Bool) {
    var left = used
    while left != 0 {
      let ledger = left.trailingZeroBitCount
      left &= left - 1
      guard ranks[ledger] == rank else { continue }
      let isLiving = living >> UInt64(ledger) & 1 == 1
      ledgers[ledger].recordPrint(lots, at: now, mayWait: isLiving && isBookKnown)
    }
  }

  private mutating func release(_ ledger: Int) {
    joinedBefore += ledgers[ledger].joined
    used &= ~(1 << UInt64(ledger))
    living &= ~(1 << UInt64(ledger))
  }
}

// MARK: - Endings

extension LevelStories {
  /// The level has left the tracked set; its ledger waits for late prints. A full table judges its oldest ending now,
  /// which is returned to be told.
  mutating func close(_ level: EndedLevel) -> JudgedLevel? {
    var judged: JudgedLevel?
    if endingCount == Limits.endingLevelsPerSide {
      judged = judgeOldest()
      hurried += 1
    }
    living &= ~(1 << UInt64(level.ledger))
    endings[endingCount] = level
    endingCount += 1
    return judged
  }

  /// The oldest ending whose 250 ms are over, once.
  @inline(__always)
  mutating func takeJudged(at now: Int64) -> JudgedLevel? {
    guard endingCount > 0, now - endings[0].endMilliseconds >= LevelLedger.toleranceMilliseconds else { return nil }
    return judgeOldest()
  }

  private mutating func judgeOldest() -> JudgedLevel {
    let level = endings[0]
    endingCount -= 1
    if endingCount > 0 { endings.move(from: 1, to: 0, length: endingCount) }
    ledgers[level.ledger].settle(at: .max)
    release(level.ledger)
    return JudgedLevel(
      level: level, verdict: ledgers[level.ledger].verdict, executedShare: ledgers[level.ledger].executedShare,
      speed: ledgers[level.ledger].speed(at: level.endMilliseconds, initialLots: level.initialLots),
      wasCancelledNear: ledgers[level.ledger].wasCancelledNear)
  }

  /// Waits that found no room of their own.
  var joined: Int {
    var (sum, left) = (joinedBefore, used)
    while left != 0 {
      sum += ledgers[left.trailingZeroBitCount].joined
      left &= left - 1
    }
    return sum
  }

  var byteCount: Int {
    ledgers.capacity * MemoryLayout<LevelLedger>.stride + ranks.byteCount + endings.byteCount
  }
}

extension JudgedLevel {
  /// How the level is told: as it stood when it left the tracked set.
  func life(_ side: BookSide, spoof: Double = 0) -> LevelLife {
    LevelLife(
      side: side, price: Price(ticks: side == .bid ? level.rank : -level.rank),
      quantity: Quantity(lots: level.lots), ageMilliseconds: level.endMilliseconds - level.metMilliseconds,
      erosionPercent: erosion(lots: level.lots, initialLots: level.initialLots), executedShare: executedShare,
      speed: speed, spoof: spoof)
  }
}

/// 100·(v_init − d) ÷ v_init, negative when grown (B-22, displayed).
func erosion(lots: Int64, initialLots: Int64) -> Double { 100 * Double(initialLots - lots) / Double(initialLots) }

// MARK: - Regridding

extension LevelStories {
  /// False when the numbers of a living level would not fit: it must leave its table, and its ledger is free.
  mutating func scale(_ ledger: Int, _ refinement: GridRefinement) -> Bool {
    guard let rank = refinement.scaled(ticks: ranks[ledger]), ledgers[ledger].scale(lots: refinement.lot) else {
      release(ledger)
      return false
    }
    ranks[ledger] = rank
    return true
  }

  /// A life that no longer has a place in the integer range ends untold: no wire could print its numbers.
  mutating func release(living ledger: Int) { release(ledger) }

  mutating func scaleEndings(_ refinement: GridRefinement) {
    var kept = 0
    for index in 0..<endingCount {
      var level = endings[index]
      guard let rank = refinement.scaled(ticks: level.rank), let lots = refinement.scaled(lots: level.lots),
        let initialLots = refinement.scaled(lots: level.initialLots)
      else {
        release(level.ledger)
        continue
      }
      guard scale(level.ledger, refinement) else { continue }
      (level.rank, level.lots, level.initialLots) = (rank, lots, initialLots)
      endings[kept] = level
      kept += 1
    }
    endingCount = kept
  }
}
