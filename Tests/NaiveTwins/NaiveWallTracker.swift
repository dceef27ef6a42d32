/// A tracked wall (B-20 under RULINGS R27; SEMANTICS I24, I25).
public struct NaiveWall: Equatable, Sendable {
  public let price: NaiveDecimal
  /// When the ratio was first met without a break until it became tracked.
  public let firstMet_ms: Int64
  public internal(set) var quantity: NaiveDecimal
  /// v_init: the largest size shown within 2 s after `firstMet_ms`.
  public internal(set) var initialQuantity: NaiveDecimal
  /// Since when the ratio has been under 5, if it is.
  var weakSince_ms: Int64?

  /// 100·(v_init − d)/v_init in per cent; negative when it has grown.
  public var erosion: Double {
    100 * (initialQuantity - quantity).double / initialQuantity.double
  }
}

/// The walls of one side, looked at after every book update.
public struct NaiveWallTracker: Equatable, Sendable {
  private struct Candidate: Equatable {
    let since_ms: Int64
    var largest: NaiveDecimal
  }

  public let side: NaiveSide
  /// In the order in which they became tracked.
  public private(set) var walls: [NaiveWall] = []
  private var candidates: [NaiveDecimal: Candidate] = [:]

  public init(side: NaiveSide) {
    self.side = side
  }

  /// The tracked wall nearest to the other side.
  public var nearest: NaiveWall? {
    walls.min { NaiveLevels.isBetter($0.price, than: $1.price, on: side) }
  }

  public mutating func update(_ levels: NaiveLevels, now_ms: Int64) {
    let ranked = levels.ranked(side, count: reach(levels))
    walls = walls.compactMap { Self.aged($0, ranked, now_ms) }
    var next: [NaiveDecimal: Candidate] = [:]
    if levels.quantities(side).count > 5 {
      for index in ranked.indices.prefix(20) where isCandidate(index, ranked) {
        let level = ranked[index]
        next[level.price] = Self.seen(level, after: candidates[level.price], now_ms)
      }
    }
    candidates = next
    promote(ranked, now_ms)
  }

  /// Enough levels for the first 20, every tracked wall, and the five neighbours behind each.
  private func reach(_ levels: NaiveLevels) -> Int {
    let ranks = walls.map { wall in
      levels.quantities(side).keys.count { NaiveLevels.isBetter($0, than: wall.price, on: side) }
    }
    return max(20, (ranks.max() ?? 0) + 1) + 5
  }

  private func isCandidate(_ index: Int, _ ranked: [NaiveLevel]) -> Bool {
    let (before, after) = Self.neighbours(index, ranked)
    guard !before.isEmpty, !after.isEmpty, !walls.contains(where: { $0.price == ranked[index].price }) else {
      return false
    }
    return Self.meets(10, ranked[index].quantity, before + after)
  }

  private static func seen(_ level: NaiveLevel, after earlier: Candidate?, _ now_ms: Int64) -> Candidate {
    guard var candidate = earlier else { return Candidate(since_ms: now_ms, largest: level.quantity) }
    if now_ms - candidate.since_ms <= 2000 { candidate.largest = max(candidate.largest, level.quantity) }
    return candidate
  }

  private mutating func promote(_ ranked: [NaiveLevel], _ now_ms: Int64) {
    for level in ranked {
      guard let candidate = candidates[level.price], now_ms - candidate.since_ms >= 500 else { continue }
      candidates[level.price] = nil
      walls.append(
        NaiveWall(
          price: level.price, firstMet_ms: candidate.since_ms, quantity: level.quantity,
          initialQuantity: candidate.largest))
    }
  }

  /// The wall after this update; nil when it is gone: under a fifth of v_init, or 10 s under ratio 5.
  private static func aged(_ wall: NaiveWall, _ ranked: [NaiveLevel], _ now_ms: Int64) -> NaiveWall? {
    guard let index = ranked.firstIndex(where: { $0.price == wall.price }) else { return nil }
    var aged = wall
    aged.quantity = ranked[index].quantity
    if now_ms - wall.firstMet_ms <= 2000 { aged.initialQuantity = max(wall.initialQuantity, aged.quantity) }
    if aged.quantity * NaiveDecimal(5) < aged.initialQuantity { return nil }
    let (before, after) = neighbours(index, ranked)
    if before.isEmpty && after.isEmpty || meets(5, aged.quantity, before + after) {
      aged.weakSince_ms = nil
      return aged
    }
    let since = wall.weakSince_ms ?? now_ms
    aged.weakSince_ms = since
    return now_ms - since >= 10_000 ? nil : aged
  }

  /// Up to five held levels on each side of one.
  private static func neighbours(_ index: Int, _ ranked: [NaiveLevel]) -> (before: [NaiveLevel], after: [NaiveLevel]) {
    (Array(ranked[max(0, index - 5)..<index]), Array(ranked[(index + 1)...].prefix(5)))
  }

  /// quantity ≥ ratio × mean of the neighbours, without a division.
  private static func meets(_ ratio: Int, _ quantity: NaiveDecimal, _ neighbours: [NaiveLevel]) -> Bool {
    quantity * NaiveDecimal(neighbours.count) >= NaiveDecimal(ratio) * neighbours.map(\.quantity).sum()
  }
}
