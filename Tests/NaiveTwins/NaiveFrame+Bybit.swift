/// Bybit V5 (EXCHANGES C3).
extension NaiveFrame {
  static func bybitRows(_ frame: NaiveJSON) throws -> [NaiveFrame] {
    guard frame.has("topic") else { return [try bybitAnswer(frame)] }
    let topic = try frame.text("topic")
    let parts = topic.split(separator: ".").map(String.init)
    switch parts.first {
    case "orderbook" where parts.count == 3 && Int(parts[1]) != nil: return [try bybitBook(frame, parts)]
    case "publicTrade": return try frame.objects("data").map(bybitTrade)
    case "tickers": return [try bybitTicker(frame)]
    case "allLiquidation": return try frame.objects("data").map { try bybitLiquidation(frame, $0) }
    case "kline" where parts.count == 3: return try frame.objects("data").map { try bybitKline(frame, $0, parts) }
    default: return [try bybitOther(frame, topic)]
    }
  }

  private static func bybitAnswer(_ frame: NaiveJSON) throws -> NaiveFrame {
    if frame.has("request") { throw NaiveFault(reason: "pre_v5") }  // V5 answers do not repeat the request
    let answers = ["op", "success", "ret_msg"].contains { frame.has($0) }
    guard answers else { throw NaiveFault(reason: "wrong_venue") }
    return unnamed(.acknowledgement)
  }

  private static func bybitOther(_ frame: NaiveJSON, _ topic: String) throws -> NaiveFrame {
    let legacy = ["orderBook", "trade.", "instrument_info.", "klineV2.", "candle."]  // V5 writes orderbook
    if legacy.contains(where: topic.hasPrefix) { throw NaiveFault(reason: "pre_v5") }
    return NaiveFrame(symbol: nil, eventTime_ms: try frame.optionalInteger("ts"), content: .other(topic))
  }

  /// Type `snapshot`, and `u` = 1 whatever the type, replace the book.
  private static func bybitBook(_ frame: NaiveJSON, _ parts: [String]) throws -> NaiveFrame {
    let data = try frame.object("data")
    let depth = NaiveDepth(
      lastID: try data.integer("u"), topicDepth: Int(parts[1]),
      bids: try data.levels("b"), asks: try data.levels("a"))
    let type = try frame.text("type")
    guard type == "snapshot" || type == "delta" else { throw NaiveFault(reason: "bad_field type") }
    return NaiveFrame(
      symbol: try data.text("s"), eventTime_ms: try frame.optionalInteger("cts") ?? frame.integer("ts"),
      content: type == "snapshot" || depth.lastID == 1 ? .snapshot(depth) : .diff(depth))
  }

  private static func bybitTrade(_ row: NaiveJSON) throws -> NaiveFrame {
    if try row.optionalFlag("BT") == true { return unnamed(.ignored("block_trade")) }
    let time = try row.integer("T")
    let trade = NaiveTrade(
      kind: .trade, id: try row.text("i"), price: try row.decimal("p"), quantity: try row.decimal("v"),
      aggressor: try side(try row.text("S"), buy: "Buy", sell: "Sell"), time_ms: time)
    return NaiveFrame(symbol: try row.text("s"), eventTime_ms: time, content: .trade(trade))
  }

  private static func bybitTicker(_ frame: NaiveJSON) throws -> NaiveFrame {
    let data = try frame.object("data")
    return NaiveFrame(
      symbol: try data.text("symbol"), eventTime_ms: try frame.integer("ts"),
      content: .ticker(data.fields.compactMapValues { $0 as? String }))
  }

  /// `S` is the side of the position that was closed, the opposite of Binance (FIX-07).
  private static func bybitLiquidation(_ frame: NaiveJSON, _ row: NaiveJSON) throws -> NaiveFrame {
    let liquidation = NaiveLiquidation(
      liquidated: try side(try row.text("S"), buy: "Buy", sell: "Sell") == .buy ? .long : .short,
      price: try row.decimal("p"), quantity: try row.decimal("v"), time_ms: try row.integer("T"))
    return NaiveFrame(
      symbol: try row.text("s"), eventTime_ms: try frame.integer("ts"), content: .liquidation(liquidation))
  }

  private static func bybitKline(_ frame: NaiveJSON, _ row: NaiveJSON, _ parts: [String]) throws -> NaiveFrame {
    let kline = NaiveKline(
      interval: try row.text("interval"), start_ms: try row.integer("start"), open: try row.decimal("open"),
      high: try row.decimal("high"), low: try row.decimal("low"), close: try row.decimal("close"),
      volume: try row.decimal("volume"), isClosed: try row.flag("confirm"))
    return NaiveFrame(symbol: parts[2], eventTime_ms: try frame.integer("ts"), content: .kline(kline))
  }
}
