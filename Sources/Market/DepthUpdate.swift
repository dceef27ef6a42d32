/// The header of a depth message. Ids are the venue's; continuity is judged by the venue's BookSync, nowhere else.
public struct DepthUpdate: Sendable, BitwiseCopyable, Hashable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable { case diff, snapshot, partial }
  public var kind: Kind
  /// Topic depth (Bybit) or partial depth (Binance); 0 for diffs of the whole book and REST snapshots.
  public var topicDepth: Int32
  /// Binance `U`; Bybit `seq`.
  public var firstID: Int64
  /// Binance `u` or `lastUpdateId`; Bybit `u`.
  public var lastID: Int64
  /// Binance futures `pu`; 0 elsewhere.
  public var previousID: Int64
  /// Event time in ms, nil for frames that carry none.
  public var eventMilliseconds: Int64?

  public init(
    kind: Kind, topicDepth: Int32 = 0, firstID: Int64, lastID: Int64, previousID: Int64 = 0, eventMilliseconds: Int64?
  ) {
    self.kind = kind
    self.topicDepth = topicDepth
    self.firstID = firstID
    self.lastID = lastID
    self.previousID = previousID
    self.eventMilliseconds = eventMilliseconds
  }
}
