public import Engine
public import Market
public import Venues

/// What a whole session came to: the `summary` line and the closing table.
public struct SessionSummary {
  public var venue: Venue
  public var sequence: Int64
  public var receiveNanoseconds: Int64
  public var frames: Int64
  public var bytes: Int64
  public var decoded: Int64
  /// Reason and count, only those that occurred.
  public var ignored: [ReasonCount]
  public var rejected: [ReasonCount]
  public var trades: Int64
  public var signals: Int64
  public var books: BookCounts
  public var symbols: [SymbolSummary]
  public var elapsedSeconds: Double
  public var nanosecondsPerFrame: FrameCost
  public var digest: String
  public var limits: ReachedLimits

  public struct ReasonCount: Sendable {
    public var reason: FrameReason
    public var count: Int64
  }

  public struct SymbolSummary {
    public var name: String
    public var status: BookStatus
    public var counts: BookCounts
    public var bidLevels: Int
    public var askLevels: Int
    public var bestBid: String?
    public var bestAsk: String?
  }

  /// From frame bytes in memory to all outputs computed; reading, unpacking, printing and hashing are outside.
  public struct FrameCost: Sendable {
    public var mean: Double
    public var p50: Int64
    public var p99: Int64
    public var p999: Int64
    public var max: Int64

    public init(mean: Double, p50: Int64, p99: Int64, p999: Int64, max: Int64) {
      self.mean = mean
      self.p50 = p50
      self.p99 = p99
      self.p999 = p999
      self.max = max
    }
  }

  public init(
    _ session: borrowing Session, last: FrameStamp, elapsedSeconds: Double, nanosecondsPerFrame: FrameCost,
    digest: String
  ) {
    venue = session.venue
    sequence = last.sequence
    receiveNanoseconds = last.receiveNanoseconds
    frames = session.counts.frames
    bytes = session.counts.bytes
    decoded = session.counts.decoded
    ignored = Self.reasons(session, isRejected: false)
    rejected = Self.reasons(session, isRejected: true)
    trades = session.counts.trades
    signals = session.counts.signals
    symbols = []
    books = BookCounts()
    for (index, name) in session.symbols.enumerated() {
      let symbol = SymbolSummary(name, session, InstrumentSlot(Int32(index)))
      symbols.append(symbol)
      books.add(symbol.counts)
    }
    self.elapsedSeconds = elapsedSeconds
    self.nanosecondsPerFrame = nanosecondsPerFrame
    self.digest = digest
    limits = ReachedLimits(session)
  }

  private static func reasons(
    _ session: borrowing Session, isRejected: Bool
  ) -> [ReasonCount] {
    var found: [ReasonCount] = []
    for reason in FrameReason.allCases where reason != .none && reason.isRejected == isRejected {
      if session.counts[reason] > 0 { found.append(ReasonCount(reason: reason, count: session.counts[reason])) }
    }
    return found
  }
}

extension SessionSummary.SymbolSummary {
  fileprivate init(_ name: String, _ session: borrowing Session, _ slot: InstrumentSlot) {
    self.name = name
    status = session.engine[slot].currentStatus
    counts = session.engine[slot].counts
    bidLevels = session.engine[slot].bidLevels
    askLevels = session.engine[slot].askLevels
    bestBid = session.engine[slot].bestPrice(.bid).text
    bestAsk = session.engine[slot].bestPrice(.ask).text
  }
}

extension Reading {
  /// The exact value as text; nil where it is no exact value.
  fileprivate var text: String? {
    if case .exact(let decimal) = value { decimal.text } else { nil }
  }
}

extension BookCounts {
  fileprivate mutating func add(_ other: BookCounts) {
    updates += other.updates
    levelUpdates += other.levelUpdates
    gaps += other.gaps
    resyncs += other.resyncs
    crossed += other.crossed
    blindMilliseconds += other.blindMilliseconds
  }
}

extension SessionSummary {
  /// The `summary` line, without a newline.
  public var jsonLine: String {
    var json = JSONObject()
    json.begin()
    json.add("type", "summary")
    json.add("venue", venue.name)
    json.key("symbol")
    json.raw("null")
    json.add("seq", sequence)
    json.add("recv_ns", receiveNanoseconds)
    json.add("event_ms", Int64?.none)
    addCounts(to: &json)
    json.addObject("status") { json in
      for symbol in symbols { json.add(symbol.name, symbol.status.name) }
    }
    json.add("signals", signals)
    json.add("elapsed_s", elapsedSeconds)
    json.addObject("ns_per_frame") { nanosecondsPerFrame.write(to: &$0) }
    json.add("digest", digest)
    json.add("digest_version", Int64(IndicatorTable.digestVersion))
    json.end()
    return json.text
  }

  private func addCounts(to json: inout JSONObject) {
    json.add("frames", frames)
    json.add("bytes", bytes)
    json.add("decoded", decoded)
    json.addObject("ignored") { json in
      for entry in ignored { json.add(entry.reason.name, entry.count) }
    }
    json.addObject("rejected") { json in
      for entry in rejected { json.add(entry.reason.name, entry.count) }
    }
    json.add("book_updates", books.updates)
    json.add("level_updates", books.levelUpdates)
    json.add("trades", trades)
    json.add("gaps", books.gaps)
    json.add("resyncs", books.resyncs)
    json.add("blind_ms", books.blindMilliseconds)
    json.add("crossed", books.crossed)
    json.add("clock_backwards", limits.clockBackwards)
    json.addObject("limits_reached") { limits.write(to: &$0) }
  }
}

extension SessionSummary.FrameCost {
  fileprivate func write(to json: inout JSONObject) {
    json.add("mean", mean)
    json.add("p50", p50)
    json.add("p99", p99)
    json.add("p999", p999)
    json.add("max", max)
  }
}
