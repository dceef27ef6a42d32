package import Market

/// Strategy C.2, wall bounce, under RULINGS R7, R24, R27, R41, R43: price comes close to a tracked wall from a
/// distance, the wall holds, and price turns. One machine per side of the book: bid walls give longs, ask walls
/// shorts.
package struct WallBounce: BitwiseCopyable {
  /// W = 0.05 % of mid until ATR arrives: |mid − wall| ≥ W ⇔ 2000·|2mid − 2wall| ≥ 2mid.
  private static let farFactor: Int128 = 2_000
  /// ≤ W/3.
  private static let nearFactor: Int128 = 6_000
  /// Reversal of 3 ticks (6 half ticks) or 0.03 % off the closest approach.
  private static let reversalHalfTicks: Int64 = 6
  private static let reversalPerTenThousand: Int128 = 3
  private static let reversalMilliseconds: Int64 = 20_000
  private static let approachMilliseconds: Int64 = 600_000
  private static let erosionPercentMax = 10.0
  private static let cooldownMilliseconds: Int64 = 300_000
  private static let expiryNanoseconds: Int64 = 10_000_000_000

  let side: BookSide
  /// The wall being followed: its price and when it was first met.
  private var wallRank: Int64?
  private var wallMet: Int64 = 0
  /// When mid was last at least W away from it.
  private var farMilliseconds: Int64?
  /// Until when approaches are spent.
  private var spentMilliseconds = Int64.min
  /// The closest approach since, as twice the mid in ranks, and when.
  private var closest: Int64?
  private var closestMilliseconds: Int64 = 0
  private var signalledMilliseconds: Int64?

  package init(side: BookSide) { self.side = side }

  /// What one evaluation looks at. Ranks as in `Ladder`: on both sides a wall lies below mid.
  package struct Conditions: BitwiseCopyable {
    var now: Int64
    var bestBidTicks: Int64
    var bestAskTicks: Int64

    package init(now: Int64, bestBidTicks: Int64, bestAskTicks: Int64) {
      self.now = now
      self.bestBidTicks = bestBidTicks
      self.bestAskTicks = bestAskTicks
    }

    var spreadBps: Double { SpreadAndMid.spreadBps(bestBidTicks, bestAskTicks) }
  }

  /// The plan of a bounce: where to enter, where the idea is wrong, where to take profit.
  package struct Plan: BitwiseCopyable {
    package var entry: Price
    package var stop: Price
    package var targets: InlineArray<2, Signal.Target>
    package var features: WallBounceFeatures
  }

  /// One evaluation (at most every 50 ms). True when price has approached a wall that holds, and turned: what is left
  /// to ask are the trades and the filters, and then `fire`.
  package mutating func isReady(_ market: Conditions, _ walls: borrowing Walls) -> Bool {
    guard let wall = walls.nearest else {
      wallRank = nil
      return false
    }
    let mid = sign * (market.bestBidTicks + market.bestAskTicks)
    follow(wall)
    guard approach(wall, mid: mid, now: market.now) else { return false }
    return turned(mid: mid, now: market.now) && wall.erosionPercent < Self.erosionPercentMax
      && !isCoolingDown(market.now)
  }

  /// Aggressors do not push against the bounce.
  package func agrees(deltaRatio5s: Double) -> Bool { Double(sign) * deltaRatio5s >= 0 }

  /// Makes the plan and starts the cooldown; the next bounce needs a new approach.
  package mutating func fire(_ market: Conditions, deltaRatio5s: Double, _ walls: borrowing Walls) -> Plan? {
    guard let wall = walls.nearest else { return nil }
    let plan = plan(wall, market, deltaRatio5s, supportRank: walls.nearest(worseThan: wall.rank)?.rank)
    signalledMilliseconds = market.now
    spend(market.now)
    return plan
  }

  /// Approaches up to now count no more.
  private mutating func spend(_ now: Int64) {
    (farMilliseconds, closest, spentMilliseconds) = (nil, nil, now)
  }

  /// |mid − wall| ≥ W. `mid` is twice the mid in ranks.
  static func isFar(_ mid: Int64, from wallRank: Int64) -> Bool {
    abs(Int128(mid) - 2 * Int128(wallRank)) * farFactor >= Int128(abs(mid))
  }

  private var sign: Int64 { side == .bid ? 1 : -1 }

  private mutating func follow(_ wall: Wall) {
    guard wallRank != wall.rank || wallMet != wall.metMilliseconds else { return }
    (wallRank, wallMet, farMilliseconds, closest) = (wall.rank, wall.metMilliseconds, nil, nil)
  }

  /// Keeps the distance's history; true while a close approach from far, within 10 min, is on record.
  private mutating func approach(_ wall: Wall, mid: Int64, now: Int64) -> Bool {
    let distance = Int128(mid - 2 * wall.rank)
    let size = Int128(abs(mid))
    if Self.isFar(mid, from: wall.rank) { farMilliseconds = now }
    let remembered = wall.farMilliseconds.flatMap { $0 > spentMilliseconds ? $0 : nil }
    guard let far = farMilliseconds ?? remembered, now - far <= Self.approachMilliseconds else {
      closest = nil
      return false
    }
    let isNear = abs(distance) * Self.nearFactor <= size
    if isNear, mid <= closest ?? .max { (closest, closestMilliseconds) = (mid, now) }
    return closest != nil
  }

  private mutating func turned(mid: Int64, now: Int64) -> Bool {
    guard let closest else { return false }
    guard now - closestMilliseconds <= Self.reversalMilliseconds else {
      spend(now)  // it lingered: the next bounce needs a new approach
      return false
    }
    let reversal = mid - closest
    return reversal >= Self.reversalHalfTicks
      || Int128(reversal) * 10_000 >= Self.reversalPerTenThousand * Int128(abs(mid))
  }

  private func isCoolingDown(_ now: Int64) -> Bool {
    signalledMilliseconds.map { now - $0 < Self.cooldownMilliseconds } ?? false
  }

  mutating func scale(_ refinement: GridRefinement) {
    wallRank = wallRank.flatMap { refinement.scaled(ticks: $0) }
    closest = closest.flatMap { refinement.scaled(ticks: $0) }
  }
}

