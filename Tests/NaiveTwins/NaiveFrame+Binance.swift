/// Binance spot, USD-M and COIN-M (EXCHANGES A1.1, A2.3).
extension NaiveFrame {
  static func binanceRows(_ value: Any, _ venue: NaiveVenue) throws -> [NaiveFrame] {
    guard let object = try? NaiveJSON(value), object.has("stream", "data") else {
      return try binanceRows(value, stream: nil, venue)
    }
    return try binanceRows(object["data"] as Any, stream: try object.text("stream"), venue)
  }

  private static func binanceRows(_ value: Any, stream: String?, _ venue: NaiveVenue) throws -> [NaiveFrame] {
    if let rows = value as? [Any] {
      return try rows.map { try binanceRow(try NaiveJSON($0), stream, venue) }
    }
    return [try binanceRow(try NaiveJSON(value), stream, venue)]
  }

  private static func binanceRow(_ row: NaiveJSON, _ stream: String?, _ venue: NaiveVenue) throws -> NaiveFrame {
    if row.has("topic") { throw NaiveFault(reason: "wrong_venue") }
    if let reason = try otherProduct(row, venue) { return unnamed(.ignored(reason)) }
    if row.has("e") { return try binanceEvent(row, name: try row.text("e"), stream, venue) }
    if row.has("symbol", "snapshot") {
      let depth = try binanceSnapshot(try row.object("snapshot"))
      return NaiveFrame(symbol: try row.text("symbol"), eventTime_ms: nil, content: .snapshot(depth))
    }
    if row.has("lastUpdateId") { return try binanceUneventfulDepth(row, stream) }
    if row.has("u", "s", "b", "B", "a", "A") { return try binanceQuote(row, venue) }
    let answers = ["result", "error", "code"].contains { row.has($0) }
    return unnamed(answers ? .acknowledgement : .other("unknown"))
  }

  /// Since 2026 both products share some streams; `st` is 1 for USD-M rows and 2 for COIN-M rows.
  private static func otherProduct(_ row: NaiveJSON, _ venue: NaiveVenue) throws -> String? {
    let inner = row["o"] == nil ? nil : try? row.object("o")  // forceOrder may carry it inside the order
    guard let product = try row.optionalInteger("st") ?? inner?.optionalInteger("st") else { return nil }
    if venue == .binanceUSDM, product == 2 { return "st_coinm" }
    if venue == .binanceCOINM, product == 1 { return "st_usdm" }
    return nil
  }

  private static func binanceEvent(
    _ row: NaiveJSON, name: String, _ stream: String?, _ venue: NaiveVenue
  ) throws -> NaiveFrame {
    switch name {
    case "trade", "aggTrade": return try binanceTrade(row, name, venue)
    case "depthUpdate": return try binanceDepthUpdate(row, stream, venue)
    case "bookTicker": return try binanceQuote(row, venue)
    case "forceOrder": return try binanceLiquidation(row)
    case "kline": return try binanceKline(row)
    default:
      return NaiveFrame(
        symbol: row["s"] as? String, eventTime_ms: try row.optionalInteger("E"), content: .other(name))
    }
  }

  private static func binanceTrade(_ row: NaiveJSON, _ name: String, _ venue: NaiveVenue) throws -> NaiveFrame {
    if venue == .binanceUSDM, row.has("X"), try row.text("X") != "MARKET" { return unnamed(.ignored("x_not_market")) }
    let kind: NaiveTrade.Kind = name == "trade" ? .trade : .aggTrade
    let time = try row.integer("T")
    let trade = NaiveTrade(
      kind: kind, id: String(try row.integer(kind == .trade ? "t" : "a")), price: try row.decimal("p"),
      quantity: try row.decimal("q"), aggressor: try row.flag("m") ? .sell : .buy, time_ms: time)
    return NaiveFrame(symbol: try row.text("s"), eventTime_ms: time, content: .trade(trade))
  }

