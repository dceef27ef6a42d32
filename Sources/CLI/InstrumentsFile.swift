internal import Foundation
internal import Market

/// Tick and lot sizes, and funding intervals where they stand, from a venue's own JSON: Binance exchangeInfo, Bybit
/// instruments-info.
enum InstrumentsFile {
  static func read(_ path: String, venue: Venue) throws(Failure) -> [String: Instrument] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .input("cannot read the instruments file \(path); check the path and its permissions")
    }
    guard let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw .input("\(path) is no JSON object; save the venue's exchangeInfo or instruments-info response as it came")
    }
    let rows = (root["symbols"] ?? (root["result"] as? [String: Any])?["list"]) as? [[String: Any]] ?? []
    var instruments: [String: Instrument] = [:]
    for row in rows {
      guard let instrument = Instrument(row: row, venue: venue) else { continue }
      instruments[instrument.symbol] = instrument
    }
    guard !instruments.isEmpty else {
      throw .input("\(path) names no instrument with a tick and a lot size; is it of \(venue.name)?")
    }
    return instruments
  }
}

extension Instrument {
  fileprivate init?(row: [String: Any], venue: Venue) {
    guard let symbol = row["symbol"] as? String, let steps = StepTexts(row),
      let tick = Decimal64(positive: steps.tick), let lot = Decimal64(positive: steps.lot)
    else { return nil }
    self.init(
      symbol: symbol,
      grid: Grid(
        tickMantissa: tick.mantissa, tickDecimals: tick.decimals, lotMantissa: lot.mantissa,
        lotDecimals: lot.decimals),
      contractSizeUSD: Self.contractSize(row, venue: venue), fundingIntervalHours: Self.fundingInterval(row))
  }

  /// Bybit says minutes; Binance hours, in fundingInfo, whose rows may have been joined to exchangeInfo's.
  private static func fundingInterval(_ row: [String: Any]) -> Int32? {
    let minutes = (row["fundingInterval"] as? Int) ?? (row["fundingIntervalHours"] as? Int).map { $0 * 60 }
    guard let minutes, minutes > 0, minutes % 60 == 0 else { return nil }
    return Int32(exactly: minutes / 60)
  }

  /// COIN-M names it; a Bybit inverse contract is one USD.
  private static func contractSize(_ row: [String: Any], venue: Venue) -> Decimal64? {
    switch venue {
    case .binanceCOINM: (row["contractSize"] as? Int).map { Decimal64(mantissa: Int64($0), decimals: 0) }
    case .bybitInverse: Decimal64(mantissa: 1, decimals: 0)
    case .binanceSpot, .binanceUSDM, .bybitSpot, .bybitLinear: nil
    }
  }
}

/// The two step sizes as the venue spells them.
private struct StepTexts {
  var tick: String
  var lot: String

  init?(_ row: [String: Any]) {
    if let filters = row["filters"] as? [[String: Any]] {
      func value(_ type: String, _ key: String) -> String? {
        filters.first { $0["filterType"] as? String == type }?[key] as? String
      }
      guard let tick = value("PRICE_FILTER", "tickSize"), let lot = value("LOT_SIZE", "stepSize") else { return nil }
      self.tick = tick
      self.lot = lot
      return
    }
    let lots = row["lotSizeFilter"] as? [String: Any]
    guard let tick = (row["priceFilter"] as? [String: Any])?["tickSize"] as? String,
      let lot = (lots?["qtyStep"] ?? lots?["basePrecision"]) as? String
    else { return nil }
    self.tick = tick
    self.lot = lot
  }
}
