package import Market

/// `panic_index`, `panic_state` and `panic_dir` (B-12): how unusual volatility and volume are together, 0…100, and the
/// episode that this marks: entered on a move with both, peaked when it abates, then calm again.
///
/// The state moves from the first index on, and its flag says `warming` for 10 minutes. An event carries no flag, so an
/// episode that begins before then is not told: against averages of a few seconds any move is a panic.
package struct PanicIndex: BitwiseCopyable {
  package init() {}

  private static let volatilityWeight = 0.6
  private static let volumeWeight = 0.4
  /// Stands for a σ of 0: a constant price has no logarithm.
  private static let volatilityMin = 1e-7
  private static let scoreMax = 10.0
  private static let enterIndex = 90.0
  private static let endIndex = 70.0
  private static let peakDrop = 10.0
  private static let peakShare = 0.75
  private static let moveRangeShare = 0.25
  private static let longestMilliseconds: Int64 = 600_000
  private static let warmingMilliseconds: Int64 = 600_000

  /// What a whole second brings.
  package struct Second: BitwiseCopyable {
    package var milliseconds: Int64
    /// rv_10s and volume_burst, already of this second.
    package var volatility: Double?
    package var volumeScore: Double?
    /// In price units, at this second and 30 s before.
    package var mid: Double?
    package var midBefore: Double?
    /// ATR(14) of 5-m bars in price units.
    package var atr5m: Double?

    package init(
      milliseconds: Int64, volatility: Double?, volumeScore: Double?, mid: Double?, midBefore: Double?, atr5m: Double?
    ) {
      self.milliseconds = milliseconds
      self.volatility = volatility
      self.volumeScore = volumeScore
      self.mid = mid
      self.midBefore = midBefore
      self.atr5m = atr5m
    }

    /// The return over 30 s; nil until there are two mids.
    var move: Double? {
      guard let mid, let midBefore else { return nil }
      return mid / midBefore - 1
    }
  }

  /// The index and the raw sum under it, which does not saturate.
  private struct Level: BitwiseCopyable {
    var index: Double
    var raw: Double
  }

  private struct Episode: BitwiseCopyable {
    var enteredMilliseconds: Int64
    var direction: Int64
    /// The highest of either so far.
    var highest: Level
    var hasPeaked = false
    /// Whether its beginning was told; if not, nothing else of it is.
    var isTold: Bool
  }

  private var volatilityMoments = ExponentialMoments(halfLifeMilliseconds: 1_800_000)
  private var volumeMean = ExponentialMean(halfLifeMilliseconds: 10_000)
  private var level: Level?
  private var firstMilliseconds: Int64?
  /// Sign of the return over 30 s; nil until there are two mids.
  private var direction: Int64?
  private var episode: Episode?

  /// PI of the latest second; nil until both terms exist.
  package var index: Double? { level?.index }
  /// The direction of the move that the episode began with; 0 outside one.
  package var episodeDirection: Int64 { episode?.direction ?? 0 }

  package var word: ReadingWord {
    guard let episode else { return .calm }
    return episode.hasPeaked ? .peaked : episode.direction < 0 ? .panicDown : .euphoriaUp
  }

  /// Takes one whole second; returns what is to be told of it, with the direction of the episode it concerns.
  package mutating func sample(_ second: Second) -> (step: PanicStep, direction: Int64)? {
    direction = second.move.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    level = measure(second)
    guard let level else { return nil }
    if firstMilliseconds == nil { firstMilliseconds = second.milliseconds }
    guard let episode else { return enter(level, second) }
    return follow(episode, level, at: second.milliseconds)
  }

  private mutating func measure(_ second: Second) -> Level? {
    var score: Double?
    if let volatility = second.volatility {
      let x = logDeterministic(max(volatility, Self.volatilityMin))
      score = volatilityMoments.rawScore(x)
      volatilityMoments.add(x, at: second.milliseconds)
    }
    if let volume = second.volumeScore { volumeMean.add(volume, at: second.milliseconds) }
    guard let score, let volume = volumeMean.mean else { return nil }
    let clipped = max(-Self.scoreMax, min(Self.scoreMax, score))
    let index = Self.volatilityWeight * normalDistribution(clipped) + Self.volumeWeight * normalDistribution(volume)
    return Level(index: 100 * index, raw: Self.volatilityWeight * score + Self.volumeWeight * volume)
  }

  /// Enough panic, and a move over 30 s of at least a quarter of ATR(5m).
  private mutating func enter(_ level: Level, _ second: Second) -> (step: PanicStep, direction: Int64)? {
    guard level.index >= Self.enterIndex, let atr = second.atr5m, let mid = second.mid, let move = second.move,
      let direction, direction != 0, abs(move) >= Self.moveRangeShare * atr / mid
    else { return nil }
    let isTold = flag(at: second.milliseconds) == .ok
    episode = Episode(
      enteredMilliseconds: second.milliseconds, direction: direction, highest: level, isTold: isTold)
    return isTold ? (.entered, direction) : nil
  }

  private mutating func follow(
    _ before: Episode, _ level: Level, at milliseconds: Int64
  ) -> (step: PanicStep, direction: Int64)? {
    if level.index < Self.endIndex || milliseconds - before.enteredMilliseconds >= Self.longestMilliseconds {
      episode = nil
      return before.isTold ? (.ended, before.direction) : nil
    }
    var now = before
    now.highest.index = max(now.highest.index, level.index)
    now.highest.raw = max(now.highest.raw, level.raw)
    let abates =
      level.raw <= Self.peakShare * now.highest.raw || level.index <= now.highest.index - Self.peakDrop
    now.hasPeaked = before.hasPeaked || abates
    episode = now
    return now.isTold && now.hasPeaked && !before.hasPeaked ? (.peaked, now.direction) : nil
  }
}

// MARK: - Readings

extension PanicIndex {
  private func flag(at now: Int64) -> ReadingFlag {
    guard let first = firstMilliseconds, now - first >= Self.warmingMilliseconds else { return .warming }
    return .ok
  }

  package func indexReading(at now: Int64) -> Reading {
    guard let index else { return .missing(.warming) }
    return .number(index, flag(at: now))
  }

  package func directionReading(at now: Int64) -> Reading {
    guard let direction else { return .missing(.warming) }
    return .integer(direction, flag(at: now))
  }

  /// Never null; without ATR(5m) no episode can begin, so until then CALM says nothing.
  package func stateReading(at now: Int64, hasRange: Bool) -> Reading {
    .word(word, hasRange ? flag(at: now) : .warming)
  }
}
