import Engine
import Market
import NaiveTwins
import Testing

@Suite struct LevelAbsorptionTests {
  private static let start: Int64 = 1_700_000_000_000

  private struct Seen: Equatable {
    var side: BookSide
    var price: Int64
    var ratio: Double
  }

  private struct Scene: ~Copyable {
    var market = TimedMarket()
    var seen: [Seen] = []

    init(bids: [(Int64, Int64)] = [(100, 20), (99, 40)], asks: [(Int64, Int64)] = [(102, 20), (103, 40)]) {
      market.snapshot(bids, asks, at: start)
    }

    mutating func diff(_ bids: [(Int64, Int64)], _ asks: [(Int64, Int64)] = [], at milliseconds: Int64) {
      market.diff(bids, asks, at: start + milliseconds)
      for kind in market.told {
        guard case .levelAbsorption(let side, let price, let ratio) = kind else { continue }
        seen.append(Seen(side: side, price: price.ticks, ratio: ratio))
      }
    }

    mutating func sell(_ lots: Int64, _ price: Int64 = 100, at milliseconds: Int64) {
      market.trade(lots, .sell, price, at: start + milliseconds)
    }

    mutating func buy(_ lots: Int64, _ price: Int64 = 102, at milliseconds: Int64) {
      market.trade(lots, .buy, price, at: start + milliseconds)
    }
  }

  @Test("a level that took 1.5 times what it showed and stands is told once, with its ratio")
  func tellsOnce() {
    var scene = Scene()
    scene.sell(15, at: 100)
    scene.diff([(100, 10)], at: 200)
    scene.sell(14, at: 300)
    scene.diff([(100, 10)], at: 400)
    #expect(scene.seen.isEmpty)
    scene.sell(1, at: 500)
    scene.diff([], at: 499)  // the book before the print says nothing of it
    #expect(scene.seen.isEmpty)
    scene.diff([], at: 500)
    #expect(scene.seen == [Seen(side: .bid, price: 100, ratio: 1.5)])
    scene.sell(30, at: 600)
    scene.diff([(100, 10)], at: 700)
    #expect(scene.seen.count == 1)
  }

  @Test("the ask side is the mirror image")
  func mirrors() {
    var scene = Scene()
    scene.buy(40, at: 100)
    scene.diff([], [(102, 10)], at: 200)
    #expect(scene.seen == [Seen(side: .ask, price: 102, ratio: 2)])
  }

  @Test("what the best level showed before its prints counts as shown")
  func remembersWhatWasShown() {
    var scene = Scene()
    scene.diff([(100, 2)], at: 5_000)
    scene.sell(29, at: 5_100)
    scene.diff([(100, 3)], at: 5_200)
    #expect(scene.seen.isEmpty)
    scene.sell(1, at: 9_300)
    scene.diff([(100, 2)], at: 9_400)
    #expect(scene.seen == [Seen(side: .bid, price: 100, ratio: 1.5)])
  }

  @Test("a level that is no longer displayed, or was traded through, is broken")
  func breaks() {
    var gone = Scene()
    gone.sell(40, at: 100)
    gone.diff([(100, 0)], at: 200)
    gone.diff([(100, 5)], at: 300)
    #expect(gone.seen.isEmpty)
    var through = Scene()
    through.sell(40, at: 100)
    through.sell(1, 99, at: 101)
    through.diff([(100, 5)], at: 200)
    #expect(through.seen.isEmpty)
  }

  @Test("prints older than the window count no more: ten whole seconds with the current one")
  func forgetsOldPrints() {
    var scene = Scene()
    scene.sell(15, at: 999)
    scene.sell(15, at: 10_500)
    scene.diff([(100, 20)], at: 10_600)
    #expect(scene.seen.isEmpty)
    var recent = Scene()
    recent.sell(15, at: 1_000)
    recent.sell(15, at: 10_500)
    recent.diff([(100, 20)], at: 10_600)
    #expect(recent.seen == [Seen(side: .bid, price: 100, ratio: 1.5)])
  }

  @Test("a level is told again when 60 s have passed, or when it broke and came back")
  func tellsAgain() {
    var scene = Scene()
    for second in 0..<62 as Range<Int64> {
      scene.sell(10, at: 1_000 * second + 10)
      scene.diff([], at: 1_000 * second + 20)
    }
    #expect(scene.seen.count == 1)
    scene.sell(10, at: 62_030)
    scene.diff([], at: 62_040)
    #expect(scene.seen.count == 2)
    scene.diff([(100, 0)], at: 62_100)
    scene.diff([(100, 5)], at: 62_200)
    scene.sell(10, at: 62_300)
    scene.diff([], at: 62_310)
    #expect(scene.seen.last == Seen(side: .bid, price: 100, ratio: 2) && scene.seen.count == 3)
  }

  @Test("what was gathered survives a finer grid")
  func scales() {
    var scene = Scene()
    scene.sell(30, at: 100)
    let finer = Grid(tickMantissa: 1, tickDecimals: 1, lotMantissa: 1, lotDecimals: 2)
    scene.market.regrid(to: finer)
    scene.diff([(1_000, 1_000)], at: 200)
    #expect(scene.seen == [Seen(side: .bid, price: 1_000, ratio: 1.5)])
  }
}

