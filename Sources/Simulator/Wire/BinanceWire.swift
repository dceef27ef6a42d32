/// The text of Binance USD-M frames: key order, decimals and envelope as the venue writes them.
struct BinanceWire {
  private static let snapshotLevels = 1_000

  private let symbol: String
  private let streamPrefix: String

  private let depthStream: String

  init(symbol: String, depthStream: String) {
    self.symbol = symbol
    self.depthStream = depthStream
    streamPrefix = symbol.lowercased() + "@"
  }

  func acknowledgement(id: Int64) -> FrameText {
    var frame = FrameText()
    frame.text("{")
    frame.key("result")
    frame.text("null")
    frame.field("id", id)
    frame.text("}")
    return frame
  }

  func depth(
    _ book: SimulatedBook, bidTicks: [Int64], askTicks: [Int64], previousUpdateID: Int64, at milliseconds: Int64
  ) -> FrameText {
    frame(depthStream, "depthUpdate", at: milliseconds) { data in
      data.field("T", milliseconds)
      data.field("s", text: symbol)
      data.field("ps", text: symbol)
      data.field("U", book.firstUpdateID)
      data.field("u", book.updateID)
      data.field("pu", previousUpdateID)
      data.key("b")
      data.levels(bidTicks.map { ($0, book.bids.lots(atTicks: $0)) }, zero: "0.000")
      data.key("a")
      data.levels(askTicks.map { ($0, book.asks.lots(atTicks: $0)) }, zero: "0.000")
      data.field("st", 1)
    }
  }

  /// The REST answer with its symbol, as our recorder writes it inline.
  func snapshot(_ book: SimulatedBook, at milliseconds: Int64) -> FrameText {
    var frame = FrameText()
    frame.text("{")
    frame.field("symbol", text: symbol)
    frame.key("snapshot")
    frame.text("{")
    frame.field("lastUpdateId", book.updateID)
    frame.field("E", milliseconds + 1)
    frame.field("T", milliseconds)
    frame.key("bids")
    frame.levels(book.bids.top(Self.snapshotLevels), zero: "0.000")
    frame.key("asks")
    frame.levels(book.asks.top(Self.snapshotLevels), zero: "0.000")
    frame.text("}}")
    return frame
  }

  func bookTicker(_ quote: Quote) -> FrameText {
    var frame = opening("bookTicker", "bookTicker")
    frame.field("u", quote.updateID)
    frame.field("s", text: symbol)
    frame.field("ps", text: symbol)
    frame.price("b", quote.bidTicks)
    frame.quantity("B", quote.bidLots)
    frame.price("a", quote.askTicks)
    frame.quantity("A", quote.askLots)
    frame.field("T", quote.milliseconds)
    frame.field("E", quote.milliseconds)
    frame.field("st", 1)
    frame.text("}}")
    return frame
  }

  func aggregateTrade(_ batch: TradeBatch, id: Int64, hiddenLots: Int64, at milliseconds: Int64) -> FrameText {
    frame("aggTrade", "aggTrade", at: milliseconds) { data in
      data.field("a", id)
      data.field("s", text: symbol)
      data.price("p", batch.first.ticks)
      data.quantity("q", batch.lots)
      data.quantity("nq", batch.lots - hiddenLots)
      data.field("f", batch.first.tradeID)
      data.field("l", batch.lastTradeID)
      data.field("T", batch.first.milliseconds)
      data.field("m", !batch.first.isBuy)
      data.field("st", 1)
    }
  }

  func markPrice(_ price: FairPrice, at milliseconds: Int64) -> FrameText {
    frame("markPrice@1s", "markPriceUpdate", at: milliseconds) { data in
      data.field("s", text: symbol)
      data.field("p", price.mark, places: 8)
      data.field("ap", price.mark, places: 8)
      data.field("P", price.settlement, places: 8)
      data.field("i", price.index, places: 8)
      data.field("r", price.fundingRate, places: 8)
      data.field("T", FairPrice.nextFunding(after: milliseconds))
      data.field("st", 1)
    }
  }

  func forceOrder(_ order: ForcedOrder, at milliseconds: Int64) -> FrameText {
    frame("forceOrder", "forceOrder", at: milliseconds) { data in
      data.key("o")
      data.text("{")
      data.field("s", text: symbol)
      data.field("S", text: order.isLong ? "SELL" : "BUY")
      data.field("o", text: "LIMIT")
      data.field("f", text: "IOC")
      data.quantity("q", order.lots)
      data.price("p", order.bankruptcyTicks)
      data.price("ap", order.averageTicks)
      data.field("X", text: "FILLED")
      data.quantity("l", order.lots)
      data.quantity("z", order.lots)
      data.field("T", order.milliseconds)
      data.field("ps", text: symbol)
      data.field("st", 1)
      data.text("}")
    }
  }

  func kline(_ candle: Candle, isClosed: Bool, at milliseconds: Int64) -> FrameText {
    frame("kline_1m", "kline", at: milliseconds) { data in
      data.field("s", text: symbol)
      data.key("k")
      data.text("{")
      candleFields(candle, isClosed: isClosed, into: &data)
      data.text("}")
    }
  }

  private func candleFields(_ candle: Candle, isClosed: Bool, into data: inout FrameText) {
    data.field("t", candle.startMilliseconds)
    data.field("T", candle.endMilliseconds)
    data.field("s", text: symbol)
    data.field("i", text: "1m")
    data.field("f", candle.firstTradeID)
    data.field("L", candle.lastTradeID)
    data.price("o", candle.openTicks)
    data.price("c", candle.closeTicks)
    data.price("h", candle.highTicks)
    data.price("l", candle.lowTicks)
    data.quantity("v", candle.lots)
    data.field("n", candle.trades)
    data.field("x", isClosed)
    data.field("q", candle.value, places: 4, printed: 5)
    data.quantity("V", candle.takerBuyLots)
    data.field("Q", candle.takerBuyValue, places: 4, printed: 5)
    data.field("B", text: "0")
  }

  func dayTicker(_ day: TradeStatistics, at milliseconds: Int64) -> FrameText {
    frame("ticker", "24hrTicker", at: milliseconds) { data in
      data.field("s", text: symbol)
      data.field("ps", text: symbol)
      data.price("p", day.changeTicks)
      data.field("P", day.changeTicks * 100_000 / day.openTicks, places: 3)
      data.price("w", day.averageTicks)
      data.price("c", day.lastTicks)
      data.quantity("Q", day.lastLots)
      data.price("o", day.openTicks)
      data.price("h", day.highTicks)
      data.price("l", day.lowTicks)
      data.quantity("v", day.lots)
      data.field("q", day.value / 100, places: 2)
      data.field("O", milliseconds - 86_400_000)
      data.field("C", milliseconds)
      data.field("F", day.firstTradeID)
      data.field("L", day.lastTradeID)
      data.field("n", day.trades)
      data.field("st", 1)
    }
  }

  /// Envelope and event type; the caller writes the fields, the braces are closed here.
  private func frame(
    _ stream: String, _ event: String, at milliseconds: Int64, _ fields: (inout FrameText) -> Void
  ) -> FrameText {
    var frame = opening(stream, event)
    frame.field("E", milliseconds)
    fields(&frame)
    frame.text("}}")
    return frame
  }

  private func opening(_ stream: String, _ event: String) -> FrameText {
    var frame = FrameText()
    frame.text("{")
    frame.field("stream", text: streamPrefix + stream)
    frame.key("data")
    frame.text("{")
    frame.field("e", text: event)
    return frame
  }
}
