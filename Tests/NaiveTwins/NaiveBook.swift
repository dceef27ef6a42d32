/// A book kept in step with its venue by the official rules (EXCHANGES B, SEMANTICS "Frames and updates", "Status").
///
/// One call of `take` is one frame. A frame after which bid ≥ ask is undone as a whole: the levels stay at the last
/// good state. The buffer has no limit here.
public struct NaiveBook: Sendable {
  public enum Status: String, Sendable {
    case syncing, ok, gap, stale
  }

  public struct Counters: Equatable, Sendable {
    public var bookUpdates = 0
    public var levelUpdates = 0
    public var gaps = 0
    public var resyncs = 0
    public var crossed = 0
    /// Frames at or below the book's id in steady state: repeated ones.
    public var duplicates = 0
    /// Diffs that a snapshot already contains.
    public var dropped = 0
    /// Bybit frames of a topic shallower than the book's.
    public var shallower = 0
  }

  public let venue: NaiveVenue
  public internal(set) var levels = NaiveLevels()
  public internal(set) var status = Status.syncing
  public internal(set) var counters = Counters()
  /// Diffs waiting for a snapshot, oldest first.
  public internal(set) var buffer: [NaiveDepth] = []
  /// Bybit: the topic that is the book.
  public internal(set) var topicDepth: Int?
  /// When the book last went from gap to ok, by the symbol's `now`.
  public internal(set) var resynced_ms: Int64?

  /// False between a Binance snapshot and the first diff applied on it.
  var isBridged = false
  /// The states after each update of the frame at hand.
  var applied: [NaiveLevels] = []
  /// `now` of the last 100 frames that applied something.
  var appliedTimes_ms: [Int64] = []

  public init(venue: NaiveVenue) {
    self.venue = venue
  }

  /// Takes one snapshot or diff frame and gives the states after each update it applied, oldest first.
  @discardableResult
  public mutating func take(_ depth: NaiveDepth, isSnapshot: Bool, now_ms: Int64?) -> [NaiveLevels] {
    guard isBookTopic(depth, isSnapshot: isSnapshot) else {
      counters.shallower += 1
      return []
    }
    let before = self
    applied = []
    if isSnapshot { takeSnapshot(depth) } else { takeDiff(depth) }
    if levels.isCrossed { undo(to: before, diff: isSnapshot ? nil : depth) }
    if before.status == .gap, status == .ok { resynced_ms = now_ms }
    observe(now_ms: now_ms, applied: !applied.isEmpty)
    return applied
  }

  /// Bybit's book is its deepest topic; a deeper one takes over with its first snapshot.
  private mutating func isBookTopic(_ depth: NaiveDepth, isSnapshot: Bool) -> Bool {
    guard let topic = depth.topicDepth else { return true }
    guard let current = topicDepth else {
      topicDepth = topic
      return true
    }
    if topic > current, isSnapshot { topicDepth = topic }
    return topic == topicDepth
  }

  private mutating func undo(to before: NaiveBook, diff: NaiveDepth?) {
    self = before
    applied = []
    counters.crossed += 1
    loseContinuity()
    if let diff { buffer.append(diff) }
  }

  /// Only a book that was continuous can lose it: `gaps` counts ok → gap.
  mutating func loseContinuity() {
    if status == .ok || status == .stale { counters.gaps += 1 }
    status = .gap
  }
}
