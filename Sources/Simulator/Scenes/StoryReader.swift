/// Walks through a story in time order.
struct StoryReader {
  /// What the script wants at one time.
  struct Mood {
    var referenceTicks: Double
    /// Slope of the reference price.
    var ticksPerSecond: Double
    var noiseTicks: Double
    var activity: Double
    var liquidationsPerSecond: Double
    var liquidatesLongs: Bool?
    var buyPressure: Double
  }

  private let knots: [StoryKnot]
  private let cues: [StoryCue]
  private var knot = 0
  private var cue = 0

  init(_ story: Story) {
    knots = story.knots
    cues = story.cues
  }

  /// The mood at a time, which must not go back. After the last knot everything stays as there.
  mutating func mood(at milliseconds: Int64) -> Mood {
    while knot + 1 < knots.count && knots[knot + 1].milliseconds <= milliseconds { knot += 1 }
    let from = knots[knot]
    let to = knots[min(knot + 1, knots.count - 1)]
    let span = Double(max(1, to.milliseconds - from.milliseconds))
    let share = min(1, Double(milliseconds - from.milliseconds) / span)
    func between(_ a: Double, _ b: Double) -> Double { a + (b - a) * share }
    return Mood(
      referenceTicks: between(from.ticks, to.ticks), ticksPerSecond: (to.ticks - from.ticks) * 1_000 / span,
      noiseTicks: between(from.noiseTicks, to.noiseTicks), activity: between(from.activity, to.activity),
      liquidationsPerSecond: between(from.liquidationsPerSecond, to.liquidationsPerSecond),
      liquidatesLongs: from.liquidatesLongs, buyPressure: between(from.buyPressure, to.buyPressure))
  }

  /// The next cue that is due, if any; call until nil.
  mutating func takeCue(at milliseconds: Int64) -> StoryCue.Action? {
    guard cue < cues.count, cues[cue].milliseconds <= milliseconds else { return nil }
    cue += 1
    return cues[cue - 1].action
  }
}
