/// An order that shows an ordinary size and has many times that in reserve.
extension Story {
  private static let icebergMilliseconds: Int64 = 180_000

  private struct Iceberg {
    var side: BookSide
    var ticks: Int64
    /// What it shows: at most four and a half times an ordinary level, so that it never looks like a wall.
    var shownLots: Int64

    /// The price so far from it on the side where price is.
    func price(away ticks: Double) -> Double { Double(self.ticks) + Double(side.sign) * ticks }
  }

  mutating func tellIceberg(milliseconds: Int64) {
    let finish = end.milliseconds + milliseconds
    let scale = min(1, Double(milliseconds) / Double(Self.icebergMilliseconds))
    tellOpening(milliseconds: milliseconds)
    tellCalm(milliseconds: milliseconds * 35 / 100 - end.milliseconds)
    let iceberg = placeIceberg()
    move(to: iceberg.price(away: 60), over: Int64(random.double(15_000...25_000) * scale), noise: 10, activity: 1.2)
    // Quotes come to lean on it when the reference goes a little beyond, and stay when it is back within 3 ticks.
    move(to: iceberg.price(away: -6), over: Int64(random.double(4_000...8_000) * scale), noise: 1, activity: 0.9)
    move(to: iceberg.price(away: -1), over: Int64(1_000 * scale), noise: 0.3)
    hit(iceberg, scale: scale)
    note(.icebergGone, priceTicks: iceberg.ticks, side: iceberg.side)
    let beyond = iceberg.price(away: -random.double(0.0003...0.0006) * end.ticks)
    move(to: beyond, over: Int64(12_000 * scale), noise: 15, activity: random.double(2...3))
    tellCalm(milliseconds: finish - end.milliseconds)
  }

  /// Behind the best price, where nothing tells it from the levels beside it.
  private mutating func placeIceberg() -> Iceberg {
    let side: BookSide = random.chance(0.5) ? .bid : .ask
    let ticks = endTicks - side.sign * random.integer(250...450)
    let iceberg = Iceberg(side: side, ticks: ticks, shownLots: random.integer(1_500...4_500))
    cue(.placeWall(side: side, ticks: ticks, lots: iceberg.shownLots, breath: 0.01))
    return iceberg
  }

  /// Seven to twelve orders, each for the better part of what is shown, each answered within 5 to 40 ms by a refill;
  /// after the last one nothing comes any more, and the next order takes the rest.
  private mutating func hit(_ iceberg: Iceberg, scale: Double) {
    note(.icebergStarts, priceTicks: iceberg.ticks, side: iceberg.side)
    let orders = random.integer(7...12)
    for order in 1...orders {
      cue(.hitWall(share: random.double(0.6...1)))
      let answer = random.integer(5...40)
      let lots = Int64(Double(iceberg.shownLots) * random.double(0.93...1))
      cue(.refillWall(lots: lots), afterMilliseconds: answer)
      if order == 3 { note(.icebergShown, priceTicks: iceberg.ticks, side: iceberg.side, afterMilliseconds: answer) }
      move(to: end.ticks, over: Int64(random.double(700...3_500) * scale))
    }
    cue(.hitWall(share: random.double(0.6...0.9)))
    move(to: end.ticks, over: Int64(random.double(500...1_500) * scale))
    cue(.erodeWall(untilMilliseconds: end.milliseconds))
  }
}
