package import Market

/// Volume-weighted average price of the day's trades (B-58, SEMANTICS.md I14): exact sums of ticks × lots, divided when
/// read. Inverse contracts: Σ contracts ÷ Σ (contracts ÷ price).
package struct SessionVWAP: BitwiseCopyable {
  private var tickLots: Int128 = 0
  private var lots: Int128 = 0
  /// Σ lots ÷ ticks and what its additions have rounded away (Neumaier); only of inverse contracts.
  private var lotsPerTick = 0.0
  private var lost = 0.0
  /// A sum did not fit: the day has no value.
  private var isTooLarge = false

  package init() {}

  /// A new day begins.
  package mutating func reset() { self = SessionVWAP() }

  @inline(__always)
  package mutating func add(_ price: Price, _ quantity: Quantity, isInverse: Bool) {
    lots += Int128(quantity.lots)
    if isInverse { return addInverse(price, quantity) }
    let product = price.ticks.multipliedFullWidth(by: quantity.lots)
    let (sum, overflow) = tickLots.addingReportingOverflow(Int128(product.high) << 64 | Int128(product.low))
    if overflow { isTooLarge = true } else { tickLots = sum }
  }

  private mutating func addInverse(_ price: Price, _ quantity: Quantity) {
    guard price.ticks > 0 else { return }
    let share = Double(quantity.lots) / Double(price.ticks)
    let sum = lotsPerTick + share
    lost += lotsPerTick >= share ? (lotsPerTick - sum) + share : (share - sum) + lotsPerTick
    lotsPerTick = sum
  }

  package func reading(_ grid: Grid, _ contracts: ContractKind) -> Reading {
    if case .inverseUnknown = contracts { return .missing(.invalid) }
    if isTooLarge { return .missing(.invalid) }
    guard lots > 0 else { return .missing(.warming) }
    let ticks = contracts == .linear ? double(tickLots) / double(lots) : double(lots) / (lotsPerTick + lost)
    return .number(grid.value(ticks: ticks))
  }

  package mutating func scale(_ refinement: GridRefinement) {
    let factor = Int128(refinement.price).multipliedReportingOverflow(by: Int128(refinement.lot))
    let sum = tickLots.multipliedReportingOverflow(by: factor.partialValue)
    let volume = lots.multipliedReportingOverflow(by: Int128(refinement.lot))
    if factor.overflow || sum.overflow || volume.overflow { isTooLarge = true }
    tickLots = isTooLarge ? 0 : sum.partialValue
    lots = volume.overflow ? 0 : volume.partialValue
    let ratio = Double(refinement.lot) / Double(refinement.price)
    (lotsPerTick, lost) = (lotsPerTick * ratio, lost * ratio)
  }
}
