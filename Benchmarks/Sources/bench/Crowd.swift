import Pipeline

/// A session of many instruments that all live through the same capture.
struct Crowd: ~Copyable {
  private let capture: Capture
  private let count: Int
  private var session: Session

  /// Every instrument has its snapshot.
  init(_ capture: Capture, count: Int) {
    guard let session = Session(venue: Capture.venue) else { preconditionFailure("out of memory") }
    self.capture = capture
    self.count = count
    self.session = session
    let text = RenamedFrames(capture, (0..<count).map { (frame: 0, instrument: $0) })
    for frame in text.frames {
      self.session.feed(frame)
      self.session.feed(capture.snapshot)
    }
  }

  /// Feeds these frames to every instrument, each frame to all in turn. Returns the thread's ns a frame of the second
  /// half, which finds the caches as the first half left them.
  mutating func time(_ frames: Range<Int>) -> Double {
    let text = RenamedFrames(capture, frames.flatMap { frame in (0..<count).map { (frame: frame, instrument: $0) } })
    let half = text.frames.count / 2
    for index in 0..<half { session.feed(text.frames[index]) }
    let start = ThreadClock.nanoseconds()
    for index in half..<text.frames.count { session.feed(text.frames[index]) }
    return Double(ThreadClock.nanoseconds() - start) / Double(text.frames.count - half)
  }
}
