/// A whole script: the path of price and activity, what is done when, and the list of moments for those who check.
/// Times are milliseconds since the start of the live part, except in `moments`.
package struct Story {
  private(set) var knots: [StoryKnot]
  private(set) var cues: [StoryCue] = []
  private(set) var moments: [ScriptedMoment] = []
  private let startMilliseconds: Int64
  /// Whether scenes are told one after the other, as parts of `mixed`.
  private(set) var isTour = false
  var random: RandomSource

  /// Noise of a calm market: about 0.005 % of price.
  static let calmNoiseTicks = 35.0

  package init(options: GeneratorOptions, priceTicks: Int64, random: RandomSource) {
    knots = [
      StoryKnot(
        milliseconds: 0, ticks: Double(priceTicks), noiseTicks: Self.calmNoiseTicks, activity: 1,
        liquidationsPerSecond: 0)
    ]
    startMilliseconds = options.startMilliseconds
    self.random = random
    tell(options.scene, milliseconds: Int64(options.seconds) * 1_000)
    cues.sort { $0.milliseconds < $1.milliseconds }
  }

  private mutating func tell(_ scene: Scene, milliseconds: Int64) {
    switch scene {
    case .mixed: tellAll(milliseconds: milliseconds)
    case .calm: isTour ? tellCalm(milliseconds: milliseconds) : tellOnlyCalm(milliseconds: milliseconds)
    case .wall: tellWallEpisodes(milliseconds: milliseconds)
    case .wallPulled: tellWallPulled(milliseconds: milliseconds)
    case .wallEaten: tellWallEaten(milliseconds: milliseconds)
    // The tour has a pump already, so its panic always falls.
    case .panic: isTour ? tellPanic(milliseconds: milliseconds) : tellPanicOrEuphoria(milliseconds: milliseconds)
    case .iceberg: tellIceberg(milliseconds: milliseconds)
    case .absorption: tellAbsorption(milliseconds: milliseconds)
    case .divergence: tellDivergence(milliseconds: milliseconds)
    case .cascade: tellCascade(milliseconds: milliseconds)
    case .pumpDump: tellPumpDump(milliseconds: milliseconds)
    case .gap: tellGap(milliseconds: milliseconds)
    }
  }

  /// The tour of `mixed`: the wall gets the most time, because price must not hurry there.
  private mutating func tellAll(milliseconds: Int64) {
    let tour: [(Scene, Double)] = [
      (.calm, 0.06), (.wall, 0.32), (.calm, 0.03), (.wallPulled, 0.12), (.calm, 0.02), (.wallEaten, 0.13),
      (.calm, 0.02), (.panic, 0.12), (.pumpDump, 0.12), (.gap, 0.06),
    ]
    isTour = true
    for (scene, share) in tour { tell(scene, milliseconds: Int64(Double(milliseconds) * share)) }
  }

  /// A market that moves from its first second on. The averages of an engine start from their first sample and keep
  /// it for half an hour: after a motionless second everything ordinary would look violent for that long.
  mutating func tellOpening(milliseconds: Int64) {
    let duration = min(milliseconds / 10, 6_000)
    let drift = random.double(14...24) * Double(duration) / 1_000 * (random.chance(0.5) ? 1 : -1)
    move(to: end.ticks, over: 1, noise: 6)
    move(to: end.ticks + drift, over: duration, noise: 6)
    move(to: end.ticks, over: duration / 2, noise: Self.calmNoiseTicks)
  }

  /// Nothing has been told yet.
  var isStart: Bool { knots.count == 1 }

  /// Where the script has got to.
  var end: StoryKnot { knots[knots.count - 1] }
  var endTicks: Int64 { Int64(end.ticks) }

  /// Price goes to `ticks` in a straight line; what is not named stays as it was.
  mutating func move(
    to ticks: Double, over milliseconds: Int64, noise: Double? = nil, activity: Double? = nil,
    liquidations: Double? = nil, buyPressure: Double? = nil
  ) {
    let from = end
    knots.append(
      StoryKnot(
        milliseconds: from.milliseconds + max(1, milliseconds), ticks: ticks, noiseTicks: noise ?? from.noiseTicks,
        activity: activity ?? from.activity, liquidationsPerSecond: liquidations ?? from.liquidationsPerSecond,
        liquidatesLongs: from.liquidatesLongs, buyPressure: buyPressure ?? from.buyPressure))
  }

  /// From here on only positions of this side are liquidated, whichever way price goes for a moment.
  mutating func liquidate(_ positions: ScriptedMoment.Side) {
    knots[knots.count - 1].liquidatesLongs = positions == .long
  }

  mutating func cue(_ action: StoryCue.Action, afterMilliseconds delay: Int64 = 0) {
    cues.append(StoryCue(milliseconds: end.milliseconds + delay, action: action))
  }

  mutating func note(
    _ kind: ScriptedMoment.Kind, priceTicks: Int64? = nil, side: BookSide, afterMilliseconds delay: Int64 = 0
  ) {
    note(kind, priceTicks: priceTicks, side: ScriptedMoment.Side(side), afterMilliseconds: delay)
  }

  mutating func note(
    _ kind: ScriptedMoment.Kind, priceTicks: Int64? = nil, side: ScriptedMoment.Side? = nil,
    afterMilliseconds delay: Int64 = 0
  ) {
    var price = FrameText()
    price.decimal(priceTicks ?? endTicks, places: Instrument.priceDecimals)
    moments.append(
      ScriptedMoment(
        kind: kind, milliseconds: startMilliseconds + end.milliseconds + delay, price: price.string,
        side: side))
  }
}
