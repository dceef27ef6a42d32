/// One way of reading the capture. The loop over frames is the contender's own, so this boundary costs once a run.
protocol Contender: AnyObject {
  /// Level updates that one run applies where they are ready in memory and frames are not read; nil for all others.
  var prebuiltLevels: Int? { get }
  /// What went wrong since the reset: frames not decoded, updates not applied.
  var faults: Int { get }
  /// A sum over the decoded values, for contenders that keep one.
  var decodedSum: UInt64? { get }

  /// Back to the snapshot. Memory that the last run used is used again.
  func reset()
  func run(_ frames: Frames)
  /// The same, writing the ns that each frame took, from one clock read to the next; as many as there are frames.
  func run(_ frames: Frames, latencies: inout [UInt32])
  /// Nil for contenders without a book.
  func book() -> BookState?
}
