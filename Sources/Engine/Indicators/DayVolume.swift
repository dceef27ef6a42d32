internal import Market

/// The venue's 24-hour volumes, as last heard (SEMANTICS.md "History the wire does not give"). nil until then.
struct DayVolume: BitwiseCopyable {
  private(set) var base: Decimal64?
  private(set) var quote: Decimal64?

  mutating func update(_ ticker: Ticker) {
    base = ticker.baseVolume ?? base
    quote = ticker.quoteVolume ?? quote
  }
}