/// Against every print and book looked through again.
@Suite struct LevelAbsorptionPropertyTests {
  /// A level since it was the best, or took a print.
  private struct Watched {
    /// In which either was last so.
    var activeSecond: Int64
    var prints: [(milliseconds: Int64, lots: Int64)] = []
    /// Shown in a second, since it is watched.
    var shown: [(second: Int64, lots: Int64)] = []
    var told: Int64?

    func ratio(_ second: Int64) -> (executed: Int64, largest: Int64) {
      (
        prints.filter { $0.milliseconds / 1_000 > second - 10 }.reduce(0) { $0 + $1.lots },
        shown.filter { $0.second > second - 10 }.map(\.lots).max() ?? 0
      )
    }
  }

  @Test(
    "60 000 events: told as the definition says, bids and their mirror image alike", arguments: [1, 2, 3] as [UInt64])
  func followTheDefinition(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var market = TimedMarket()
    var mirror = TimedMarket()
    var (lots, levels) = ([Int64: Int64](), [Int64: Watched]())
    var (now, told) = (Int64(1_700_000_000_000), 0)
    for step in 0..<20_000 {
      now += Int64.random(in: 0...120, using: &random)
      let time = now - (Int.random(in: 0..<4, using: &random) == 0 ? Int64.random(in: 0...3_000, using: &random) : 0)
      market.market.begin(at: now)
      mirror.market.begin(at: now)
      Self.forgetOld(&levels, now)
      var expected: [Int64: Double] = [:]
      if step > 0, Int.random(in: 0..<2, using: &random) == 0 {
        let rank = (lots.keys.max() ?? 500) - (Int.random(in: 0..<40, using: &random) == 0 ? 1 : 0)
        let print = Int64.random(in: 1...6, using: &random)
        levels = levels.filter { $0.key <= rank || ($0.value.prints.map(\.milliseconds).max() ?? 0) > time }
        var level = levels[rank] ?? Watched(activeSecond: now / 1_000, shown: [(now / 1_000, lots[rank] ?? 0)])
        level.activeSecond = now / 1_000
        level.prints.append((time, print))
        levels[rank] = level
        market.trade(print, .sell, rank, at: time)
        mirror.trade(print, .buy, 1_200 - rank, at: time)
      } else {
        let rows = Self.rows(lots, isFirst: step == 0, &random)
        for (rank, size) in rows { lots[rank] = size > 0 ? size : nil }
        expected = Self.judge(&levels, lots, at: time, now)
        market.update(BookDiff(bids: rows, asks: step == 0 ? [(601, 7)] : []), at: time, isSnapshot: step == 0)
        mirror.update(
          BookDiff(bids: step == 0 ? [(599, 7)] : [], asks: rows.map { (1_200 - $0.0, $0.1) }), at: time,
          isSnapshot: step == 0)
      }
      try #require(Self.told(market.told, .bid) == expected, "step \(step)")
      try #require(Self.told(mirror.told, .ask) == expected, "step \(step), mirrored")
      told += expected.count
    }
    #expect(told > 20)
    #expect(market.market.engine[market.market.slot].printedLevelsRefused == 0)
  }

  private static func forgetOld(_ levels: inout [Int64: Watched], _ now: Int64) {
    let second = now / 1_000
    levels = levels.filter { _, level in
      second - level.activeSecond < 10 || level.told.map { second * 1_000 - $0 < 60_000 } ?? false
    }
  }

  private static func judge(
    _ levels: inout [Int64: Watched], _ lots: [Int64: Int64], at time: Int64, _ now: Int64
  ) -> [Int64: Double] {
    var told: [Int64: Double] = [:]
    if let best = lots.keys.max() { levels[best, default: Watched(activeSecond: 0)].activeSecond = now / 1_000 }
    for (rank, level) in levels {
      let isCurrent = time >= level.prints.map(\.milliseconds).max() ?? 0
      if isCurrent && lots[rank] == nil {
        levels[rank] = nil
        continue
      }
      levels[rank]?.shown.append((now / 1_000, lots[rank] ?? 0))
      guard isCurrent, let (executed, largest) = levels[rank]?.ratio(now / 1_000), largest > 0,
        2 * executed >= 3 * largest, level.told.map({ now - $0 >= 60_000 }) ?? true
      else { continue }
      levels[rank]?.told = now
      told[rank] = Double(executed) / Double(largest)
    }
    return told
  }

  private static func told(_ changes: [StateChange.Kind], _ expectedSide: BookSide) -> [Int64: Double] {
    var told: [Int64: Double] = [:]
    for kind in changes {
      guard case .levelAbsorption(let side, let price, let ratio) = kind, side == expectedSide else { continue }
      told[side == .bid ? price.ticks : 1_200 - price.ticks] = ratio
    }
    return told
  }

  /// The best price moves about 500…599, seldom enough for levels to take prints.
  private static func rows(
    _ lots: [Int64: Int64], isFirst: Bool, _ random: inout SeededGenerator
  ) -> [(Int64, Int64)] {
    let best = lots.keys.max() ?? 550
    if isFirst { return (0..<14 as Range<Int64>).map { (540 - $0, Int64.random(in: 1...20, using: &random)) } }
    var rows = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      (
        max(500, min(599, best - Int64.random(in: 0...6, using: &random))), Int64.random(in: 1...20, using: &random)
      )
    }
    if Int.random(in: 0..<40, using: &random) == 0 { rows.append((min(599, best + 1), 4)) }
    if Int.random(in: 0..<40, using: &random) == 0, lots.count > 3 { rows.append((best, 0)) }
    return rows
  }
}
