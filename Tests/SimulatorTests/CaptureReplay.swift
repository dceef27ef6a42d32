import Simulator

/// Rebuilds the book of a generated capture with dictionaries, by the venue's official rules, and counts what is wrong.
struct CaptureReplay {
  struct Trade {
    var milliseconds: Int64
    var ticks: Int64
    var lots: Int64
    var isBuy: Bool
  }

  struct Liquidation {
    var milliseconds: Int64
    var isLong: Bool
    var dollars: Double
  }

  struct Candle {
    var startMilliseconds: Int64
    var highTicks: Int64
    var lowTicks: Int64
    var closeTicks: Int64
  }

  private(set) var bids = NaiveHalf(isBid: true)
  private(set) var asks = NaiveHalf(isBid: false)
  private(set) var isOK = false
  private(set) var breaks = 0
  private(set) var crossed = 0
  private(set) var unreadable = 0
  private(set) var bookUpdates = 0
  private(set) var comparedQuotes = 0
  private(set) var differingQuotes = 0
  private(set) var trades: [Trade] = []
  private(set) var liquidations: [Liquidation] = []
  /// Closed minutes, history included.
  private(set) var candles: [Candle] = []
  private(set) var countByStream: [String: Int] = [:]

  private var latestReceive: Int64 = 0
  private var previousUpdateID: Int64 = 0
  private var snapshotID: Int64?
  private var buffered: [[String: Any]] = []
  private var topByUpdateID: [Int64: [String]] = [:]
  private var quoteByUpdateID: [Int64: [String]] = [:]
  private let onUpdate: (borrowing CaptureReplay, Int64) -> Void

  /// Generates and replays; the closure sees the book after each update, with the update's event time.
  init(_ options: GeneratorOptions, onUpdate: @escaping (borrowing CaptureReplay, Int64) -> Void = { _, _ in }) {
    self.onUpdate = onUpdate
    var generator = MarketGenerator(options)
    var bytes: [UInt8] = []
    while generator.next(into: &bytes) {
      for line in bytes.split(separator: UInt8(ascii: "\n")) { read(line) }
      bytes.removeAll(keepingCapacity: true)
    }
    for (id, top) in topByUpdateID {
      guard let quote = quoteByUpdateID[id] else { continue }
      comparedQuotes += 1
      if quote != top { differingQuotes += 1 }
    }
  }

  private mutating func read(_ bytes: some Sequence<UInt8>) {
    guard let line = CaptureLine(bytes), line.receiveNanoseconds >= latestReceive else {
      unreadable += 1
      return
    }
    latestReceive = line.receiveNanoseconds
    let stream = line.stream
    countByStream[stream, default: 0] += 1
    if stream.contains("@depth@") {
      readDiff(line.data)
    } else if stream == "snapshot" {
      readSnapshot(line.data)
    } else if stream.hasPrefix("orderbook.") {
      readBybit(line)
    } else if stream.hasSuffix("@bookTicker") {
      let data = line.data
      quoteByUpdateID[data.integer("u")] = ["b", "B", "a", "A"].map(data.text)
    } else if stream.hasSuffix("@forceOrder") || stream.hasPrefix("allLiquidation.") {
      readLiquidations(line)
    } else if stream.contains("kline") {
      readCandle(line)
    } else {
      readTrades(line)
    }
  }
}

// MARK: - Binance

extension CaptureReplay {
  private mutating func readSnapshot(_ data: [String: Any]) {
    load(data.levels("bids"), data.levels("asks"))
    let id = data.integer("lastUpdateId")
    (snapshotID, isOK) = (id, true)
    let waiting = buffered.filter { $0.integer("u") >= id }
    buffered.removeAll()
    for diff in waiting { readDiff(diff) }
  }

  /// B2: the first diff after a snapshot brackets it; afterwards each `pu` is the `u` before.
  private mutating func readDiff(_ data: [String: Any]) {
    guard isOK else {
      buffered.append(data)
      return
    }
    let last = data.integer("u")
    if let id = snapshotID {
      guard last >= id else { return }
      if data.integer("U") > id { return breakChain(data) }
      snapshotID = nil
    } else if data.integer("pu") != previousUpdateID {
      return breakChain(data)
    }
    previousUpdateID = last
    apply(data, at: data.integer("T"))
    topByUpdateID[last] = [bids, asks].flatMap { half in
      half.top(1).flatMap { [decimal($0.ticks * 10, places: 2), decimal($0.lots, places: 3)] }
    }
  }

