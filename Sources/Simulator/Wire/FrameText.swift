/// Bytes of a frame in the making. Numbers are written exactly, from integers.
struct FrameText {
  private(set) var bytes: [UInt8] = []

  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func integer(_ value: Int64) { text(String(value)) }

  /// `"name":` of a following value, with the comma that separates it from what is before.
  mutating func key(_ name: String) {
    if let last = bytes.last, last != UInt8(ascii: "{") { text(",") }
    text("\"")
    text(name)
    text("\":")
  }

  mutating func field(_ name: String, _ value: Int64) {
    key(name)
    integer(value)
  }

  mutating func field(_ name: String, _ value: Bool) {
    key(name)
    text(value ? "true" : "false")
  }

  mutating func field(_ name: String, text value: String) {
    key(name)
    text("\"")
    text(value)
    text("\"")
  }

  /// A decimal in quotes: `units` of 10^-`places`, with at least `printed` decimals.
  mutating func field(_ name: String, _ units: Int64, places: Int, printed: Int? = nil) {
    key(name)
    quoted(units, places: places, printed: printed ?? places)
  }

  mutating func quoted(_ units: Int64, places: Int, printed: Int) {
    text("\"")
    decimal(units, places: places)
    for _ in places..<max(places, printed) { bytes.append(UInt8(ascii: "0")) }
    text("\"")
  }

  /// Plain digits with so many after the point.
  mutating func decimal(_ units: Int64, places: Int) {
    if units < 0 { bytes.append(UInt8(ascii: "-")) }
    var digits: [UInt8] = []
    var rest = units.magnitude
    while rest > 0 || digits.count <= places {
      if digits.count == places && places > 0 { digits.append(UInt8(ascii: ".")) }
      digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      if digits.count > places && rest == 0 { break }
    }
    bytes.append(contentsOf: digits.reversed())
  }
}
