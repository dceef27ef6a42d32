/// The levels of one side within x basis points of mid: |p − mid|·10⁴ ≤ x·mid (I27).
public struct NaiveBand: Sendable {
  public let levels: [NaiveLevel]
  private let mid: NaiveDecimal?
  private let width: NaiveDecimal
  private let side: NaiveSide

  public init(side: NaiveSide, basisPoints: Int, of book: NaiveLevels) {
    self.side = side
    mid = book.mid
    width = (book.mid ?? .zero) * NaiveDecimal(basisPoints)
    let width = width
    let mid = mid
    levels = book.quantities(side).compactMap { price, quantity in
      guard let mid, (price - mid).magnitude * NaiveDecimal(10_000) <= width else { return nil }
      return NaiveLevel(price: price, quantity: quantity)
    }
  }

  /// Exact Σ price × quantity.
  public var value: NaiveDecimal { levels.map { $0.price * $0.quantity }.sum() }

  /// True where the band goes beyond the last price whose quantity is known.
  public func reachesPast(_ edge: NaiveDecimal?) -> Bool {
    guard let edge, let mid else { return true }
    let distance = side == .buy ? mid - edge : edge - mid
    return distance * NaiveDecimal(10_000) < width
  }
}
