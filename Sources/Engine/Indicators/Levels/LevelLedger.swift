package import Market

/// What has left and joined one tracked level since it is tracked, and by which way: trades or cancels (B-22).
///
/// Prints and depth come in two streams, and either may be first (F-65). A print that the book has not shown yet, or a
/// drop that no print has explained yet, therefore waits 250 ms of event time for the other stream, and the two net
/// against each other. What is left of a drop was cancelled; what is left of a print was refilled before the book could
/// show it. Waits are exact to the millisecond; one for which there is no room joins the newest, counted.
///
/// Once nothing waits, displayed = first displayed − executed − cancelled + added, in whole lots (E-14).
package struct LevelLedger: ~Copyable {
  package static let toleranceMilliseconds: Int64 = 250
  private static let waitingMax = Limits.levelWaits

  struct Waiting: BitwiseCopyable {
    var dueMilliseconds: Int64 = 0
    var lots: Int64 = 0
    /// Price stood near the level when this dropped (B-23).
    var isNear = false
  }

  /// Displayed at the latest book update.
  package private(set) var displayedLots: Int64
  /// Traded at this price by the side that hits it.
  package private(set) var executedLots: Int128 = 0
  package private(set) var cancelledLots: Int128 = 0
  package private(set) var addedLots: Int128 = 0
  /// Some of it was cancelled while price stood near (B-23).
  package private(set) var wasCancelledNear = false
  /// Σ traded lots with τ = 2 s.
  private var traded = DecayingSum(timeConstantMilliseconds: 2_000)
  /// Oldest first from `first` on; all prints or all drops, because unlike ones net at once.
  private var waiting = InlineArray<32, Waiting>(repeating: Waiting())
  private var first = 0
  private var count = 0
  private var areWaitingPrints = false
  /// Waits that joined another of a different moment because there was no room.
  package private(set) var joined = 0

  package init(displayedLots: Int64) {
    precondition(waiting.count == Self.waitingMax, "the limit that is told is the one that stands")
    self.displayedLots = displayedLots
  }

  package var isSettled: Bool { count == 0 }

  /// A book update shows this quantity; `isNear`: price stands near the level.
  package mutating func show(_ lots: Int64, at now: Int64, isNear: Bool) {
    settle(at: now)
    let change = lots - displayedLots
    displayedLots = lots
    guard change < 0 else {
      addedLots += Int128(change)
      return
    }
    let unexplained = areWaitingPrints ? net(-change) : -change
    if unexplained > 0 { wait(unexplained, arePrints: false, now, isNear) }
  }

  /// A trade at this price by the side that hits it. Unless `mayWait`, only what explains a drop counts: the level has
  /// ended, or the book stands still in a gap.
  package mutating func recordPrint(_ lots: Int64, at now: Int64, mayWait: Bool) {
    settle(at: now)
    let unseen = areWaitingPrints ? lots : net(lots)
    let counted = mayWait ? lots : lots - unseen
    guard counted > 0 else { return }
    executedLots += Int128(counted)
    traded.add(Double(counted), at: now)
    if unseen > 0 && mayWait { wait(unseen, arePrints: true, now, false) }
  }

  /// What changed across a snapshot was neither traded nor cancelled (SEMANTICS.md I26); nothing waits any more.
  package mutating func restart(_ lots: Int64, at now: Int64) {
    settle(at: now)
    displayedLots = lots
    count = 0
    areWaitingPrints = false
  }

  /// What has waited 250 ms is judged.
  package mutating func settle(at now: Int64) {
    while count > 0 && waiting[first].dueMilliseconds <= now {
      if areWaitingPrints {
        addedLots += Int128(waiting[first].lots)
      } else {
        cancelledLots += Int128(waiting[first].lots)
        wasCancelledNear = wasCancelledNear || waiting[first].isNear
      }
      removeFirst()
    }
  }

  /// Takes lots off what waits, oldest first; returns how many found nothing.
  private mutating func net(_ lots: Int64) -> Int64 {
    var left = lots
    while left > 0 && count > 0 {
      let taken = min(left, waiting[first].lots)
      waiting[first].lots -= taken
      left -= taken
      if waiting[first].lots == 0 { removeFirst() }
    }
    return left
  }

  private mutating func wait(_ lots: Int64, arePrints: Bool, _ now: Int64, _ isNear: Bool) {
    areWaitingPrints = arePrints
    let due = now + Self.toleranceMilliseconds
    let isFull = count == Self.waitingMax
    let newest = (first + count - 1 + Self.waitingMax) % Self.waitingMax
    let isSame = waiting[newest].dueMilliseconds == due && waiting[newest].isNear == isNear
    if count > 0 && (isFull || isSame) {
      let (sum, overflow) = waiting[newest].lots.addingReportingOverflow(lots)
      if !overflow {
        joined += isSame ? 0 : 1
        waiting[newest] = Waiting(dueMilliseconds: due, lots: sum, isNear: waiting[newest].isNear || isNear)
        return
      }
      settle(at: .max)  // only hostile quantities come here; they are judged early, and none is lost
      areWaitingPrints = arePrints
    }
    waiting[(first + count) % Self.waitingMax] = Waiting(dueMilliseconds: due, lots: lots, isNear: isNear)
    count += 1
  }

  private mutating func removeFirst() {
    first = (first + 1) % Self.waitingMax
    count -= 1
    if count == 0 { areWaitingPrints = false }
  }
}

