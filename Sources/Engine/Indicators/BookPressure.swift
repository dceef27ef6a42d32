internal import Market

/// Book pressure (B-26): what is bid ÷ what is offered over the visible book, computed when it is read.
///
/// Visible are the best 100 held levels of each side, 50 where the venue's topic shows no more (Bybit).
enum BookPressure {
  static let visibleLevels = 100
  static let visibleTopicLevels = 50

  static func ratio(_ book: borrowing OrderBook, knowsOnlyHeldLevels: Bool) -> Double {
    let depth = knowsOnlyHeldLevels ? visibleTopicLevels : visibleLevels
    return double(lots(book.bids, depth)) / double(lots(book.asks, depth))
  }

  private static func lots(_ half: borrowing BookHalf, _ depth: Int) -> Int128 {
    var sum: Int128 = 0
    var visited = 0
    half.descend { level in
      sum += Int128(level.lots)
      visited += 1
      return visited < depth
    }
    return sum
  }
}

extension InstrumentState {
  func bookPressure() -> Reading {
    guard book.isTwoSided else { return noBook }
    return fromBook(.number(BookPressure.ratio(book, knowsOnlyHeldLevels: knowsOnlyHeldLevels)))
  }
}
