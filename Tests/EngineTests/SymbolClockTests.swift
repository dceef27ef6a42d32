import Engine
import Testing

@Suite struct SymbolClockTests {
  @Test("the first time sets the clock and makes no second due")
  func starts() {
    var clock = SymbolClock()
    #expect(clock.now == nil)
    #expect(clock.advance(to: 1_700_000_000_500) == nil)
    #expect(clock.now == 1_700_000_000_500)
  }

  @Test("each whole second in (before, now] is due once")
  func makesSecondsDue() {
    var clock = SymbolClock()
    #expect(clock.advance(to: 10_500) == nil)
    #expect(clock.advance(to: 10_999) == nil)
    #expect(clock.advance(to: 11_000) == 11...11)
    #expect(clock.advance(to: 11_000) == nil)
    #expect(clock.advance(to: 14_999) == 12...14)
    #expect(clock.advance(to: 15_001) == 15...15)
  }

  @Test("a step back neither moves the clock nor makes a second due, and counts only beyond 2 s")
  func keepsItsTime() {
    var clock = SymbolClock()
    #expect(clock.advance(to: 10_000) == nil)
    #expect(clock.advance(to: 8_000) == nil)
    #expect(clock.backwards == 0 && clock.now == 10_000)
    #expect(clock.advance(to: 7_999) == nil)
    #expect(clock.backwards == 1 && clock.now == 10_000)
  }

  @Test("a jump of years makes at most a day of seconds due")
  func survivesAJump() {
    var clock = SymbolClock()
    #expect(clock.advance(to: 1_000) == nil)
    let due = clock.advance(to: 1_700_000_000_000)
    #expect(due?.upperBound == 1_700_000_000)
    #expect(due?.count ?? 0 <= 86_401)
    #expect(clock.advance(to: 9_000_000_000_000_000) != nil)
    #expect(clock.now == 9_000_000_000_000_000)
  }
}