// MARK: - Readings

extension LevelLedger {
  /// Executed ÷ (executed + cancelled), in [0, 1]; nil while nothing has left.
  package var executedShare: Double? { executedShare(cancelled: cancelledLots) }

  private func executedShare(cancelled: Int128) -> Double? {
    let left = executedLots + cancelled
    return left > 0 ? double(executedLots) / double(left) : nil
  }

  /// The same, and whether some was cancelled near, with what has waited 250 ms by `now` judged: a reading must not
  /// depend on when the level was last touched.
  package func standing(at now: Int64) -> (executedShare: Double?, wasCancelledNear: Bool) {
    var (cancelled, wasNear) = (cancelledLots, wasCancelledNear)
    for offset in 0..<(areWaitingPrints ? 0 : count) {
      let wait = waiting[(first + offset) % Self.waitingMax]
      guard wait.dueMilliseconds <= now else { break }
      cancelled += Int128(wait.lots)
      wasNear = wasNear || wait.isNear
    }
    return (executedShare(cancelled: cancelled), wasNear)
  }

  /// How a life with this ledger ends: eaten from a share of 0.6 on, pulled up to 0.3, gone between and without any.
  package var verdict: LevelStep {
    let left = executedLots + cancelledLots
    guard left > 0 else { return .gone }
    if executedLots * 10 >= left * 6 { return .eaten }
    return executedLots * 10 <= left * 3 ? .pulled : .gone
  }

  /// Eating speed: DS(executed; τ = 2 s) ÷ v_init, in initial sizes (B-22). A level that is eaten at a steady r
  /// initial sizes per second shows 2·r.
  package func speed(at now: Int64, initialLots: Int64) -> Double { traded.value(at: now) / Double(initialLots) }
}

// MARK: - Regridding

extension LevelLedger {
  /// False when a number would not fit; the ledger is then worth nothing.
  package mutating func scale(lots factor: Int64) -> Bool {
    let wide = Int128(factor)
    let (executed, cancelled, added, displayed) = (
      executedLots.multipliedReportingOverflow(by: wide), cancelledLots.multipliedReportingOverflow(by: wide),
      addedLots.multipliedReportingOverflow(by: wide), displayedLots.multipliedReportingOverflow(by: factor)
    )
    guard !executed.overflow, !cancelled.overflow, !added.overflow, !displayed.overflow else { return false }
    (executedLots, cancelledLots, addedLots) = (executed.partialValue, cancelled.partialValue, added.partialValue)
    displayedLots = displayed.partialValue
    traded.scale(by: Double(factor))
    for offset in 0..<count {
      let index = (first + offset) % Self.waitingMax
      let (lots, overflow) = waiting[index].lots.multipliedReportingOverflow(by: factor)
      guard !overflow else { return false }
      waiting[index].lots = lots
    }
    return true
  }
}
