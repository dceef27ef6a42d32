/// The best prices and quantities after a change of either, with the id of that book update.
package struct Quote {
  package var updateID: Int64
  var milliseconds: Int64
  var bidTicks: Int64
  var bidLots: Int64
  var askTicks: Int64
  package var askLots: Int64

  func showsSameTouch(as other: Quote) -> Bool {
    bidTicks == other.bidTicks && bidLots == other.bidLots && askTicks == other.askTicks && askLots == other.askLots
  }
}
