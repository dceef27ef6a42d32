package import Market
internal import Memory

/// Liquidated value in trailing windows, a side (B-39, SEMANTICS.md I37): liquidations with own time in (now − T, now],
/// however out of order they arrive, summed exactly in units of 10⁻¹⁸ USD.
///
/// A ring of liquidations sorted by time, shared by all windows; each window keeps its first entry and running sums.
package struct LiquidationSums: ~Copyable {
  package struct Side: BitwiseCopyable {
    /// In units of 10⁻¹⁸ USD.
    package fileprivate(set) var usd: Int128 = 0
    package fileprivate(set) var count: Int64 = 0
  }

  struct Entry: BitwiseCopyable {
    var usd: Int128
    var milliseconds: Int64
    var side: LiquidatedSide
  }

  struct Window: BitwiseCopyable {
    var lengthMilliseconds: Int64
    var first = 0
    var long = Side()
    var short = Side()

    init(lengthMilliseconds: Int64) { self.lengthMilliseconds = lengthMilliseconds }

    mutating func count(_ entry: Entry, sign: Int64) {
      let usd = sign > 0 ? entry.usd : -entry.usd
      if entry.side == .long { long.add(usd, sign) } else { short.add(usd, sign) }
    }
  }

  /// One second feeds what is sampled once a second; the others are printed.
  static let windowSeconds: [Int64] = [1, 30, 60, 300]
  static let usdDecimals: Int32 = 18
  /// Above 10¹⁵ USD a row is no liquidation; so no sum over a full ring leaves 128 bits.
  private static let usdMax: Int128 = 1_000_000_000_000_000 * 1_000_000_000_000_000_000

  private var entries: FixedArray<Entry>
  private let mask: Int
  private var windows: FixedArray<Window>
  /// Logical indices: entry i stands in slot i & mask.
  private var head = 0
  private var tail = 0
  private var now = Int64.min
  /// No window changes before this time.
  private var nextExpiry = Int64.max
  /// Entries that left early because the ring was full.
  package private(set) var dropped = 0
  /// Rows whose value was no number that can be summed exactly; they count, but without value.
  package private(set) var unvalued = 0

  /// `capacity` a power of two.
  package init(capacity: Int = Limits.liquidations, windowSeconds: [Int64] = windowSeconds) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0, "capacity must be a power of two")
    entries = FixedArray(zeroed: capacity)
    mask = capacity - 1
    windows = FixedArray(zeroed: windowSeconds.count)
    for (index, seconds) in windowSeconds.enumerated() {
      windows[index] = Window(lengthMilliseconds: seconds * 1_000)
    }
  }

  var byteCount: Int { entries.byteCount + windows.byteCount }

  package subscript(side: LiquidatedSide, seconds seconds: Int64) -> Side {
    for index in 0..<windows.count where windows[index].lengthMilliseconds == seconds * 1_000 {
      return side == .long ? windows[index].long : windows[index].short
    }
    preconditionFailure("there is no window of \(seconds) s")
  }

  /// Moves `now` forward and drops what leaves each window.
  @inline(__always)
  package mutating func advance(to now: Int64) {
    self.now = now
    if now >= nextExpiry { expire() }
  }

  private mutating func expire() {
    nextExpiry = .max
    for index in 0..<windows.count {
      var window = windows[index]
      while window.first < tail {
        let entry = entries[window.first & mask]
        guard entry.milliseconds <= now - window.lengthMilliseconds else {
          nextExpiry = min(nextExpiry, entry.milliseconds + window.lengthMilliseconds)
          break
        }
        window.count(entry, sign: -1)
        window.first += 1
      }
      windows[index] = window
    }
    head = windows[windows.count - 1].first
  }

  /// Adds a liquidation at its own time, if any window still reaches back to it. A `usd` of nil has no value that can
  /// be summed. `now` must have been advanced first; a time after it is taken for now.
  package mutating func add(_ usd: Int128?, _ side: LiquidatedSide, at milliseconds: Int64) {
    if usd == nil { unvalued += 1 }
    let entry = Entry(usd: usd ?? 0, milliseconds: min(milliseconds, now), side: side)
    guard entry.milliseconds > now - windows[windows.count - 1].lengthMilliseconds else { return }
    if tail - head > mask { dropOldest() }
    insert(entry)
    for index in 0..<windows.count {
      var window = windows[index]
      if entry.milliseconds > now - window.lengthMilliseconds {
        window.count(entry, sign: 1)
        nextExpiry = min(nextExpiry, entry.milliseconds + window.lengthMilliseconds)
      } else {
        window.first += 1  // the entry stands before the window and shifted it
      }
      windows[index] = window
    }
  }

  /// Liquidations come nearly in order, so the search starts at the end.
  private mutating func insert(_ entry: Entry) {
    var index = tail
    while index > head, entries[(index - 1) & mask].milliseconds > entry.milliseconds {
      entries[index & mask] = entries[(index - 1) & mask]
      index -= 1
    }
    entries[index & mask] = entry
    tail += 1
  }

  private mutating func dropOldest() {
    dropped += 1
    for index in 0..<windows.count where windows[index].first == head {
      windows[index].count(entries[head & mask], sign: -1)
      windows[index].first += 1
    }
    head += 1
  }
}

