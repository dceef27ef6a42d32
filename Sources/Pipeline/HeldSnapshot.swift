internal import Memory
internal import Venues

/// The bytes of an unnamed REST snapshot that stands before every symbol of its file. There is room for one; a second
/// one replaces it, because the later snapshot is the one that can bridge.
struct HeldSnapshot: ~Copyable {
  private static let capacity = Decoder.maxFrameBytes

  private var storage = FixedArray<CChar>(zeroed: capacity + Decoder.padding)
  private(set) var length = 0
  /// Nil when none is held.
  private(set) var snapshotID: Int64?

  /// The kept bytes, with padding behind them; still there after `release`, until the next `keep`.
  var bytes: UnsafePointer<CChar> {
    guard let base = unsafe storage.pointer(at: 0, length: length).baseAddress else {
      preconditionFailure("a fixed array always has a base")
    }
    return unsafe base
  }

  mutating func keep(_ bytes: UnsafePointer<CChar>, length: Int, snapshotID: Int64) {
    precondition(length <= Self.capacity, "the decoder took no longer frame than this")
    for index in 0..<length { unsafe storage[index] = bytes[index] }
    self.length = length
    self.snapshotID = snapshotID
  }

  mutating func release() { snapshotID = nil }
}
