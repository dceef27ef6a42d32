internal import Market

/// Continuity of a Binance USD-M or COIN-M book (EXCHANGES.md B2). Ids are shared between symbols and jump, so each
/// diff names the one before it: `pu`.
///
/// After a snapshot with lastUpdateId L: drop u < L; the first one kept must satisfy U ≤ L ≤ u. From then on each
/// `pu` must be the previous u.
struct BinanceFuturesSync: BitwiseCopyable {
  private(set) var lastID: Int64 = 0
  private var isBridged = false

  mutating func load(lastID: Int64) {
    self.lastID = lastID
    isBridged = false
  }

  mutating func judge(_ diff: DepthUpdate) -> SyncVerdict {
    if isBridged ? diff.lastID <= lastID : diff.lastID < lastID { return .ignore }
    let isContinuous = isBridged ? diff.previousID == lastID : diff.firstID <= lastID
    guard isContinuous else { return .gap }
    lastID = diff.lastID
    isBridged = true
    return .apply
  }
}
