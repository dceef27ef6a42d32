import Foundation
import Market

/// What SEMANTICS.md says of whole seconds, kept naively: every sample of the session in one list, and every average
/// taken over all of it again. Quantities in base and prices in quote units.
struct SeriesTwin {
  struct Print {
    var milliseconds: Int64
    var arrivedMilliseconds: Int64
    var quantity: Double
    var lots: Int64
    var isBuy: Bool
    var ticks: Int64
  }

  /// All that was traded in (s − T, s], of what had arrived.
  struct Span {
    var buys = 0.0
    var sells = 0.0
    var deltaLots: Int64 = 0
    var low: Double?
    var high: Double?
  }

  struct Second {
    var second: Int64
    var mid: Double?
    /// Any trade had arrived: trade series are sampled.
    var isTrading: Bool
    /// The latest price to arrive.
    var lastPrice: Double?
    /// Over the last 1, 3, 5, 10 and 30 s.
    var spans: [Span]

    func span(_ length: Int) -> Span { zip(SeriesTwin.lengths, spans).first { $0.0 == length }?.1 ?? Span() }
  }

  static let lengths = [1, 3, 5, 10, 30]

  /// One sample of a series; `milliseconds` is the second's.
  struct Sample {
    var milliseconds: Int64
    var x: Double
  }

  let tick: Double
  let lot: Double
  private(set) var now: Int64?
  private(set) var seconds: [Second] = []
  private var prints: [Print] = []
  private var mid: Double?

  init(_ grid: Grid) {
    tick = Double(grid.tickMantissa) / pow(10, Double(grid.tickDecimals))
    lot = Double(grid.lotMantissa) / pow(10, Double(grid.lotDecimals))
  }

  mutating func take(_ stamped: SeriesTape.Stamped) {
    advance(to: stamped.milliseconds)
    switch stamped.event {
    case .book(let bid, let ask):
      if let bid, let ask { mid = Double(bid + ask) / 2 * tick }
    case .trade(let lots, let isBuy, let ticks):
      prints.append(
        Print(
          milliseconds: stamped.milliseconds, arrivedMilliseconds: now ?? 0, quantity: Double(lots) * lot, lots: lots,
          isBuy: isBuy, ticks: ticks))
    }
  }

  mutating func advance(to milliseconds: Int64) {
    guard let before = now else { return now = milliseconds }
    guard milliseconds > before else { return }
    now = milliseconds
    for second in stride(from: before / 1_000 + 1, through: milliseconds / 1_000, by: 1) { evaluate(second) }
  }

  private mutating func evaluate(_ second: Int64) {
    var spans = Self.lengths.map { _ in Span() }
    // What arrived before a window began was traded before it.
    for print in prints.reversed().prefix(while: { $0.arrivedMilliseconds > (second - 30) * 1_000 }) {
      for (index, length) in Self.lengths.enumerated() where print.milliseconds > (second - Int64(length)) * 1_000 {
        spans[index].take(print, tick)
      }
    }
    seconds.append(
      Second(
        second: second, mid: mid, isTrading: !prints.isEmpty, lastPrice: prints.last.map { Double($0.ticks) * tick },
        spans: spans))
  }

  /// Mid so many seconds before the second of that index.
  func mid(_ index: Int, secondsAgo: Int) -> Double? { index >= secondsAgo ? seconds[index - secondsAgo].mid : nil }
}

extension SeriesTwin.Span {
  fileprivate mutating func take(_ print: SeriesTwin.Print, _ tick: Double) {
    if print.isBuy { buys += print.quantity } else { sells += print.quantity }
    deltaLots += print.isBuy ? print.lots : -print.lots
    let price = Double(print.ticks) * tick
    low = min(low ?? price, price)
    high = max(high ?? price, price)
  }
}

// MARK: - Averages over everything

/// EW(x; h) unrolled: sample k weighs 2^(−age/h) less what its successor's predecessors kept, the first all that is
/// left. The variance of these weights is the recursion's.
enum NaiveAverage {
  static func mean(_ samples: some Collection<SeriesTwin.Sample>, halfLife: Double) -> Double? {
    moments(samples, halfLife: halfLife)?.mean
  }

  static func moments(
    _ samples: some Collection<SeriesTwin.Sample>, halfLife: Double
  ) -> (mean: Double, variance: Double)? {
    guard let last = Array(samples).last?.milliseconds else { return nil }
    var weights: [Double] = []
    var before: Double?
    for sample in samples {
      let kept = pow(2, -Double(last - sample.milliseconds) / 1_000 / halfLife)
      weights.append(kept - (before ?? 0))
      before = kept
    }
    let mean = zip(weights, samples).reduce(0) { $0 + $1.0 * $1.1.x }
    let variance = zip(weights, samples).reduce(0) { $0 + $1.0 * ($1.1.x - mean) * ($1.1.x - mean) }
    return (mean, variance)
  }

  /// z of the last sample against those before it, within ±10; nil for the first.
  static func score(_ samples: [SeriesTwin.Sample], halfLife: Double) -> Double? {
    rawScore(samples, halfLife: halfLife).map { max(-10, min(10, $0)) }
  }

  static func rawScore(_ samples: [SeriesTwin.Sample], halfLife: Double) -> Double? {
    guard let last = samples.last, let known = moments(samples.dropLast(), halfLife: halfLife) else { return nil }
    return (last.x - known.mean) / max(known.variance.squareRoot(), 1e-9)
  }
}
