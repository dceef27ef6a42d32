/// A fall that feeds on itself: volume, volatility, liquidations; then exhaustion and a rebound.
extension Story {
  mutating func tellPanic(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    tellCalm(milliseconds: milliseconds / 4)
    let start = end.ticks
    let bottom = start * (1 - random.double(0.012...0.025))
    note(.panicStarts)
    let fall = Int64(Double(milliseconds) * random.double(0.26...0.34))
    plunge(from: start, to: bottom, over: fall)
    note(.cascadePeak)
    // Exhaustion: price stands, liquidations dry up.
    move(to: bottom * 1.0004, over: milliseconds / 12, noise: 60, activity: 12, liquidations: 0.5)
    let recovered = bottom + (start - bottom) * random.double(0.4...0.6)
    move(to: recovered, over: milliseconds / 6, noise: 50, activity: 5, liquidations: 0)
    note(.panicEnds)
    move(to: recovered, over: max(1, (finish - end.milliseconds) / 3), noise: Self.calmNoiseTicks, activity: 1)
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Three waves down, each steeper than the one before, with short breaths between.
  private mutating func plunge(from start: Double, to bottom: Double, over milliseconds: Int64) {
    let depth = start - bottom
    let waves = [(0.22, 6.0, 0.8), (0.58, 18.0, 4.0), (1.0, random.double(28...38), random.double(8...12))]
    for (share, activity, liquidations) in waves {
      move(
        to: start - depth * share, over: milliseconds * 28 / 100, noise: 40 + 40 * share, activity: activity,
        liquidations: liquidations)
      guard share < 1 else { return }
      move(to: end.ticks + depth * 0.03, over: milliseconds * 8 / 100, activity: activity * 0.7)
    }
  }
}
