/// How a capture ended. Whatever it is, every complete line before that point was given.
public enum CaptureEnd: Sendable, Hashable, BitwiseCopyable {
  /// The file is over; a last line without newline counted as a line.
  case complete
  /// The compressed data stop before their end; the incomplete last line was dropped.
  case truncated
  /// The compressed data make no sense from here on; the incomplete last line was dropped.
  case corrupt
  /// The system could not read on; the incomplete last line was dropped.
  case unreadable(errno: Int32)
}
