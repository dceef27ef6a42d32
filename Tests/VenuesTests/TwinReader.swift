import Market
import NaiveTwins
import Venues

/// Reads a frame with the decoder and with the naive twin, and tells where they differ.
///
/// Both must reject, or both give equal values. What may differ, and why, stands in `AllowedDifference`, nowhere else.
struct TwinReader: ~Copyable {
  private let venue: Venue
  private let twinVenue: NaiveVenue
  private var reader: FrameReader
  private var names: [String] = []
  /// Symbols that the decoder can still take.
  private static let symbolsMax = 60

  init(_ venue: Venue) throws {
    guard let twinVenue = NaiveVenue(rawValue: venue.name) else {
      preconditionFailure("the twin knows every venue by the same name")
    }
    self.venue = venue
    self.twinVenue = twinVenue
    reader = try FrameReader(venue, [])
  }

  /// Nil when both agree, or differ as they may.
  mutating func difference(_ frame: [UInt8], isDamaged: Bool = false) throws -> String? {
    guard let ours = try decode(frame) else { return nil }
    let rows = NaiveFrame.decode(frame, venue: twinVenue)
    guard let difference = compare(ours, rows) else { return nil }
    let allowed = AllowedDifference(frame: frame, ours: ours, rows: rows)
    if allowed.isTwinBlind || (isDamaged && allowed.isByDamage) { return nil }
    let text = String(decoding: frame.prefix(400), as: UTF8.self)
    return "\(difference): \(text) — \(ours.status) \(ours.reason) — \(rows.prefix(2))"
  }

  /// Registers symbols as they come, starting anew when damage has made more of them than the table holds.
  /// Nil for a name that cannot be registered.
  private mutating func decode(_ frame: [UInt8]) throws -> ReadFrame? {
    while true {
      let ours = reader.read(frame)
      guard ours.status == .unknownSymbol else { return ours }
      guard names.count < Self.symbolsMax else {
        self = try TwinReader(venue)
        continue
      }
      let slot = InstrumentSlot(Int32(names.count))
      guard reader.add(ours.unknownSymbol, slot: slot, .fine) else { return nil }
      names.append(ours.unknownSymbol)
    }
  }

  private func name(_ slot: Int32?) -> String? { slot.map { names[Int($0)] } }

  // MARK: Comparing

  private func compare(_ ours: ReadFrame, _ rows: [NaiveFrame]) -> String? {
    switch ours.status {
    case .ok: compareValues(ours, rows)
    case .ignored: rows.allSatisfy { Self.feedsNothing($0.content) } ? nil : "ours ignores"
    case .rejected, .offGrid:
      rows.isEmpty || rows.contains { Self.isRejected($0.content) } ? nil : "ours rejects"
    case .unknownSymbol: "the symbol stays unknown"
    }
  }

  private static func isRejected(_ content: NaiveContent) -> Bool {
    if case .rejected = content { true } else { false }
  }

  private static func feedsNothing(_ content: NaiveContent) -> Bool {
    switch content {
    case .acknowledgement, .ignored, .other: true
    default: false
    }
  }

  private func compareValues(_ ours: ReadFrame, _ rows: [NaiveFrame]) -> String? {
    switch ours.kind {
    case .none: return "ours is nothing"
    case .trades: return compareTrades(ours, rows)
    case .records: return compareRecords(ours, rows)
    case .depth, .bookTicker:
      guard rows.count == 1, let row = rows.first else { return "one row against \(rows.count)" }
      guard name(ours.slot) == row.symbol else { return "symbol" }
      guard ours.eventMilliseconds == Self.milliseconds(row.eventTime_ms) else { return "event time" }
      return ours.kind == .depth ? compareDepth(ours, row.content) : compareQuote(ours, row.content)
    }
  }

  /// The twin leaves microseconds as they are.
  private static func milliseconds(_ time: Int64?) -> Int64? {
    time.map { $0 >= 1_000_000_000_000_000 ? $0 / 1_000 : $0 }
  }

  private func compareDepth(_ ours: ReadFrame, _ content: NaiveContent) -> String? {
    guard let depth = ours.depth else { return "no depth" }
    let twin: NaiveDepth
    switch (depth.kind, content) {
    case (.diff, .diff(let found)): twin = found
    case (.snapshot, .snapshot(let found)): twin = found
    case (.partial, .partialDepth(let found)): twin = found
    default: return "kind of depth"
    }
    guard depth.lastID == twin.lastID, depth.previousID == twin.previousID ?? 0 else { return "ids" }
    if let first = twin.firstID, depth.firstID != first { return "first id" }
    if let topic = twin.topicDepth, Int(depth.topicDepth) != topic { return "topic" }
    if ours.slot == nil { return ours.bids.isEmpty && ours.asks.isEmpty ? nil : "levels without a symbol" }
    return Self.areEqual(ours.bids, twin.bids) && Self.areEqual(ours.asks, twin.asks) ? nil : "levels"
  }

  private func compareQuote(_ ours: ReadFrame, _ content: NaiveContent) -> String? {
    guard let ticker = ours.ticker, case .quote(let twin) = content else { return "no quote" }
    return ticker.updateID == twin.updateID && Self.isEqual(ticker.bid, twin.bid) && Self.isEqual(ticker.ask, twin.ask)
      ? nil : "quote"
  }

