import NaiveTwins

/// A seeded market for what is sampled once a second: books and trades, trades late by up to a minute, silences of
/// seconds and minutes, stretches of one price, seconds with books only, and trades of nothing.
struct SeriesTape: Sequence, IteratorProtocol {
  enum Event {
    /// Best prices in ticks; nil for an empty side.
    case book(bid: Int64?, ask: Int64?)
    case trade(lots: Int64, isBuy: Bool, ticks: Int64)
  }

  struct Stamped {
    var milliseconds: Int64
    var event: Event
  }

  private var random: SeededGenerator
  private var now: Int64 = 1_700_000_000_400
  private var bid: Int64 = 20_000
  private var ask: Int64 = 20_001
  private var isStill = false
  private var isQuiet = false

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> Stamped? {
    now += step()
    if chance(1, of: 400) { isStill.toggle() }
    if chance(1, of: 300) { isQuiet.toggle() }
    return isQuiet || chance(1, of: 3) ? book() : trade()
  }

  private mutating func chance(_ count: Int, of total: Int) -> Bool {
    Int.random(in: 0..<total, using: &random) < count
  }

  private mutating func step() -> Int64 {
    switch Int.random(in: 0..<4_000, using: &random) {
    case 0: Int64.random(in: 30_000...200_000, using: &random)
    case 1..<30: Int64.random(in: 900...9_000, using: &random)
    default: Int64.random(in: 0...220, using: &random)
    }
  }

  private mutating func book() -> Stamped {
    if !isStill {
      bid += Int64.random(in: -2...2, using: &random)
      ask = bid + Int64.random(in: 1...3, using: &random)
    }
    let isOneSided = chance(1, of: 100)
    return Stamped(milliseconds: now, event: .book(bid: bid, ask: isOneSided ? nil : ask))
  }

  private mutating func trade() -> Stamped {
    let isBuy = Bool.random(using: &random)
    let slip = isStill ? 0 : Int64.random(in: 0...4, using: &random)
    let lots = chance(1, of: 30) ? 0 : Int64.random(in: 1...(chance(1, of: 40) ? 3_000_000 : 9_000), using: &random)
    return Stamped(
      milliseconds: now - delay(), event: .trade(lots: lots, isBuy: isBuy, ticks: isBuy ? ask + slip : bid - slip))
  }

  private mutating func delay() -> Int64 {
    switch Int.random(in: 0..<300, using: &random) {
    case 0: Int64.random(in: 20_000...60_000, using: &random)
    case 1..<20: Int64.random(in: 500...12_000, using: &random)
    case 20..<90: Int64.random(in: 0...110, using: &random)
    default: 0
    }
  }
}
