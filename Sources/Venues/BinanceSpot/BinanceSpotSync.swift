internal import Market

/// Continuity of a Binance spot book (EXCHANGES.md B1, after the venue's text of 2025-11-12).
///
/// A diff covers update ids U…u. After a snapshot with lastUpdateId L: drop u ≤ L; the first one kept must satisfy
/// U ≤ L + 1. From then on each U must be the previous u + 1: an overlap is no more continuous than a hole.
struct BinanceSpotSync: BitwiseCopyable {
  private(set) var lastID: Int64 = 0
  private var isBridged = false

  mutating func load(lastID: Int64) {
    self.lastID = lastID
    isBridged = false
  }

  mutating func judge(_ diff: DepthUpdate) -> SyncVerdict {
    if diff.lastID <= lastID { return .ignore }
    let isContinuous = isBridged ? diff.firstID == lastID &+ 1 : diff.firstID <= lastID &+ 1
    guard isContinuous else { return .gap }
    lastID = diff.lastID
    isBridged = true
    return .apply
  }
}
