import Engine
import Market
import NaiveTwins
import Testing

/// What left a level, and by which way (B-22): the oracle's examples, either order of the two streams, and the naive
/// ledger.
@Suite struct LevelLedgerTests {
  @Test(
    "displayed 40, 36, 30, 33, 20 with prints of 4, 2, 1, 12 (E-13), prints before or after the book",
    arguments: [-90, 90] as [Int64])
  func followsTheExample(_ lead: Int64) throws {
    var ledger = LevelLedger(displayedLots: 40)
    for (index, step) in [(36, 4), (30, 2), (33, 1), (20, 12)].enumerated() {
      let shown = 10_000 + Int64(index) * 1_000
      if lead < 0 { ledger.recordPrint(Int64(step.1), at: shown + lead, mayWait: true) }
      ledger.show(Int64(step.0), at: shown, isNear: false)
      if lead > 0 { ledger.recordPrint(Int64(step.1), at: shown + lead, mayWait: true) }
    }
    ledger.settle(at: 14_000)
    #expect(ledger.isSettled == true)
    #expect(ledger.executedLots == 19 && ledger.cancelledLots == 5 && ledger.addedLots == 4)
    #expect(abs((ledger.executedShare ?? 0) - 0.7916667) < 1e-7)
    #expect(ledger.verdict == .eaten)
  }

  @Test("a drop waits 250 ms for its print, and not a millisecond longer")
  func waitsForPrints() {
    var early = LevelLedger(displayedLots: 100)
    early.show(60, at: 1_000, isNear: true)
    early.recordPrint(40, at: 1_249, mayWait: true)
    #expect(early.executedLots == 40 && early.cancelledLots == 0 && early.isSettled && !early.wasCancelledNear)
    var late = LevelLedger(displayedLots: 100)
    late.show(60, at: 1_000, isNear: true)
    late.recordPrint(40, at: 1_250, mayWait: true)
    #expect(late.executedLots == 40 && late.cancelledLots == 40 && late.wasCancelledNear)
    late.settle(at: 1_500)
    #expect(late.addedLots == 40 && late.isSettled, "nothing was seen of the print: it was refilled")
  }

  @Test("250 ms count from the very millisecond, and a reading does not wait for the book")
  func waitsToTheMillisecond() {
    var ledger = LevelLedger(displayedLots: 100)
    ledger.show(60, at: 1_001, isNear: true)
    let (before, after) = (ledger.standing(at: 1_250), ledger.standing(at: 1_251))
    #expect(before.executedShare == nil && !before.wasCancelledNear)
    #expect(after.executedShare == 0 && after.wasCancelledNear)
    ledger.recordPrint(40, at: 1_251, mayWait: true)
    #expect(ledger.executedLots == 40 && ledger.cancelledLots == 40 && ledger.joined == 0)
  }

  @Test("more moments than there is room for wait together, and none is lost")
  func joinsWhatFindsNoRoom() {
    var ledger = LevelLedger(displayedLots: 1_000)
    for moment in 0..<Limits.levelWaits + 5 { ledger.recordPrint(1, at: 1_000 + Int64(moment), mayWait: true) }
    #expect(ledger.joined == 5)
    ledger.show(1_000 - Int64(Limits.levelWaits) - 5, at: 1_100, isNear: false)
    #expect(ledger.isSettled && ledger.cancelledLots == 0)
  }

  @Test("a print that the book never shows was refilled")
  func refills() {
    var ledger = LevelLedger(displayedLots: 100)
    ledger.recordPrint(30, at: 1_000, mayWait: true)
    ledger.show(90, at: 1_100, isNear: false)
    ledger.settle(at: 1_249)
    #expect(ledger.executedLots == 30 && ledger.addedLots == 0 && !ledger.isSettled)
    ledger.settle(at: 1_250)
    #expect(ledger.addedLots == 20 && ledger.cancelledLots == 0 && ledger.isSettled)
  }

  @Test("a level that has ended, or a book in a gap, takes only prints that explain a drop")
  func takesOnlyLatePrints() {
    var ledger = LevelLedger(displayedLots: 100)
    ledger.recordPrint(50, at: 900, mayWait: false)
    #expect(ledger.executedLots == 0)
    ledger.show(70, at: 1_000, isNear: false)
    ledger.recordPrint(50, at: 1_100, mayWait: false)
    #expect(ledger.executedLots == 30 && ledger.isSettled)
  }

  @Test("a snapshot only changes the size")
  func restarts() {
    var ledger = LevelLedger(displayedLots: 100)
    ledger.show(90, at: 1_000, isNear: true)
    ledger.restart(20, at: 1_100)
    ledger.recordPrint(5, at: 1_150, mayWait: true)
    ledger.show(15, at: 1_200, isNear: false)
    ledger.settle(at: 2_000)
    #expect(ledger.executedLots == 5 && ledger.cancelledLots == 0 && ledger.addedLots == 0)
  }

