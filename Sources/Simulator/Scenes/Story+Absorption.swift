/// Sellers (or buyers) trade many times the usual quantity and price does not give way.
extension Story {
  private static let absorptionMilliseconds: Int64 = 240_000

  /// More than half of the scene is calm: what is much is only known against what is normal.
  mutating func tellAbsorption(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    let scale = min(1, Double(milliseconds) / Double(Self.absorptionMilliseconds))
    tellOpening(milliseconds: milliseconds)
    tellCalm(milliseconds: milliseconds * 55 / 100 - end.milliseconds)
    let makers: BookSide = random.chance(0.5) ? .bid : .ask
    move(to: end.ticks, over: Int64(4_000 * scale), noise: 6)
    note(.absorptionStarts, side: makers)
    absorb(makers, over: Int64(random.double(16_000...30_000) * scale))
    note(.absorptionEnds, side: makers)
    let turn = Double(makers.sign) * random.double(0.0008...0.0016) * end.ticks
    move(
      to: end.ticks + turn, over: Int64(random.double(50_000...80_000) * scale), noise: 20, activity: 1.5,
      buyPressure: 0)
    move(to: end.ticks, over: max(1, (finish - end.milliseconds) / 4), noise: Self.calmNoiseTicks, activity: 1)
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Nine in ten orders hit the makers, who give way by a few ticks in all.
  private mutating func absorb(_ makers: BookSide, over milliseconds: Int64) {
    let slip = -Double(makers.sign) * random.double(5...30)
    let pressure = -Double(makers.sign) * random.double(0.4...0.47)
    let activity = random.double(13...20)
    move(to: end.ticks, over: milliseconds / 10, activity: activity, buyPressure: pressure)
    move(to: end.ticks + slip, over: milliseconds * 9 / 10)
  }
}
