/// What the market is like at one time of the script; between two knots everything is interpolated linearly.
struct StoryKnot {
  var milliseconds: Int64
  /// The reference price that quotes follow, before noise.
  var ticks: Double
  /// Standard deviation of the slow noise around it.
  var noiseTicks: Double
  /// Trade rate as a multiple of calm's.
  var activity: Double
  var liquidationsPerSecond: Double
  /// Whose positions are liquidated; nil: longs while price falls, shorts while it rises.
  var liquidatesLongs: Bool?
  /// Added to the chance that a market order buys, on top of what the slope of price makes of it.
  var buyPressure = 0.0
}
