import Engine
import Market
import NaiveTwins

/// A row of a liquidation tape: what came, when it arrived, and what it says of its own time.
struct TapeLiquidation {
  var arrival: Int64
  var milliseconds: Int64
  /// USD cents; exact in the engine and in the twin.
  var cents: Int64
  var side: LiquidatedSide
}

/// A derivative on a grid of cents and whole contracts, fed with liquidations.
extension OneInstrument {
  static func derivative(isBitcoin: Bool = true) -> OneInstrument {
    OneInstrument(grid: .cents, traits: InstrumentTraits(isBitcoin: isBitcoin))
  }

  /// The same after a first second without liquidations: the baseline's first sample, which sets it, is 0.
  static func quietDerivative(isBitcoin: Bool = true) -> OneInstrument {
    var market = derivative(isBitcoin: isBitcoin)
    market.pass(to: 0)
    market.pass(to: 1_000)
    return market
  }

  /// One liquidation of `cents` in value, at its own time, in a frame that arrives at `arrival`.
  mutating func liquidate(
    _ side: LiquidatedSide, cents: Int64, at milliseconds: Int64, arrival: Int64? = nil
  ) {
    begin(at: arrival ?? milliseconds)
    defer { engine.end(slot) }
    engine.liquidation(
      slot,
      Liquidation(
        milliseconds: milliseconds, price: Decimal64(mantissa: 1, decimals: 0),
        averagePrice: Decimal64(mantissa: cents, decimals: 2), quantity: Quantity(lots: 7),
        filledQuantity: Decimal64(mantissa: 1, decimals: 0), liquidated: side))
  }

  mutating func liquidate(_ row: TapeLiquidation) {
    liquidate(row.side, cents: row.cents, at: row.milliseconds, arrival: row.arrival)
  }

  /// A frame that says nothing but the time.
  mutating func pass(to milliseconds: Int64) {
    begin(at: milliseconds)
    engine.end(slot)
  }

  /// Names, sides and values of this frame's cascade events.
  func cascadeEvents() -> [CascadeEvent] {
    (0..<engine.changes.count).compactMap { index in
      guard case .cascade(let step, let side, let value) = engine.changes[index].kind else { return nil }
      return CascadeEvent(step: step, side: side, value: value)
    }
  }
}

struct CascadeEvent: Equatable {
  var step: CascadeStep
  var side: LiquidatedSide
  var value: Double
}

extension Grid {
  /// Ticks of 0.01, lots of 1.
  static let cents = Grid(tickMantissa: 1, tickDecimals: 2, lotMantissa: 1, lotDecimals: 0)
}

extension LiquidatedSide {
  var name: String { self == .long ? "long" : "short" }
  var mirrored: LiquidatedSide { self == .long ? .short : .long }
}

/// Seeded tapes: bursts, late rows, silences of hours.
enum LiquidationTape {
  static func random(seed: UInt64, count: Int) -> [TapeLiquidation] {
    var random = SeededGenerator(seed: seed)
    var (rows, now): ([TapeLiquidation], Int64) = ([], 1_700_000_000_123)
    var burst = 0
    for _ in 0..<count {
      if burst == 0, Int.random(in: 0..<200, using: &random) == 0 { burst = 150 }
      burst = max(0, burst - 1)
      now += Int64.random(in: 0...(burst > 0 ? 400 : 6_000), using: &random)
      if Int.random(in: 0..<4_000, using: &random) == 0 { now += Int64.random(in: 1...9_000_000, using: &random) }
      let isLate = Int.random(in: 0..<8, using: &random) == 0
      let late = isLate ? Int64.random(in: 0...Int64.random(in: 1...310_000, using: &random), using: &random) : 0
      rows.append(
        TapeLiquidation(
          arrival: now, milliseconds: now - late,
          cents: Int64.random(in: 0...Int64.random(in: 1...30_000_000, using: &random), using: &random),
          side: Bool.random(using: &random) ? .long : .short))
    }
    return rows
  }
}
