internal import Market

/// One JSON object being written into a byte buffer that is used again for each line. Keys come in the order of the
/// calls.
struct JSONObject {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init() { bytes.reserveCapacity(16_384) }

  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
  }

  /// Ends the object; nothing may be added until the next `begin`.
  mutating func end() { bytes.append(UInt8(ascii: "}")) }

  mutating func key(_ name: String) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    string(name)
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func add(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  mutating func add(_ name: String, _ value: Int64) {
    key(name)
    raw(String(value))
  }

  mutating func add(_ name: String, _ value: Int64?) {
    key(name)
    raw(value.map { String($0) } ?? "null")
  }

  /// Shortest text that reads back to the same double. Only finite numbers are written; others are null.
  mutating func add(_ name: String, _ value: Double) {
    key(name)
    raw(value.isFinite ? value.description : "null")
  }

  mutating func addObject(_ name: String, _ content: (inout JSONObject) -> Void) {
    key(name)
    nested(open: "{", close: "}", content)
  }

  mutating func addArray<Element>(
    _ name: String, _ elements: some Sequence<Element>, _ write: (inout JSONObject, Element) -> Void
  ) {
    key(name)
    nested(open: "[", close: "]") { json in
      for element in elements {
        if json.needsComma { json.bytes.append(UInt8(ascii: ",")) }
        write(&json, element)
        json.needsComma = true
      }
    }
  }

  mutating func nested(open: Unicode.Scalar, close: Unicode.Scalar, _ content: (inout JSONObject) -> Void) {
    bytes.append(UInt8(ascii: open))
    needsComma = false
    content(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default:
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
