internal import Foundation

/// The JSON lines of a replay as text for people: a ladder for books, columns for indicators, one line for the rest.
/// It renders what machines get, so both always say the same.
enum TableLines {
  static func text(_ jsonLines: [UInt8]) throws(Failure) -> String {
    var text = ""
    for line in jsonLines.split(separator: UInt8(ascii: "\n")) {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
        throw .work("a line of output is no JSON object: \(String(decoding: line, as: UTF8.self))")
      }
      text += render(object) + "\n"
    }
    return text
  }

  private static func render(_ object: [String: Any]) -> String {
    let head = ["seq", "symbol", "type"].map { value(object[$0]) }.joined(separator: " ")
    switch object["type"] as? String {
    case "book": return head + book(object)
    case "indicators": return head + indicators(object)
    default: return head + fields(object)
    }
  }

  private static func book(_ object: [String: Any]) -> String {
    let bids = object["bids"] as? [[String]] ?? []
    let asks = object["asks"] as? [[String]] ?? []
    var lines = [
      " \(value(object["status"])), update \(value(object["update_id"])), "
        + "\(value(object["bid_levels"])) + \(value(object["ask_levels"])) levels held"
    ]
    for row in 0..<max(bids.count, asks.count) {
      let cells = (row < bids.count ? bids[row] : ["", ""]) + (row < asks.count ? asks[row] : ["", ""])
      lines.append("  " + cells.map { column($0, 16) }.joined())
    }
    return lines.joined(separator: "\n")
  }

  private static func indicators(_ object: [String: Any]) -> String {
    let flags = object["flags"] as? [String: String] ?? [:]
    let names = object.keys.filter { !common.contains($0) }.sorted()
    let cells = names.map { name in
      column(name, 22) + column(value(object[name]) + (flags[name].map { " (\($0))" } ?? ""), 30)
    }
    let rows = stride(from: 0, to: cells.count, by: 2).map { start in
      "  " + cells[start..<min(start + 2, cells.count)].joined()
    }
    return "\n" + rows.joined(separator: "\n")
  }

  private static func fields(_ object: [String: Any]) -> String {
    object.keys.filter { !common.contains($0) }.sorted().map { " \($0)=\(value(object[$0]))" }.joined()
  }

  /// Keys that every line has, and the flags, which stand beside their values.
  private static let common: Set<String> = ["type", "venue", "symbol", "seq", "recv_ns", "event_ms", "flags"]

  private static func value(_ value: Any?) -> String {
    switch value {
    case nil, is NSNull: return "–"
    case let text as String: return text
    case let number as NSNumber: return number.stringValue
    case let value?:
      guard let data = try? JSONSerialization.data(withJSONObject: value) else { return "?" }
      return String(decoding: data, as: UTF8.self)
    }
  }

  private static func column(_ text: String, _ width: Int) -> String {
    text.count >= width ? text + " " : text + String(repeating: " ", count: width - text.count)
  }
}
