/// What a venue says about one of its symbols.
public struct Instrument: Sendable, Hashable {
  public var symbol: String
  public var grid: Grid
  /// USD value of one contract of an inverse instrument; nil for linear ones and where it is not known.
  public var contractSizeUSD: Decimal64?
  /// Hours between fundings, where the venue says.
  public var fundingIntervalHours: Int32?

  public init(
    symbol: String, grid: Grid, contractSizeUSD: Decimal64? = nil, fundingIntervalHours: Int32? = nil
  ) {
    self.symbol = symbol
    self.grid = grid
    self.contractSizeUSD = contractSizeUSD
    self.fundingIntervalHours = fundingIntervalHours
  }
}

/// How an instrument's contracts turn into base asset and USD (SEMANTICS.md "Contracts").
public enum ContractKind: Sendable, Hashable, BitwiseCopyable {
  /// Quantities are base asset; USD = price × quantity.
  case linear
  /// Quantities are contracts of a known USD size.
  case inverse(sizeUSD: Decimal64)
  /// Quantities are contracts, but no instrument data says how large: USD values do not exist.
  case inverseUnknown

  public init(venue: Venue, contractSizeUSD: Decimal64?) {
    guard venue.isInverse else { self = .linear; return }
    if let size = contractSizeUSD { self = .inverse(sizeUSD: size) } else { self = .inverseUnknown }
  }
}

/// What of an instrument never changes, as far as its values depend on it.
public struct InstrumentTraits: Sendable, BitwiseCopyable {
  public var contracts: ContractKind
  /// Perpetual or delivery contract: only these are liquidated, funded and have open interest.
  public var isDerivative: Bool
  /// The name starts with BTC, for which thresholds in USD are given outright (B-40).
  public var isBitcoin: Bool
  /// Bybit: the book holds its topic's levels and knows no others, so the known depth is what is held.
  public var knowsOnlyHeldLevels: Bool
  /// As instrument data says; nil without.
  public var fundingIntervalHours: Int32?

  public init(
    contracts: ContractKind = .linear, isDerivative: Bool = true, isBitcoin: Bool = false,
    knowsOnlyHeldLevels: Bool = false, fundingIntervalHours: Int32? = nil
  ) {
    self.contracts = contracts
    self.isDerivative = isDerivative
    self.isBitcoin = isBitcoin
    self.knowsOnlyHeldLevels = knowsOnlyHeldLevels
    self.fundingIntervalHours = fundingIntervalHours
  }

  /// `instrument` is nil where no instrument data was given.
  public init(venue: Venue, symbol: String, instrument: Instrument?) {
    self.init(
      contracts: ContractKind(venue: venue, contractSizeUSD: instrument?.contractSizeUSD),
      isDerivative: venue.isDerivative, isBitcoin: symbol.hasPrefix("BTC"), knowsOnlyHeldLevels: venue.hasTopicBooks,
      fundingIntervalHours: instrument?.fundingIntervalHours)
  }
}

/// Index of an instrument in a process's fixed tables; dense from 0, in order of first appearance.
public struct InstrumentSlot: Sendable, BitwiseCopyable, Hashable {
  public var index: Int32
  public init(_ index: Int32) { self.index = index }
}
