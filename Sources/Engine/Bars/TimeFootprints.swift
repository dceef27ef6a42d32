internal import Market
internal import Memory

/// Footprint bars of one length in time: the current one, and the one before while late trades may still come (B-27,
/// SEMANTICS.md I19).
package struct TimeFootprints: ~Copyable {
  let kind: BarKind
  private let lengthMilliseconds: Int64
  private var clock: BarClock
  /// By key modulo 2.
  private var bars = Slab<VolumeRows>(capacity: 2)
  private var keys = FixedArray<Int64>(zeroed: 2)
  /// Trades that came when their bar had closed.
  package private(set) var late: Int64 = 0

  package init(seconds: Int64) {
    kind = .time(seconds: seconds)
    lengthMilliseconds = seconds * 1_000
    clock = BarClock(lengthMilliseconds: lengthMilliseconds)
    for _ in 0..<2 { bars.append(VolumeRows(capacity: Limits.footprintRows)) }
  }

  package var folded: Int { bars[0].folded + bars[1].folded }
  var byteCount: Int { bars[0].byteCount + bars[1].byteCount + keys.byteCount }

  @inline(__always)
  package mutating func add(milliseconds: Int64, row: Int64, lots: Int64, isBuy: Bool) {
    let key = clock.keyOfTrade(at: milliseconds)
    guard key > clock.closedKey else {
      late += 1
      return
    }
    let index = Int(key & 1)
    keys[index] = key
    bars[index].add(row: row, lots: lots, isBuy: isBuy)
  }

  /// True when bars may have become due: then `dueBar` names them one after the other.
  @inline(__always)
  package mutating func advance(to now: Int64) -> Bool { clock.advance(to: now) }

  /// The oldest bar with trades that is due; `close` it, then ask again.
  package var dueBar: Int? {
    var due: Int?
    for index in 0..<2 where !bars[index].isEmpty && keys[index] <= clock.closedKey {
      if due.map({ keys[index] < keys[$0] }) ?? true { due = index }
    }
    return due
  }

  package mutating func close(_ index: Int) { bars[index].clear() }

  package subscript(index: Int) -> VolumeRows { _read { yield bars[index] } }

  func startMilliseconds(_ index: Int) -> Int64 { keys[index] * lengthMilliseconds }

  /// The bar that holds `now`, if it has trades.
  package func currentBar(at now: Int64) -> Int? { bar(ofKey: clock.key(of: now)) }

  /// The bar before it, if it has trades and is still open.
  package func previousBar(at now: Int64) -> Int? { bar(ofKey: clock.key(of: now) - 1) }

  private func bar(ofKey key: Int64) -> Int? {
    let index = Int(key & 1)
    return keys[index] == key && !bars[index].isEmpty ? index : nil
  }

  func canScale(lots factor: Int64) -> Bool { bars[0].canScale(lots: factor) && bars[1].canScale(lots: factor) }

  mutating func scale(lots factor: Int64) { for index in 0..<2 { bars[index].scale(lots: factor) } }
}
