internal import Memory

/// Traded volume in trailing time windows, exact to the millisecond (SEMANTICS.md "Windows"): trades with time in
/// (now − T, now], however out of order they arrive.
///
/// A ring of distinct trade times, sorted, shared by all windows; each window keeps its first entry and running integer
/// sums. A trade costs one insertion near the end; a move of `now` costs what falls out. When more distinct times come
/// than fit, times are rounded up to 2, 4, 8 … ms: volume is never lost, a window only ends that much later.
package struct FlowWindows: ~Copyable {
  /// All trades of one (possibly coarsened) millisecond.
  struct Entry: BitwiseCopyable {
    var milliseconds: Int64
    var buyLots: Int64
    var sellLots: Int64
    var trades: Int64
  }

  /// Running sums of one window. Int128: hostile quantities of 18 digits cannot overflow a sum.
  package struct Window: BitwiseCopyable {
    var lengthMilliseconds: Int64
    var first: Int
    package fileprivate(set) var buyLots: Int128
    package fileprivate(set) var sellLots: Int128
    package fileprivate(set) var trades: Int64

    init(lengthMilliseconds: Int64) {
      self.lengthMilliseconds = lengthMilliseconds
      first = 0
      buyLots = 0
      sellLots = 0
      trades = 0
    }

    package var deltaLots: Int128 { buyLots - sellLots }

    fileprivate mutating func add(_ buys: Int64, _ sells: Int64, _ count: Int64) {
      buyLots += Int128(buys)
      sellLots += Int128(sells)
      trades += count
    }

    fileprivate mutating func remove(_ buys: Int64, _ sells: Int64, _ count: Int64) {
      buyLots -= Int128(buys)
      sellLots -= Int128(sells)
      trades -= count
    }
  }

  private var entries: FixedArray<Entry>
  private let mask: Int
  private var windows: FixedArray<Window>
  /// Logical indices: entry i stands in slot i & mask.
  private var head = 0
  private var tail = 0
  private var now = Int64.min
  /// No window changes before this time.
  private var nextExpiry = Int64.max
  private var coarseness: Int64 = 0
  /// How often times had to be coarsened.
  package private(set) var coarsened = 0

  /// Windows in ascending length; `capacity` a power of two.
  package init(lengthsMilliseconds: [Int64], capacity: Int) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0, "capacity must be a power of two")
    entries = FixedArray(zeroed: capacity)
    mask = capacity - 1
    windows = FixedArray(zeroed: lengthsMilliseconds.count)
    for (index, length) in lengthsMilliseconds.enumerated() {
      windows[index] = Window(lengthMilliseconds: length)
    }
  }

  package subscript(window: Int) -> Window { windows[window] }

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
        window.remove(entry.buyLots, entry.sellLots, entry.trades)
        window.first += 1
      }
      windows[index] = window
    }
    head = windows[windows.count - 1].first
    if tail - head <= mask / 4 { coarseness = 0 }
  }

  /// Adds a trade at its own time, if any window still reaches back to it. `now` must have been advanced first.
  package mutating func add(milliseconds: Int64, lots: Int64, isBuy: Bool) {
    let longest = windows[windows.count - 1].lengthMilliseconds
    guard milliseconds > now - longest else { return }
    while tail - head > mask { makeRoom() }
    let time = milliseconds | coarseness
    let index = firstIndex(notBefore: time)
    let isNew = !merge(at: index, time, lots, isBuy)
    if isNew { insert(at: index, time, lots, isBuy) }
    for position in 0..<windows.count {
      var window = windows[position]
      if time > now - window.lengthMilliseconds {
        window.add(isBuy ? lots : 0, isBuy ? 0 : lots, 1)
        nextExpiry = min(nextExpiry, time + window.lengthMilliseconds)
      } else if isNew {
        window.first += 1  // the entry stands before the window and shifted it
      }
      windows[position] = window
    }
  }

  /// Trades come nearly in order, so the search starts at the end.
  private func firstIndex(notBefore time: Int64) -> Int {
    var index = tail
    while index > head, entries[(index - 1) & mask].milliseconds >= time { index -= 1 }
    return index
  }

  /// Adds to an entry of the same time; false when there is none, or its sum would not fit.
  private mutating func merge(at index: Int, _ time: Int64, _ lots: Int64, _ isBuy: Bool) -> Bool {
    guard index < tail, entries[index & mask].milliseconds == time else { return false }
    var entry = entries[index & mask]
    let (sum, overflow) = (isBuy ? entry.buyLots : entry.sellLots).addingReportingOverflow(lots)
    if overflow { return false }
    if isBuy { entry.buyLots = sum } else { entry.sellLots = sum }
    entry.trades += 1
    entries[index & mask] = entry
    return true
  }

  private mutating func insert(at index: Int, _ time: Int64, _ lots: Int64, _ isBuy: Bool) {
    var position = tail
    while position > index {
      entries[position & mask] = entries[(position - 1) & mask]
      position -= 1
    }
    entries[index & mask] = Entry(
      milliseconds: time, buyLots: isBuy ? lots : 0, sellLots: isBuy ? 0 : lots, trades: 1)
    tail += 1
  }
}