  private static func binanceDepthUpdate(
    _ row: NaiveJSON, _ stream: String?, _ venue: NaiveVenue
  ) throws -> NaiveFrame {
    let depth = NaiveDepth(
      firstID: try row.integer("U"), lastID: try row.integer("u"),
      previousID: venue.isBinanceFutures ? try row.integer("pu") : nil,
      bids: try row.levels("b"), asks: try row.levels("a"))
    return NaiveFrame(
      symbol: try row.text("s"), eventTime_ms: try transactionTime(row) ?? row.integer("E"),
      content: isPartialDepth(stream) ? .partialDepth(depth) : .diff(depth))
  }

  /// Frames without an event type: REST snapshots, and spot's partial depth, which only its stream can name.
  private static func binanceUneventfulDepth(_ row: NaiveJSON, _ stream: String?) throws -> NaiveFrame {
    let depth = try binanceSnapshot(row)
    guard let stream else {
      return NaiveFrame(symbol: row["symbol"] as? String, eventTime_ms: nil, content: .snapshot(depth))
    }
    guard isPartialDepth(stream), let name = stream.split(separator: "@").first else {
      return unnamed(.ignored("no_symbol"))
    }
    return NaiveFrame(symbol: name.uppercased(), eventTime_ms: nil, content: .partialDepth(depth))
  }

  private static func binanceSnapshot(_ row: NaiveJSON) throws -> NaiveDepth {
    NaiveDepth(
      lastID: try row.integer("lastUpdateId"), bids: try row.levels("bids"), asks: try row.levels("asks"))
  }

  private static func binanceQuote(_ row: NaiveJSON, _ venue: NaiveVenue) throws -> NaiveFrame {
    let quote = NaiveQuote(
      updateID: try row.integer("u"),
      bid: NaiveLevel(price: try row.decimal("b"), quantity: try row.decimal("B")),
      ask: NaiveLevel(price: try row.decimal("a"), quantity: try row.decimal("A")))
    return NaiveFrame(
      symbol: try row.text("s"), eventTime_ms: try transactionTime(row) ?? row.optionalInteger("E"),
      content: .quote(quote))
  }

  /// `S` is the side of the forced order: a sell closes a long (FIX-07).
  private static func binanceLiquidation(_ row: NaiveJSON) throws -> NaiveFrame {
    let order = try row.object("o")
    let time = try order.integer("T")
    let liquidation = NaiveLiquidation(
      liquidated: try side(try order.text("S"), buy: "BUY", sell: "SELL") == .sell ? .long : .short,
      price: try order.decimal(order.has("ap") ? "ap" : "p"),
      quantity: try order.decimal(order.has("z") ? "z" : "q"), time_ms: time)
    return NaiveFrame(symbol: try order.text("s"), eventTime_ms: time, content: .liquidation(liquidation))
  }

  private static func binanceKline(_ row: NaiveJSON) throws -> NaiveFrame {
    let bar = try row.object("k")
    let kline = NaiveKline(
      interval: try bar.text("i"), start_ms: try bar.integer("t"), open: try bar.decimal("o"),
      high: try bar.decimal("h"), low: try bar.decimal("l"), close: try bar.decimal("c"),
      volume: try bar.decimal("v"), isClosed: try bar.flag("x"))
    return NaiveFrame(symbol: try row.text("s"), eventTime_ms: try row.integer("E"), content: .kline(kline))
  }

  private static func transactionTime(_ row: NaiveJSON) throws -> Int64? { try row.optionalInteger("T") }

  static func side(_ word: String, buy: String, sell: String) throws -> NaiveSide {
    if word == buy { return .buy }
    if word == sell { return .sell }
    throw NaiveFault(reason: "bad_field S")
  }

  /// `btcusdt@depth5`, `@depth10@100ms`, `@depth20@500ms`; a diff's stream is `@depth` or `@depth@100ms`.
  private static func isPartialDepth(_ stream: String?) -> Bool {
    guard let parts = stream?.split(separator: "@"), parts.count >= 2 else { return false }
    return ["depth5", "depth10", "depth20"].contains(parts[1])
  }
}
