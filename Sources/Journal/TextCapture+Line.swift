extension TextCapture {
  /// What `next` found.
  @safe
  public enum Line: BitwiseCopyable {
    /// A frame: `length` bytes (at least 1) from `start` on, and at least `TextCapture.padding` readable ones behind
    /// it. They lie in the capture's own memory and are valid until its next call of `next`.
    case frame(receiveNanoseconds: Int64, start: UnsafePointer<CChar>, length: Int)
    /// A line that holds no frame; the lines after it are good again.
    case bad(BadLine)
    /// There are no more lines.
    case end(CaptureEnd)
  }

  /// Why a line holds no frame.
  public enum BadLine: Sendable, Hashable, BitwiseCopyable {
    /// It does not begin with a receive stamp of 19, 16 or 13 digits and one space or tab.
    case badStamp
    /// Nothing stands behind the stamp.
    case noFrame
    /// Longer than a frame of 2 MiB and its stamp.
    case lineTooLong
  }
}
