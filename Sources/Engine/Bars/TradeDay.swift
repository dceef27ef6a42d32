/// The UTC day that `cvd` and the session's profile and VWAP count: that of the latest trade time (SEMANTICS.md I33).
struct TradeDay: BitwiseCopyable {
  enum Step: BitwiseCopyable { case same, next, earlier }

  private static let dayMilliseconds: Int64 = 86_400_000

  private var day = Int64.min

  /// How a trade lies to the day so far; `next` also for the first.
  @inline(__always)
  mutating func note(_ milliseconds: Int64) -> Step {
    let day = milliseconds.floorDivided(by: Self.dayMilliseconds)
    if day == self.day { return .same }
    guard day > self.day else { return .earlier }
    self.day = day
    return .next
  }
}
