internal import Engine
internal import Foundation
internal import Market
internal import Pipeline

/// A table of book, indicators and signals that is drawn over itself while a replay runs, at most ten times a second.
/// Where standard error is no terminal it prints a progress line a second instead.
struct LiveTable {
  private static let drawNanoseconds: UInt64 = 100_000_000
  private static let progressNanoseconds: UInt64 = 1_000_000_000
  private static let levels = 5

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var drawn: UInt64 = 0
  private var drawnLines = 0
  private var lastSignals: [String] = []
  private var bids: [Level] = []
  private var asks: [Level] = []

  mutating func update(_ session: borrowing Session, _ stamp: FrameStamp) {
    for index in 0..<session.engine.signals.count { remember(session.engine.signals[index], session) }
    // The clock is read once in 64 frames: it would cost as much as a frame does.
    guard stamp.sequence & 63 == 0 else { return }
    let now = DispatchTime.now().uptimeNanoseconds
    guard now - drawn >= (isTerminal ? Self.drawNanoseconds : Self.progressNanoseconds) else { return }
    drawn = now
    if isTerminal { draw(lines(session, stamp)) } else { StandardError.line(progress(session, stamp)) }
  }

  /// Leaves the last picture standing.
  func finish() { StandardError.line("") }

  private mutating func draw(_ lines: [String]) {
    let up = drawnLines > 0 ? "\u{1B}[\(drawnLines)A" : ""
    StandardError.line(up + lines.map { "\u{1B}[2K" + $0 }.joined(separator: "\n"))
    drawnLines = lines.count
  }

  private func progress(_ session: borrowing Session, _ stamp: FrameStamp) -> String {
    "\(time(stamp)) frame \(stamp.sequence), \(session.counts.trades) trades, \(session.counts.signals) signals"
  }

  private mutating func lines(_ session: borrowing Session, _ stamp: FrameStamp) -> [String] {
    var lines = ["\u{1B}[1mtidewire\u{1B}[0m \(progress(session, stamp))"]
    for index in 0..<min(session.engine.count, 2) {
      lines += symbolLines(session, InstrumentSlot(Int32(index)))
    }
    lines.append("signals")
    lines += (lastSignals.isEmpty ? ["  none yet"] : lastSignals)
    while lines.count < drawnLines { lines.append("") }
    return lines
  }

  private mutating func symbolLines(_ session: borrowing Session, _ slot: InstrumentSlot) -> [String] {
    let grid = session.engine[slot].grid
    session.engine[slot].levels(.bid, limit: Self.levels, into: &bids)
    session.engine[slot].levels(.ask, limit: Self.levels, into: &asks)
    var lines = ["\(session.symbols[Int(slot.index)]) \(session.engine[slot].currentStatus.name)"]
    for row in 0..<Self.levels {
      let bid = row < bids.count ? level(bids[row], grid, color: 32) : column("", 28)
      let ask = row < asks.count ? level(asks[row], grid, color: 31) : column("", 28)
      lines.append("  " + bid + "  " + ask)
    }
    return lines + indicatorLines(session, slot)
  }

  private func level(_ level: Level, _ grid: Grid, color: Int) -> String {
    let price = grid.price(ticks: level.price.ticks).text
    let quantity = grid.quantity(lots: Int128(level.quantity.lots)).text
    return "\u{1B}[\(color)m" + column(price, 14) + "\u{1B}[0m" + column(quantity, 14)
  }

  private static let shown: Set<String> = [
    "delta_5s", "delta_60s", "delta_ratio_5s", "cvd", "obi_5", "obi_20", "spread_bps", "buy_wall_price",
    "dist_to_buy_wall", "sell_wall_price", "dist_to_sell_wall", "last_price",
  ]

  private func indicatorLines(_ session: borrowing Session, _ slot: InstrumentSlot) -> [String] {
    var cells: [String] = []
    let bands = session.engine[slot].depthBands
    for indicator in IndicatorTable.rows where Self.shown.contains(indicator.name) {
      let reading = session.engine[slot].read(indicator, bands)
      let mark = reading.flag == .ok ? "" : " \(reading.flag.name)"
      cells.append(column(indicator.name, 18) + column(Self.text(reading) + mark, 20))
    }
    return stride(from: 0, to: cells.count, by: 3).map { start in
      "  " + cells[start..<min(start + 3, cells.count)].joined()
    }
  }

  private static func text(_ reading: Reading) -> String {
    switch reading.value {
    case .none: "–"
    case .exact(let decimal): decimal.text
    case .number(let number): String(format: "%.4f", number)
    case .integer(let integer): String(integer)
    case .word(let word): word.text
    }
  }

  private mutating func remember(_ signal: Signal, _ session: borrowing Session) {
    let grid = session.engine[signal.slot].grid
    let prices = [signal.entry, signal.stop, signal.targets[0].price].map { grid.price(ticks: $0.ticks).text }
    let symbol = session.symbols[Int(signal.slot.index)]
    lastSignals.append(
      "  \(signal.strategy.name) \(symbol) \(signal.side.name) entry \(prices[0]) stop \(prices[1]) target \(prices[2])"
    )
    if lastSignals.count > 4 { lastSignals.removeFirst() }
  }

  private func column(_ text: String, _ width: Int) -> String {
    text.count >= width ? text + " " : text + String(repeating: " ", count: width - text.count)
  }

  private func time(_ stamp: FrameStamp) -> String {
    let seconds = stamp.receiveNanoseconds / 1_000_000_000 % 86_400
    return String(format: "%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60)
  }
}
