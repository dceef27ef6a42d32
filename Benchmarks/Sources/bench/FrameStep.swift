/// A part of Tidewire that takes one frame at a time.
protocol FrameStep: ~Copyable {
  /// Ready for the first frame, the snapshot loaded where there is a book.
  init(_ capture: Capture)
  mutating func take(_ frame: Frame)
  var faults: Int { get }
  /// Nil where there is no book.
  borrowing func book() -> BookState?
}

/// A step as a contender.
final class Ours<Step: FrameStep & ~Copyable>: Contender {
  private let capture: Capture
  private var step: Step?

  init(_ capture: Capture) { self.capture = capture }

  var prebuiltLevels: Int? { nil }
  var decodedSum: UInt64? { nil }
  var faults: Int { step?.faults ?? 0 }

  func reset() {
    step = nil  // first, so that the new one gets the same memory
    step = Step(capture)
  }

  // The step is moved out of the object for a run: a property of a class is checked for exclusive access at each use.

  func run(_ frames: Frames) {
    guard var step = step.take() else { preconditionFailure("reset comes first") }
    for index in 0..<frames.count { step.take(frames[index]) }
    self.step = consume step
  }

  func run(_ frames: Frames, latencies: inout [UInt32]) {
    guard var step = step.take() else { preconditionFailure("reset comes first") }
    var before = MonotonicClock.nanoseconds()
    for index in 0..<frames.count {
      step.take(frames[index])
      let after = MonotonicClock.nanoseconds()
      latencies[index] = UInt32(clamping: after - before)
      before = after
    }
    self.step = consume step
  }

  func book() -> BookState? {
    switch step {
    case .some(let step): step.book()
    case .none: nil
    }
  }
}
