/// Something the script lets happen: what, when and where. Tests compare an engine's signals with these.
public struct ScriptedMoment: Sendable, Hashable {
  public enum Kind: String, Sendable {
    /// A wall is put into the book; `price` and `side` are its own.
    case wallAppears
    /// Price is closest to the wall and about to turn; `side` is the wall's (bid: a long bounce).
    case bounceExpected
    /// The rebound has carried price at least 0.03 % off its closest approach by this time.
    case bounceDone
    /// The wall is cancelled, in a few steps from this time on.
    case wallPulled
    /// Trades start to erode the wall, and the time by which nothing of it is left.
    case erosionStarts, wallEaten
    /// The rest of a wall is cancelled after its scene.
    case wallLeaves
    case panicStarts, cascadePeak, panicEnds
    case pumpStarts, pumpPeak, dumpBounce, dumpEnds
    /// One depth frame after this time is left out; a fresh snapshot is taken at the other.
    case gapAt, snapshotAt
  }

  /// Which side of the book, where that says anything.
  public enum Side: String, Sendable { case bid, ask }

  public var kind: Kind
  /// Exchange time in milliseconds since 1970.
  public var milliseconds: Int64
  /// The wall's price, else the one the script steers to at this time; decimal text.
  public var price: String
  public var side: Side?
}
