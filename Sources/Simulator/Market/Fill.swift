/// A trade at one price: an aggressor took so much from one level.
struct Fill {
  var tradeID: Int64
  var milliseconds: Int64
  var ticks: Int64
  var lots: Int64
  var isBuy: Bool
}
