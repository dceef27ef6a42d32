/// All figures of a run; what `--json` writes and the table prints.
struct Report: Encodable {
  /// A line of the table. What was not measured is absent; per-frame figures in ns.
  struct Row: Encodable {
    let name: String
    let remark: String
    let nsPerFrameMin: Double?
    let nsPerFrameMedian: Double?
    let nsPerLevelMin: Double?
    let nsPerLevelMedian: Double?
    let p50: Double?
    let p99: Double?
    let p999: Double?
    let max: Double?
    let allocationsPerFrame: Double?
    let retainsPerFrame: Double?
    let releasesPerFrame: Double?
  }

  let capture: String
  let frames: Int
  let depthFrames: Int
  let depthLevels: Int
  let rounds: Int
  let machine = Machine()
  /// The book that all timed contenders ended with.
  let book: String
  let rows: [Row]
  /// The whole tick with 1, 50 and 500 instruments in turn; empty where the capture is too short.
  let sweep: [InstrumentSweep]
  let targets: [Target]
  let failures: Int

  init(_ capture: Capture, _ roster: Roster, _ gate: EqualityGate, _ sweep: [InstrumentSweep], rounds: Int) {
    self.capture = String(capture.path.split(separator: "/").last ?? "")
    self.rounds = rounds
    self.sweep = sweep
    frames = capture.frames.count
    depthFrames = capture.depthFrames.count
    depthLevels = capture.depthLevels
    book = gate.book?.summary ?? "none"
    failures = gate.failures
    rows = roster.entries.map(Row.init)
    targets = Target.all(rows, sweep, levelsPerFrame: Double(depthLevels) / Double(frames))
  }
}

extension Report.Row {
  init(_ entry: Entry) {
    let samples = entry.samples
    let percentiles = samples.percentiles([0.5, 0.99, 0.999, 1])
    let perFrame = { (count: UInt64) -> Double? in
      HeapTraffic.isCounted && entry.contender != nil ? Double(count) / Double(samples.framesPerRun) : nil
    }
    self.init(
      name: entry.name, remark: entry.remark, nsPerFrameMin: samples.nsPerFrame.min(),
      nsPerFrameMedian: samples.nsPerFrame.median, nsPerLevelMin: samples.nsPerLevel.min(),
      nsPerLevelMedian: samples.nsPerLevel.median,
      p50: percentiles.first, p99: percentiles.dropFirst().first, p999: percentiles.dropFirst(2).first,
      max: percentiles.last, allocationsPerFrame: perFrame(samples.traffic.allocations),
      retainsPerFrame: perFrame(samples.traffic.retains), releasesPerFrame: perFrame(samples.traffic.releases))
  }
}
