/// Event time of one symbol: the latest seen so far (SEMANTICS.md "Time"). Streams step back among each other; `now`
/// does not.
package struct SymbolClock: BitwiseCopyable {
  package init() {}

  private static let backwardsLimitMilliseconds: Int64 = 2_000
  /// Seconds that a jump evaluates one by one. Beyond it every average has long forgotten what was before.
  private static let evaluatedSecondsMax: Int64 = 86_400

  package private(set) var now: Int64?
  /// The first event time.
  package private(set) var first: Int64?
  /// Steps back of more than 2 s.
  package private(set) var backwards = 0

  /// The whole seconds in (before, now] that this time makes due; nil when `now` does not move.
  package mutating func advance(to milliseconds: Int64) -> ClosedRange<Int64>? {
    guard let before = now else {
      (now, first) = (milliseconds, milliseconds)
      return nil
    }
    guard milliseconds > before else {
      if before - milliseconds > Self.backwardsLimitMilliseconds { backwards += 1 }
      return nil
    }
    now = milliseconds
    let last = milliseconds / 1_000
    let first = max(before / 1_000 + 1, last - Self.evaluatedSecondsMax)
    return first <= last ? first...last : nil
  }
}
