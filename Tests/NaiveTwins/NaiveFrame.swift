/// One row of one frame, decoded the plain way. A frame with several trades gives several rows.
public struct NaiveFrame: Equatable, Sendable {
  /// As the frame names it; nil for acknowledgements and for snapshots without a name.
  public let symbol: String?
  /// What moves the symbol's `now` (SEMANTICS, Time), in Unix milliseconds (or the venue's unit, unchanged).
  public let eventTime_ms: Int64?
  public let content: NaiveContent

  public init(symbol: String?, eventTime_ms: Int64?, content: NaiveContent) {
    self.symbol = symbol
    self.eventTime_ms = eventTime_ms
    self.content = content
  }
}

/// What a row says. Everything the tick path does not use is `other`.
public enum NaiveContent: Equatable, Sendable {
  case diff(NaiveDepth)
  case snapshot(NaiveDepth)
  case partialDepth(NaiveDepth)
  case quote(NaiveQuote)
  case trade(NaiveTrade)
  case liquidation(NaiveLiquidation)
  case kline(NaiveKline)
  /// Bybit tickers: the fields present, as text, unchanged.
  case ticker([String: String])
  case acknowledgement
  case other(String)
  /// Understood, and left out for a reason that SEMANTICS names.
  case ignored(String)
  /// Not a frame of this venue, or not whole.
  case rejected(String)
}

public struct NaiveLevel: Equatable, Sendable {
  public let price: NaiveDecimal
  public let quantity: NaiveDecimal

  public init(price: NaiveDecimal, quantity: NaiveDecimal) {
    self.price = price
    self.quantity = quantity
  }
}

/// The levels of a diff, a snapshot or a partial book. A quantity of zero deletes its level.
public struct NaiveDepth: Equatable, Sendable {
  /// Binance `U`; nil elsewhere.
  public let firstID: Int64?
  /// Binance `u` or `lastUpdateId`, Bybit `data.u`.
  public let lastID: Int64
  /// Binance futures `pu`; nil elsewhere.
  public let previousID: Int64?
  /// Bybit: the number in `orderbook.N`; nil elsewhere.
  public let topicDepth: Int?
  public let bids: [NaiveLevel]
  public let asks: [NaiveLevel]

  public init(
    firstID: Int64? = nil, lastID: Int64, previousID: Int64? = nil, topicDepth: Int? = nil,
    bids: [NaiveLevel], asks: [NaiveLevel]
  ) {
    self.firstID = firstID
    self.lastID = lastID
    self.previousID = previousID
    self.topicDepth = topicDepth
    self.bids = bids
    self.asks = asks
  }

  public var levelCount: Int { bids.count + asks.count }
}

/// Best prices with the update id they belong to (bookTicker).
public struct NaiveQuote: Equatable, Sendable {
  public let updateID: Int64
  public let bid: NaiveLevel
  public let ask: NaiveLevel

  public init(updateID: Int64, bid: NaiveLevel, ask: NaiveLevel) {
    self.updateID = updateID
    self.bid = bid
    self.ask = ask
  }
}

public enum NaiveSide: String, Sendable {
  case buy, sell
}

public struct NaiveTrade: Equatable, Sendable {
  public enum Kind: String, Sendable {
    case trade, aggTrade
  }

  public let kind: Kind
  public let id: String
  public let price: NaiveDecimal
  public let quantity: NaiveDecimal
  public let aggressor: NaiveSide
  public let time_ms: Int64

  public init(
    kind: Kind, id: String, price: NaiveDecimal, quantity: NaiveDecimal, aggressor: NaiveSide, time_ms: Int64
  ) {
    self.kind = kind
    self.id = id
    self.price = price
    self.quantity = quantity
    self.aggressor = aggressor
    self.time_ms = time_ms
  }

  /// Bought quantities count up, sold ones down.
  public var signedQuantity: NaiveDecimal { aggressor == .buy ? quantity : -quantity }
}

public struct NaiveLiquidation: Equatable, Sendable {
  public enum Position: String, Sendable {
    case long, short
  }

  public let liquidated: Position
  public let price: NaiveDecimal
  public let quantity: NaiveDecimal
  public let time_ms: Int64
}

public struct NaiveKline: Equatable, Sendable {
  public let interval: String
  public let start_ms: Int64
  public let open: NaiveDecimal
  public let high: NaiveDecimal
  public let low: NaiveDecimal
  public let close: NaiveDecimal
  public let volume: NaiveDecimal
  public let isClosed: Bool
}
