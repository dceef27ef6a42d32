/// Why a value is not `ok`, strongest first (I11).
public enum NaiveFlag: String, CaseIterable, Sendable {
  case gap, stale, invalid, warming
}

/// One printed value: exact ones as decimals, the others as doubles.
public struct NaiveValue: Equatable, Sendable {
  public enum Number: Equatable, Sendable {
    case exact(NaiveDecimal)
    case double(Double)
    case none
  }

  public let name: String
  public let number: Number
  /// Nil is `ok`.
  public let flag: NaiveFlag?
}

/// The indicators of issue 2 by brute force over all that a symbol has seen, as they stand after its latest frame.
public struct NaiveIndicators: Sendable {
  public private(set) var values: [NaiveValue] = []
  let symbol: NaiveSymbol
  let levels: NaiveLevels

  public init(of symbol: NaiveSymbol) {
    self.symbol = symbol
    levels = symbol.book.levels
    addTradeFlow()
    addImbalance()
    addPrices()
    addDepth()
    addWalls(symbol.buyWalls, prefix: "buy")
    addWalls(symbol.sellWalls, prefix: "sell")
  }

  public subscript(_ name: String) -> NaiveValue? { values.first { $0.name == name } }

  mutating func addExact(_ name: String, _ value: NaiveDecimal?, _ flags: [NaiveFlag?]) {
    add(name, value.map { .exact($0) } ?? .none, flags)
  }

  mutating func addDouble(_ name: String, _ value: Double?, _ flags: [NaiveFlag?]) {
    add(name, value.map { .double($0) } ?? .none, flags)
  }

  private mutating func add(_ name: String, _ number: NaiveValue.Number, _ flags: [NaiveFlag?]) {
    let flag = NaiveFlag.allCases.first { flags.contains($0) }
    precondition(number != .none || flag != nil, "a null always has a flag, and \(name) has none")
    values.append(NaiveValue(name: name, number: number, flag: flag))
  }

  /// The flag that the state of the book lays on every value taken from it.
  var bookFlag: NaiveFlag? {
    if symbol.book.status == .gap { return .gap }
    if let resynced = symbol.book.resynced_ms, let now = symbol.now_ms, now - resynced < 1000 { return .gap }
    return symbol.book.status == .stale ? .stale : nil
  }

  /// Before the first snapshot a book value can still come; after it, a missing one means a one-sided book.
  var missingBookFlag: NaiveFlag { symbol.book.status == .syncing ? .warming : .invalid }

  func bookFlags(missing: Bool) -> [NaiveFlag?] { [bookFlag, missing ? missingBookFlag : nil] }
}
