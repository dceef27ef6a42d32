/// How far a book may be trusted (SEMANTICS.md "Status").
public enum BookStatus: UInt8, Sendable, BitwiseCopyable {
  /// No snapshot yet: the sides are empty, diffs are buffered.
  case syncing
  /// Continuous since its snapshot.
  case ok
  /// Continuity broken, or crossed: the levels are those of the last good state.
  case gap
  /// Continuous, but silent for longer than the data-age limit.
  case stale

  public var name: String {
    switch self {
    case .syncing: "syncing"
    case .ok: "ok"
    case .gap: "gap"
    case .stale: "stale"
    }
  }
}
