internal import Memory

/// The mid at each whole second (SEMANTICS.md I4, I22): the last one of an `ok`, two-sided book before the frame that
/// reached the second, kept through gaps. What every per-second return and price step is taken from.
struct SecondMids: ~Copyable {
  /// Seconds remembered; the longest look back is 30 s.
  private static let capacity = 64

  /// Twice the mid in ticks, by second; 0 for none.
  private var samples = FixedArray<Int64>(zeroed: capacity)
  private var latest: Int64?
  private(set) var latestSecond: Int64?

  /// The mid before the frame, as best bid + best ask in ticks.
  mutating func note(twiceMid: Int64) { latest = twiceMid }

  /// Called for every whole second in order; a jump over more seconds than are remembered leaves none of the old.
  mutating func sample(second: Int64) {
    if let before = latestSecond, second - before > Int64(Self.capacity) { samples.clear() }
    samples[slot(second)] = latest ?? 0
    latestSecond = second
  }

  /// Twice the mid in ticks so many seconds before the latest sample; nil where there was none.
  func twiceMid(secondsAgo: Int64) -> Int64? {
    guard let latestSecond, secondsAgo < Int64(Self.capacity) else { return nil }
    let sample = samples[slot(latestSecond - secondsAgo)]
    return sample == 0 ? nil : sample
  }

  private func slot(_ second: Int64) -> Int { Int(second & Int64(Self.capacity - 1)) }

  var byteCount: Int { samples.byteCount }

  mutating func scale(ticks factor: Int64) {
    for index in 0..<Self.capacity { samples[index] = Self.product(samples[index], factor) ?? 0 }
    latest = latest.flatMap { Self.product($0, factor) }
  }

  /// A mid that would leave the integer range was of a price that the book has left: it is forgotten.
  private static func product(_ twiceMid: Int64, _ factor: Int64) -> Int64? {
    let (product, overflow) = twiceMid.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }
}
