import Engine
import Market
import Pipeline
import TestMarkets
import Testing
import Venues

/// Nothing is allocated, retained or released on the tick path once its symbols are known: counted on each entry point.
@Suite(.enabled(if: HeapTraffic.isTelling, "skipped: only an optimised build without sanitizers says what users get"))
struct HotPathTests {
  @Test(arguments: KnownDigest.all)
  func wholeTickTouchesNoHeap(_ known: KnownDigest) throws {
    let market = known.market
    var session = try market.session()
    session.beginFile()
    let warmUp = market.frames.count / 4
    for index in 0..<warmUp { market.feed(&session, index) }
    let traffic = HeapTraffic.during {
      for index in warmUp..<market.frames.count { market.feed(&session, index) }
    }
    #expect(traffic == .none)
    #expect(session.counts.decoded > 0 && session.counts.trades > 0)
  }

  @Test func gapAndResyncTouchNoHeap() throws {
    let market = GeneratedMarket(.binanceUSDM, seed: 3, seconds: 60, scene: .gap)
    var session = try market.session()
    session.beginFile()
    for index in 0..<200 { market.feed(&session, index) }
    let traffic = HeapTraffic.during {
      for index in 200..<market.frames.count { market.feed(&session, index) }
    }
    #expect(traffic == .none)
    #expect(session.engine[InstrumentSlot(0)].counts.gaps == 1)
    #expect(session.engine[InstrumentSlot(0)].counts.resyncs == 1)
  }

  @Test func bookAloneTouchesNoHeap() {
    var book = OrderBook()
    let levels = UnsafeMutableBufferPointer<Level>.allocate(capacity: 1_000)
    defer { levels.deallocate() }
    let none = UnsafeMutableBufferPointer<Level>(start: nil, count: 0)
    var applied = 0
    let traffic = HeapTraffic.during {
      for round in 0..<200 {
        for index in 0..<1_000 {
          // The price travels far beyond the window, so levels move between ladder and far store.
          let ticks = Int64(1_000_000 + round % 20 * 5_000 - index * 37)
          let lots = Int64((index + round) % 2)
          levels[index] = Level(price: Price(ticks: ticks), quantity: Quantity(lots: lots))
        }
        if book.apply(bids: levels, asks: none) == nil { applied += 1 }
      }
    }
    #expect(traffic == .none)
    #expect(applied == 200)
  }

  @Test func readingEveryIndicatorTouchesNoHeap() throws {
    let market = KnownDigest.all[0].market
    var session = try market.session()
    session.beginFile()
    for index in market.frames.indices { market.feed(&session, index) }
    let rows = IndicatorTable.rows
    var present = 0
    let traffic = HeapTraffic.during {
      let bands = session.engine[InstrumentSlot(0)].depthBands
      for row in rows.indices {
        if case .none = session.engine[InstrumentSlot(0)].read(rows[row], bands).value { continue }
        present += 1
      }
    }
    #expect(traffic.allocations == 0)
    #expect(present > 20)
  }
}
