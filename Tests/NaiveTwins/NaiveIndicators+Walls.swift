/// B-20 and the displayed erosion of B-22, of the nearest tracked wall.
extension NaiveIndicators {
  mutating func addWalls(_ tracker: NaiveWallTracker, prefix: String) {
    let wall = tracker.nearest
    let none: NaiveFlag? = wall == nil ? .warming : nil  // a wall can always still come
    addExact("\(prefix)_wall_price", wall?.price, [bookFlag, none])
    addExact("\(prefix)_wall_quantity", wall?.quantity, [bookFlag, none])
    let distance = wall.flatMap { percentage(to: $0, tracker.side) }
    let oneSided: NaiveFlag? = wall != nil && distance == nil ? .invalid : nil
    addDouble("dist_to_\(prefix)_wall", distance, [bookFlag, none, oneSided])
    addDouble("wall_erosion_\(prefix)", wall?.erosion, [bookFlag, none])
  }

  /// 100·(P − P_wall)/P below the market, mirrored above; P is mid.
  private func percentage(to wall: NaiveWall, _ side: NaiveSide) -> Double? {
    guard let mid = levels.mid else { return nil }
    let gap = side == .buy ? mid - wall.price : wall.price - mid
    return 100 * gap.double / mid.double
  }
}
