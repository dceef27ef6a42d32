internal import Market

/// A candle in quote units. Doubles, because a venue's candles need not lie on the grid that trades have shown.
package struct Bar: BitwiseCopyable {
  package var open: Double
  package var high: Double
  package var low: Double
  package var close: Double
  /// Turnover in USD (quote); nil where nobody says what it was.
  package var usd: Double?

  package init(open: Double, high: Double, low: Double, close: Double, usd: Double?) {
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.usd = usd
  }

  /// A bar without trades: O = H = L = C = the close before it (B-64).
  init(flatAt close: Double) { self.init(open: close, high: close, low: close, close: close, usd: 0) }

  /// What the venue sends. Inverse contracts are worth a fixed number of USD each; their turnover is in coin.
  init(_ kline: Kline, _ contracts: ContractKind) {
    let usd: Double? =
      switch contracts {
      case .linear: kline.quoteVolume?.double
      case .inverse(let size): kline.baseVolume.double * size.double
      case .inverseUnknown: nil
      }
    self.init(
      open: kline.open.double, high: kline.high.double, low: kline.low.double, close: kline.close.double, usd: usd)
  }

  mutating func add(price: Double, usd: Double?) {
    high = max(high, price)
    low = min(low, price)
    close = price
    self.usd = usd.flatMap { addend in self.usd.map { $0 + addend } }
  }
}
