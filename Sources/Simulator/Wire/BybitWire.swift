/// The text of Bybit V5 linear frames: key order and decimals as the venue writes them.
struct BybitWire {
  /// Levels a side of the book topic.
  let depth: Int

  private let symbol: String

  init(symbol: String, depth: Int) {
    self.symbol = symbol
    self.depth = depth
  }

  func acknowledgement(connection: UInt64) -> FrameText {
    var frame = FrameText()
    frame.text("{")
    frame.field("success", true)
    frame.field("ret_msg", text: "")
    frame.field("conn_id", text: String(connection, radix: 36))
    frame.field("req_id", text: "")
    frame.field("op", text: "subscribe")
    frame.text("}")
    return frame
  }

  func book(
    bids: [(ticks: Int64, lots: Int64)], asks: [(ticks: Int64, lots: Int64)], isSnapshot: Bool, updateID: Int64,
    sequence: Int64, at milliseconds: Int64
  ) -> FrameText {
    var frame = opening("orderbook.\(depth)", isSnapshot ? "snapshot" : "delta")
    frame.field("ts", milliseconds + 1)
    frame.key("data")
    frame.text("{")
    frame.field("s", text: symbol)
    frame.key("b")
    frame.levels(bids, zero: "0")
    frame.key("a")
    frame.levels(asks, zero: "0")
    frame.field("u", updateID)
    frame.field("seq", sequence)
    frame.text("}")
    frame.field("cts", milliseconds)
    frame.text("}")
    return frame
  }

  func trades(_ fills: [Fill], previousTicks: Int64, sequence: Int64, at milliseconds: Int64) -> FrameText {
    var frame = opening("publicTrade", "snapshot")
    frame.field("ts", milliseconds + 1)
    frame.key("data")
    frame.text("[")
    var previous = previousTicks
    for (index, fill) in fills.enumerated() {
      frame.text(index == 0 ? "{" : ",{")
      tradeFields(fill, previousTicks: previous, sequence: sequence, into: &frame)
      frame.text("}")
      previous = fill.ticks
    }
    frame.text("]}")
    return frame
  }

  private func tradeFields(_ fill: Fill, previousTicks: Int64, sequence: Int64, into frame: inout FrameText) {
    frame.field("T", fill.milliseconds)
    frame.field("s", text: symbol)
    frame.field("S", text: fill.isBuy ? "Buy" : "Sell")
    frame.quantity("v", fill.lots)
    frame.price("p", fill.ticks)
    frame.field("L", text: Self.direction(fill, previousTicks: previousTicks))
    frame.field("i", text: Self.identifier(fill.tradeID))
    frame.field("BT", false)
    frame.field("RPI", false)
    frame.field("seq", sequence)
  }

  private static func direction(_ fill: Fill, previousTicks: Int64) -> String {
    if fill.ticks == previousTicks { return fill.isBuy ? "ZeroPlusTick" : "ZeroMinusTick" }
    return fill.ticks > previousTicks ? "PlusTick" : "MinusTick"
  }

  /// A name in the form of a UUID (version 5), derived from the number of the trade.
  private static func identifier(_ tradeID: Int64) -> String {
    var state = UInt64(tradeID)
    let high = hexadecimal(RandomSource.splitMix(&state))
    let low = hexadecimal(RandomSource.splitMix(&state))
    return "\(high.prefix(8))-\(high.dropFirst(8).prefix(4))-5\(high.suffix(3))-a\(low.prefix(3))-\(low.suffix(12))"
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// A snapshot when nothing has been sent before, else a delta; nil when nothing changed.
  func ticker(_ ticker: BybitTicker, previous: BybitTicker?, sequence: Int64, at milliseconds: Int64) -> FrameText? {
    let fields = previous.map { ticker.changes(since: $0) } ?? ticker.fields
    guard !fields.isEmpty else { return nil }
    var frame = opening("tickers", previous == nil ? "snapshot" : "delta")
    frame.key("data")
    frame.text("{")
    frame.field("symbol", text: symbol)
    for field in fields { frame.field(field.name, text: field.text) }
    frame.text("}")
    frame.field("cs", sequence)
    frame.field("ts", milliseconds)
    frame.text("}")
    return frame
  }

  /// `S` is the side of the position here: Buy means that a long was liquidated.
  func liquidations(_ orders: [ForcedOrder], at milliseconds: Int64) -> FrameText {
    var frame = opening("allLiquidation", "snapshot")
    frame.field("ts", milliseconds)
    frame.key("data")
    frame.text("[")
    for (index, order) in orders.enumerated() {
      frame.text(index == 0 ? "{" : ",{")
      frame.field("T", order.milliseconds)
      frame.field("s", text: symbol)
      frame.field("S", text: order.isLong ? "Buy" : "Sell")
      frame.quantity("v", order.lots)
      frame.price("p", order.bankruptcyTicks)
      frame.text("}")
    }
    frame.text("]}")
    return frame
  }

  func kline(_ candle: Candle, isClosed: Bool, at milliseconds: Int64) -> FrameText {
    var frame = FrameText()
    frame.text("{")
    frame.field("topic", text: "kline.1." + symbol)
    frame.key("data")
    frame.text("[{")
    frame.field("start", candle.startMilliseconds)
    frame.field("end", candle.endMilliseconds)
    frame.field("interval", text: "1")
    frame.price("open", candle.openTicks, printed: 1)
    frame.price("close", candle.closeTicks, printed: 1)
    frame.price("high", candle.highTicks, printed: 1)
    frame.price("low", candle.lowTicks, printed: 1)
    frame.quantity("volume", candle.lots)
    frame.field("turnover", candle.value, places: 4)
    frame.field("confirm", isClosed)
    frame.field("timestamp", milliseconds)
    frame.text("}]")
    frame.field("ts", milliseconds)
    frame.field("type", text: "snapshot")
    frame.text("}")
    return frame
  }

  private func opening(_ topic: String, _ type: String) -> FrameText {
    var frame = FrameText()
    frame.text("{")
    frame.field("topic", text: topic + "." + symbol)
    frame.field("type", text: type)
    return frame
  }
}
