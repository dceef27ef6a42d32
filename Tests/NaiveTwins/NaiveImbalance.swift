import Foundation

/// Book imbalance (B-17): (Vb − Va) ÷ (Vb + Va), nil where a side is empty (I10).
public enum NaiveImbalance {
  /// Over the first `count` levels of each side, fewer where fewer are held.
  public static func top(_ count: Int, of levels: NaiveLevels) -> Double? {
    ratio(
      levels.ranked(.buy, count: count).map(\.quantity).sum(),
      levels.ranked(.sell, count: count).map(\.quantity).sum())
  }

  /// Over the first five levels, level i weighing e^(−0.5·(i − 1)).
  public static func weightedTopFive(of levels: NaiveLevels) -> Double? {
    let bids = weightedSum(levels.ranked(.buy, count: 5))
    let asks = weightedSum(levels.ranked(.sell, count: 5))
    return bids == 0 || asks == 0 ? nil : (bids - asks) / (bids + asks)
  }

  /// Over all levels within `basisPoints` of mid, the edge included.
  public static func band(_ basisPoints: Int, of levels: NaiveLevels) -> Double? {
    ratio(
      NaiveBand(side: .buy, basisPoints: basisPoints, of: levels).levels.map(\.quantity).sum(),
      NaiveBand(side: .sell, basisPoints: basisPoints, of: levels).levels.map(\.quantity).sum())
  }

  private static func ratio(_ bids: NaiveDecimal, _ asks: NaiveDecimal) -> Double? {
    bids.isZero || asks.isZero ? nil : (bids - asks).double / (bids + asks).double
  }

  private static func weightedSum(_ levels: [NaiveLevel]) -> Double {
    levels.enumerated().reduce(0) { sum, item in
      sum + exp(-0.5 * Double(item.offset)) * item.element.quantity.double
    }
  }
}
