internal import Engine
internal import Pipeline

/// A file that takes signals as JSON lines, whatever the terminal shows.
struct SignalFile: ~Copyable {
  private let file: File
  private var report = SessionReport(OutputPlan(lines: [.signal]))

  init(_ file: File) { self.file = file }

  mutating func report(
    _ session: borrowing Session, _ stamp: FrameStamp, at position: JournalPosition
  ) throws(Failure) {
    guard session.engine.signals.count > 0 else { return }
    report.compute(session)
    report.report(session, stamp, at: position)
    try file.write(report.takeOutput())
  }

  func finish() throws(Failure) { try file.close() }
}
