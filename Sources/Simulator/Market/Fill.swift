/// A trade at one price: an aggressor took so much from one level.
package struct Fill {
  var tradeID: Int64
  var milliseconds: Int64
  package var ticks: Int64
  var lots: Int64
  var isBuy: Bool
}
