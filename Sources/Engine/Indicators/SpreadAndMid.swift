internal import Market

/// Prices at the touch (B-24, B-25): mid, weighted mid, spread.
enum SpreadAndMid {
  /// 10⁴·(Pa − Pb) ÷ mid.
  static func spreadBps(_ bidTicks: Int64, _ askTicks: Int64) -> Double {
    10_000 * Double(askTicks - bidTicks) / (Double(bidTicks + askTicks) / 2)
  }

  /// (Pb + Pa) ÷ 2, exact: a mid may lie on half a tick.
  static func mid(_ bidTicks: Int64, _ askTicks: Int64, _ grid: Grid) -> ExactDecimal {
    let halfTicks = Int128(bidTicks) + Int128(askTicks)
    return ExactDecimal(mantissa: halfTicks * Int128(grid.tickMantissa) * 5, decimals: grid.tickDecimals + 1)
  }

  /// B-24: (Pa·qb + Pb·qa) ÷ (qb + qa), in quote units.
  static func weightedMid(_ bid: RankedLevel, _ ask: RankedLevel, _ grid: Grid) -> Double {
    let (bidTicks, askTicks) = (Double(bid.rank), -Double(ask.rank))
    let (bidLots, askLots) = (Double(bid.lots), Double(ask.lots))
    let ticks = (askTicks * bidLots + bidTicks * askLots) / (bidLots + askLots)
    return ticks * Double(grid.tickMantissa) / powerOfTen(grid.tickDecimals)
  }

  /// Exact up to 10^22.
  private static func powerOfTen(_ exponent: Int32) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}
