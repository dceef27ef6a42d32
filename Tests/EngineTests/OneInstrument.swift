import Engine
import Market

/// One instrument in an engine, driven by hand: the whole tick without wire frames.
struct OneInstrument: ~Copyable {
  var engine: Engine
  let slot: InstrumentSlot
  private var sequence: Int64 = 0
  private var updateID: Int64 = 0

  init(
    grid: Grid, contracts: ContractKind = .linear, knowsOnlyHeldLevels: Bool = false, footprints: [BarKind] = [.minute]
  ) {
    self.init(
      grid: grid, traits: InstrumentTraits(contracts: contracts, knowsOnlyHeldLevels: knowsOnlyHeldLevels),
      footprints: footprints)
  }

  init(grid: Grid, traits: InstrumentTraits, footprints: [BarKind] = [.minute], keepsOriginals: Bool = false) {
    engine = Engine(capacity: 1, footprints: footprints, keepsOriginals: keepsOriginals)
    guard let slot = engine.add(grid: grid, traits: traits) else {
      preconditionFailure("an empty engine has room for one instrument")
    }
    self.slot = slot
  }

  /// Starts a frame at an event time; nil for a frame without one.
  mutating func begin(at milliseconds: Int64?) {
    sequence += 1
    engine.begin(FrameStamp(sequence: sequence, receiveNanoseconds: sequence * 1_000))
    if let milliseconds { engine.advance(slot, to: milliseconds) }
  }

  mutating func load(_ snapshot: BookDiff, at milliseconds: Int64? = nil) -> GapReason? {
    begin(at: milliseconds)
    updateID += 1
    defer { engine.end(slot) }
    return snapshot.load(into: &engine, slot, updateID: updateID)
  }

  mutating func apply(_ diff: BookDiff, at milliseconds: Int64? = nil) -> GapReason? {
    begin(at: milliseconds)
    updateID += 1
    defer { engine.end(slot) }
    var diff = diff
    return diff.apply(to: &engine, slot, updateID: updateID)
  }

  mutating func trade(
    _ lots: Int64, _ aggressor: Aggressor, price: Int64 = 100, at milliseconds: Int64, kind: Trade.Kind = .trade
  ) -> Bool {
    begin(at: milliseconds)
    defer { engine.end(slot) }
    return engine.trade(
      slot,
      Trade(
        id: sequence, milliseconds: milliseconds, price: Price(ticks: price), quantity: Quantity(lots: lots),
        aggressor: aggressor, kind: kind))
  }

  mutating func ticker(baseVolume: Int64, at milliseconds: Int64) {
    var ticker = Ticker.nothing
    ticker.baseVolume = Decimal64(mantissa: baseVolume, decimals: 0)
    take(ticker, at: milliseconds)
  }

  mutating func ticker(quoteVolume: Int64, at milliseconds: Int64) {
    var ticker = Ticker.nothing
    ticker.quoteVolume = Decimal64(mantissa: quoteVolume, decimals: 0)
    take(ticker, at: milliseconds)
  }

  mutating func take(_ ticker: Ticker, at milliseconds: Int64) {
    begin(at: milliseconds)
    defer { engine.end(slot) }
    engine.ticker(slot, ticker)
  }

  mutating func take(_ price: MarkPrice, at milliseconds: Int64) {
    begin(at: milliseconds)
    defer { engine.end(slot) }
    engine.markPrice(slot, price)
  }

  func read(_ name: String) -> Reading {
    guard let row = IndicatorTable.rows.first(where: { $0.name == name }) else {
      preconditionFailure("no indicator is called \(name)")
    }
    return engine[slot].read(row, engine[slot].depthBands)
  }

  /// An exact value as it is printed; nil where there is none.
  func text(_ name: String) -> String? {
    if case .exact(let value) = read(name).value { value.text } else { nil }
  }

  /// The value as a double, nil where there is none.
  func number(_ name: String) -> Double? {
    switch read(name).value {
    case .none, .word: nil
    case .integer(let value): Double(value)
    case .number(let value): value
    case .exact(let value): Double(value.text)
    }
  }

  /// True when the value exists and lies so close to another.
  func isNear(_ name: String, _ expected: Double, within tolerance: Double) -> Bool {
    number(name).map { abs($0 - expected) <= tolerance } ?? false
  }
}

extension Reading.Value {
  var isNone: Bool { if case .none = self { true } else { false } }
}

extension Ticker {
  /// A delta in which nothing has changed.
  static let nothing = Ticker(
    lastPrice: nil, baseVolume: nil, quoteVolume: nil, openInterest: nil,
    prices: MarkPrice(mark: nil, index: nil, fundingRate: nil, nextFundingMilliseconds: 0))
}
