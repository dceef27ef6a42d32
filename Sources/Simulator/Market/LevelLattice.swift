/// Where resting levels stand: one resident per cell of a fixed grid, somewhere in its cell by the seed, present
/// while its distance from the touch lies within the class's band.
///
/// The inner class leaves 64 ticks between residents, so that 20 levels of a side reach past 0.12 % of price and a
/// wall at that distance is among them. Farther out, levels are twice as dense; beyond 6 % only round prices remain.
struct LevelLattice {
  /// Cells of equal width whose resident exists while it is between two distances from the touch.
  private struct Class {
    var cellTicks: Int64
    var offsetTicks: Int64
    /// Residents stand 0 ..< this many ticks above the start of their cell.
    var jitterTicks: Int64
    var nearestTicks: Int64
    var farthestTicks: Int64
  }

  private static let classes = [
    Class(cellTicks: 64, offsetTicks: 0, jitterTicks: 24, nearestTicks: 0, farthestTicks: 39_000),
    Class(cellTicks: 64, offsetTicks: 32, jitterTicks: 24, nearestTicks: 2_300, farthestTicks: 25_000),
    Class(cellTicks: 1_000, offsetTicks: 0, jitterTicks: 1, nearestTicks: 39_100, farthestTicks: 131_000),
  ]
  /// The touch must move this far before residents come and go.
  private static let hysteresisTicks: Int64 = 32

  private let seed: UInt64
  private var latestTouchTicks: Int64?

  init(seed: UInt64) { self.seed = seed }

  /// Brings the residents of a side to a new touch: removes those that left their band, adds those that entered it.
  mutating func follow(_ half: inout BookHalf, random: inout RandomSource) {
    let touch = half.bestTicks
    if let latest = latestTouchTicks, abs(touch - latest) < Self.hysteresisTicks { return }
    populate(&half, touch: touch, random: &random)
  }

  /// The same for a given touch, however little it has moved; on an empty side it puts down all residents.
  mutating func populate(_ half: inout BookHalf, touch: Int64, random: inout RandomSource) {
    let latest = latestTouchTicks
    latestTouchTicks = touch
    for kind in Self.classes {
      let new = Self.band(kind, touch: touch, side: half.side)
      let old = latest.map { Self.band(kind, touch: $0, side: half.side) }
      if let old { forEachResident(kind, in: old, except: new) { half.remove(ticks: $0, origin: .lattice) } }
      forEachResident(kind, in: new, except: old) { ticks in
        guard !half.contains(ticks: ticks) else { return }
        half.set(ticks: ticks, lots: LevelSizes.resident(&random), origin: .lattice)
      }
    }
  }

  /// Prices of a class's band on a side.
  private static func band(_ kind: Class, touch: Int64, side: BookSide) -> ClosedRange<Int64> {
    side == .bid
      ? touch - kind.farthestTicks...touch - kind.nearestTicks
      : touch + kind.nearestTicks...touch + kind.farthestTicks
  }

  private func forEachResident(
    _ kind: Class, in band: ClosedRange<Int64>, except: ClosedRange<Int64>?, _ body: (Int64) -> Void
  ) {
    for range in Self.difference(band, except) {
      for cell in (range.lowerBound / kind.cellTicks - 1)...(range.upperBound / kind.cellTicks) {
        let ticks = residentTicks(kind, cell: cell)
        if range.contains(ticks) { body(ticks) }
      }
    }
  }

  private static func difference(_ band: ClosedRange<Int64>, _ other: ClosedRange<Int64>?) -> [ClosedRange<Int64>] {
    guard let other, other.overlaps(band) else { return [band] }
    var parts: [ClosedRange<Int64>] = []
    if band.lowerBound < other.lowerBound { parts.append(band.lowerBound...other.lowerBound - 1) }
    if other.upperBound < band.upperBound { parts.append(other.upperBound + 1...band.upperBound) }
    return parts
  }

  private func residentTicks(_ kind: Class, cell: Int64) -> Int64 {
    var state = seed ^ UInt64(bitPattern: cell &* 2 &+ kind.offsetTicks)
    let jitter = Int64(RandomSource.splitMix(&state) % UInt64(kind.jitterTicks))
    return cell * kind.cellTicks + kind.offsetTicks + jitter
  }
}
