public import Venues
internal import Memory

/// What a session has seen, for the summary. Fixed memory; counting costs one increment.
public struct SessionCounts: ~Copyable {
  public internal(set) var frames: Int64 = 0
  public internal(set) var bytes: Int64 = 0
  /// Frames whose content was understood.
  public internal(set) var decoded: Int64 = 0
  public internal(set) var trades: Int64 = 0
  public internal(set) var signals: Int64 = 0
  private var reasons = FixedArray<Int64>(zeroed: 256)

  public subscript(reason: FrameReason) -> Int64 { reasons[Int(reason.rawValue)] }

  mutating func count(_ reason: FrameReason, _ rows: Int = 1) { reasons[Int(reason.rawValue)] += Int64(rows) }
}