  @Test(
    "the verdict changes at shares of 0.3 and 0.6",
    arguments: [
      (0, 0, LevelStep.gone), (30, 70, .pulled), (31, 69, .gone), (59, 41, .gone), (60, 40, .eaten), (1, 0, .eaten),
      (0, 1, .pulled),
    ] as [(Int64, Int64, LevelStep)])
  func judges(_ executed: Int64, _ cancelled: Int64, _ verdict: LevelStep) {
    var ledger = LevelLedger(displayedLots: 1_000)
    ledger.recordPrint(executed, at: 1_000, mayWait: true)
    ledger.show(1_000 - executed - cancelled, at: 1_000, isNear: false)
    ledger.settle(at: 2_000)
    #expect(ledger.verdict == verdict)
  }

  @Test("speed decays with 2 s, in initial sizes")
  func decays() {
    var ledger = LevelLedger(displayedLots: 200)
    ledger.recordPrint(50, at: 1_000, mayWait: true)
    #expect(ledger.speed(at: 1_000, initialLots: 200) == 0.25)
    #expect(abs(ledger.speed(at: 3_000, initialLots: 200) - 0.25 * 0.36787944117144233) < 1e-15)
  }

  @Test("prints beyond 64 bits within 250 ms lose nothing")
  func survivesHostileQuantities() {
    let most: Int64 = 999_999_999_999_999_999
    var ledger = LevelLedger(displayedLots: most)
    for _ in 0..<40 { ledger.recordPrint(most, at: 1_000, mayWait: true) }
    ledger.settle(at: 2_000)
    #expect(ledger.executedLots == Int128(most) * 40 && ledger.addedLots == Int128(most) * 40)
    #expect(ledger.isSettled == true)
  }

  @Test(
    "displayed = first − executed − cancelled + added whenever nothing waits (E-14), as the twin has it",
    arguments: 1...4 as ClosedRange<UInt64>)
  func conserves(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var ledger = LevelLedger(displayedLots: 1_000)
    var twin = NaiveLedger(displayed: NaiveDecimal(1_000))
    var first: Int128 = 1_000
    var (now, settled): (Int64, Int) = (1_700_000_000_000, 0)
    for step in 0..<30_000 {
      now += Self.pause(&random)
      let lots = Int64.random(in: 0...60, using: &random)
      switch Int.random(in: 0..<100, using: &random) {
      case 0:
        ledger.restart(lots * 20, at: now)
        twin.settle(now_ms: now)
        twin.restart(NaiveDecimal(Int(lots) * 20))
        first = Int128(lots) * 20 + ledger.executedLots + ledger.cancelledLots - ledger.addedLots
      case 1..<20:
        ledger.recordPrint(lots, at: now, mayWait: true)
        if lots > 0 { twin.recordPrint(NaiveDecimal(Int(lots)), now_ms: now) } else { twin.settle(now_ms: now) }
      default:
        let shown = max(0, ledger.displayedLots + Int64.random(in: -60...50, using: &random))
        ledger.show(shown, at: now, isNear: lots.isMultiple(of: 2))
        twin.show(NaiveDecimal(Int(shown)), now_ms: now, isNear: lots.isMultiple(of: 2))
      }
      try expectSame(ledger, twin, step)
      guard ledger.isSettled else { continue }
      settled += 1
      let expected = first - ledger.executedLots - ledger.cancelledLots + ledger.addedLots
      try #require(Int128(ledger.displayedLots) == expected, "step \(step)")
    }
    #expect(settled > 3_000 && ledger.cancelledLots > 0 && ledger.wasCancelledNear)
  }

  private func expectSame(_ ledger: borrowing LevelLedger, _ twin: NaiveLedger, _ step: Int) throws {
    let sums = (ledger.executedLots, ledger.cancelledLots, ledger.addedLots)
    try #require(NaiveDecimal(mantissa: sums.0, exponent: 0) == twin.executed, "step \(step)")
    try #require(NaiveDecimal(mantissa: sums.1, exponent: 0) == twin.cancelled, "step \(step)")
    try #require(NaiveDecimal(mantissa: sums.2, exponent: 0) == twin.added, "step \(step)")
    let (isSettled, wasNear) = (ledger.isSettled, ledger.wasCancelledNear)
    try #require(isSettled == twin.isSettled && wasNear == twin.wasCancelledNear, "step \(step)")
  }

  private static func pause(_ random: inout SeededGenerator) -> Int64 {
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: Int64.random(in: 100...700, using: &random)
    case 2..<5: 0
    default: Int64.random(in: 1...60, using: &random)
    }
  }

  @Test("a finer grid scales what happened and what waits, and says when it cannot")
  func scales() {
    var ledger = LevelLedger(displayedLots: 100)
    ledger.recordPrint(30, at: 1_000, mayWait: true)
    ledger.show(60, at: 1_000, isNear: false)
    #expect(ledger.scale(lots: 1_000) == true)
    ledger.settle(at: 1_250)
    #expect(ledger.executedLots == 30_000 && ledger.cancelledLots == 10_000 && ledger.displayedLots == 60_000)
    #expect(abs(ledger.speed(at: 1_000, initialLots: 100_000) - 0.3) < 1e-15)
    #expect(ledger.scale(lots: .max) == false)
  }
}
