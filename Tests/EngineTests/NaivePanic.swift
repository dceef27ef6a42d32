import Foundation
import Market

/// B-12 from its first second on, every time it is asked: levels and states of a whole session.
enum NaivePanic {
  struct Row {
    var milliseconds: Int64
    var volatility: Double?
    var volumeScore: Double?
    var mid: Double?
    var midBefore: Double?
    var atr5m: Double?
  }

  struct Result {
    var index: Double?
    var raw: Double?
    var direction: Int?
    var word = ReadingWord.calm
    /// What is told: of an episode that begins in the first 10 minutes of the index, nothing.
    var step: PanicStep?
  }

  static func results(_ rows: [Row]) -> [Result] {
    var (volatility, volume) = (SeriesTwin.EW(halfLife: 1_800), SeriesTwin.EW(halfLife: 10))
    var results: [Result] = []
    for row in rows {
      var result = Result()
      var score: Double?
      if let sigma = row.volatility {
        let x = log(max(sigma, 1e-7))
        score = volatility.mean.map { (x - $0) / max(volatility.variance.squareRoot(), 1e-9) }
        volatility.take(x, row.milliseconds)
      }
      if let burst = row.volumeScore { volume.take(burst, row.milliseconds) }
      if let score, let smooth = volume.mean {
        result.index = 100 * (0.6 * phi(min(10, max(-10, score))) + 0.4 * phi(smooth))
        result.raw = 0.6 * score + 0.4 * smooth
      }
      if let mid = row.mid, let before = row.midBefore {
        result.direction = mid > before ? 1 : mid < before ? -1 : 0
      }
      results.append(result)
    }
    walk(rows, &results)
    return results
  }

  private static func phi(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// The states, each second from all seconds since the entry.
  private static func walk(_ rows: [Row], _ results: inout [Result]) {
    var entry: Int?
    var hasPeaked = false
    let first = results.firstIndex { $0.index != nil }
    for (now, row) in rows.enumerated() {
      guard let index = results[now].index, let raw = results[now].raw else { continue }
      let previous = entry
      if let start = entry {
        let episode = results[start...now]
        if index < 70 || row.milliseconds - rows[start].milliseconds >= 600_000 {
          (entry, hasPeaked, results[now].step) = (nil, false, .ended)
        } else if !hasPeaked
          && (raw <= 0.75 * episode.compactMap(\.raw).reduce(raw, max)
            || index <= episode.compactMap(\.index).reduce(index, max) - 10)
        {
          (hasPeaked, results[now].step) = (true, .peaked)
        }
      } else if index >= 90, let atr = row.atr5m, let mid = row.mid, let before = row.midBefore, mid != before,
        abs(mid / before - 1) >= 0.25 * atr / mid
      {
        (entry, results[now].step) = (now, .entered)
      }
      if let entry = entry ?? previous, let first, rows[entry].milliseconds - rows[first].milliseconds < 600_000 {
        results[now].step = nil
      }
      if let entry {
        results[now].word = hasPeaked ? .peaked : results[entry].direction == -1 ? .panicDown : .euphoriaUp
      }
    }
  }
}

extension SeriesTwin {
  /// EW mean and variance by the recursion of SYSTEMS.md B; half-life in seconds.
  struct EW {
    let halfLife: Double
    private(set) var mean: Double?
    private(set) var variance = 0.0
    private var latest: Int64 = 0

    init(halfLife: Double) { self.halfLife = halfLife }

    mutating func take(_ x: Double, _ milliseconds: Int64) {
      guard let old = mean else {
        (mean, latest) = (x, milliseconds)
        return
      }
      let weight = pow(2, -Double(milliseconds - latest) / 1_000 / halfLife)
      (mean, latest) = (weight * old + (1 - weight) * x, milliseconds)
      variance = weight * (variance + (1 - weight) * (x - old) * (x - old))
    }
  }
}
