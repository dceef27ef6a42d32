public import Market

/// Everything the engine knows of one instrument. Fixed size; its large arrays are taken when the instrument is added.
public struct InstrumentState: ~Copyable {
  // Declared in the order in which ticks need it: what every frame touches stands in front and is fetched while the
  // frame is decoded (`Engine.nearMemory`), then what books and trades touch, then what seconds and rare events do.

  public let slot: InstrumentSlot
  public internal(set) var grid: Grid
  let traits: InstrumentTraits

  var clock = SymbolClock()
  var evaluatedMilliseconds: Int64?
  public internal(set) var status = BookStatus.syncing
  public internal(set) var updateID: Int64 = 0
  public internal(set) var counts = BookCounts()
  var dataAge = DataAge()
  var resyncedMilliseconds: Int64?
  var flow = TradeFlow()
  var flowImbalance = OrderFlowImbalance()
  var liquidations = LiquidationSums()
  var bars: TradeBars

  var book = OrderBook()
  var bidWalls = Walls()
  var askWalls = Walls()
  var longBounce = WallBounce(side: .bid)
  var shortBounce = WallBounce(side: .ask)
  var mids = SecondMids()
  var topBids = TopLevels()
  var topAsks = TopLevels()
  var imbalance = BookImbalance()
  var bidDensities = Densities()
  var askDensities = Densities()
  var densityFloor: DensityFloor
  var bidIcebergs = Icebergs()
  var askIcebergs = Icebergs()
  var bidAbsorption = LevelAbsorption()
  var askAbsorption = LevelAbsorption()
  var tradeSeconds = TradeSeconds()
  var vpin = Vpin()
  var divergence = DeltaDivergence()
  var longCascade = Cascade(side: .long)
  var shortCascade = Cascade(side: .short)
  var largeTrades = LargeTrades()

  var momentum = FlowMomentum()
  var volumeBurst = VolumeBurst()
  var kyle = KyleLambda()
  var volatility = RealisedVolatility()
  var panic = PanicIndex()
  var absorption = Absorption()
  var liquidity = LiquidityFilter()
  var longHawkes = HawkesRatio()
  var shortHawkes = HawkesRatio()
  var funding: FundingAndBasis
  var openInterest = OpenInterest()
  var dayVolume = DayVolume()
  var stoikov = Microprice()
  var originals: OriginalValues
  /// When the book was lost; `resyncedMilliseconds`: when it was found again after a gap.
  var gapMilliseconds: Int64?
  /// Bybit's orderbook.1, used only while the symbol never had a deeper topic (SEMANTICS.md I31).
  var touch = Touch()

  init(
    slot: InstrumentSlot, grid: Grid, traits: InstrumentTraits, footprints: [BarKind], keepsOriginals: Bool
  ) {
    self.slot = slot
    self.grid = grid
    densityFloor = DensityFloor(grid, traits.contracts)
    self.traits = traits
    funding = FundingAndBasis(instrumentIntervalHours: traits.fundingIntervalHours)
    originals = OriginalValues(isKept: keepsOriginals)
    bars = TradeBars(printing: footprints)
  }
}

/// What happened to one book, for the summary.
public struct BookCounts: Sendable, BitwiseCopyable {
  public var updates: Int64 = 0
  public var levelUpdates: Int64 = 0
  public var gaps: Int64 = 0
  public var resyncs: Int64 = 0
  public var crossed: Int64 = 0
  public var blindMilliseconds: Int64 = 0
  public init() {}
}

/// Best prices of a top-of-book topic.
struct Touch: BitwiseCopyable {
  var bid: Level?
  var ask: Level?
}

extension Level {
  /// A level of 0 lots is no level.
  var orNilIfEmpty: Level? { quantity.lots > 0 ? self : nil }
}

