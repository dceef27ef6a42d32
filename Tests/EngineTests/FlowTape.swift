import NaiveTwins

/// A seeded tape of trades: out of order by up to seconds, with silences, and now and then older than every window.
struct FlowTape: Sequence, IteratorProtocol {
  struct Print {
    var milliseconds: Int64
    var lots: Int64
    var isBuy: Bool
  }

  private var random: SeededGenerator
  /// Latest trade time so far.
  private(set) var now: Int64 = 1_700_000_000_000

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> Print? {
    now += step()
    return Print(
      milliseconds: now - delay(), lots: Int64.random(in: 0...1_000_000, using: &random),
      isBuy: Bool.random(using: &random))
  }

  private mutating func step() -> Int64 {
    switch Int.random(in: 0..<5_000, using: &random) {
    case 0: Int64.random(in: 20_000...600_000, using: &random)
    case 1..<20: Int64.random(in: 500...6_000, using: &random)
    default: Int64.random(in: 0...40, using: &random)
    }
  }

  private mutating func delay() -> Int64 {
    switch Int.random(in: 0..<500, using: &random) {
    case 0: Int64.random(in: 10_000...60_000, using: &random)
    case 1..<20: Int64.random(in: 100...4_000, using: &random)
    case 20..<150: Int64.random(in: 0...110, using: &random)
    default: 0
    }
  }
}

/// Window sums by adding up every trade again.
struct TwinFlow {
  struct Sums: Equatable {
    var buyLots: Int128 = 0
    var sellLots: Int128 = 0
    var trades: Int64 = 0
  }

  /// Trades older than this are forgotten when `now` moves.
  let longestMilliseconds: Int64
  private var prints: [FlowTape.Print] = []
  private(set) var now = Int64.min

  init(longestMilliseconds: Int64) { self.longestMilliseconds = longestMilliseconds }

  mutating func advance(to time: Int64) {
    now = Swift.max(now, time)
    if prints.count > 5_000 { prints.removeAll { $0.milliseconds <= now - longestMilliseconds } }
  }

  mutating func add(_ print: FlowTape.Print) { prints.append(print) }

  /// Trades with time in (now − T, now].
  func sums(_ lengthMilliseconds: Int64) -> Sums {
    var sums = Sums()
    for print in prints where print.milliseconds > now - lengthMilliseconds {
      if print.isBuy { sums.buyLots += Int128(print.lots) } else { sums.sellLots += Int128(print.lots) }
      sums.trades += 1
    }
    return sums
  }

  mutating func scale(lots factor: Int64) {
    for index in prints.indices { prints[index].lots *= factor }
  }
}
