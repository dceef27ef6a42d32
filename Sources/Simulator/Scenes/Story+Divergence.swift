/// Two extremes of price: the second goes farther, but far fewer aggressors stand behind it.
extension Story {
  private static let divergenceMilliseconds: Int64 = 420_000

  /// A low and a lower low, or a high and a higher high, by the seed. Every leg is longer than the 0.10 % that B-05's
  /// zig-zag needs to see an extreme, and the turn after the second stays short of the one after the first, so that
  /// it makes no extreme of the other kind.
  mutating func tellDivergence(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    let scale = min(1, Double(milliseconds) / Double(Self.divergenceMilliseconds))
    tellOpening(milliseconds: milliseconds)
    tellCalm(milliseconds: milliseconds * 35 / 100 - end.milliseconds)
    let turnsUp = random.chance(0.5)
    let side: BookSide = turnsUp ? .bid : .ask
    let sign = Double(side.sign)
    let unit = sign * end.ticks / 10_000
    pushHard(by: -unit * random.double(24...36), over: random.double(30_000...45_000) * scale, sign: sign)
    note(.firstExtreme, side: side)
    let first = end.ticks
    move(
      to: first + unit * random.double(17...21), over: Int64(random.double(30_000...45_000) * scale), noise: 30,
      activity: 2, buyPressure: 0)
    // Price sinks because quotes are taken back, not because somebody sells: even more buy than sell at market.
    move(
      to: first - unit * random.double(3...7), over: Int64(random.double(90_000...130_000) * scale), activity: 0.8,
      buyPressure: sign * 0.3)
    note(.divergenceAt, side: side)
    move(
      to: end.ticks + unit * random.double(13...14.5), over: Int64(random.double(25_000...35_000) * scale),
      activity: 1.5, buyPressure: 0)
    move(to: end.ticks, over: max(1, (finish - end.milliseconds) / 4), noise: Self.calmNoiseTicks, activity: 1)
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Aggressors drive price, in growing numbers up to the end.
  private mutating func pushHard(by ticks: Double, over milliseconds: Double, sign: Double) {
    move(
      to: end.ticks + ticks * 0.2, over: Int64(milliseconds * 0.3), noise: 30, activity: 3, buyPressure: -sign * 0.1)
    move(to: end.ticks + ticks * 0.8, over: Int64(milliseconds * 0.7), activity: random.double(6...9))
  }
}
