import Market
import Testing

/// Events are copied by the million: each must stay a plain run of bytes, and grow only on purpose.
@Suite struct EventLayoutTests {
  /// The constraint is the check: an event with a reference inside does not compile here.
  private func stride<Event: BitwiseCopyable>(_ event: Event.Type) -> Int { MemoryLayout<Event>.stride }

  @Test("the events of the tick path are trivial and keep their size")
  func hotEventsKeepTheirSize() {
    #expect(stride(Level.self) == 16)
    #expect(stride(Trade.self) == 56)
    #expect(stride(BookTicker.self) == 56)
    #expect(stride(DepthUpdate.self) == 48)
  }

  @Test("the slow events are trivial and keep their size")
  func slowEventsKeepTheirSize() {
    #expect(stride(Liquidation.self) == 64)
    #expect(stride(Kline.self) == 112)
    #expect(stride(MarkPrice.self) == 64)
    #expect(stride(Ticker.self) == 144)
  }

  @Test("outputs of the engine are trivial and keep their size")
  func outputsKeepTheirSize() {
    #expect(stride(Signal.self) == 184)
    #expect(stride(StateChange.self) == 160)
    #expect(stride(Reading.self) == 32)
  }
}
