import Engine
import Market
import Testing

/// The wall bounce from book frames to a signal: what the whole engine adds to the strategy's own rules.
@Suite struct WallBounceEngineTests {
  private static let start: Int64 = 1_700_000_000_000
  private static let wall: Int64 = 5_999_000

  /// Bids from `bid` down to the wall and behind it, and twelve asks.
  private func book(bid: Int64, askLots: Int64 = 10) -> BookDiff {
    let step = max(1, (bid - Self.wall) / 10)
    var bids = (0..<10).map { (bid - $0 * step, Int64(10)) }.filter { $0.0 > Self.wall }
    bids += [(Self.wall, Int64(1_000))] + (1...10).map { (Self.wall - $0 * 100, Int64(10)) }
    return BookDiff(bids: bids, asks: (0..<12).map { (bid + 2 + $0 * 100, askLots) })
  }

  /// Ten seconds in which price is far from the wall and then close to it, with three trades each second from
  /// `firstTrade` on; then, at 9.5 s, `last`. Gives how many signals that last frame caused.
  private func play(
    _ market: inout OneInstrument, last: BookDiff, _ aggressor: Aggressor = .buy, askLots: Int64 = 10,
    firstTrade: Int64 = 0
  ) -> Int {
    for second in 0...9 as ClosedRange<Int64> {
      let bid: Int64 = second < 8 ? 6_009_999 : 5_999_999
      let time = Self.start + second * 1_000
      #expect(market.load(book(bid: bid, askLots: askLots), at: time) == nil)
      for trade in 0..<3 as Range<Int64> where second >= firstTrade {
        #expect(market.trade(10, aggressor, price: 6_000_001, at: time + trade) == true)
      }
    }
    #expect(market.load(last, at: Self.start + 9_500) == nil)
    return market.engine.signals.count
  }

  private func market() -> OneInstrument { OneInstrument(grid: .whole) }

  @Test("a bounce gives one long signal, stamped with its frame")
  func signals() {
    var market = market()
    #expect(play(&market, last: book(bid: 6_000_002)) == 1)
    let signal = market.engine.signals[0]
    #expect(signal.side == .long && signal.entry.ticks == 6_000_003 && signal.ordinal == 0)
    #expect(signal.eventMilliseconds == Self.start + 9_500)
    #expect(signal.expiresNanoseconds - signal.createdNanoseconds == 10_000_000_000)
    #expect(signal.confidence == 0.6)
    market.begin(at: Self.start + 9_600)
    #expect(market.engine.signals.count == 0, "the next frame starts anew")
  }

  @Test("sellers pressing on the wall give none")
  func asksTheTrades() {
    var market = market()
    #expect(play(&market, last: book(bid: 6_000_002), .sell) == 0)
  }

  @Test("a ratio that is still warming gives none")
  func wantsAWarmRatio() {
    var market = market()
    #expect(play(&market, last: book(bid: 6_000_002), firstTrade: 5) == 0)
  }

  @Test("a book thinner than a fifth of the usual gives none (F3)")
  func asksTheDepth() {
    var deep = market()
    #expect(play(&deep, last: book(bid: 6_000_002, askLots: 1_000), askLots: 1_000) == 1)
    var thin = market()
    #expect(play(&thin, last: book(bid: 6_000_002, askLots: 10), askLots: 1_000) == 0)
  }

  @Test("two evaluations are at least 50 ms of event time apart")
  func evaluatesSeldom() {
    var market = market()
    #expect(play(&market, last: book(bid: 5_999_999)) == 0)
    #expect(market.load(book(bid: 6_000_002), at: Self.start + 9_549) == nil)
    #expect(market.engine.signals.count == 0)
    #expect(market.apply(BookDiff(), at: Self.start + 9_550) == nil)
    #expect(market.engine.signals.count == 1)
  }

  @Test("in a gap, and for a second after it, nothing is evaluated")
  func restsInAGap() {
    var market = market()
    #expect(play(&market, last: book(bid: 5_999_999)) == 0)
    market.begin(at: Self.start + 9_600)
    market.engine.markGap(market.slot, .sequence)
    #expect(market.load(book(bid: 6_000_002), at: Self.start + 9_700) == nil)
    #expect(market.engine.signals.count == 0)
    #expect(market.apply(BookDiff(), at: Self.start + 10_699) == nil)
    #expect(market.engine.signals.count == 0)
    #expect(market.apply(BookDiff(), at: Self.start + 10_750) == nil)
    #expect(market.engine.signals.count == 1)
  }
}
