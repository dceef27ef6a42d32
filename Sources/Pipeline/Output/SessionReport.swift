public import Engine
internal import Market
internal import Venues

/// Turns what each frame caused into lines and into the digest. Called after every frame, outside the tick path.
///
/// Lines of a frame come in the order footprint, trade, event, book, indicators, signal: bars close before a frame's
/// content.
public struct SessionReport: ~Copyable {
  private static let digestEvery: Int64 = 100

  private let plan: OutputPlan
  private var json = JSONObject()
  private var digest = SHA256()
  private var levels: [Level] = []
  /// The values of the book whose lines are due, in table order.
  private var readings: [Reading] = []
  /// The last frame, and the frame that last printed each symbol's book and indicators.
  private var last = FrameStamp(sequence: 0, receiveNanoseconds: 0)
  private var lastEventMilliseconds: Int64?
  private var printedSequence: [Int64] = []
  /// Everything printed so far that has not been taken.
  public private(set) var output: [UInt8] = []

  public init(_ plan: OutputPlan) {
    self.plan = plan
    levels.reserveCapacity(plan.levels)
  }

  public mutating func takeOutput() -> [UInt8] {
    defer { output.removeAll(keepingCapacity: true) }
    return output
  }

  /// Reads the indicators where this frame's output or digest needs them: after `session.feed`, before `report`, and
  /// inside what is timed, because a value is computed when it is read.
  @inline(__always)
  public mutating func compute(_ session: borrowing Session) {
    guard let update = session.engine.bookUpdate, isDigestDue(update) || isPrintDue(update) else { return }
    read(session, update.slot)
  }

  private func isDigestDue(_ update: BookUpdateSpan) -> Bool { update.passes(multipleOf: Self.digestEvery) }

  private func isPrintDue(_ update: BookUpdateSpan) -> Bool {
    plan.every.map { update.passes(multipleOf: $0) } ?? false
  }

  private mutating func read(_ session: borrowing Session, _ slot: InstrumentSlot) {
    readings.removeAll(keepingCapacity: true)
    let bands = session.engine[slot].depthBands
    for indicator in IndicatorTable.rows { readings.append(session.engine[slot].read(indicator, bands)) }
  }

  /// After `session.feed` and `compute` of this frame.
  public mutating func report(_ session: borrowing Session, _ stamp: FrameStamp, at position: JournalPosition) {
    last = stamp
    lastEventMilliseconds = session.eventMilliseconds
    if plan.lines.contains(.footprint) { printFootprints(session) }
    if plan.lines.contains(.trade) { printTrades(session) }
    for index in 0..<session.engine.changes.count { report(session.engine.changes[index], session) }
    if let update = session.engine.bookUpdate { report(update, session) }
    for index in 0..<session.engine.signals.count {
      report(session.engine.signals[index], session, at: position)
    }
  }

  /// The closing book and indicator lines, symbols in order of first appearance, under the session's last frame.
  public mutating func finish(_ session: borrowing Session, _ stamp: FrameStamp) {
    if stamp.sequence != last.sequence { (last, lastEventMilliseconds) = (stamp, nil) }
    for index in 0..<session.engine.count where printed(index) != last.sequence {
      read(session, InstrumentSlot(Int32(index)))
      printState(session, InstrumentSlot(Int32(index)))
    }
  }

  public mutating func finishDigest() -> String { digest.finish() }

  // MARK: Book and indicators

  private mutating func report(_ update: BookUpdateSpan, _ session: borrowing Session) {
    if isDigestDue(update) { digestIndicators(session, update.slot) }
    if isPrintDue(update) { printState(session, update.slot) }
  }

  private func printed(_ index: Int) -> Int64 { index < printedSequence.count ? printedSequence[index] : -1 }

  private mutating func printState(_ session: borrowing Session, _ slot: InstrumentSlot) {
    while printedSequence.count <= Int(slot.index) { printedSequence.append(-1) }
    printedSequence[Int(slot.index)] = last.sequence
    if plan.lines.contains(.book) { printBook(session, slot) }
    if plan.lines.contains(.indicators) { printIndicators(session, slot) }
  }

  private mutating func printBook(_ session: borrowing Session, _ slot: InstrumentSlot) {
    begin("book", session, slot)
    json.add("update_id", session.engine[slot].updateID)
    json.add("status", session.engine[slot].currentStatus.name)
    addLevels("bids", .bid, session, slot)
    addLevels("asks", .ask, session, slot)
    json.add("bid_levels", Int64(session.engine[slot].bidLevels))
    json.add("ask_levels", Int64(session.engine[slot].askLevels))
    endLine()
  }

  private mutating func addLevels(
    _ name: String, _ side: BookSide, _ session: borrowing Session, _ slot: InstrumentSlot
  ) {
    session.engine[slot].levels(side, limit: plan.levels, into: &levels)
    let grid = session.engine[slot].grid
    json.addArray(name, levels) { json, level in
      json.nested(open: "[", close: "]") { json in
        json.string(grid.price(ticks: level.price.ticks).text)
        json.raw(",")
        json.string(grid.quantity(lots: Int128(level.quantity.lots)).text)
      }
    }
  }