// MARK: - Full

extension FlowWindows {
  /// Past this no window would mean anything; then the oldest entry leaves early instead.
  private static let coarsestMilliseconds: Int64 = (1 << 20) - 1

  private mutating func makeRoom() {
    coarsened += 1
    if coarseness >= Self.coarsestMilliseconds {
      head += 1
    } else {
      coarseness = coarseness * 2 + 1
      joinEqualTimes()
    }
    recount()
  }

  /// Rounds every entry's time up and joins neighbours that became equal, where their sums fit.
  private mutating func joinEqualTimes() {
    var out = head
    for index in head..<tail {
      var entry = entries[index & mask]
      entry.milliseconds |= coarseness
      if out > head, let joined = Self.joined(entries[(out - 1) & mask], entry) {
        entries[(out - 1) & mask] = joined
      } else {
        entries[out & mask] = entry
        out += 1
      }
    }
    tail = out
  }

  private static func joined(_ left: Entry, _ right: Entry) -> Entry? {
    guard left.milliseconds == right.milliseconds else { return nil }
    let (buys, buysOverflow) = left.buyLots.addingReportingOverflow(right.buyLots)
    let (sells, sellsOverflow) = left.sellLots.addingReportingOverflow(right.sellLots)
    if buysOverflow || sellsOverflow { return nil }
    return Entry(
      milliseconds: left.milliseconds, buyLots: buys, sellLots: sells, trades: left.trades + right.trades)
  }

  /// Rebuilds every window's start and sums from the entries.
  private mutating func recount() {
    nextExpiry = now
    for position in 0..<windows.count {
      var window = Window(lengthMilliseconds: windows[position].lengthMilliseconds)
      window.first = head
      for index in head..<tail {
        let entry = entries[index & mask]
        window.add(entry.buyLots, entry.sellLots, entry.trades)
      }
      windows[position] = window
    }
    expire()
  }
}

// MARK: - Regridding

extension FlowWindows {
  /// False, and nothing changed, when a quantity would leave the integer range.
  package func canScale(lots factor: Int64) -> Bool {
    for index in head..<tail {
      let entry = entries[index & mask]
      let largest = max(entry.buyLots, entry.sellLots)
      if largest.multipliedReportingOverflow(by: factor).overflow { return false }
    }
    return true
  }

  package mutating func scale(lots factor: Int64) {
    for index in head..<tail {
      entries[index & mask].buyLots *= factor
      entries[index & mask].sellLots *= factor
    }
    for position in 0..<windows.count {
      windows[position].buyLots *= Int128(factor)
      windows[position].sellLots *= Int128(factor)
    }
  }

  /// Forgets everything, for what cannot be moved to a finer grid; counted like a coarsening.
  mutating func removeAll() {
    (head, tail, coarseness, nextExpiry) = (0, 0, 0, .max)
    for index in 0..<windows.count { windows[index] = Window(lengthMilliseconds: windows[index].lengthMilliseconds) }
    coarsened += 1
  }

  var byteCount: Int { entries.byteCount + windows.byteCount }
}
