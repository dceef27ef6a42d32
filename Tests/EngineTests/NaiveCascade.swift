import Engine
import Foundation
import Market

/// B-40 and B-41 of one side from a list of all liquidations, second by second as SYSTEMS.md says it.
struct NaiveCascade {
  let side: LiquidatedSide
  private var events: [TapeLiquidation] = []
  private var now: Int64?
  /// EW(I; 1 h) and EW(events per second; 1 h), sampled at every whole second.
  private var baseline: Double?
  private var rate: Double?
  private var start: Int64?
  private var peak = 0.0
  private var peakTime: Int64 = 0
  private var isPeakTold = false
  private var isExhaustedTold = false
  /// What the last row's frame told.
  private(set) var told: [CascadeStep] = []

  init(side: LiquidatedSide) { self.side = side }

  var intensity: Double { now.map { sum(at: $0) } ?? 0 }
  var exhaustion: Double? { start == nil ? nil : 1 - intensity / peak }
  var hawkesRatio: Double? {
    guard let now else { return nil }
    let base = max(rate ?? 0, 1.0 / 600)
    var excited = 0.0
    for event in events { excited += exp(-Double(now - event.milliseconds) / 30_000) }
    return (base + 0.8 / 30 * excited) / base
  }

  private func sum(at time: Int64) -> Double {
    var sum = 0.0
    for event in events { sum += Double(event.cents) / 100 * exp(-Double(time - event.milliseconds) / 30_000) }
    return sum
  }

  mutating func take(_ row: TapeLiquidation) {
    told = []
    if let before = now {
      let first = before / 1_000 + 1
      if first <= row.arrival / 1_000 { for second in first...row.arrival / 1_000 { evaluate(at: second * 1_000) } }
    }
    now = row.arrival
    // e^(−40) of the largest row is below a millionth of a cent.
    events.removeAll { $0.milliseconds < row.arrival - 1_200_000 }
    guard row.side == side else { return step(at: row.arrival, sum(at: row.arrival)) }
    events.append(row)
    judge(at: row.arrival)
  }

  private mutating func evaluate(at time: Int64) {
    let weight = exp2(-1.0 / 3_600)
    // Nothing comes before its time: what belongs to the last second came within it.
    let count = Double(events.suffix(300).filter { $0.milliseconds > time - 1_000 }.count)
    let intensity = sum(at: time)
    baseline = baseline.map { weight * $0 + (1 - weight) * intensity } ?? intensity
    rate = rate.map { weight * $0 + (1 - weight) * count } ?? count
    step(at: time, intensity)
  }

  private mutating func judge(at time: Int64) {
    let intensity = sum(at: time)
    if start != nil {
      if intensity > peak { (peak, peakTime) = (intensity, time) }
    } else {
      let recent = events.filter { $0.milliseconds > time - 30_000 }.count
      let threshold = max(6 * max(baseline ?? 0, 10_000), 250_000)
      if intensity >= threshold && recent >= 5 {
        (start, peak, peakTime, isPeakTold, isExhaustedTold) = (time, intensity, time, false, false)
        told.append(.started)
      }
    }
    step(at: time, intensity)
  }

  /// Without trades the price is quiet 5 s after the start.
  private mutating func step(at time: Int64, _ intensity: Double) {
    guard let began = start else { return }
    let exhaustion = 1 - intensity / peak
    let isQuiet = time - peakTime >= 5_000
    if isQuiet && !isPeakTold { (isPeakTold, told) = (true, told + [.peak]) }
    if isQuiet && exhaustion >= 0.65 && time - began >= 5_000 && !isExhaustedTold {
      (isExhaustedTold, told) = (true, told + [.exhausted])
    }
    if exhaustion >= 0.95 || time - began >= 900_000 { (start, told) = (nil, told + [.ended]) }
  }
}
