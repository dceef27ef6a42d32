/// What ends a bar: the clock, a number of trades, or a traded volume (B-27).
public enum BarKind: Sendable, BitwiseCopyable, Hashable {
  /// Bars keyed by floor(trade time ÷ length) since 1970.
  case time(seconds: Int64)
  case trades(Int64)
  /// In lots of the instrument's grid as it is at each trade.
  case volume(lots: Int64)

  public static let minute = BarKind.time(seconds: 60)

  /// Below 5 s more than two bars would be open at once: one stays open for late trades for 2 s. At most a day.
  public static let secondsRange: ClosedRange<Int64> = 5...86_400

  /// `15s`, `5m`, `200t` or `50v`; nil for anything else.
  public init?(_ text: String) {
    guard let unit = text.last, let count = Int64(text.dropLast()), count > 0 else { return nil }
    switch unit {
    case "s" where Self.secondsRange.contains(count): self = .time(seconds: count)
    case "m" where count <= Self.secondsRange.upperBound / 60: self = .time(seconds: count * 60)
    case "t": self = .trades(count)
    case "v": self = .volume(lots: count)
    default: return nil
    }
  }

  /// The length of a time bar; nil where a bar has none.
  public var milliseconds: Int64? {
    if case .time(let seconds) = self { seconds * 1_000 } else { nil }
  }
}
