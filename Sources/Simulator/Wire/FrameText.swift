/// Bytes of a frame in the making. Numbers are written exactly, from integers.
package struct FrameText {
  private(set) var bytes: [UInt8] = []

  package init() {}

  package var string: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

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

  /// A price: venues write this instrument's with two decimals in most frames.
  mutating func price(_ name: String, _ ticks: Int64, printed: Int = 2) {
    field(name, ticks, places: Instrument.priceDecimals, printed: printed)
  }

  mutating func quantity(_ name: String, _ lots: Int64) { field(name, lots, places: Instrument.quantityDecimals) }

  mutating func quoted(_ units: Int64, places: Int, printed: Int) {
    text("\"")
    decimal(units, places: places)
    for _ in places..<max(places, printed) { bytes.append(UInt8(ascii: "0")) }
    text("\"")
  }

  /// Plain digits with so many after the point.
  package mutating func decimal(_ units: Int64, places: Int) {
    if units < 0 { bytes.append(UInt8(ascii: "-")) }
    let digits = String(units.magnitude).utf8
    let zeros = repeatElement(UInt8(ascii: "0"), count: max(0, places + 1 - digits.count))
    let padded = Array(zeros) + digits
    bytes.append(contentsOf: padded.dropLast(places))
    guard places > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: padded.suffix(places))
  }
}
