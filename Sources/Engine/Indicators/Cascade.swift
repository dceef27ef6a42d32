internal import Market

/// A cascade of liquidations of one side (B-40, SEMANTICS.md I38): intensity I = Σ usd·e^(−age/30 s), its baseline, and
/// the episode in which I stands far above it.
///
/// An episode starts at a liquidation when I ≥ max(6·baseline, floor) and at least five liquidations of the side lie in
/// the last 30 s. It ends when I has fallen to 5 % of its peak, or after 15 min.
struct Cascade: BitwiseCopyable {
  private static let decayMilliseconds: Int64 = 30_000
  private static let baselineHalfLifeMilliseconds: Int64 = 3_600_000
  private static let baselineMinUSD = 10_000.0
  private static let baselineFactor = 6.0
  private static let liquidationsMin: Int64 = 5
  private static let exhaustedMin = 0.65
  private static let endedMin = 0.95
  private static let quietMilliseconds: Int64 = 5_000
  private static let episodeMaxMilliseconds: Int64 = 900_000

  /// What a cascade must outgrow besides its baseline.
  static let bitcoinFloorUSD = 250_000.0
  static let dayVolumeShare = 0.0005

  private struct Episode: BitwiseCopyable {
    var startMilliseconds: Int64
    var peak: Double
    var peakMilliseconds: Int64
    /// The farthest trade price since the start in the direction that hurts: ticks, negated for shorts, so that
    /// farther is always lower. nil without a trade.
    var extremeRank: Int64?
    var extremeMilliseconds: Int64
    var isPeakTold = false
    var isExhaustedTold = false
  }

  private let side: LiquidatedSide
  private var decaying = DecayingSum(timeConstantMilliseconds: decayMilliseconds)
  private var baseline = ExponentialMean(halfLifeMilliseconds: baselineHalfLifeMilliseconds)
  private var episode: Episode?

  init(side: LiquidatedSide) { self.side = side }

  /// I in USD.
  func intensity(at now: Int64) -> Double { decaying.value(at: now) }

  /// 1 − I ÷ peak in [0, 1]; nil outside an episode.
  func exhaustion(at now: Int64) -> Double? { episode.map { exhaustion($0, intensity(at: now)) } }

  private func exhaustion(_ episode: Episode, _ intensity: Double) -> Double {
    episode.peak > 0 ? max(0, 1 - intensity / episode.peak) : 0
  }

  /// What surrounds a liquidation when it is judged.
  struct Scene: BitwiseCopyable {
    var now: Int64
    /// Liquidations of this side in the last 30 s, this one included.
    var liquidations: Int64
    /// The least intensity of an episode besides the baseline's; nil where it is not known: then none starts.
    var floorUSD: Double?
    /// The last trade's price; nil before the first.
    var lastTicks: Int64?
    var slot: InstrumentSlot
  }

  /// A liquidation at its own time; `usd` 0 where it has no value.
  mutating func add(_ usd: Double, at milliseconds: Int64, _ scene: Scene, _ changes: inout StateChanges) {
    decaying.add(usd, at: milliseconds)
    let intensity = intensity(at: scene.now)
    if let running = episode { note(intensity, running, scene.now) } else { start(intensity, scene, &changes) }
    step(at: scene.now, scene.slot, &changes)
  }

  private mutating func note(_ intensity: Double, _ running: Episode, _ now: Int64) {
    guard intensity > running.peak else { return }
    episode?.peak = intensity
    episode?.peakMilliseconds = now
  }

  private mutating func start(_ intensity: Double, _ scene: Scene, _ changes: inout StateChanges) {
    guard scene.liquidations >= Self.liquidationsMin, let floor = scene.floorUSD else { return }
    let usual = max(baseline.mean ?? 0, Self.baselineMinUSD)
    guard intensity >= max(Self.baselineFactor * usual, floor) else { return }
    episode = Episode(
      startMilliseconds: scene.now, peak: intensity, peakMilliseconds: scene.now,
      extremeRank: scene.lastTicks.map { rank($0) }, extremeMilliseconds: scene.now)
    tell(.started, intensity, scene.slot, &changes)
  }

  private func rank(_ ticks: Int64) -> Int64 { side == .long ? ticks : -ticks }

  /// A counted trade, at the time of its arrival.
  mutating func note(ticks: Int64, at now: Int64) {
    guard var running = episode, rank(ticks) < running.extremeRank ?? .max else { return }
    (running.extremeRank, running.extremeMilliseconds) = (rank(ticks), now)
    episode = running
  }

  /// Once a second: the baseline's sample, and what silence has brought about.
  mutating func sample(at now: Int64, _ slot: InstrumentSlot, _ changes: inout StateChanges) {
    baseline.add(intensity(at: now), at: now)
    step(at: now, slot, &changes)
  }

