package import Market

/// Footprint bars of so many trades, or of so much volume: one is open, and its last trade closes it (B-27). Trades
/// enter in the order of their arrival.
package struct CountFootprints: ~Copyable {
  let kind: BarKind
  private var rows = VolumeRows(capacity: Limits.footprintRows)
  private var trades: Int64 = 0
  /// Time of the open bar's first trade.
  private var startMilliseconds: Int64 = 0

  package init(_ kind: BarKind) { self.kind = kind }

  package var folded: Int { rows.folded }
  var byteCount: Int { rows.byteCount }

  mutating func add(
    milliseconds: Int64, row: Int64, lots: Int64, isBuy: Bool, _ market: FootprintMarket, closed: inout ClosedBars
  ) {
    switch kind {
    case .trades(let size):
      take(milliseconds, row, lots, isBuy)
      if trades >= size { close(market, &closed) }
    case .volume(let size):
      addVolume(milliseconds, row, lots, isBuy, size, market, &closed)
    case .time: break
    }
  }

  private mutating func take(_ milliseconds: Int64, _ row: Int64, _ lots: Int64, _ isBuy: Bool) {
    if trades == 0 { startMilliseconds = milliseconds }
    trades += 1
    rows.add(row: row, lots: lots, isBuy: isBuy)
  }

  /// A trade that overfills a bar is split across bars. A finer grid may leave the open bar overfull: it closes so.
  private mutating func addVolume(
    _ milliseconds: Int64, _ row: Int64, _ lots: Int64, _ isBuy: Bool, _ size: Int64, _ market: FootprintMarket,
    _ closed: inout ClosedBars
  ) {
    var left = lots
    while left > 0 {
      if rows.lots >= Int128(size) { close(market, &closed) }
      if rows.isEmpty, closed.isFull { left = Self.dropWhole(left, size, &closed) }
      let part = min(left, size - Int64(rows.lots))
      if part > 0 { take(milliseconds, row, part, isBuy) }
      left -= part
      if rows.lots >= Int128(size) { close(market, &closed) }
    }
  }

  /// Bars that one trade fills alone, of which none can be handed out any more: counted without being made.
  private static func dropWhole(_ lots: Int64, _ size: Int64, _ closed: inout ClosedBars) -> Int64 {
    closed.drop(lots / size)
    return lots % size
  }

  private mutating func close(_ market: FootprintMarket, _ closed: inout ClosedBars) {
    closed.append(rows, kind: kind, startMilliseconds: startMilliseconds, market)
    rows.clear()
    trades = 0
  }

  func canScale(lots factor: Int64) -> Bool { rows.canScale(lots: factor) }
  mutating func scale(lots factor: Int64) { rows.scale(lots: factor) }
}
