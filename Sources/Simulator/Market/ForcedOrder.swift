/// A liquidated position: the venue's forced order and what it achieved.
struct ForcedOrder {
  var milliseconds: Int64
  /// A long was liquidated (by a forced sale), else a short.
  var isLong: Bool
  var lots: Int64
  /// Price of the forced order, which is the bankruptcy price of the position.
  var bankruptcyTicks: Int64
  /// Where it was filled.
  var averageTicks: Int64
}
