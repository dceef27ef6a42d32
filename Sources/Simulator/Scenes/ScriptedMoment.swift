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
    /// Violence begins, is greatest, and has given way to ordinary trading; `side` says which way price runs.
    case panicStarts, panicPeak, panicEnds
    /// Liquidations begin, are densest, and have fallen to a third of that; `side` is that of the positions.
    case cascadeStarts, cascadePeak, cascadeExhausted
    /// The first order of those that hit the hidden reserve; its third refill; nothing is left of it.
    case icebergStarts, icebergShown, icebergGone
    /// One-sided trading meets makers who do not give way, and stops; `side` is the makers'.
    case absorptionStarts, absorptionEnds
    /// The first extreme, and the second, which goes farther on weaker trading; bid where price may rise after it.
    case firstExtreme, divergenceAt
    case pumpStarts, pumpPeak, dumpBounce, dumpEnds
    /// One depth frame after this time is left out; a fresh snapshot is taken at the other.
    case gapAt, snapshotAt
  }

  /// A side of the book, of positions, or the way that price runs, where that says anything.
  public enum Side: String, Sendable {
    case bid, ask
    case long, short
    case down, up

    init(_ side: BookSide) { self = side == .bid ? .bid : .ask }

    /// As the events of an engine say it: a side of the book is that of the orders resting there.
    var word: String {
      switch self {
      case .bid: "buy"
      case .ask: "sell"
      default: rawValue
      }
    }
  }

  public var kind: Kind
  /// Exchange time in milliseconds since 1970.
  public var milliseconds: Int64
  /// The wall's price, else the one the script steers to at this time; decimal text.
  public var price: String
  public var side: Side?

  /// One JSON object without a line break: `{"ms":…,"kind":"…","side":"…","price":"…"}`.
  public var json: String {
    var text = FrameText()
    text.text("{")
    text.field("ms", milliseconds)
    text.field("kind", text: kind.rawValue)
    if let side { text.field("side", text: side.word) }
    text.field("price", text: price)
    text.text("}")
    return text.string
  }
}