// MARK: - Plan

extension WallBounce {
  /// Entry: a limit one tick inside the spread, never crossing it. Stop: the nearer of 0.30 % behind the wall and 2
  /// ticks behind the next wall, moved out to at least 0.20 % from entry (R7). Targets: 1.5 R and 3 R, half each
  /// (R43).
  private func plan(_ wall: Wall, _ market: Conditions, _ deltaRatio5s: Double, supportRank: Int64?) -> Plan {
    let best = sign > 0 ? market.bestBidTicks : -market.bestAskTicks
    let opposite = sign > 0 ? market.bestAskTicks : -market.bestBidTicks
    let entry = min(best + 1, opposite - 1)
    let behindWall = wall.rank - Self.ceiling(abs(wall.rank), perTenThousand: 30)
    let nearer = max(behindWall, supportRank.map { $0 - 2 } ?? .min)
    let stop = min(nearer, entry - Self.ceiling(abs(entry), perTenThousand: 20))
    let risk = entry - stop
    let features = WallBounceFeatures(
      wallPrice: Price(ticks: sign * wall.rank), wallQuantity: Quantity(lots: wall.lots),
      wallInitialQuantity: Quantity(lots: wall.initialLots), wallAgeMilliseconds: market.now - wall.metMilliseconds,
      wallErosionPercent: wall.erosionPercent, closestMidHalfTicks: sign * (closest ?? 0),
      midHalfTicks: market.bestBidTicks + market.bestAskTicks, deltaRatio5s: deltaRatio5s,
      spreadBps: market.spreadBps)
    return Plan(
      entry: Price(ticks: sign * entry), stop: Price(ticks: sign * stop),
      targets: [
        Signal.Target(price: Price(ticks: sign * (entry + risk * 3 / 2)), percent: 50),
        Signal.Target(price: Price(ticks: sign * (entry + risk * 3)), percent: 50),
      ], features: features)
  }

  /// The least whole number of ticks that is at least so many hundredths of a per cent of a price.
  private static func ceiling(_ ticks: Int64, perTenThousand: Int64) -> Int64 {
    Int64(truncatingIfNeeded: (Int128(ticks) * Int128(perTenThousand) + 9_999) / 10_000)
  }
}

extension WallBounce.Plan {
  /// The signal that carries this plan out of the engine.
  func signal(slot: InstrumentSlot, side: BookSide, frame: FrameStamp, now: Int64, ordinal: Int32) -> Signal {
    Signal(
      strategy: .wallBounce, slot: slot, side: side == .bid ? .long : .short, sequence: frame.sequence,
      ordinal: ordinal, createdNanoseconds: frame.receiveNanoseconds,
      expiresNanoseconds: frame.receiveNanoseconds &+ WallBounce.expiry, eventMilliseconds: now, entry: entry,
      stop: stop, targets: targets, confidence: 0.6, priority: 1, features: features)
  }
}

extension WallBounce {
  fileprivate static var expiry: Int64 { expiryNanoseconds }
}