  private mutating func breakChain(_ data: [String: Any]) {
    breaks += 1
    isOK = false
    buffered = [data]
  }
}

// MARK: - Bybit and what both share

extension CaptureReplay {
  /// B4: a snapshot replaces everything, each delta's `u` is one more than the one before.
  private mutating func readBybit(_ line: CaptureLine) {
    let data = line.data
    let id = data.integer("u")
    let isSnapshot = line.frame.text("type") == "snapshot"
    if isSnapshot {
      load([], [])
      isOK = true
    } else if id != previousUpdateID + 1 && isOK {
      breaks += 1
      isOK = false
    }
    previousUpdateID = id
    if isOK { apply(data, at: line.frame.integer("cts")) }
  }

  private mutating func load(_ bidRows: [[String]], _ askRows: [[String]]) {
    bids.clear()
    asks.clear()
    if !bids.apply(bidRows) || !asks.apply(askRows) { unreadable += 1 }
  }

  private mutating func apply(_ data: [String: Any], at milliseconds: Int64) {
    if !bids.apply(data.levels("b")) || !asks.apply(data.levels("a")) { unreadable += 1 }
    bookUpdates += 1
    if let bid = bids.best, let ask = asks.best, bid >= ask { crossed += 1 }
    onUpdate(self, milliseconds)
  }

  private mutating func readTrades(_ line: CaptureLine) {
    if line.stream.hasSuffix("@aggTrade") {
      let data = line.data
      addTrade(data.integer("T"), data.text("p"), data.text("q"), isBuy: data["m"] as? Bool == false)
    } else if line.stream.hasPrefix("publicTrade."), let rows = line.frame["data"] as? [[String: Any]] {
      for row in rows { addTrade(row.integer("T"), row.text("p"), row.text("v"), isBuy: row.text("S") == "Buy") }
    }
  }

  private mutating func addTrade(_ milliseconds: Int64, _ price: String, _ quantity: String, isBuy: Bool) {
    guard let ticks = units(price, places: 1), let lots = units(quantity, places: 3), lots > 0 else {
      unreadable += 1
      return
    }
    trades.append(Trade(milliseconds: milliseconds, ticks: ticks, lots: lots, isBuy: isBuy))
  }

  /// Binance names the forced order's side, Bybit that of the position.
  private mutating func readLiquidations(_ line: CaptureLine) {
    if let order = line.data["o"] as? [String: Any] {
      addLiquidation(order.integer("T"), order.text("ap"), order.text("z"), isLong: order.text("S") == "SELL")
    }
    for row in line.frame["data"] as? [[String: Any]] ?? [] {
      addLiquidation(row.integer("T"), row.text("p"), row.text("v"), isLong: row.text("S") == "Buy")
    }
  }

  private mutating func addLiquidation(_ milliseconds: Int64, _ price: String, _ quantity: String, isLong: Bool) {
    guard let ticks = units(price, places: 1), let lots = units(quantity, places: 3) else {
      unreadable += 1
      return
    }
    let dollars = Double(ticks) / 10 * Double(lots) / 1_000
    liquidations.append(Liquidation(milliseconds: milliseconds, isLong: isLong, dollars: dollars))
  }

  private mutating func readCandle(_ line: CaptureLine) {
    if let row = line.data["k"] as? [String: Any], row["x"] as? Bool == true {
      addCandle(row.integer("t"), row.text("h"), row.text("l"), row.text("c"))
    }
    for row in line.frame["data"] as? [[String: Any]] ?? [] where row["confirm"] as? Bool == true {
      addCandle(row.integer("start"), row.text("high"), row.text("low"), row.text("close"))
    }
  }

  private mutating func addCandle(_ start: Int64, _ high: String, _ low: String, _ close: String) {
    guard let high = units(high, places: 1), let low = units(low, places: 1), let close = units(close, places: 1) else {
      unreadable += 1
      return
    }
    candles.append(Candle(startMilliseconds: start, highTicks: high, lowTicks: low, closeTicks: close))
  }

  /// Twice the mid in ticks; nil for a one-sided book.
  var midHalfTicks: Int64? {
    guard let bid = bids.best, let ask = asks.best else { return nil }
    return bid + ask
  }
}

private func decimal(_ units: Int64, places: Int) -> String {
  let digits = String(units)
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return padded.dropLast(places) + "." + padded.suffix(places)
}