  private func compareTrades(_ ours: ReadFrame, _ rows: [NaiveFrame]) -> String? {
    let twins = rows.filter { if case .ignored = $0.content { false } else { true } }
    guard twins.count == ours.trades.count else { return "\(ours.trades.count) trades against \(twins.count)" }
    for (row, twin) in zip(ours.trades, twins) {
      if let difference = difference(row, twin) { return difference }
    }
    return nil
  }

  private func difference(_ row: ReadFrame.Row, _ twin: NaiveFrame) -> String? {
    guard case .trade(let trade) = twin.content else { return "no trade" }
    guard name(row.slot) == twin.symbol else { return "trade's symbol" }
    guard row.trade.milliseconds == Self.milliseconds(trade.time_ms) else { return "trade's time" }
    guard row.trade.kind == (trade.kind == .trade ? .trade : .aggregate) else { return "trade's kind" }
    guard row.trade.aggressor == (trade.aggressor == .buy ? .buy : .sell) else { return "aggressor" }
    guard Self.hasID(row.trade, trade.id) else { return "trade's id" }
    let level = Level(price: row.trade.price, quantity: row.trade.quantity)
    return Self.isEqual(level, NaiveLevel(price: trade.price, quantity: trade.quantity)) ? nil : "trade's values"
  }

  /// Numbers may have leading zeros, and UUIDs capital letters.
  private static func hasID(_ trade: Trade, _ text: String) -> Bool {
    trade.idText == text.lowercased() || (trade.idTail == nil && trade.id == Int64(text))
  }

  private func compareRecords(_ ours: ReadFrame, _ rows: [NaiveFrame]) -> String? {
    let twins = rows.filter { if case .ignored = $0.content { false } else { true } }
    guard twins.count == ours.records.count else { return "\(ours.records.count) records against \(twins.count)" }
    for (record, twin) in zip(ours.records, twins) {
      if let symbol = twin.symbol, name(record.slot) != symbol { return "record's symbol" }
      if let time = Self.milliseconds(twin.eventTime_ms), record.eventMilliseconds != time { return "record's time" }
      switch twin.content {
      case .liquidation(let forced): if !isEqual(record, forced) { return "liquidation" }
      case .kline(let bar): if !isEqual(record, bar) { return "kline" }
      case .ticker(let fields): if !isEqual(record, fields) { return "ticker" }
      case .other: continue
      default: return "no record"
      }
    }
    return nil
  }

  private func isEqual(_ record: ReadFrame.Record, _ twin: NaiveLiquidation) -> Bool {
    guard let forced = record.liquidation else { return false }
    return forced.milliseconds == Self.milliseconds(twin.time_ms)
      && forced.liquidated == (twin.liquidated == .long ? .long : .short)
      && Self.isEqual(forced.averagePrice ?? forced.price, twin.price)
  }

  private func isEqual(_ record: ReadFrame.Record, _ twin: NaiveKline) -> Bool {
    guard let bar = record.kline else { return false }
    let values = [
      (bar.open, twin.open), (bar.high, twin.high), (bar.low, twin.low), (bar.close, twin.close),
      (bar.baseVolume, twin.volume),
    ]
    return bar.startMilliseconds == Self.milliseconds(twin.start_ms) && bar.isClosed == twin.isClosed
      && values.allSatisfy { Self.isEqual($0, $1) }
  }

  private func isEqual(_ record: ReadFrame.Record, _ fields: [String: String]) -> Bool {
    guard let ticker = record.ticker else { return false }
    let values = [
      (ticker.lastPrice, "lastPrice"), (ticker.baseVolume, "volume24h"), (ticker.quoteVolume, "turnover24h"),
      (ticker.prices.mark, "markPrice"), (ticker.prices.index, "indexPrice"),
      (ticker.prices.fundingRate, "fundingRate"), (ticker.openInterest, "openInterest"),
      (ticker.singleOpenInterest, "singleOpenInterest"),
    ]
    guard ticker.prices.fundingIntervalHours == Self.hours(fields["fundingIntervalHour"] ?? "") else { return false }
    return values.allSatisfy { value, name in
      let text = fields[name] ?? ""
      guard let value else { return text.isEmpty }
      return NaiveDecimal(text).map { Self.isEqual(value, $0) } ?? false
    }
  }

  /// A number of whole hours; anything else says nothing.
  private static func hours(_ text: String) -> Int32? {
    guard let number = NaiveDecimal(text), (0..<10).contains(number.exponent), number > .zero else { return nil }
    return Int32(exactly: number.mantissa * (0..<number.exponent).reduce(Int128(1)) { power, _ in power * 10 })
  }

  // MARK: Numbers

  private static func areEqual(_ levels: [Level], _ twins: [NaiveLevel]) -> Bool {
    levels.count == twins.count && zip(levels, twins).allSatisfy { isEqual($0, $1) }
  }

  private static func isEqual(_ level: Level, _ twin: NaiveLevel) -> Bool {
    isEqual(level.price.ticks, twin.price) && isEqual(level.quantity.lots, twin.quantity)
  }

  /// Steps of 10⁻⁸, the grid of every symbol here.
  private static func isEqual(_ steps: Int64, _ twin: NaiveDecimal) -> Bool {
    NaiveDecimal(mantissa: Int128(steps), exponent: -8) == twin
  }

  private static func isEqual(_ value: Decimal64, _ twin: NaiveDecimal) -> Bool {
    NaiveDecimal(mantissa: Int128(value.mantissa), exponent: Int(-value.decimals)) == twin
  }
}
