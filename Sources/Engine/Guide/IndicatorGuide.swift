/// What users are told of indicators: one entry for each family of names. `tidewire inspect --indicator NAME` prints
/// it; a test makes sure that every row of `IndicatorTable` has exactly one.
public struct IndicatorGuide: Sendable {
  public let names: [String]
  /// What it measures, with the choices that fix its number.
  public let definition: String
  public let unit: String
  public let range: String
  /// When its flag becomes `ok`, and when it is null.
  public let warmUp: String
  /// The id in the specification, and the paper where there is one.
  public let source: String

  init(
    _ names: String..., definition: String, unit: String, range: String, warmUp: String, source: String
  ) {
    self.names = names
    self.definition = definition
    self.unit = unit
    self.range = range
    self.warmUp = warmUp
    self.source = source
  }

  /// Every entry, in the order of the table.
  public static let all: [IndicatorGuide] = flow + volatility + book + levels + footprint + derivatives + prices

  /// The entry that holds a name; nil for a name that is no indicator.
  public static func entry(_ name: String) -> IndicatorGuide? { all.first { $0.names.contains(name) } }
}

extension IndicatorGuide {
  /// Values of one second are taken before the frame that reaches it.
  static let everySecond = "Sampled at every whole second of event time, before the frame that reaches it."
}
