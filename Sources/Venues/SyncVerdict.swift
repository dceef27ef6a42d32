/// What a venue's continuity rule says of one depth message.
public enum SyncVerdict: UInt8, Sendable, BitwiseCopyable {
  /// Continuous: apply it.
  case apply
  /// At or below what the book already holds: a repeated or late message, harmless.
  case ignore
  /// No snapshot yet, or broken: keep it until one comes.
  case buffer
  /// An update is missing before it: mark the book, then keep it until a snapshot comes.
  case gap
}
