internal import Engine
internal import Foundation
internal import Journal
internal import Market
internal import Pipeline
internal import Venues

/// What a replay shows: lines for machines, a closing table for people, or a table that moves.
enum ReplayView {
  case jsonl
  case table
  case live(LiveTable)
}

/// One replay: files in order through one session, frame by frame.
struct Replay: ~Copyable {
  private var session: Session
  private var report: SessionReport
  private var signalReport: SignalFile?
  private var timer = FrameTimer()
  private var pacer: Pacer?
  private var view: ReplayView
  private let emitsLines: Bool
  private var stamp = FrameStamp(sequence: 0, receiveNanoseconds: 0)
  private var told = Set<FrameReason>()

  init(
    _ session: consuming Session, plan: OutputPlan, speed: ReplaySpeed, view: ReplayView, signalFile: File?
  ) {
    self.session = session
    report = SessionReport(plan)
    signalReport = signalFile.map { SignalFile($0) }
    pacer = Pacer(speed)
    self.view = view
    emitsLines = !plan.lines.isEmpty
  }

  mutating func run(_ inputs: [String]) throws {
    let started = DispatchTime.now().uptimeNanoseconds
    for path in CaptureFiles.expand(inputs) where !Interrupt.isRequested { try replay(path) }
    let elapsed = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
    report.finish(session, stamp)
    try printLines()
    try signalReport?.finish()
    let summary = SessionSummary(
      session, last: stamp, elapsedSeconds: elapsed, nanosecondsPerFrame: timer.cost, digest: report.finishDigest())
    try show(summary)
    guard session.counts.decoded == 0 else { return }
    let inputs = inputs.joined(separator: ", ")
    throw session.counts[.symbolFiltered] > 0
      ? Failure.input("no frame in \(inputs) is of the symbols asked for; --symbol takes the venue's spelling")
      : Failure.input("nothing in \(inputs) was a frame of \(session.venue.name)")
  }

  private mutating func replay(_ path: String) throws {
    session.beginFile()
    var capture: TextCapture
    do {
      capture = try TextCapture(path: path)
    } catch {
      tell(.unreadableFile, path, "\(error)")
      session.count(.unreadableFile)
      return
    }
    while !Interrupt.isRequested {
      switch capture.next() {
      case .frame(let receiveNanoseconds, let start, let length):
        unsafe feed(start, length, receiveNanoseconds)
        try afterFrame(path, capture.lineNumber)
      case .bad(let line):
        rejectLine(line, path, capture.lineNumber)
      case .end(let end):
        finishFile(end, capture.complaint, path, capture.lineNumber)
        if !session.endFile() { tell(.snapshotAmbiguous, path) }
        return
      }
    }
  }

  @inline(__always)
  private mutating func feed(_ start: UnsafePointer<CChar>, _ length: Int, _ receiveNanoseconds: Int64) {
    pacer?.wait(for: receiveNanoseconds)
    stamp = FrameStamp(sequence: stamp.sequence + 1, receiveNanoseconds: receiveNanoseconds)
    timer.start()
    unsafe session.feed(start, length: length, stamp)
    report.compute(session)
    timer.stop()
  }

  private mutating func afterFrame(_ path: String, _ line: Int64) throws {
    if session.lastReason.isRejected { tell(session.lastReason, "\(path):\(line)") }
    let position = JournalPosition(file: path, line: line)
    report.report(session, stamp, at: position)
    try signalReport?.report(session, stamp, at: position)
    if emitsLines { try printLines() }
    if case .live(var table) = view {
      table.update(session, stamp)
      view = .live(table)
    }
  }

  private mutating func printLines() throws {
    let output = report.takeOutput()
    guard !output.isEmpty else { return }
    guard case .jsonl = view else { return try StandardOutput.write(TableLines.text(output)) }
    try StandardOutput.write(output)
  }

  private func show(_ summary: SessionSummary) throws {
    switch view {
    case .jsonl: try StandardOutput.write(summary.jsonLine + "\n")
    case .table: try StandardOutput.write(SummaryTable.text(summary))
    case .live(let table):
      table.finish()
      try StandardOutput.write(SummaryTable.text(summary))
    }
  }
}

// MARK: - Bad input

extension Replay {
  private mutating func rejectLine(_ line: TextCapture.BadLine, _ path: String, _ number: Int64) {
    stamp.sequence += 1
    session.reject(line.reason)
    tell(line.reason, "\(path):\(number)")
  }

  private mutating func finishFile(_ end: CaptureEnd, _ details: String, _ path: String, _ line: Int64) {
    guard let complaint = end.complaint else { return }
    session.count(.truncatedInput)
    let words = details.isEmpty ? complaint : "\(complaint) (\(details))"
    tell(.truncatedInput, "\(path):\(line): \(words)")
  }

  /// The first of each kind, with where it stands; the summary counts the rest.
  private mutating func tell(_ reason: FrameReason, _ place: String, _ words: String? = nil) {
    guard told.insert(reason).inserted else { return }
    StandardError.line("tidewire: \(place): \(reason.name): \(words ?? reason.advice)")
  }
}
