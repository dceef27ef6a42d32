/// Scenes in which nothing happens to the book.
extension Story {
  /// The scene of its own.
  mutating func tellOnlyCalm(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    tellOpening(milliseconds: milliseconds)
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Price wanders by up to 0.02 % in half a minute; no level stands out.
  mutating func tellCalm(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    while end.milliseconds < finish {
      let step = min(random.integer(15_000...40_000), finish - end.milliseconds)
      let drift = random.double(-0.0002...0.0002) * end.ticks * Double(step) / 40_000
      move(to: end.ticks + drift, over: step, noise: Self.calmNoiseTicks, activity: random.double(0.7...1.4))
    }
  }

  /// Calm with a hole: one depth frame is left out, and a fresh snapshot follows after a while.
  mutating func tellGap(milliseconds: Int64) {
    let before = Int64(Double(milliseconds) * random.double(0.3...0.5))
    let blind = Int64(Double(milliseconds) * random.double(0.08...0.2))
    tellCalm(milliseconds: before)
    note(.gapAt)
    cue(.dropDepthFrame)
    tellCalm(milliseconds: min(blind, 8_000))
    note(.snapshotAt)
    cue(.takeSnapshot)
    tellCalm(milliseconds: milliseconds - before - min(blind, 8_000))
  }
}
