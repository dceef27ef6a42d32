internal import Market

/// Order-book imbalance (B-17): how much more is bid than offered near the touch, in [−1, 1]; null and `invalid`
/// when a side is empty (SEMANTICS.md I10).
struct BookImbalance: BitwiseCopyable {
  /// e^(−0.5·i) for i = 0…4, as literals: the engine calls no libm.
  private static let weights: InlineArray<5, Double> = [
    1.0, 0.6065306597126334, 0.36787944117144233, 0.22313016014842982, 0.1353352832366127,
  ]

  /// obi_5 smoothed with a half-life of 2 s, sampled at every book update (I23).
  private(set) var smoothed = ExponentialMean(halfLifeMilliseconds: 2_000)

  mutating func update(_ bids: borrowing TopLevels, _ asks: borrowing TopLevels, now: Int64) {
    if let value = Self.value(bids.lots(depth: 5), asks.lots(depth: 5)) { smoothed.add(value, at: now) }
  }

  static func depth(_ depth: Int, _ bids: borrowing TopLevels, _ asks: borrowing TopLevels) -> Reading {
    reading(value(bids.lots(depth: depth), asks.lots(depth: depth)))
  }

  /// The best five levels weighted by e^(−0.5·(i−1)).
  static func weighted(_ bids: borrowing TopLevels, _ asks: borrowing TopLevels) -> Reading {
    let bid = weightedLots(bids)
    let ask = weightedLots(asks)
    guard bid > 0, ask > 0 else { return .missing(.invalid) }
    return .number((bid - ask) / (bid + ask))
  }

  /// All levels within so many bps of mid; `invalid` when either side's edge lies past the known depth.
  static func band(_ band: DepthBand) -> Reading {
    reading(value(band.bidLots, band.askLots)).flagged(band.isBidKnown && band.isAskKnown ? .ok : .invalid)
  }

  func smoothed(now: Int64) -> Reading {
    guard let mean = smoothed.mean else { return .missing(.warming) }
    return .number(mean, smoothed.isWarming(at: now) ? .warming : .ok)
  }

  private static func reading(_ value: Double?) -> Reading {
    value.map { .number($0) } ?? .missing(.invalid)
  }

  private static func value(_ bid: Int128, _ ask: Int128) -> Double? {
    guard bid > 0, ask > 0 else { return nil }
    return double(bid - ask) / double(bid + ask)
  }

  private static func weightedLots(_ side: borrowing TopLevels) -> Double {
    var sum = 0.0
    for index in 0..<min(5, side.count) { sum += weights[index] * Double(side[index].lots) }
    return sum
  }
}