  /// What time alone brings about; tested every second and at every liquidation of either side.
  mutating func step(at now: Int64, _ slot: InstrumentSlot, _ changes: inout StateChanges) {
    guard var running = episode else { return }
    let exhaustion = exhaustion(running, intensity(at: now))
    let isPastPeak = now - running.peakMilliseconds >= Self.quietMilliseconds
    if isPastPeak, !running.isPeakTold {
      running.isPeakTold = true
      tell(.peak, running.peak, slot, &changes)
    }
    let isPriceQuiet = now - running.extremeMilliseconds >= Self.quietMilliseconds
    if isPastPeak, isPriceQuiet, exhaustion >= Self.exhaustedMin, !running.isExhaustedTold {
      running.isExhaustedTold = true
      tell(.exhausted, exhaustion, slot, &changes)
    }
    episode = running
    guard exhaustion >= Self.endedMin || now - running.startMilliseconds >= Self.episodeMaxMilliseconds else { return }
    episode = nil
    tell(.ended, exhaustion, slot, &changes)
  }

  private func tell(_ step: CascadeStep, _ value: Double, _ slot: InstrumentSlot, _ changes: inout StateChanges) {
    changes.append(StateChange(slot: slot, kind: .cascade(step, side, value: value)))
  }

  /// A price that no longer fits is forgotten: the next trade sets it anew.
  mutating func scale(ticks factor: Int64) {
    guard let rank = episode?.extremeRank else { return }
    let scaled = rank.multipliedReportingOverflow(by: factor)
    episode?.extremeRank = scaled.overflow ? nil : scaled.partialValue
  }
}

// MARK: - In an instrument

extension InstrumentState {
  /// B-40: I in USD; 0 without liquidations.
  func cascadeIntensity(_ side: LiquidatedSide) -> Reading {
    guard hasLiquidationUSD else { return .missing(.invalid) }
    return .number(clock.now.map { cascade(side).intensity(at: $0) } ?? 0)
  }

  /// B-40: in [0, 1]; null outside an episode.
  func cascadeExhaustion(_ side: LiquidatedSide) -> Reading {
    guard hasLiquidationUSD else { return .missing(.invalid) }
    guard let now = clock.now, let exhaustion = cascade(side).exhaustion(at: now) else { return .missing(.warming) }
    return .number(exhaustion)
  }

  private func cascade(_ side: LiquidatedSide) -> Cascade { side == .long ? longCascade : shortCascade }

  /// 250 000 USD for Bitcoin, of others 0.05 % of what is traded in 24 h; nil where that is not known.
  private var cascadeFloorUSD: Double? {
    traits.isBitcoin ? Cascade.bitcoinFloorUSD : dayVolumeUSD.map { Cascade.dayVolumeShare * $0 }
  }

  /// The venue's quote volume; of inverse instruments, whose quote volume is in base, contracts × size.
  private var dayVolumeUSD: Double? {
    switch contracts {
    case .linear: dayVolume.quote?.double
    case .inverse(let size): dayVolume.base.map { $0.double * size.double }
    case .inverseUnknown: nil
    }
  }

  /// A forced order: into the sums, then judged by its side's cascade and counted by its side's Hawkes process.
  mutating func noteLiquidation(_ liquidation: Liquidation, _ now: Int64, _ changes: inout StateChanges) {
    let (side, milliseconds) = (liquidation.liquidated, min(liquidation.milliseconds, now))
    // Without the contract's size there are no values to be summed, and none is missing.
    let usd = hasLiquidationUSD ? LiquidationSums.usd(liquidation, grid, contracts) : 0
    liquidations.add(usd, side, at: milliseconds)
    let value = double(usd ?? 0) / 1e18
    let scene = Cascade.Scene(
      now: now, liquidations: liquidations[side, seconds: 30].count,
      floorUSD: hasLiquidationUSD ? cascadeFloorUSD : nil, lastTicks: flow.lastPrice?.ticks, slot: slot)
    if side == .long {
      longCascade.add(value, at: milliseconds, scene, &changes)
      shortCascade.step(at: now, slot, &changes)
      longHawkes.add(at: milliseconds)
    } else {
      shortCascade.add(value, at: milliseconds, scene, &changes)
      longCascade.step(at: now, slot, &changes)
      shortHawkes.add(at: milliseconds)
    }
  }

  /// A counted trade: whether the price still runs is what tells an exhausted cascade.
  mutating func noteCascadePrice(_ ticks: Int64) {
    guard let now = clock.now else { return }
    longCascade.note(ticks: ticks, at: now)
    shortCascade.note(ticks: ticks, at: now)
  }

  /// At every whole second from the first frame on.
  mutating func sampleLiquidations(at milliseconds: Int64, _ changes: inout StateChanges) {
    liquidations.advance(to: milliseconds)
    longCascade.sample(at: milliseconds, slot, &changes)
    shortCascade.sample(at: milliseconds, slot, &changes)
    longHawkes.sample(events: liquidations[.long, seconds: 1].count, at: milliseconds)
    shortHawkes.sample(events: liquidations[.short, seconds: 1].count, at: milliseconds)
  }
}
