/// The three lives of a wall: price turns before it, it is cancelled, it is traded away.
///
/// Distances: it appears 0.075 to 0.105 % from price, so with the noise of price it stands within 0.06 to 0.12 % and
/// among the first 20 levels (see `LevelLattice`), and price stays at least 0.05 % away until it approaches.
extension Story {
  private static let episodeMilliseconds: Int64 = 300_000
  private static let quietNoiseTicks = 25.0
  private static let breath = 0.04
  /// How long price takes to lean on a wall that it has come to.
  private static let leanMilliseconds: Int64 = 2_000

  /// What is taken back and put there again adds up over minutes, and B-22 counts all of it as cancelled: breathing
  /// as the others do, a wall would be cancelled more than it is eaten.
  private static let eatenBreath = 0.002

  private struct Wall {
    var side: BookSide
    var ticks: Int64

    /// The price so far from the wall on the side where price is.
    func price(away ticks: Double) -> Double { Double(self.ticks) + Double(side.sign) * ticks }
  }

  /// Long scenes repeat the bounce every five minutes, each time with other numbers.
  mutating func tellWallEpisodes(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    while end.milliseconds < finish {
      let rest = finish - end.milliseconds
      tellWallBounce(milliseconds: rest < Self.episodeMilliseconds * 3 / 2 ? rest : Self.episodeMilliseconds)
    }
  }

  /// Price comes to within 0.008 to 0.012 % of the wall, which holds, and rebounds by more than 0.03 % in a few
  /// seconds.
  private mutating func tellWallBounce(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    let wall = raiseWall(milliseconds: milliseconds, lots: 60_000...300_000)
    let closest = random.double(0.00008...0.00012) * end.ticks
    approach(wall, to: closest, over: min(milliseconds * 3 / 10, 200_000), noise: 4)
    move(to: end.ticks, over: min(milliseconds / 60, 1_500))
    note(.bounceExpected, priceTicks: wall.ticks, side: wall.side)
    let rebound = random.double(0.00055...0.0008) * end.ticks
    let duration = min(milliseconds / 6, random.integer(7_000...10_000))
    move(to: wall.price(away: closest + rebound), over: duration, noise: 12, activity: random.double(3...5))
    note(.bounceDone, priceTicks: wall.ticks, side: wall.side)
    let rest = finish - end.milliseconds
    let stay = rest / 2
    let farther = end.ticks + Double(wall.side.sign) * random.double(0...0.0002) * end.ticks
    move(to: farther, over: stay, noise: Self.calmNoiseTicks, activity: 1)
    lower(wall, note: .wallLeaves)
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// The wall is cancelled when price is 0.02 to 0.03 % away, and price goes on through its place.
  mutating func tellWallPulled(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    let wall = raiseWall(milliseconds: milliseconds, lots: 60_000...300_000)
    approach(
      wall, to: random.double(0.0002...0.0003) * end.ticks, over: min(milliseconds * 3 / 10, 200_000), noise: 8)
    lower(wall, note: .wallPulled)
    let beyond = wall.price(away: -random.double(0.0001...0.0004) * end.ticks)
    move(to: beyond, over: min(milliseconds / 5, 20_000), noise: 15, activity: random.double(2...3))
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Price comes to the wall, trades take it bit by bit, and price breaks through.
  mutating func tellWallEaten(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    let wall = raiseWall(milliseconds: milliseconds, lots: 45_000...120_000, breath: Self.eatenBreath)
    approach(wall, to: 0, over: min(milliseconds * 3 / 10, 200_000), noise: 2)
    lean(on: wall, over: min(milliseconds / 100, Self.leanMilliseconds))
    let erosion = min(milliseconds / 5, random.integer(15_000...30_000))
    note(.erosionStarts, priceTicks: wall.ticks, side: wall.side)
    cue(.erodeWall(untilMilliseconds: end.milliseconds + erosion))
    move(to: wall.price(away: -2), over: erosion, noise: 1, activity: random.double(5...8))
    note(.wallEaten, priceTicks: wall.ticks, side: wall.side)
    let beyond = wall.price(away: -random.double(0.0003...0.0006) * end.ticks)
    move(to: beyond, over: min(milliseconds / 8, 12_000), noise: 15, activity: random.double(3...4))
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Quiet, then a wall on a side drawn from the seed, then a while in which price keeps its distance.
  private mutating func raiseWall(
    milliseconds: Int64, lots: ClosedRange<Int64>, breath: Double = Self.breath
  ) -> Wall {
    let quiet = min(Int64(Double(milliseconds) * random.double(0.08...0.12)), 30_000)
    if isStart { tellOpening(milliseconds: milliseconds / 2) }
    move(to: end.ticks, over: quiet, noise: Self.quietNoiseTicks, activity: 1)
    let side: BookSide = random.chance(0.5) ? .bid : .ask
    let distance = Int64(random.double(0.00075...0.00105) * end.ticks)
    let wall = Wall(side: side, ticks: endTicks - side.sign * distance)
    note(.wallAppears, priceTicks: wall.ticks, side: side)
    cue(.placeWall(side: side, ticks: wall.ticks, lots: random.integer(lots), breath: breath))
    move(to: end.ticks, over: min(Int64(Double(milliseconds) * random.double(0.12...0.18)), 45_000))
    return wall
  }

  private mutating func approach(_ wall: Wall, to away: Double, over milliseconds: Int64, noise: Double) {
    let half = (end.ticks + wall.price(away: away)) / 2
    move(to: half, over: milliseconds * 6 / 10, noise: 15, activity: random.double(1...1.5))
    move(to: wall.price(away: away), over: milliseconds * 4 / 10, noise: noise, activity: random.double(1.5...2.5))
  }

  /// Quotes come to lean on the wall when the reference goes a little beyond, and stay when it is back within 3 ticks.
  /// Without that they may stop a tick before it, where no trade would reach the wall.
  private mutating func lean(on wall: Wall, over milliseconds: Int64) {
    move(to: wall.price(away: -6), over: milliseconds / 2, noise: 1)
    move(to: wall.price(away: -2), over: milliseconds / 2)
  }

  /// Cancelled in three steps within half a second.
  private mutating func lower(_ wall: Wall, note kind: ScriptedMoment.Kind) {
    note(kind, priceTicks: wall.ticks, side: wall.side)
    cue(.shrinkWall(remaining: random.double(0.4...0.7)))
    cue(.shrinkWall(remaining: random.double(0.1...0.3)), afterMilliseconds: random.integer(80...200))
    cue(.shrinkWall(remaining: 0), afterMilliseconds: random.integer(250...500))
  }
}
