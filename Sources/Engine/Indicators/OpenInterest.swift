package import Market
internal import Memory

/// Open interest and its change over an hour (B-42, SEMANTICS.md I40). Once a symbol has sent `singleOpenInterest`,
/// which counts one side of each contract, its plain `openInterest`, which counts both, is no longer looked at.
package struct OpenInterest: ~Copyable {
  private static let hourMilliseconds: Int64 = 3_600_000

  struct Change: BitwiseCopyable {
    var milliseconds: Int64
    var value: Decimal64
  }

  /// Values by the time they became known, without repetitions: those of the last hour and the one before them.
  private var ring: FixedArray<Change>
  private let mask: Int
  private var head = 0
  private var tail = 0
  private var usesSingle = false
  /// Values that were forgotten early because the ring was full.
  package private(set) var dropped = 0

  /// `capacity` a power of two.
  package init(capacity: Int = Limits.openInterestChanges) {
    precondition(capacity > 1 && capacity & (capacity - 1) == 0, "capacity must be a power of two")
    ring = FixedArray(zeroed: capacity)
    mask = capacity - 1
  }

  var byteCount: Int { ring.byteCount }

  package mutating func update(_ ticker: Ticker, at now: Int64) {
    if let single = ticker.singleOpenInterest {
      if !usesSingle { (head, tail) = (0, 0) }  // the other kind is twice as much
      usesSingle = true
      add(single, at: now)
    } else if !usesSingle, let both = ticker.openInterest {
      add(both, at: now)
    }
  }

  private mutating func add(_ value: Decimal64, at now: Int64) {
    if tail > head, ring[(tail - 1) & mask].value == value { return }
    while tail - head > 1, ring[(head + 1) & mask].milliseconds <= now - Self.hourMilliseconds { head += 1 }
    if tail - head > mask {
      head += 1
      dropped += 1
    }
    ring[tail & mask] = Change(milliseconds: now, value: value)
    tail += 1
  }

  /// The last value, as sent.
  package var latest: Decimal64? { tail > head ? ring[(tail - 1) & mask].value : nil }

  /// 100·(last − then) ÷ then, where then is the last value known an hour ago, else the first known; nil without any.
  package func changePercent(at now: Int64) -> (percent: Double, isWholeHour: Bool)? {
    guard let latest else { return nil }
    let index = lastIndex(notAfter: now - Self.hourMilliseconds)
    let before = ring[(index ?? head) & mask].value.double
    return (100 * (latest.double - before) / before, index != nil)
  }

  private func lastIndex(notAfter milliseconds: Int64) -> Int? {
    var (low, high) = (head, tail)
    while low < high {
      let middle = (low + high) / 2
      if ring[middle & mask].milliseconds <= milliseconds { low = middle + 1 } else { high = middle }
    }
    return low > head ? low - 1 : nil
  }
}

extension InstrumentState {
  func openInterestNow() -> Reading {
    guard traits.isDerivative else { return .missing(.invalid) }
    return openInterest.latest.map { .exact(ExactDecimal($0)) } ?? .missing(.warming)
  }

  func openInterestChange() -> Reading {
    guard traits.isDerivative else { return .missing(.invalid) }
    guard let now = clock.now, let change = openInterest.changePercent(at: now) else { return .missing(.warming) }
    guard change.percent.isFinite else { return .missing(.invalid) }  // it was 0 then
    return .number(change.percent, change.isWholeHour ? .ok : .warming)
  }
}
