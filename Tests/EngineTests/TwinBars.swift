/// All bars of one symbol by brute force: whatever was traded is kept by bar, and closed when it is time (SEMANTICS.md
/// I15, I18, I19, I29). Prices in units of 10⁻⁵, quantities in units of 10⁻³.
struct TwinBars {
  struct Closed: Equatable {
    var length: String
    var start: Int
    var rows: [[Int]]
    var poc: Int
    var val: Int
    var vah: Int
    var delta: Int
    var buys: [Int]
    var sells: [Int]
    var stacks: [String]
  }

  private struct Counted {
    var bar = TwinFootprint(span: 512)
    var trades = 0
    var start = 0
  }

  /// Units of a tick and a lot of the grid now.
  var tick = 1_000
  var lot = 1_000
  private(set) var now = Int.min
  private(set) var bin = 0
  private(set) var late = 0
  private(set) var closed: [Closed] = []
  private var bars: [Int: [Int: TwinFootprint]] = [15: [:], 60: [:]]
  private var open: [Int: Set<Int>] = [15: [], 60: []]
  private var byTrades = Counted()
  private var byVolume = Counted()
  private var day = Int.min
  private(set) var profile = TwinFootprint(span: 8_192)

  mutating func begin() { closed = [] }

  mutating func advance(to time: Int) {
    now = max(now, time)
    for seconds in [60, 15] {
      let due = (open[seconds] ?? []).filter { isClosed($0, seconds) }
      for key in due.sorted() {
        open[seconds]?.remove(key)
        guard let bar = bars[seconds]?[key] else { continue }
        hand(bar, "\(seconds)s", start: key * seconds * 1_000)
      }
    }
  }

  private func isClosed(_ key: Int, _ seconds: Int) -> Bool { now >= (key + 1) * seconds * 1_000 + 2_000 }

  mutating func trade(time: Int, price: Int, quantity: Int, isBuy: Bool) {
    // max(1, ⌊P₁·0.0001 ÷ tick + ½⌋)·tick
    if bin == 0 { bin = max(1, (price + 5_000 * tick) / (10_000 * tick)) * tick }
    let row = price / bin
    for seconds in [60, 15] {
      let key = time / (seconds * 1_000)
      guard !isClosed(key, seconds) else {
        if seconds == 60 { late += 1 }
        continue
      }
      open[seconds]?.insert(key)
      bars[seconds]?[key, default: TwinFootprint(span: 512)].add(row: row, quantity: quantity, isBuy: isBuy)
    }
    addCounted(time, row, quantity, isBuy)
    if time / 86_400_000 > day { (day, profile) = (time / 86_400_000, TwinFootprint(span: 8_192)) }
    if time / 86_400_000 == day { profile.add(row: row, quantity: quantity, isBuy: isBuy) }
  }

  private mutating func addCounted(_ time: Int, _ row: Int, _ quantity: Int, _ isBuy: Bool) {
    if byTrades.trades == 0 { byTrades.start = time }
    byTrades.trades += 1
    byTrades.bar.add(row: row, quantity: quantity, isBuy: isBuy)
    if byTrades.trades == 200 {
      hand(byTrades.bar, "200t", start: byTrades.start)
      byTrades = Counted()
    }
    var left = quantity
    while left > 0 {
      closeFullVolume()
      let part = min(left, 50 * lot - byVolume.bar.volume)
      if byVolume.trades == 0 { byVolume.start = time }
      byVolume.trades += 1
      byVolume.bar.add(row: row, quantity: part, isBuy: isBuy)
      left -= part
      closeFullVolume()
    }
  }

  private mutating func closeFullVolume() {
    guard byVolume.bar.volume >= 50 * lot else { return }
    hand(byVolume.bar, "50v", start: byVolume.start)
    byVolume = Counted()
  }

  private mutating func hand(_ bar: TwinFootprint, _ length: String, start: Int) {
    guard let poc = bar.poc, let area = bar.valueArea else { return }
    let stacks = [true, false].flatMap { isBuy in
      bar.stacks(isBuy: isBuy, lot: lot).map { "\(isBuy) \($0.lowerBound) \($0.upperBound)" }
    }
    closed.append(
      Closed(
        length: length, start: start, rows: bar.rows.map { [$0, bar.cells[$0]?.bid ?? 0, bar.cells[$0]?.ask ?? 0] },
        poc: poc, val: area.low, vah: area.high, delta: bar.delta, buys: bar.imbalances(isBuy: true, lot: lot),
        sells: bar.imbalances(isBuy: false, lot: lot), stacks: stacks))
  }

  /// The 1-m bar of now, if it has trades.
  var current: TwinFootprint? { bars[60]?[now / 60_000].flatMap { $0.volume > 0 ? $0 : nil } }

  var imbalance: Int {
    let key = now / 60_000
    let before = (bars[60] ?? [:]).keys.filter { $0 < key && bars[60]?[$0]?.rows.isEmpty == false }.sorted().suffix(3)
    return (current?.net(lot: lot) ?? 0) + before.reduce(0) { $0 + (bars[60]?[$1]?.net(lot: lot) ?? 0) }
  }
}
