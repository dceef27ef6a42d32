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

  /// Feeds these frames to every instrument; ns a frame.
  mutating func time(_ frames: Range<Int>, interleaved: Bool) -> Double {
    let text = RenamedFrames(capture, interleaved ? mixed(frames) : inTurn(frames))
    let start = MonotonicClock.nanoseconds()
    for frame in text.frames { session.feed(frame) }
    return Double(MonotonicClock.nanoseconds() - start) / Double(text.frames.count)
  }

  private func inTurn(_ frames: Range<Int>) -> [RenamedFrames.Choice] {
    (0..<count).flatMap { instrument in frames.map { (frame: $0, instrument: instrument) } }
  }

  private func mixed(_ frames: Range<Int>) -> [RenamedFrames.Choice] {
    frames.flatMap { frame in (0..<count).map { (frame: frame, instrument: $0) } }
  }
}
