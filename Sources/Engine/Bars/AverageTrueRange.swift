/// Wilder's average true range over 14 bars (B-53, as TA-Lib seeds it): the true range begins with the second bar, the
/// mean of the first 14 sets the average, then (13·previous + TR) ÷ 14.
package struct AverageTrueRange: BitwiseCopyable {
  private static let length: Int32 = 14

  private var ranges: Int32 = 0
  private var sum = 0.0
  private var average = 0.0
  /// Of the last bar; nil before the first.
  package private(set) var close: Double?

  package init() {}

  /// In the unit of price; nil until 15 bars.
  package var value: Double? { ranges == Self.length ? average : nil }

  package mutating func add(_ bar: Bar) {
    defer { close = bar.close }
    guard let close else { return }
    let range = max(bar.high - bar.low, max(abs(bar.high - close), abs(bar.low - close)))
    if ranges == Self.length {
      average = (average * 13 + range) / 14
      return
    }
    sum += range
    ranges += 1
    if ranges == Self.length { average = sum / 14 }
  }
}
