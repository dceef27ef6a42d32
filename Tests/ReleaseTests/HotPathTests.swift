import Engine
import Foundation
import Journal
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

  @Test(arguments: KnownDigest.all)
  func decodingAloneTouchesNoHeap(_ known: KnownDigest) throws {
    let market = known.market
    var session = try market.session()
    session.beginFile()
    for index in market.frames.indices { market.feed(&session, index) }
    var decoder = try Self.decoder(market.venue, session)
    var decoded = 0
    let traffic = HeapTraffic.during {
      for index in market.frames.indices {
        if market.decode(&decoder, index) == .ok { decoded += 1 }
      }
    }
    #expect(traffic == .none)
    #expect(decoded == market.frames.count - 1, "all but the subscribe ack")
  }

  /// A decoder that knows the session's symbols and grids.
  private static func decoder(_ venue: Venue, _ session: borrowing Session) throws -> Decoder {
    guard var decoder = Decoder(venue: venue, symbolCapacity: 16) else { throw GeneratedMarket.OutOfMemory() }
    for (index, symbol) in session.symbols.enumerated() {
      let slot = InstrumentSlot(Int32(index))
      let isAdded = decoder.add(symbol: symbol, slot: slot, grid: session.engine[slot].grid)
      #expect(isAdded)
    }
    return decoder
  }

  @Test func readingACaptureTouchesNoHeap() throws {
    let market = KnownDigest.all[0].market
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("heap-\(UUID().uuidString).txt")
    try market.write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var capture = try TextCapture(path: path.path)
    for _ in 0..<10 { _ = capture.next() }
    var frames = 10
    let traffic = HeapTraffic.during {
      while case .frame = capture.next() { frames += 1 }
    }
    #expect(traffic == .none)
    #expect(frames == market.frames.count)
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
