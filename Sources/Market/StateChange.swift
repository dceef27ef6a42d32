/// A change of state worth telling: printed as an `event` line.
public struct StateChange: Sendable, BitwiseCopyable {
  public enum Kind: Sendable, BitwiseCopyable {
    case gap(GapReason)
    /// Blind time from the first lost update to `ok` again, in event time.
    case resync(blindMilliseconds: Int64)
    case gridChanged
    case wallAppeared(BookSide, Price, Quantity)
    case wallGone(BookSide, Price, Quantity)
  }

  public var slot: InstrumentSlot
  public var kind: Kind

  public init(slot: InstrumentSlot, kind: Kind) {
    self.slot = slot
    self.kind = kind
  }
}

/// Why a book stopped being right. The text stands in `gap{reason}` events and in the summary.
public enum GapReason: UInt8, Sendable, BitwiseCopyable {
  /// An update id is missing between the last applied diff and this one.
  case sequence
  /// Best bid at or above best ask after a frame, locked included.
  case crossed
  /// More levels than the far store may hold.
  case farStoreFull

  public var name: String {
    switch self {
    case .sequence: "sequence"
    case .crossed: "crossed"
    case .farStoreFull: "far_store_full"
    }
  }
}
