/// Where a frame stands: its number within the session, from 1, and when it was received.
public struct FrameStamp: Sendable, BitwiseCopyable {
  public var sequence: Int64
  public var receiveNanoseconds: Int64
  public init(sequence: Int64, receiveNanoseconds: Int64) {
    self.sequence = sequence
    self.receiveNanoseconds = receiveNanoseconds
  }
}
