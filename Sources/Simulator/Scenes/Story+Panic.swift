/// A fall that feeds on itself: volume, volatility, liquidations; then exhaustion and a rebound. Upwards it is a
/// euphoria, which differs in nothing but its sign.
extension Story {
  /// How long the violent part of the scene is at most; the rest of a long scene is calm before and after it.
  private static let violentMilliseconds: Int64 = 240_000

  /// The scene of its own: a stretch of calm, then either direction. From 15 minutes on the calm lasts for more than
  /// the 10 minutes that B-12 takes to know what is normal.
  mutating func tellPanicOrEuphoria(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    let violent = min(milliseconds, Self.violentMilliseconds)
    tellOpening(milliseconds: milliseconds)
    tellCalm(milliseconds: max(milliseconds / 4, (milliseconds - violent) * 96 / 100) - end.milliseconds)
    let sign = random.chance(0.5) ? -1.0 : 1
    liquidate(sign < 0 ? .long : .short)
    rush(milliseconds: violent, until: finish, sign: sign)
  }

  mutating func tellPanic(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    tellCalm(milliseconds: milliseconds / 4)
    rush(milliseconds: milliseconds, until: finish, sign: -1)
  }

  private mutating func rush(milliseconds: Int64, until finish: Int64, sign: Double) {
    let (way, positions): (ScriptedMoment.Side, ScriptedMoment.Side) = sign < 0 ? (.down, .long) : (.up, .short)
    let start = end.ticks
    let extreme = start * (1 + sign * random.double(0.012...0.025))
    note(.panicStarts, side: way)
    note(.cascadeStarts, side: positions)
    let run = Int64(Double(milliseconds) * random.double(0.26...0.34))
    plunge(from: start, to: extreme, over: run)
    note(.panicPeak, side: way)
    note(.cascadePeak, side: positions)
    // Exhaustion: price stands, liquidations dry up.
    move(to: extreme * (1 - sign * 0.0004), over: milliseconds / 12, noise: 60, activity: 12, liquidations: 0.5)
    let recovered = extreme + (start - extreme) * random.double(0.4...0.6)
    move(to: recovered, over: milliseconds / 6, noise: 50, activity: 5, liquidations: 0)
    note(.cascadeExhausted, side: positions)
    note(.panicEnds, side: way)
    move(to: recovered, over: max(1, (finish - end.milliseconds) / 3), noise: Self.calmNoiseTicks, activity: 1)
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Three waves, each steeper than the one before, with short breaths between.
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
