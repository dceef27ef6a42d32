/// A venue and its product; each has its own symbols, frame shapes and book rules.
public enum Venue: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case binanceSpot, binanceUSDM, binanceCOINM, bybitSpot, bybitLinear, bybitInverse

  /// The name used on the command line and in output, for example `binance-usdm`.
  public var name: String {
    switch self {
    case .binanceSpot: "binance-spot"
    case .binanceUSDM: "binance-usdm"
    case .binanceCOINM: "binance-coinm"
    case .bybitSpot: "bybit-spot"
    case .bybitLinear: "bybit-linear"
    case .bybitInverse: "bybit-inverse"
    }
  }

  public init?(name: String) {
    guard let venue = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = venue
  }

  /// Contracts quoted in the base asset: quantities are contracts, base = contracts × size ÷ price.
  public var isInverse: Bool { self == .binanceCOINM || self == .bybitInverse }

  /// Perpetual and delivery contracts, no spot.
  public var isDerivative: Bool { self != .binanceSpot && self != .bybitSpot }

  /// The book is a topic of fixed depth (Bybit): what it holds is all that is known.
  public var hasTopicBooks: Bool { self == .bybitSpot || self == .bybitLinear || self == .bybitInverse }
}
