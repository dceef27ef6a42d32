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

  /// Nil without two sides. Cost: one step per level of the band.
  init?(bps: Int64, of book: borrowing OrderBook, worstHeldIsKnown: Bool) {
    guard let bid = book.bestBidTicks, let ask = book.bestAskTicks else { return nil }
    let twiceMid = Int128(bid) + Int128(ask)
    let reach = twiceMid * Int128(bps)
    // |2p − 2mid| · 10⁴ ≤ bps · 2mid, solved for p in whole ticks.
    let lowest = Int64(truncatingIfNeeded: Self.ceilingDivide(twiceMid * 10_000 - reach, by: 20_000))
    let highest = Int64(truncatingIfNeeded: (twiceMid * 10_000 + reach) / 20_000)
    let bids = Self.sum(book.bids, downTo: lowest)
    let asks = Self.sum(book.asks, downTo: -highest)
    (bidLots, bidTickLots) = (bids.lots, bids.tickLots)
    (askLots, askTickLots) = (asks.lots, asks.tickLots.map { -$0 })
    let knownBid = worstHeldIsKnown ? bids.worstHeld : book.knownBidTicks
    let knownAsk = worstHeldIsKnown ? asks.worstHeld.map { -$0 } : book.knownAskTicks
    isBidKnown = knownBid.map { lowest >= $0 } ?? false
    isAskKnown = knownAsk.map { highest <= $0 } ?? false
  }

  private struct HalfSum {
    var lots: Int128 = 0
    var tickLots: Int128? = 0
    var worstHeld: Int64?
  }

  private static func sum(_ half: borrowing BookHalf, downTo worst: Int64) -> HalfSum {
    var sum = HalfSum()
    half.descend { level in
      guard level.rank >= worst else { return false }
      sum.lots += Int128(level.lots)
      // 18 digits × 18 digits fit; a sum of many such products may not.
      let product = Int128(level.rank) * Int128(level.lots)
      let added = sum.tickLots?.addingReportingOverflow(product)
      sum.tickLots = added?.overflow ?? true ? nil : added?.partialValue
      return true
    }
    sum.worstHeld = half.worst
    return sum
  }

  private static func ceilingDivide(_ value: Int128, by divisor: Int128) -> Int128 {
    value / divisor + (value % divisor > 0 ? 1 : 0)
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