  private mutating func printIndicators(_ session: borrowing Session, _ slot: InstrumentSlot) {
    begin("indicators", session, slot)
    var flags: [(String, String)] = []
    for (indicator, reading) in zip(IndicatorTable.rows, readings) {
      reading.write(indicator.name, to: &json)
      if reading.flag != .ok { flags.append((indicator.name, reading.flag.name)) }
    }
    for original in plan.printsOriginals ? CompatTable.rows : [] {
      let reading = session.engine[slot].read(original, session.engine[slot].depthBands)
      reading.write(original.name, to: &json)
      if reading.flag != .ok { flags.append((original.name, reading.flag.name)) }
    }
    json.addObject("flags") { json in
      for (name, flag) in flags { json.add(name, flag) }
    }
    endLine()
  }

  // MARK: Trades

  private mutating func printTrades(_ session: borrowing Session) {
    guard session.lastReason == .none else { return }
    switch session.decoder.kind {
    case .trades:
      for index in 0..<session.decoder.tradeCount { printTrade(session, index) }
    case .records:
      for index in 0..<session.decoder.recordCount { printLiquidation(session, index) }
    case .none, .depth, .bookTicker: break
    }
  }

  private mutating func printTrade(_ session: borrowing Session, _ index: Int) {
    let (slot, trade) = session.decoder.trade(index)
    let grid = session.engine[slot].grid
    begin("trade", session, slot, eventMilliseconds: trade.milliseconds)
    if trade.idTail == nil { json.add("id", trade.id) } else { json.add("id", trade.idText) }
    json.add("price", grid.price(ticks: trade.price.ticks).text)
    json.add("quantity", grid.quantity(lots: Int128(trade.quantity.lots)).text)
    json.add("aggressor", trade.aggressor == .buy ? "buy" : "sell")
    json.add("kind", trade.kind == .aggregate ? "aggTrade" : "trade")
    endLine()
  }

  private mutating func printLiquidation(_ session: borrowing Session, _ index: Int) {
    let record = session.decoder.record(index)
    guard case .liquidation(let liquidation) = record.content else { return }
    let grid = session.engine[record.slot].grid
    begin("trade", session, record.slot, eventMilliseconds: record.eventMilliseconds)
    json.add("id", Int64?.none)
    json.add("price", ExactDecimal(liquidation.price).text)
    json.add("quantity", grid.quantity(lots: Int128(liquidation.quantity.lots)).text)
    json.add("aggressor", liquidation.liquidated == .long ? "sell" : "buy")
    json.add("kind", "liquidation")
    json.add("liquidated", liquidation.liquidated == .long ? "long" : "short")
    endLine()
  }

  // MARK: Footprints

  private mutating func printFootprints(_ session: borrowing Session) {
    for index in 0..<session.engine.closedBars.count {
      let bar = session.engine.closedBars[index]
      begin("footprint", session, bar.slot)
      bar.writeFields(session.engine.closedBars, to: &json)
      endLine()
    }
  }

  // MARK: Events and signals

  private mutating func report(_ change: StateChange, _ session: borrowing Session) {
    let grid = session.engine[change.slot].grid
    json.begin()
    change.kind.writeFields(grid, to: &json)
    json.end()
    digestLine(session.symbols[Int(change.slot.index)], change.kind.name, json.text, "ok")
    guard plan.lines.contains(.event) else { return }
    begin("event", session, change.slot)
    json.add("name", change.kind.name)
    change.kind.writeFields(grid, to: &json)
    endLine()
  }

  private mutating func report(
    _ signal: Signal, _ session: borrowing Session, at position: JournalPosition
  ) {
    let symbol = session.symbols[Int(signal.slot.index)]
    let grid = session.engine[signal.slot].grid
    json.begin()
    signal.writeFields(venue: session.venue, symbol: symbol, grid: grid, to: &json)
    json.end()
    digestLine(symbol, "signal", json.text, "ok")
    guard plan.lines.contains(.signal) else { return }
    begin("signal", session, signal.slot)
    signal.writeFields(venue: session.venue, symbol: symbol, grid: grid, to: &json)
    json.addObject("journal") { json in
      json.add("file", position.file)
      json.add("line", position.line)
    }
    endLine()
  }

  // MARK: Lines

  private mutating func begin(_ type: String, _ session: borrowing Session, _ slot: InstrumentSlot) {
    begin(type, session, slot, eventMilliseconds: lastEventMilliseconds)
  }

  private mutating func begin(
    _ type: String, _ session: borrowing Session, _ slot: InstrumentSlot, eventMilliseconds: Int64?
  ) {
    json.begin()
    json.add("type", type)
    json.add("venue", session.venue.name)
    json.add("symbol", session.symbols[Int(slot.index)])
    json.add("seq", last.sequence)
    json.add("recv_ns", last.receiveNanoseconds)
    json.add("event_ms", eventMilliseconds)
  }

  private mutating func endLine() {
    json.end()
    output.append(contentsOf: json.bytes)
    output.append(UInt8(ascii: "\n"))
  }

  // MARK: Digest

  private mutating func digestIndicators(_ session: borrowing Session, _ slot: InstrumentSlot) {
    let symbol = session.symbols[Int(slot.index)]
    for (indicator, reading) in zip(IndicatorTable.rows, readings) {
      digestLine(symbol, indicator.name, reading.digestText, reading.flag.name)
    }
  }

  private mutating func digestLine(_ symbol: String, _ name: String, _ value: String, _ flag: String) {
    digest.update(Array("\(last.sequence)\t\(symbol)\t\(name)\t\(value)\t\(flag)\n".utf8))
  }
}
