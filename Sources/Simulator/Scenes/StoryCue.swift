/// Something that the script does to the market or to the feed at one time.
struct StoryCue {
  enum Action {
    /// Its size changes by up to `breath` of itself while it waits behind the best level.
    case placeWall(side: BookSide, ticks: Int64, lots: Int64, breath: Double)
    /// Leaves this share of the wall's first size; zero removes it.
    case shrinkWall(remaining: Double)
    /// From now on trades may take the wall, so that nothing is left by then.
    case erodeWall(untilMilliseconds: Int64)
    /// One market order takes this share of what the wall shows, if the wall is the best level.
    case hitWall(share: Double)
    /// The wall shows so much again.
    case refillWall(lots: Int64)
    case dropDepthFrame
    case takeSnapshot
  }

  var milliseconds: Int64
  var action: Action
}
