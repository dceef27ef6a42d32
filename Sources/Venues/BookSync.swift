public import Market

/// The continuity of one symbol's book: which messages may be applied, judged by its venue's own rule, in steady
/// state too.
public struct BookSync: BitwiseCopyable, Sendable {
  private enum Rule: BitwiseCopyable, Sendable {
    case spot(BinanceSpotSync)
    case futures(BinanceFuturesSync)
    case bybit(BybitSync)
  }

  private var rule: Rule
  /// True from a snapshot until continuity is lost.
  public private(set) var isSynced = false

  public init(venue: Venue) {
    switch venue {
    case .binanceSpot: rule = .spot(BinanceSpotSync())
    case .binanceUSDM, .binanceCOINM: rule = .futures(BinanceFuturesSync())
    case .bybitSpot, .bybitLinear, .bybitInverse: rule = .bybit(BybitSync())
    }
  }

  /// A snapshot is right by itself, whatever came before.
  public mutating func load(lastID: Int64) {
    isSynced = true
    switch rule {
    case .spot(var sync):
      sync.load(lastID: lastID)
      rule = .spot(sync)
    case .futures(var sync):
      sync.load(lastID: lastID)
      rule = .futures(sync)
    case .bybit(var sync):
      sync.load(lastID: lastID)
      rule = .bybit(sync)
    }
  }

  public mutating func judge(_ diff: DepthUpdate) -> SyncVerdict {
    guard isSynced else { return .buffer }
    let verdict: SyncVerdict
    switch rule {
    case .spot(var sync):
      verdict = sync.judge(diff)
      rule = .spot(sync)
    case .futures(var sync):
      verdict = sync.judge(diff)
      rule = .futures(sync)
    case .bybit(var sync):
      verdict = sync.judge(diff)
      rule = .bybit(sync)
    }
    if verdict == .gap { isSynced = false }
    return verdict
  }

  /// The book was found wrong by other means (crossed, or too many levels).
  public mutating func lose() { isSynced = false }
}
