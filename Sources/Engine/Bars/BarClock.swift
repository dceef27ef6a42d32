/// When time bars of one length close: in the frame that takes `now` to 2 s past their end (SEMANTICS.md I19). Until
/// then a late trade still enters, so at most two bars are open, and their keys are neighbours.
struct BarClock: BitwiseCopyable {
  private static let graceMilliseconds: Int64 = 2_000

  let lengthMilliseconds: Int64
  /// No bar closes before this time.
  private var nextMilliseconds = Int64.min
  /// The key of the last bar that is closed by time.
  private(set) var closedKey = Int64.min

  /// The bar of the last trade: nearly every trade falls into the same, and a division costs as much as its cell.
  private var latestKey: Int64 = 0
  private var latestStart: Int64 = 0

  init(lengthMilliseconds: Int64) { self.lengthMilliseconds = lengthMilliseconds }

  func key(of milliseconds: Int64) -> Int64 { milliseconds.floorDivided(by: lengthMilliseconds) }

  /// The same, remembered.
  @inline(__always)
  mutating func keyOfTrade(at milliseconds: Int64) -> Int64 {
    let (offset, overflow) = milliseconds.subtractingReportingOverflow(latestStart)
    if !overflow && offset >= 0 && offset < lengthMilliseconds { return latestKey }
    latestKey = key(of: milliseconds)
    latestStart = latestKey * lengthMilliseconds
    return latestKey
  }

  /// True when bars may have become due.
  @inline(__always)
  mutating func advance(to now: Int64) -> Bool {
    guard now >= nextMilliseconds else { return false }
    closedKey = (now - Self.graceMilliseconds).floorDivided(by: lengthMilliseconds) - 1
    nextMilliseconds = (closedKey + 2) * lengthMilliseconds + Self.graceMilliseconds
    return true
  }
}
