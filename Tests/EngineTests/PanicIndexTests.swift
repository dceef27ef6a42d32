import Engine
import Foundation
import Market
import NaiveTwins
import Testing

/// `panic_index`, `panic_state`, `panic_dir` (B-12, SEMANTICS.md I21, I41).
@Suite struct PanicIndexTests {
  private func second(_ row: NaivePanic.Row) -> PanicIndex.Second {
    PanicIndex.Second(
      milliseconds: row.milliseconds, volatility: row.volatility, volumeScore: row.volumeScore, mid: row.mid,
      midBefore: row.midBefore, atr5m: row.atr5m)
  }

  /// Calm and wild stretches, with now and then a minute of which nothing is known.
  private func wildRows(_ seed: UInt64, _ count: Int) -> [NaivePanic.Row] {
    var random = SeededGenerator(seed: seed)
    var (volatility, score, mid, milliseconds) = (1e-4, 0.0, 100.0, Int64(1_700_000_000_000))
    var mids: [Double] = []
    return (0..<count).map { number in
      milliseconds += Int.random(in: 0..<500, using: &random) == 0 ? 60_000 : 1_000
      let isWild = (800..<850).contains(number % 900) || number % 7_000 > 6_300
      let isFalling = (850..<900).contains(number % 900)
      volatility *= isWild ? 1.05 : isFalling ? 0.96 : Double.random(in: 0.9...1.1, using: &random)
      if number % 900 < 800 && !isWild { volatility = max(1e-8, min(volatility, 1e-4)) }
      score = isWild ? Double.random(in: 2...10, using: &random) : Double.random(in: -1.5...1.5, using: &random)
      mid *= 1 + (isWild ? 1e-3 : 1e-5) * Double.random(in: -1...1, using: &random)
      mids.append(mid)
      let hasRange = number % 5_000 > 900
      return NaivePanic.Row(
        milliseconds: milliseconds, volatility: number > 40 ? volatility : nil, volumeScore: number > 60 ? score : nil,
        mid: mid, midBefore: number >= 30 ? mids[number - 30] : nil, atr5m: hasRange ? 0.05 : nil)
    }
  }

  @Test("levels, states and steps equal the twin's over 20 000 seconds", arguments: [51, 52] as [UInt64])
  func followsTheTwin(_ seed: UInt64) throws {
    let rows = wildRows(seed, 20_000)
    var panic = PanicIndex()
    var steps: [PanicStep: Int] = [:]
    for (row, expected) in zip(rows, NaivePanic.results(rows)) {
      let told = panic.sample(second(row))
      try #require(isClose(panic.index, expected.index, 1e-9) && panic.word == expected.word)
      try #require(told?.step == expected.step)
      let direction = numberIn(panic.directionReading(at: row.milliseconds))
      try #require(direction == expected.direction.map(Double.init))
      if let told { steps[told.step, default: 0] += 1 }
    }
    let counts = [PanicStep.entered, .peaked, .ended].map { steps[$0, default: 0] }
    #expect(counts.allSatisfy { $0 > 5 }, "\(counts)")
  }

  /// Volatility and volume jump once the index has existed for so many seconds, and price falls with them.
  private func steps(jumpingAt jump: Int) -> [PanicStep] {
    var panic = PanicIndex()
    return (0..<jump + 60).compactMap { second in
      let isWild = second >= jump && second < jump + 20
      let noise = second.isMultiple(of: 2) ? 1.0 : -1.0
      return panic.sample(
        PanicIndex.Second(
          milliseconds: Int64(second) * 1_000, volatility: (isWild ? 50 : 1 + 0.1 * noise) * 1e-5,
          volumeScore: isWild ? 8 : noise, mid: isWild ? 99 : 100, midBefore: 100, atr5m: 1))?.step
    }
  }

  @Test("an episode that begins while the index warms up is not told")
  func staysSilentWhileWarming() {
    #expect(steps(jumpingAt: 601) == [.entered, .peaked, .ended])
    #expect(steps(jumpingAt: 590).isEmpty)
  }

  @Test("through the engine: equals the twin on a whole tape", arguments: [53, 54] as [UInt64])
  func equalsRecomputation(_ seed: UInt64) throws {
    var both = SeriesMarket()
    for (number, event) in SeriesTape(seed: seed).prefix(20_000).enumerated() {
      both.take(event)
      guard number.isMultiple(of: 997) else { continue }
      let expected = NaivePanic.results(both.twin.panicRows).last ?? NaivePanic.Result()
      try #require(isClose(both.market.number("panic_index"), expected.index, 1e-6), "event \(number)")
      try #require(both.market.number("panic_dir") == expected.direction.map(Double.init))
      guard case .word(.calm) = both.market.read("panic_state").value else {
        Issue.record("without ATR no episode begins")
        return
      }
      #expect(both.market.read("panic_state").flag == .warming)
    }
    #expect(both.market.read("panic_index").flag == .ok)
  }

  @Test("warming until ten minutes after the first index, the state also until there is a range")
  func warms() {
    var panic = PanicIndex()
    var row = NaivePanic.Row(milliseconds: 1_000, volatility: 1e-4, volumeScore: 1, mid: 100)
    #expect(panic.sample(second(row)) == nil && numberIn(panic.indexReading(at: 1_000)) == nil)
    #expect(panic.indexReading(at: 1_000).flag == .warming && panic.directionReading(at: 1_000).flag == .warming)
    row.milliseconds = 2_000
    row.midBefore = 101
    #expect(panic.sample(second(row)) == nil)
    #expect(isClose(panic.index, 100 * (0.6 * 0.5 + 0.4 * 0.8413447460685429)))
    #expect(panic.indexReading(at: 601_999).flag == .warming && panic.indexReading(at: 602_000).flag == .ok)
    #expect(numberIn(panic.directionReading(at: 602_000)) == -1 && panic.directionReading(at: 602_000).flag == .ok)
    #expect(panic.stateReading(at: 602_000, hasRange: false).flag == .warming)
    #expect(panic.stateReading(at: 602_000, hasRange: true).flag == .ok)
  }
}

extension SeriesTwin {
  /// What panic sees at each second, from the naive series.
  fileprivate var panicRows: [NaivePanic.Row] {
    var (squares, volumes): (EW, EW) = (EW(halfLife: 10), EW(halfLife: 1_800))
    return seconds.indices.map { index in
      let (second, milliseconds) = (seconds[index], seconds[index].second * 1_000)
      if let mid = second.mid, let before = self.mid(index, secondsAgo: 1) {
        squares.take(pow(log1p((mid - before) / before), 2), milliseconds)
      }
      var score: Double?
      if second.isTrading {
        let x = log(1 + second.span(1).buys + second.span(1).sells)
        score = volumes.mean.map { max(-10, min(10, (x - $0) / max(volumes.variance.squareRoot(), 1e-9))) }
        volumes.take(x, milliseconds)
      }
      return NaivePanic.Row(
        milliseconds: milliseconds, volatility: squares.mean?.squareRoot(), volumeScore: score, mid: second.mid,
        midBefore: self.mid(index, secondsAgo: 30), atr5m: nil)
    }
  }
}
