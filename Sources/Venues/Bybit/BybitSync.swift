internal import Market

/// Continuity of a Bybit V5 book (EXCHANGES.md B4): a snapshot in the stream starts it, every later snapshot (also a
/// message with u == 1, which the decoder reports as one) replaces it, and each delta's u must be the previous u + 1.
struct BybitSync: BitwiseCopyable {
  private(set) var lastID: Int64 = 0

  mutating func load(lastID: Int64) { self.lastID = lastID }

  mutating func judge(_ delta: DepthUpdate) -> SyncVerdict {
    if delta.lastID <= lastID { return .ignore }
    guard delta.lastID == lastID &+ 1 else { return .gap }
    lastID = delta.lastID
    return .apply
  }
}
