/// A pump of 8 % or more and its dump: drop, bounce, drop, bounce, with time compressed to fit the scene.
extension Story {
  mutating func tellPumpDump(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    tellCalm(milliseconds: milliseconds / 10)
    let start = end.ticks
    note(.pumpStarts)
    climb(by: random.double(0.085...0.12), over: milliseconds * 45 / 100)
    note(.pumpPeak)
    let gain = end.ticks - start
    for (drop, bounce) in [(0.42, 0.2), (0.34, 0.14)] {
      fall(by: gain * drop * random.double(0.9...1.1), over: milliseconds / 10)
      note(.dumpBounce)
      move(
        to: end.ticks + gain * bounce * random.double(0.9...1.1), over: milliseconds * 6 / 100, noise: 80, activity: 7,
        liquidations: 0)
    }
    note(.dumpEnds)
    move(to: end.ticks, over: max(1, (finish - end.milliseconds) / 3), noise: Self.calmNoiseTicks, activity: 1)
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Four legs up, each faster, with small pauses; shorts are liquidated on the way.
  private mutating func climb(by share: Double, over milliseconds: Int64) {
    let start = end.ticks
    let legs = [(0.1, 3.0, 0.1), (0.3, 6.0, 0.5), (0.6, 10.0, 1.5), (1.0, 16.0, 3.0)]
    for (part, activity, liquidations) in legs {
      move(
        to: start * (1 + share * part), over: milliseconds * 21 / 100, noise: 70, activity: activity,
        liquidations: liquidations)
      move(to: end.ticks * 0.9995, over: milliseconds * 4 / 100, activity: activity * 0.6, liquidations: 0)
    }
  }

  private mutating func fall(by ticks: Double, over milliseconds: Int64) {
    move(
      to: end.ticks - ticks, over: milliseconds, noise: 90, activity: random.double(12...20),
      liquidations: random.double(2...4))
  }
}
