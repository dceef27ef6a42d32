import Foundation

/// Turns a Binance frame into its mirror image: bids become asks, buyers sellers, longs shorts, and a price p becomes
/// `axis` − p.
struct MirroredFrame {
  /// Whole rows of a footprint are mirrored onto whole rows when the axis lies one tick below a row's edge.
  let axis: Decimal

  func mirrored(_ text: String) throws -> String {
    guard var frame = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else { return text }
    if let snapshot = frame["snapshot"] as? [String: Any] {
      frame["snapshot"] = swapped(snapshot, "bids", "asks")
    } else if let data = frame["data"] as? [String: Any] {
      frame["data"] = mirrored(data)
    } else {
      return text
    }
    let bytes = try JSONSerialization.data(withJSONObject: frame, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: bytes, as: UTF8.self)
  }

  private func mirrored(_ data: [String: Any]) -> [String: Any] {
    switch data["e"] as? String {
    case "depthUpdate": return swapped(data, "b", "a")
    case "aggTrade": return withPrices(data, ["p"]).merging(["m": !(data["m"] as? Bool ?? false)]) { $1 }
    case "markPriceUpdate": return withPrices(data, ["p", "ap", "P", "i"])
    case "forceOrder":
      var order = withPrices(data["o"] as? [String: Any] ?? [:], ["p", "ap"])
      order["S"] = order["S"] as? String == "SELL" ? "BUY" : "SELL"
      return data.merging(["o": order]) { $1 }
    case "kline":
      let bar = withPrices(data["k"] as? [String: Any] ?? [:], ["o", "h", "l", "c"])
      return data.merging(["k": exchanged(bar, "h", "l")]) { $1 }
    case "24hrTicker": return exchanged(withPrices(data, ["o", "h", "l", "c", "w"]), "h", "l")
    case "bookTicker": return exchanged(exchanged(withPrices(data, ["a", "b"]), "a", "b"), "A", "B")
    default: return data
    }
  }

  /// Both sides change places, each level's price mirrored.
  private func swapped(_ book: [String: Any], _ bids: String, _ asks: String) -> [String: Any] {
    let levels = { (name: String) in
      (book[name] as? [[String]] ?? []).map { [price($0[0]), $0[1]] }
    }
    return book.merging([bids: levels(asks), asks: levels(bids)]) { $1 }
  }

  private func withPrices(_ fields: [String: Any], _ names: [String]) -> [String: Any] {
    var fields = fields
    for name in names { if let text = fields[name] as? String { fields[name] = price(text) } }
    return fields
  }

  private func exchanged(_ fields: [String: Any], _ first: String, _ second: String) -> [String: Any] {
    var fields = fields
    (fields[first], fields[second]) = (fields[second], fields[first])
    return fields
  }

  func price(_ text: String) -> String { "\(axis - (Decimal(string: text) ?? 0))" }
}
