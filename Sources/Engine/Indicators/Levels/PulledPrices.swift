internal import Market
internal import Memory

/// Prices of one side at which a density was pulled, for an hour (B-23: a level that comes back after that is suspect).
/// A ring: the oldest gives way.
package struct PulledPrices: ~Copyable {
  package init() {}

  private static let memoryMilliseconds: Int64 = 3_600_000

  struct Pulled: BitwiseCopyable {
    var rank: Int64
    var milliseconds: Int64
  }

  private var ring = FixedArray<Pulled>(zeroed: Limits.pulledPricesPerSide)
  private var first = 0
  private var count = 0
  /// Prices that gave way within their hour.
  package private(set) var forgotten = 0

  /// Times come in order.
  package mutating func remember(rank: Int64, at now: Int64) {
    while count > 0 && now - ring[first].milliseconds >= Self.memoryMilliseconds { removeFirst() }
    if count == Limits.pulledPricesPerSide {
      removeFirst()
      forgotten += 1
    }
    ring[(first + count) % Limits.pulledPricesPerSide] = Pulled(rank: rank, milliseconds: now)
    count += 1
  }

  /// How often within (now − 1 h, now].
  package func count(rank: Int64, at now: Int64) -> Int {
    var found = 0
    for offset in 0..<count {
      let pulled = ring[(first + offset) % Limits.pulledPricesPerSide]
      if pulled.rank == rank && now - pulled.milliseconds < Self.memoryMilliseconds { found += 1 }
    }
    return found
  }

  private mutating func removeFirst() {
    first = (first + 1) % Limits.pulledPricesPerSide
    count -= 1
  }

  var byteCount: Int { ring.byteCount }

  /// A price that would leave the integer range can never come back: rank 0 is none.
  mutating func scale(_ refinement: GridRefinement) {
    for offset in 0..<count {
      let index = (first + offset) % Limits.pulledPricesPerSide
      ring[index].rank = refinement.scaled(ticks: ring[index].rank) ?? 0
    }
  }
}

/// Spoof score of a level, in [0, 1] (B-23): how much of it was cancelled rather than traded, whether it is or was
/// short-lived, whether some of it was cancelled while price stood near, and how often it was pulled there before.
/// A level that nothing has left has no share; that part is then 0.
package func spoofScore(
  executedShare: Double?, ageMilliseconds: Int64, wasCancelledNear: Bool, pulledBefore: Int
) -> Double {
  var score = 0.0
  if let executedShare { score += 0.4 * (1 - executedShare) }
  if ageMilliseconds < 10_000 { score += 0.25 }
  if wasCancelledNear { score += 0.2 }
  return score + 0.15 * min(1, Double(pulledBefore) / 3)
}
