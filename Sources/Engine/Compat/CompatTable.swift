internal import Market

/// The values that the original programs computed, for comparison with them (`replay --compat`): kept only when asked
/// for, printed after the table, never in the digest.
public enum CompatTable {
  public static let rows: [Indicator] = [
    Indicator("ofd30_compat") { .original($0.originals.delta.value) },
    Indicator("absorption50_compat") { .original($0.originals.absorption.value) },
    Indicator("panic_compat") { .original($0.originals.panic.value) },
    Indicator("cascade_exhaustion_compat") { $0.liquidationCount() },
    Indicator("footprint_imbalance_compat") {
      $0.originals.footprint.value.map { .integer($0.count, $0.isFull ? .ok : .warming) } ?? .missing(.warming)
    },
  ]
}

struct OriginalValues: ~Copyable {
  /// False: no trade comes here.
  let isKept: Bool
  var delta = OriginalDelta()
  var absorption = OriginalAbsorption()
  var panic = OriginalPanic()
  var footprint = OriginalFootprint()

  init(isKept: Bool) { self.isKept = isKept }

  mutating func add(price: Double, quantity: Double, bestBid: Double?, bestAsk: Double?) {
    delta.add(price: price, quantity: quantity)
    absorption.add(price: price, quantity: quantity)
    panic.add(price: price, quantity: quantity)
    footprint.add(price: price, quantity: quantity, bestBid: bestBid, bestAsk: bestAsk)
  }
}

extension Reading {
  fileprivate static func original(_ value: Double?) -> Reading { value.map { .number($0) } ?? .missing(.warming) }
}

extension InstrumentState {
  /// A counted trade, with the best prices it met.
  mutating func noteOriginals(_ trade: Trade) {
    guard originals.isKept else { return }
    let (grid, bid, ask) = (grid, touchTicks(.bid), touchTicks(.ask))
    originals.add(
      price: grid.price(ticks: trade.price.ticks).double,
      quantity: grid.quantity(lots: Int128(trade.quantity.lots)).double,
      bestBid: bid.map { grid.price(ticks: $0).double }, bestAsk: ask.map { grid.price(ticks: $0).double })
  }

  /// `warming` until five minutes after the symbol's first frame; none on spot.
  fileprivate func liquidationCount() -> Reading {
    guard traits.isDerivative else { return .missing(.invalid) }
    return .integer(
      OriginalCascade.count(liquidations), isYounger(thanSeconds: OriginalCascade.seconds) ? .warming : .ok)
  }
}
