/// The fields of Bybit's `tickers` topic in its order, as they stand in the frame; a delta holds only those that
/// changed.
struct BybitTicker {
  struct Field {
    var name: String
    var text: String
    /// Some fields travel together: a side's price comes with its size whenever either changes.
    var companion: Int
  }

  private(set) var fields: [Field] = []

  init(
    statistics day: TradeStatistics, fairPrice: FairPrice, quote: Quote, openInterestLots: Int64, milliseconds: Int64
  ) {
    addPrices(day, fairPrice)
    addInterest(openInterestLots, fairPrice)
    add("turnover24h", day.value, places: 4)
    add("volume24h", day.lots * 10, places: 4)
    fields.append(Field(name: "fundingIntervalHour", text: "8", companion: 0))
    fields.append(Field(name: "fundingCap", text: "0.005", companion: 0))
    fields.append(
      Field(name: "nextFundingTime", text: String(FairPrice.nextFunding(after: milliseconds)), companion: 0))
    add("fundingRate", fairPrice.fundingRate, places: 8)
    add("bid1Price", quote.bidTicks * 10, places: 2, companion: 1)
    add("bid1Size", quote.bidLots, places: 3, companion: 1)
    add("ask1Price", quote.askTicks * 10, places: 2, companion: 2)
    add("ask1Size", quote.askLots, places: 3, companion: 2)
    for name in ["preOpenPrice", "preQty", "curPreListingPhase"] {
      fields.append(Field(name: name, text: "", companion: 0))
    }
  }

  private mutating func addPrices(_ day: TradeStatistics, _ fairPrice: FairPrice) {
    let direction = day.changeTicks < 0 ? "ZeroMinusTick" : "ZeroPlusTick"
    fields.append(Field(name: "tickDirection", text: direction, companion: 0))
    add("price24hPcnt", day.changeTicks * 1_000_000 / day.openTicks, places: 6)
    add("lastPrice", day.lastTicks * 10, places: 2)
    add("prevPrice24h", day.openTicks * 10, places: 2)
    add("highPrice24h", day.highTicks * 10, places: 2)
    add("lowPrice24h", day.lowTicks * 10, places: 2)
    add("prevPrice1h", day.openTicks * 10, places: 2)
    add("markPrice", fairPrice.mark / 1_000_000, places: 2)
    add("indexPrice", fairPrice.index / 1_000_000, places: 2)
  }

  /// `openInterest` counts both sides of each contract, `singleOpenInterest` one (EXCHANGES.md C3).
  private mutating func addInterest(_ lots: Int64, _ fairPrice: FairPrice) {
    let markCents = fairPrice.mark / 1_000_000
    add("openInterest", lots * 2, places: 3)
    add("openInterestValue", lots * 2 / 1_000 * markCents, places: 2)
    add("singleOpenInterest", lots, places: 3)
    add("singleOpenInterestValue", lots / 1_000 * markCents, places: 2)
  }

  private mutating func add(_ name: String, _ units: Int64, places: Int, companion: Int = 0) {
    var text = FrameText()
    text.decimal(units, places: places)
    fields.append(Field(name: name, text: text.string, companion: companion))
  }

  /// The fields that differ from an earlier message, with their companions.
  func changes(since previous: BybitTicker) -> [Field] {
    var companions: Set<Int> = []
    for (now, before) in zip(fields, previous.fields) where now.companion > 0 && now.text != before.text {
      companions.insert(now.companion)
    }
    return zip(fields, previous.fields).filter { now, before in
      now.text != before.text || companions.contains(now.companion)
    }.map(\.0)
  }
}
