/// A story that the generated market tells; its times scale to the length of the market.
public enum Scene: String, CaseIterable, Sendable {
  /// All the others in order, with calm between.
  case mixed
  /// Price drifts, no level stands out.
  case calm
  /// A wall appears, price comes close, the wall holds, price turns. Repeats every five minutes.
  case wall
  /// A wall appears and is cancelled when price comes near.
  case wallPulled = "wall-pulled"
  /// A wall appears and is traded away; price goes through.
  case wallEaten = "wall-eaten"
  /// Price falls in a burst of volume and liquidations, then rebounds; for every other seed it is the mirror, a
  /// euphoria that rises. In less than 900 s it begins before the 10 minutes of warm-up of B-12 are over.
  case panic
  /// A level whose shown part is hit and refilled several times, then exhausted. The only scene with a faster book:
  /// Binance's `depth@0ms` and Bybit's `orderbook.50`, because a refill is judged within 100 ms.
  case iceberg
  /// After a normal stretch a burst of selling (or buying) that makers take without giving way; then price turns. In
  /// less than 240 s the burst is too short for a window of 30 s.
  case absorption
  /// A lower low (or higher high) that far fewer aggressors push than the one before.
  case divergence
  /// Liquidations that set off more of their kind, then dry up while price turns.
  case cascade
  /// Price rises by 8 % or more, then falls and bounces twice.
  case pumpDump = "pump-dump"
  /// Calm, but one depth frame is missing; a fresh snapshot follows.
  case gap

  /// A refill within 100 ms is hardly seen in a book that comes every 100 ms.
  var needsFastBook: Bool { self == .iceberg }
}
