/// The uncompressed bytes of a file. One stream for each way in which captures are stored.
protocol ByteStream: AnyObject {
  /// Puts the next bytes at the front of `target`, which is not empty: at least one, unless the stream ends, which the
  /// answer then says. Not to be called again after that.
  func read(into target: UnsafeMutableRawBufferPointer) -> StreamPart

  /// What the unpacking library says about corrupt data; empty where there is nothing to say.
  var complaint: String { get }
}

/// What one read of a stream gave.
struct StreamPart {
  var byteCount: Int
  /// Nil while more may follow.
  var end: CaptureEnd?
}
