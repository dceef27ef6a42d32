import Foundation

/// One line of a text capture: the receive time and the frame as JSON.
struct CaptureLine {
  var receiveNanoseconds: Int64
  var frame: [String: Any]

  /// Nil unless the line is `<19 digits> <JSON object>`.
  init?(_ line: some Sequence<UInt8>) {
    let bytes = Array(line)
    guard bytes.count > 20, bytes[19] == UInt8(ascii: " "),
      let stamp = Int64(String(decoding: bytes[..<19], as: UTF8.self)),
      let frame = try? JSONSerialization.jsonObject(with: Data(bytes[20...])) as? [String: Any]
    else { return nil }
    self.receiveNanoseconds = stamp
    self.frame = frame
  }

  /// The stream of Binance or the topic of Bybit; `snapshot` for an inline REST snapshot, empty for an acknowledgement.
  var stream: String {
    frame["stream"] as? String ?? frame["topic"] as? String ?? (frame["snapshot"] == nil ? "" : "snapshot")
  }

  /// The payload inside the envelope.
  var data: [String: Any] { (frame["data"] ?? frame["snapshot"]) as? [String: Any] ?? [:] }
}

extension [String: Any] {
  func integer(_ key: String) -> Int64 { (self[key] as? NSNumber)?.int64Value ?? .min }
  func text(_ key: String) -> String { self[key] as? String ?? "" }
  func levels(_ key: String) -> [[String]] { self[key] as? [[String]] ?? [] }
}

/// Decimal text in units of 10^-`places`; nil when it has finer decimals or is no number.
func units(_ text: String, places: Int) -> Int64? {
  let parts = text.split(separator: ".", maxSplits: 1)
  let decimals = parts.count == 2 ? parts[1] : ""
  guard let whole = parts.first, decimals.dropFirst(places).allSatisfy({ $0 == "0" }) else { return nil }
  let kept = decimals.prefix(places)
  return Int64(whole + kept + String(repeating: "0", count: places - kept.count))
}
