/// Liquidations that set off more of their kind: the rate climbs, price runs, then no position is left to be closed.
extension Story {
  private static let cascadeMilliseconds: Int64 = 240_000

  /// Longs that are forced out while price falls, or shorts while it rises, by the seed.
  ///
  /// The decaying sum of B-40 is at its peak when the rate breaks off, and at 35 % of it 30 s · ln(1/0.35) = 31.5 s
  /// later, when price has long turned.
  mutating func tellCascade(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    let scale = min(1, Double(milliseconds) / Double(Self.cascadeMilliseconds))
    tellOpening(milliseconds: milliseconds)
    tellCalm(milliseconds: milliseconds * 4 / 10 - end.milliseconds)
    let sign = random.chance(0.5) ? -1.0 : 1
    let positions: ScriptedMoment.Side = sign < 0 ? .long : .short
    let start = end.ticks
    let depth = sign * random.double(0.006...0.014) * start
    liquidate(positions)
    note(.cascadeStarts, side: positions)
    burst(by: depth, scale: scale)
    note(.cascadePeak, side: positions)
    dryUp(by: -depth * random.double(0.35...0.6), scale: scale, positions: positions)
    move(to: end.ticks, over: max(1, (finish - end.milliseconds) / 4), noise: Self.calmNoiseTicks, activity: 1)
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// A first stop-out, a wave, a bigger wave; between 20 and 40 seconds.
  private mutating func burst(by ticks: Double, scale: Double) {
    let peak = random.double(7...11)
    move(
      to: end.ticks + ticks * 0.1, over: Int64(random.double(3_000...5_000) * scale), noise: 40, activity: 4,
      liquidations: 2.5)
    move(
      to: end.ticks + ticks * 0.35, over: Int64(random.double(9_000...17_000) * scale), activity: 10,
      liquidations: peak / 2)
    move(
      to: end.ticks + ticks * 0.55, over: Int64(random.double(9_000...17_000) * scale),
      activity: random.double(16...24),
      liquidations: peak)
  }

  /// Price turns at once; the last forced orders come within seconds.
  private mutating func dryUp(by ticks: Double, scale: Double, positions: ScriptedMoment.Side) {
    move(to: end.ticks + ticks * 0.1, over: Int64(2_000 * scale), noise: 30, activity: 12, liquidations: 0)
    move(to: end.ticks + ticks * 0.6, over: Int64(random.double(20_000...30_000) * scale), activity: 5)
    note(.cascadeExhausted, side: positions, afterMilliseconds: Int64(6_000 * scale))
    move(to: end.ticks + ticks * 0.3, over: Int64(random.double(20_000...40_000) * scale), activity: 2)
  }
}
