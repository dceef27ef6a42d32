internal import Market

/// The levels within so many basis points of mid (B-25): |p − mid|·10⁴ ≤ x·mid, edges included (SEMANTICS.md
/// I27).
struct DepthBand: BitwiseCopyable {
  private(set) var bidLots: Int128 = 0
  private(set) var askLots: Int128 = 0
  /// Σ ticks × lots; nil when the sum does not fit, which only hostile quantities reach.
  private(set) var bidTickLots: Int128? = 0
  private(set) var askTickLots: Int128? = 0
  /// False where the band reaches past the known depth of that side: its sum is then a lower bound.
  private(set) var isBidKnown = true
  private(set) var isAskKnown = true

  fileprivate init(
    _ edges: BandEdges, bids: HalfSum, asks: HalfSum, knownBidTicks: Int64?, knownAskTicks: Int64?
  ) {
    (bidLots, bidTickLots) = (bids.lots, bids.tickLots)
    (askLots, askTickLots) = (asks.lots, asks.tickLots.map { -$0 })
    isBidKnown = knownBidTicks.map { edges.reachesNoFurther(thanBid: $0) } ?? false
    isAskKnown = knownAskTicks.map { edges.reachesNoFurther(thanAsk: $0) } ?? false
  }
}

/// The 10-bps and the 25-bps band of one moment, from one walk over each side: a step per level of the wider band.
public struct DepthBands: BitwiseCopyable {
  /// Nil without two sides.
  let ten: DepthBand?
  let twentyFive: DepthBand?

  init(of book: borrowing OrderBook, worstHeldIsKnown: Bool) {
    guard let bid = book.bestBidTicks, let ask = book.bestAskTicks else {
      (ten, twentyFive) = (nil, nil)
      return
    }
    let inner = BandEdges(bps: 10, bid, ask)
    let outer = BandEdges(bps: 25, bid, ask)
    let bids = HalfSum.pair(book.bids, inner: inner.lowest, outer: outer.lowest)
    let asks = HalfSum.pair(book.asks, inner: -inner.highest, outer: -outer.highest)
    let knownBid = worstHeldIsKnown ? book.bids.worst : book.knownBidTicks
    let knownAsk = worstHeldIsKnown ? book.asks.worst.map { -$0 } : book.knownAskTicks
    ten = DepthBand(inner, bids: bids.inner, asks: asks.inner, knownBidTicks: knownBid, knownAskTicks: knownAsk)
    twentyFive = DepthBand(
      outer, bids: bids.outer, asks: asks.outer, knownBidTicks: knownBid, knownAskTicks: knownAsk)
  }
}

/// The outermost prices of a band: |2p − 2mid| · 10⁴ ≤ bps · 2mid, solved for p in whole ticks.
private struct BandEdges {
  let lowest: Int64
  let highest: Int64
  /// The edges themselves, in 20 000ths of a tick: they may lie between ticks.
  private let low: Int128
  private let high: Int128

  init(bps: Int64, _ bidTicks: Int64, _ askTicks: Int64) {
    let twiceMid = Int128(bidTicks) + Int128(askTicks)
    let reach = twiceMid * Int128(bps)
    low = twiceMid * 10_000 - reach
    high = twiceMid * 10_000 + reach
    lowest = Int64(truncatingIfNeeded: low / 20_000 + (low % 20_000 > 0 ? 1 : 0))
    highest = Int64(truncatingIfNeeded: high / 20_000)
  }

  func reachesNoFurther(thanBid ticks: Int64) -> Bool { low >= Int128(ticks) * 20_000 }
  func reachesNoFurther(thanAsk ticks: Int64) -> Bool { high <= Int128(ticks) * 20_000 }
}

/// What one side holds down to a price.
private struct HalfSum {
  var lots: Int128 = 0
  var tickLots: Int128? = 0

  static func pair(
    _ half: borrowing BookHalf, inner innerWorst: Int64, outer outerWorst: Int64
  ) -> (inner: HalfSum, outer: HalfSum) {
    var sum = HalfSum()
    var inner: HalfSum?
    half.descend { level in
      if level.rank < innerWorst && inner == nil { inner = sum }
      guard level.rank >= outerWorst else { return false }
      sum.add(level)
      return true
    }
    return (inner ?? sum, sum)
  }

  /// 18 digits × 18 digits fit; a sum of many such products may not.
  private mutating func add(_ level: RankedLevel) {
    lots += Int128(level.lots)
    let added = tickLots?.addingReportingOverflow(Int128(level.rank) * Int128(level.lots))
    tickLots = added?.overflow ?? true ? nil : added?.partialValue
  }
}

extension DepthBand {
  /// USD in the band on one side: Σ price × quantity, or contracts × size for inverse.
  func usd(_ side: BookSide, _ grid: Grid, _ contracts: ContractKind) -> Reading {
    let flag: ReadingFlag = (side == .bid ? isBidKnown : isAskKnown) ? .ok : .invalid
    switch contracts {
    case .linear:
      guard let tickLots = side == .bid ? bidTickLots : askTickLots else { return .missing(.invalid) }
      let unit = Int128(grid.tickMantissa).multipliedReportingOverflow(by: Int128(grid.lotMantissa))
      let (mantissa, overflow) = tickLots.multipliedReportingOverflow(by: unit.partialValue)
      guard !overflow, !unit.overflow else { return .missing(.invalid) }
      return .exact(ExactDecimal(mantissa: mantissa, decimals: grid.tickDecimals + grid.lotDecimals), flag)
    case .inverse(let size):
      let lots = (side == .bid ? bidLots : askLots) * Int128(grid.lotMantissa)
      let (mantissa, overflow) = lots.multipliedReportingOverflow(by: Int128(size.mantissa))
      guard !overflow else { return .missing(.invalid) }
      return .exact(ExactDecimal(mantissa: mantissa, decimals: grid.lotDecimals + size.decimals), flag)
    case .inverseUnknown:
      return .missing(.invalid)
    }
  }
}
