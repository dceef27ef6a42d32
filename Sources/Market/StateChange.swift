/// A change of state worth telling: printed as an `event` line (CLI.md).
public struct StateChange: Sendable, BitwiseCopyable {
  public enum Kind: Sendable, BitwiseCopyable {
    case gap(GapReason)
    /// Blind time from the first lost update to `ok` again, in event time.
    case resync(blindMilliseconds: Int64)
    case gridChanged
    case wall(LevelStep, LevelLife)
    case density(LevelStep, LevelLife)
    case densityCluster(BookSide, ClusterPrices)
    /// The side that absorbs (bid: selling is absorbed), the value of B-14 and its window.
    case absorption(BookSide, value: Double, windowSeconds: Int32)
    case levelAbsorption(BookSide, Price, ratio: Double)
    case iceberg(BookSide, Price, refills: Int32, executed: Quantity, peak: Quantity)
    case largeTrade(Aggressor, Price, Quantity, usd: ExactDecimal)
    case divergence(Divergence)
    /// Rows are named by their lower edge.
    case stackedImbalance(Aggressor, low: Price, high: Price, rows: Int32)
    case unfinishedAuction(BarEdge, Price)
    case panic(PanicStep, direction: Int32, value: Double)
    /// `value` is the intensity in USD; for `exhausted` and `ended` the exhaustion.
    case cascade(CascadeStep, LiquidatedSide, value: Double)
  }

  public var slot: InstrumentSlot
  public var kind: Kind

  public init(slot: InstrumentSlot, kind: Kind) {
    self.slot = slot
    self.kind = kind
  }
}

/// Why a book stopped being right. The text stands in `gap{reason}` events and in the summary.
public enum GapReason: UInt8, Sendable, BitwiseCopyable {
  /// An update id is missing between the last applied diff and this one.
  case sequence
  /// Best bid at or above best ask after a frame, locked included.
  case crossed
  /// More levels than the far store may hold.
  case farStoreFull

  public var name: String {
    switch self {
    case .sequence: "sequence"
    case .crossed: "crossed"
    case .farStoreFull: "far_store_full"
    }
  }
}

/// A step in the life of a tracked level, wall or density. Each life ends in exactly one of eaten (mostly traded
/// away), pulled (mostly cancelled) and gone (neither).
public enum LevelStep: UInt8, Sendable, BitwiseCopyable {
  case appeared, grown, eroding, eaten, pulled, gone

  public var name: String {
    switch self {
    case .appeared: "appeared"
    case .grown: "grown"
    case .eroding: "eroding"
    case .eaten: "eaten"
    case .pulled: "pulled"
    case .gone: "gone"
    }
  }
}

/// What is known of a tracked level at a step of its life.
public struct LevelLife: Sendable, BitwiseCopyable {
  public var side: BookSide
  public var price: Price
  /// Displayed now.
  public var quantity: Quantity
  /// Since the criteria were first met, in event time.
  public var ageMilliseconds: Int64
  /// 100·(v_init − d) ÷ v_init; negative when grown (B-22).
  public var erosionPercent: Double
  /// Traded ÷ (traded + cancelled) of what left the level, in [0, 1]; nil while nothing left.
  public var executedShare: Double?
  /// Eating speed in initial sizes per second (B-22).
  public var speed: Double
  /// In [0, 1] (B-23).
  public var spoof: Double
  /// Densities: v ÷ mean of the side's visible levels, per cent of their sum, and the value in USD.
  public var relative: Double
  public var percent: Double
  public var usd: ExactDecimal

  public init(
    side: BookSide, price: Price, quantity: Quantity, ageMilliseconds: Int64, erosionPercent: Double,
    executedShare: Double?, speed: Double, spoof: Double = 0, relative: Double = 0, percent: Double = 0,
    usd: ExactDecimal = ExactDecimal(mantissa: 0, decimals: 0)
  ) {
    self.side = side
    self.price = price
    self.quantity = quantity
    self.ageMilliseconds = ageMilliseconds
    self.erosionPercent = erosionPercent
    self.executedShare = executedShare
    self.speed = speed
    self.spoof = spoof
    self.relative = relative
    self.percent = percent
    self.usd = usd
  }
}

/// Prices of the densities of a cluster, best first; of a larger cluster the best eight (B-21).
public struct ClusterPrices: Sendable, BitwiseCopyable {
  public static let capacity = 8
  private var prices: InlineArray<8, Price> = InlineArray(repeating: Price(ticks: 0))
  public private(set) var count: Int32 = 0

  public init() {}

  public subscript(index: Int) -> Price { prices[index] }

  public mutating func append(_ price: Price) {
    guard count < Self.capacity else { return }
    prices[Int(count)] = price
    count += 1
  }
}

/// A divergence of price and delta between two pivots (B-05). Bullish: a lower low on more delta.
public struct Divergence: Sendable, BitwiseCopyable {
  public var isBullish: Bool
  /// The second pivot is the running extreme, not yet confirmed.
  public var isProvisional: Bool
  /// In [0, 3].
  public var strength: Double
  public var firstPrice: Price
  public var secondPrice: Price
  /// Delta at either pivot, in lots.
  public var firstDelta: Int64
  public var secondDelta: Int64

  public init(
    isBullish: Bool, isProvisional: Bool, strength: Double, firstPrice: Price, secondPrice: Price, firstDelta: Int64,
    secondDelta: Int64
  ) {
    self.isBullish = isBullish
    self.isProvisional = isProvisional
    self.strength = strength
    self.firstPrice = firstPrice
    self.secondPrice = secondPrice
    self.firstDelta = firstDelta
    self.secondDelta = secondDelta
  }
}

public enum BarEdge: UInt8, Sendable, BitwiseCopyable {
  case high, low
  public var name: String { self == .high ? "high" : "low" }
}

public enum PanicStep: UInt8, Sendable, BitwiseCopyable {
  case entered, peaked, ended

  public var name: String {
    switch self {
    case .entered: "panic_entered"
    case .peaked: "panic_peaked"
    case .ended: "panic_ended"
    }
  }
}

public enum CascadeStep: UInt8, Sendable, BitwiseCopyable {
  case started, peak, exhausted, ended

  public var name: String {
    switch self {
    case .started: "cascade_started"
    case .peak: "cascade_peak"
    case .exhausted: "cascade_exhausted"
    case .ended: "cascade_ended"
    }
  }
}