extension InstrumentState {
  public var now: Int64? { clock.now }
  public var contracts: ContractKind { traits.contracts }
  var knowsOnlyHeldLevels: Bool { traits.knowsOnlyHeldLevels }
  public var clockBackwards: Int { clock.backwards }
  public var bidLevels: Int { book.bids.count }
  public var askLevels: Int { book.asks.count }
  var holdsMoreThanOneStore: Bool { max(book.bids.count, book.asks.count) > Limits.farLevels }
  public var windowsCoarsened: Int { flow.windowsCoarsened + flowImbalance.coarsened }
  public var printedLevelsRefused: Int {
    bidIcebergs.refused + askIcebergs.refused + bidAbsorption.refused + askAbsorption.refused
  }
  public var wallsRefused: Int { bidWalls.refused + askWalls.refused }
  public var samplesRefused: Int { kyle.refused + tradeSeconds.refused }
  public var densitiesRefused: Int { bidDensities.refused + askDensities.refused }
  public var pulledForgotten: Int { bidDensities.pulledForgotten + askDensities.pulledForgotten }
  public var endingsHurried: Int {
    bidWalls.endingsHurried + askWalls.endingsHurried + bidDensities.endingsHurried + askDensities.endingsHurried
  }
  public var waitsJoined: Int {
    bidWalls.waitsJoined + askWalls.waitsJoined + bidDensities.waitsJoined + askDensities.waitsJoined
  }
  public var liquidationsDropped: Int { liquidations.dropped }
  /// Liquidations whose value in USD is too large or too fine to be summed exactly; they count, without value.
  public var liquidationsUnvalued: Int { liquidations.unvalued }
  public var openInterestDropped: Int { openInterest.dropped }

  /// The status as it stands at `now`: a continuous book that is silent for too long is `stale` without a frame of
  /// its own.
  public var currentStatus: BookStatus {
    guard status == .ok, let now, dataAge.isStale(at: now) else { return status }
    return .stale
  }

  /// The flag of everything that is read from the book (SEMANTICS.md "Status", I11).
  var bookFlag: ReadingFlag {
    switch currentStatus {
    case .syncing: return .warming
    case .gap: return .gap
    case .stale: return .stale
    case .ok:
      guard let now, let resynced = resyncedMilliseconds, now - resynced < Self.afterGapMilliseconds else { return .ok }
      return .gap
    }
  }

  private static let afterGapMilliseconds: Int64 = 1_000

  /// The best `limit` levels of a side, best first.
  public func levels(_ side: BookSide, limit: Int, into levels: inout [Level]) {
    book.levels(side, limit: limit, into: &levels)
  }

  /// Address space of this instrument: the part touched by every update, and all of it.
  public var bytes: InstrumentBytes {
    InstrumentBytes(
      state: MemoryLayout<InstrumentState>.stride + tableBytes,
      ladders: book.bids.nearByteCount + book.asks.nearByteCount,
      far: book.bids.farByteCount + book.asks.farByteCount,
      flow: flow.byteCount + liquidations.byteCount + openInterest.byteCount, bars: bars.byteCount)
  }
}

extension InstrumentState {
  /// The small tables of the indicators.
  private var tableBytes: Int {
    var bytes = topBids.byteCount + topAsks.byteCount + liquidity.byteCount + dataAge.byteCount
    bytes += bidWalls.byteCount + askWalls.byteCount + bidDensities.byteCount + askDensities.byteCount
    bytes += mids.byteCount + kyle.byteCount + tradeSeconds.byteCount + absorption.byteCount
    bytes += vpin.byteCount + divergence.byteCount + stoikov.byteCount + flowImbalance.byteCount
    bytes += bidIcebergs.byteCount + askIcebergs.byteCount + bidAbsorption.byteCount + askAbsorption.byteCount
    return bytes
  }
}

/// The fixed memory of one instrument, in bytes.
public struct InstrumentBytes: Sendable, BitwiseCopyable {
  /// Scalars and the small tables of indicators.
  public let state: Int
  public let ladders: Int
  public let far: Int
  public let flow: Int
  /// Footprints, profile and candles.
  public let bars: Int
  /// What a tick touches; of the ladders only the cache lines near the touch.
  public var hot: Int { state + ladders }
  public var total: Int { state + ladders + far + flow + bars }
}
