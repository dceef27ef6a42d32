/// One of the figures that Tidewire is to reach, and what this run says of it.
struct Target: Encodable {
  let name: String
  let value: Double
  /// The same from the fastest round of each instead of the median one; nil for percentiles and counts.
  let fromMinima: Double?
  /// `at most 2`
  let goal: String
  let isMet: Bool

  private init(_ name: String, _ value: Double, fromMinima: Double? = nil, atMost limit: Double) {
    self.init(name: name, value: value, fromMinima: fromMinima, goal: "at most \(limit.short)", isMet: value <= limit)
  }

  private init(_ name: String, _ value: Double, fromMinima: Double? = nil, atLeast limit: Double) {
    self.init(name: name, value: value, fromMinima: fromMinima, goal: "at least \(limit.short)", isMet: value >= limit)
  }

  private init(name: String, value: Double, fromMinima: Double?, goal: String, isMet: Bool) {
    self.name = name
    self.value = value
    self.fromMinima = fromMinima
    self.goal = goal
    self.isMet = isMet
  }

  /// Those whose rows were measured. Ratios are of the medians over rounds.
  static func all(_ rows: [Report.Row], _ sweep: [InstrumentSweep], levelsPerFrame: Double) -> [Target] {
    speed(rows, levelsPerFrame: levelsPerFrame) + latency(rows) + heap(rows) + caches(sweep)
  }

  private static func speed(_ rows: [Report.Row], levelsPerFrame: Double) -> [Target] {
    var targets: [Target] = []
    let ours = rows.named(Roster.decodeBook)?.perFrame
    if let ours, let limit = rows.named(Roster.limit)?.perFrame {
      targets.append(
        Target(
          "decode + book ÷ limit probe (goal 1.3)", ours.median / limit.median, fromMinima: ours.min / limit.min,
          atMost: 2))
    }
    if let ours, let theirs = rows.named(Roster.onDemandFlat)?.perFrame {
      targets.append(
        Target(
          "\(Roster.onDemandFlat) ÷ decode + book", theirs.median / ours.median, fromMinima: theirs.min / ours.min,
          atLeast: 2.5))
    }
    if let row = rows.named(Roster.bookAlone), let median = row.nsPerLevelMedian {
      targets.append(Target("book alone, ns a level", median, fromMinima: row.nsPerLevelMin, atMost: 5))
    }
    if let frame = rows.named(Roster.tick)?.perFrame {
      let rate = { (ns: Double) in 1_000 * levelsPerFrame / ns }
      targets.append(
        Target(
          "whole tick, million level updates a second", rate(frame.median), fromMinima: rate(frame.min), atLeast: 10))
    }
    return targets
  }

  private static func latency(_ rows: [Report.Row]) -> [Target] {
    guard let tick = rows.named(Roster.tick), let p50 = tick.p50, let p99 = tick.p99, let p999 = tick.p999 else {
      return []
    }
    return [
      Target("whole tick p50, ns", p50, atMost: 1_000), Target("whole tick p99, ns", p99, atMost: 10_000),
      Target("whole tick p99.9, ns", p999, atMost: 50_000),
    ]
  }

  private static func caches(_ sweep: [InstrumentSweep]) -> [Target] {
    sweep.filter { $0.instruments > 1 }.map { row in
      Target("\(row.instruments) instruments in turn ÷ one alone", row.ratio, atMost: row.instruments > 50 ? 3 : 1.5)
    }
  }

  private static func heap(_ rows: [Report.Row]) -> [Target] {
    let tickPath = [Roster.bookAlone, Roster.decode, Roster.decodeBook, Roster.tick]
    return tickPath.compactMap { rows.named($0) }.compactMap { row in
      guard let allocations = row.allocationsPerFrame, let retains = row.retainsPerFrame,
        let releases = row.releasesPerFrame
      else { return nil }
      return Target(
        "\(row.name): allocations, retains and releases a frame", allocations + retains + releases, atMost: 0)
    }
  }
}

extension Report.Row {
  fileprivate var perFrame: (min: Double, median: Double)? {
    guard let nsPerFrameMin, let nsPerFrameMedian else { return nil }
    return (nsPerFrameMin, nsPerFrameMedian)
  }
}

extension [Report.Row] {
  fileprivate func named(_ name: String) -> Report.Row? { first { $0.name == name } }
}
