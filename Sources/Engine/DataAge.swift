internal import Memory

/// When a continuous book has been silent for too long (SEMANTICS.md I43): event time without an applied book frame
/// longer than max(3 s, 20 × the mean interval of the last 100 applied ones); 3 s until there are 100.
package struct DataAge: ~Copyable {
  package init() {}

  private static let frames = 100
  private static let floorMilliseconds: Int64 = 3_000

  private var times = FixedArray<Int64>(zeroed: frames)
  private var next = 0
  private var count = 0
  /// Time of the latest applied book frame; nil before the first.
  private(set) var latest: Int64?

  package mutating func applied(at now: Int64) {
    times[next] = now
    next = (next + 1) % Self.frames
    count = min(count + 1, Self.frames)
    latest = now
  }

  /// The limit in ms. 100 applied frames span 99 intervals.
  private var limitMilliseconds: Int64 {
    guard count == Self.frames, let latest else { return Self.floorMilliseconds }
    return max(Self.floorMilliseconds, 20 * (latest - times[next]) / Int64(Self.frames - 1))
  }

  package func isStale(at now: Int64) -> Bool {
    guard let latest else { return false }
    return now - latest > limitMilliseconds
  }

  var byteCount: Int { times.byteCount }
}
