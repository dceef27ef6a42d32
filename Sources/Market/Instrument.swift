/// What a venue says about one of its symbols.
public struct Instrument: Sendable, Hashable {
  public var symbol: String
  public var grid: Grid
  /// USD value of one contract of an inverse instrument; nil for linear ones and where it is not known.
  public var contractSizeUSD: Decimal64?

  public init(symbol: String, grid: Grid, contractSizeUSD: Decimal64? = nil) {
    self.symbol = symbol
    self.grid = grid
    self.contractSizeUSD = contractSizeUSD
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

/// Index of an instrument in a process's fixed tables; dense from 0, in order of first appearance.
public struct InstrumentSlot: Sendable, BitwiseCopyable, Hashable {
  public var index: Int32
  public init(_ index: Int32) { self.index = index }
}
