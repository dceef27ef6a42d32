import Foundation

/// B-17, B-24, B-25 and the best prices.
extension NaiveIndicators {
  mutating func addImbalance() {
    for count in [1, 5, 10, 20] { addBookDouble("obi_\(count)", NaiveImbalance.top(count, of: levels)) }
    addBookDouble("obi_5_weighted", NaiveImbalance.weightedTopFive(of: levels))
    let band = NaiveImbalance.band(10, of: levels)
    let pastEdge = [NaiveSide.buy, .sell].contains {
      NaiveBand(side: $0, basisPoints: 10, of: levels).reachesPast(edge($0))
    }
    addDouble("obi_10bps", band, bookFlags(missing: band == nil) + [band != nil && pastEdge ? .invalid : nil])
    addSmoothedImbalance()
  }

  /// EW of obi_5, half-life 2 s: the first sample is the mean, a sample at the same time changes nothing (I5, I23).
  private mutating func addSmoothedImbalance() {
    let samples = symbol.imbalances
    guard let first = samples.first, let now = symbol.now_ms else {
      addDouble("obi_5_ew", nil, [bookFlag, .warming])
      return
    }
    var (mean, time_ms) = (first.value, first.now_ms)
    for sample in samples.dropFirst() where sample.now_ms > time_ms {
      let weight = pow(2, -Double(sample.now_ms - time_ms) / 2000)
      mean = weight * mean + (1 - weight) * sample.value
      time_ms = sample.now_ms
    }
    addDouble("obi_5_ew", mean, [bookFlag, now - first.now_ms < 2000 ? .warming : nil])
  }

  mutating func addPrices() {
    let showsTop = symbol.book.topicDepth == nil && symbol.top.updateID != nil  // orderbook.1 alone (I31)
    let source = showsTop ? symbol.top : levels
    let oneSided: NaiveFlag = showsTop ? .invalid : missingBookFlag
    let state = showsTop ? nil : bookFlag
    let (bid, ask) = (source.bestBid?.price, source.bestAsk?.price)
    addExact("best_bid", bid, [state, bid == nil ? oneSided : nil])
    addExact("best_ask", ask, [state, ask == nil ? oneSided : nil])
    addExact("mid", source.mid, [state, source.mid == nil ? oneSided : nil])
  }

  mutating func addDepth() {
    let (bid, ask) = (levels.bestBid, levels.bestAsk)
    addBookDouble("spread_bps", spread(bid, ask))
    addBookDouble("weighted_mid", weightedMid(bid, ask))
    for (side, word) in [(NaiveSide.buy, "bid"), (.sell, "ask")] {
      for width in [10, 25] { addDepthValue("depth_usd_\(word)_\(width)bps", side, width) }
    }
  }

  private func spread(_ bid: NaiveLevel?, _ ask: NaiveLevel?) -> Double? {
    guard let bid, let ask, let mid = levels.mid else { return nil }
    return 10_000 * (ask.price - bid.price).double / mid.double
  }

  private func weightedMid(_ bid: NaiveLevel?, _ ask: NaiveLevel?) -> Double? {
    guard let bid, let ask else { return nil }
    return (ask.price * bid.quantity + bid.price * ask.quantity).double / (bid.quantity + ask.quantity).double
  }

  /// Without instrument data an inverse contract has no known size, hence no value in USD.
  private mutating func addDepthValue(_ name: String, _ side: NaiveSide, _ basisPoints: Int) {
    guard !symbol.venue.isInverse else { return addExact(name, nil, [bookFlag, .invalid]) }
    guard levels.mid != nil else { return addExact(name, nil, bookFlags(missing: true)) }
    let band = NaiveBand(side: side, basisPoints: basisPoints, of: levels)
    addExact(name, band.value, [bookFlag, band.reachesPast(edge(side)) ? .invalid : nil])
  }

  /// The last known price: the latest snapshot's worst on Binance, the worst held on Bybit.
  private func edge(_ side: NaiveSide) -> NaiveDecimal? {
    if symbol.venue.isBinance { return side == .buy ? levels.snapshotWorstBid : levels.snapshotWorstAsk }
    return side == .buy ? levels.bids.keys.min() : levels.asks.keys.max()
  }

  private mutating func addBookDouble(_ name: String, _ value: Double?) {
    addDouble(name, value, bookFlags(missing: value == nil))
  }
}
