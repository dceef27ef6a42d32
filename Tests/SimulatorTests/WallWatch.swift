/// Finds levels that meet B-20's wall ratio (SEMANTICS.md I24), by the text of the definition.
struct WallWatch {
  /// A level that met the ratio for 500 ms.
  struct Wall: Hashable {
    var isBid: Bool
    var ticks: Int64
    var sinceMilliseconds: Int64
  }

  private(set) var walls: Set<Wall> = []
  private var sinceByTicks: [Int64: Int64] = [:]
  private let isBid: Bool

  init(isBid: Bool) { self.isBid = isBid }

  mutating func look(at half: NaiveHalf, milliseconds: Int64) {
    let meeting = Self.levelsMeetingRatio(half.top(26))
    sinceByTicks = Dictionary(
      uniqueKeysWithValues: meeting.map { ($0, sinceByTicks[$0] ?? milliseconds) })
    for (ticks, since) in sinceByTicks where milliseconds - since >= 500 {
      walls.insert(Wall(isBid: isBid, ticks: ticks, sinceMilliseconds: since))
    }
  }

  /// Prices among the first 20 levels, the best one not, that hold ten times the mean of five neighbours each way.
  static func levelsMeetingRatio(_ levels: [(ticks: Int64, lots: Int64)]) -> [Int64] {
    (1..<max(1, min(20, levels.count - 1))).filter { index in
      let neighbours = levels[max(0, index - 5)...min(levels.count - 1, index + 5)]
      let sum = neighbours.reduce(0) { $0 + $1.lots } - levels[index].lots
      return levels[index].lots * Int64(neighbours.count - 1) >= 10 * sum
    }.map { levels[$0].ticks }
  }
}
