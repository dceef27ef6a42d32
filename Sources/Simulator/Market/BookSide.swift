/// A side of the book. `sign` turns prices into ranks, so that on both sides the better price has the greater rank.
enum BookSide: Sendable {
  case bid, ask
  var sign: Int64 { self == .bid ? 1 : -1 }
  var opposite: BookSide { self == .bid ? .ask : .bid }
}
