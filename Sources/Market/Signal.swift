/// A strategy's idea, as a trivial value: what is not text here (id, JSON) is made where it is printed.
public struct Signal: Sendable, BitwiseCopyable {
  public enum Strategy: UInt8, Sendable, BitwiseCopyable {
    case wallBounce
    public var name: String { "wall_bounce" }
  }

  /// A target price and the part of the position it closes, in per cent.
  public struct Target: Sendable, BitwiseCopyable {
    public var price: Price
    public var percent: Int32
    public init(price: Price, percent: Int32) {
      self.price = price
      self.percent = percent
    }
  }

  public var strategy: Strategy
  public var slot: InstrumentSlot
  public var side: TradeSide
  /// Frame that caused it, and its number among that frame's signals from 0.
  public var sequence: Int64
  public var ordinal: Int32
  /// Receive time of the causing frame, and the last moment at which it may be acted on.
  public var createdNanoseconds: Int64
  public var expiresNanoseconds: Int64
  public var eventMilliseconds: Int64
  /// A limit order at this price.
  public var entry: Price
  public var stop: Price
  public var targets: InlineArray<2, Target>
  /// 0 to 1.
  public var confidence: Double
  public var priority: Double
  public var features: WallBounceFeatures

  public init(
    strategy: Strategy, slot: InstrumentSlot, side: TradeSide, sequence: Int64, ordinal: Int32,
    createdNanoseconds: Int64, expiresNanoseconds: Int64, eventMilliseconds: Int64, entry: Price, stop: Price,
    targets: InlineArray<2, Target>, confidence: Double, priority: Double, features: WallBounceFeatures
  ) {
    self.strategy = strategy
    self.slot = slot
    self.side = side
    self.sequence = sequence
    self.ordinal = ordinal
    self.createdNanoseconds = createdNanoseconds
    self.expiresNanoseconds = expiresNanoseconds
    self.eventMilliseconds = eventMilliseconds
    self.entry = entry
    self.stop = stop
    self.targets = targets
    self.confidence = confidence
    self.priority = priority
    self.features = features
  }
}

/// What the wall bounce saw when it fired.
public struct WallBounceFeatures: Sendable, BitwiseCopyable {
  public var wallPrice: Price
  public var wallQuantity: Quantity
  /// Largest quantity shown within 2 s after the wall's ratio was first met.
  public var wallInitialQuantity: Quantity
  public var wallAgeMilliseconds: Int64
  public var wallErosionPercent: Double
  /// Twice the mid at the closest approach and now, in ticks (a mid may lie on half a tick).
  public var closestMidHalfTicks: Int64
  public var midHalfTicks: Int64
  public var deltaRatio5s: Double
  public var spreadBps: Double

  public init(
    wallPrice: Price, wallQuantity: Quantity, wallInitialQuantity: Quantity, wallAgeMilliseconds: Int64,
    wallErosionPercent: Double, closestMidHalfTicks: Int64, midHalfTicks: Int64, deltaRatio5s: Double, spreadBps: Double
  ) {
    self.wallPrice = wallPrice
    self.wallQuantity = wallQuantity
    self.wallInitialQuantity = wallInitialQuantity
    self.wallAgeMilliseconds = wallAgeMilliseconds
    self.wallErosionPercent = wallErosionPercent
    self.closestMidHalfTicks = closestMidHalfTicks
    self.midHalfTicks = midHalfTicks
    self.deltaRatio5s = deltaRatio5s
    self.spreadBps = spreadBps
  }
}