extension LiquidationSums.Side {
  fileprivate mutating func add(_ usd: Int128, _ count: Int64) {
    self.usd += usd
    self.count += count
  }
}

// MARK: - USD

extension LiquidationSums {
  /// What a liquidation is worth, in units of 10⁻¹⁸ USD: filled quantity × average price, on Bybit quantity ×
  /// bankruptcy price; contracts × size for inverse. nil where that is negative, too large or too fine, or unknown.
  package static func usd(_ liquidation: Liquidation, _ grid: Grid, _ contracts: ContractKind) -> Int128? {
    let quantity =
      liquidation.filledQuantity.map { ExactDecimal($0) } ?? grid.quantity(lots: Int128(liquidation.quantity.lots))
    switch contracts {
    case .linear: return product(quantity, liquidation.averagePrice ?? liquidation.price)
    case .inverse(let size): return product(quantity, size)
    case .inverseUnknown: return nil
    }
  }

  private static func product(_ quantity: ExactDecimal, _ value: Decimal64) -> Int128? {
    var (usd, overflow) = quantity.mantissa.multipliedReportingOverflow(by: Int128(value.mantissa))
    guard !overflow, usd > 0 else { return overflow || usd < 0 ? nil : 0 }
    var decimals = quantity.decimals + value.decimals
    while decimals > usdDecimals {
      guard usd % 10 == 0 else { return nil }
      (usd, decimals) = (usd / 10, decimals - 1)
    }
    while decimals < usdDecimals {
      guard usd <= usdMax else { return nil }
      (usd, decimals) = (usd * 10, decimals + 1)
    }
    return usd <= usdMax ? usd : nil
  }
}

// MARK: - Readings

extension InstrumentState {
  /// True where a value in USD can exist: on a derivatives venue, the contract's size known (I37, I42).
  var hasLiquidationUSD: Bool {
    if case .inverseUnknown = contracts { false } else { traits.isDerivative }
  }

  /// B-39: exact; 0 from the symbol's first frame on, `warming` until the window has passed since then.
  func liquidationUSD(_ side: LiquidatedSide, seconds: Int64) -> Reading {
    guard hasLiquidationUSD else { return .missing(.invalid) }
    let sum = ExactDecimal(
      mantissa: liquidations[side, seconds: seconds].usd, decimals: LiquidationSums.usdDecimals)
    return .exact(sum, isYounger(thanSeconds: seconds) ? .warming : .ok)
  }

  /// True until so much event time has passed since the symbol's first, and before any.
  func isYounger(thanSeconds seconds: Int64) -> Bool {
    guard let now = clock.now, let first = clock.first else { return true }
    return now - first < seconds * 1_000
  }
}
