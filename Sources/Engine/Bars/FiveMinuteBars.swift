/// 5-m bars from five consecutive final 1-m bars of the same key, or the venue's own, and their ATR. A key without a
/// bar restarts the series at the next one.
struct FiveMinuteBars: BitwiseCopyable {
  private static let minutes: Int64 = 5

  /// The minutes of the bar that is being put together: all from its first on.
  struct Group: BitwiseCopyable {
    var count: Int64 = 0
    var nextMinute = Int64.min
    var bar = Bar(flatAt: 0)

    mutating func add(_ minuteBar: Bar, minute: Int64, position: Int64) {
      if position == 0 {
        (count, nextMinute, bar) = (1, minute + 1, minuteBar)
      } else if count == position, nextMinute == minute {
        (count, nextMinute) = (count + 1, minute + 1)
        (bar.high, bar.low, bar.close) = (max(bar.high, minuteBar.high), min(bar.low, minuteBar.low), minuteBar.close)
      } else {
        count = 0
      }
    }
  }

  private var group = Group()
  private var groupBefore = Group()
  private var lastKey: Int64?
  /// The last bar is the venue's own: ours does not replace it.
  private var lastIsVenues = false
  private(set) var atr = AverageTrueRange()
  private var atrBefore = AverageTrueRange()

  /// A final 1-m bar; `replacesLast` when it is another version of the one before.
  mutating func add(_ bar: Bar, minute: Int64, replacesLast: Bool) {
    if replacesLast { group = groupBefore }
    groupBefore = group
    let key = minute.floorDivided(by: Self.minutes)
    let position = minute - key * Self.minutes
    group.add(bar, minute: minute, position: position)
    guard position == Self.minutes - 1, group.count == Self.minutes else { return }
    if key == lastKey && lastIsVenues { return }
    place(group.bar, key: key, isVenues: false)
  }

  /// A closed 5-m candle of the venue.
  mutating func add(venues bar: Bar, key: Int64) { place(bar, key: key, isVenues: true) }

  private mutating func place(_ bar: Bar, key: Int64, isVenues: Bool) {
    if let lastKey, key < lastKey { return }
    if key == lastKey {
      atr = atrBefore
    } else if let lastKey, key == lastKey + 1 {
      atrBefore = atr
    } else {
      (atr, atrBefore) = (AverageTrueRange(), AverageTrueRange())
    }
    atr.add(bar)
    (lastKey, lastIsVenues) = (key, isVenues)
  }

  /// Passes over flat minutes, a multiple of five from the first of a key on, of which every average has long become 0.
  mutating func skipFlat(minutes: Int64) {
    if let key = lastKey { lastKey = key + minutes / Self.minutes }
  }
}
