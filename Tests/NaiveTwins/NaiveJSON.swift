import Foundation

/// A JSON object with typed reads that throw where the frame does not keep to the venue's types.
struct NaiveJSON {
  let fields: [String: Any]

  init(_ value: Any?) throws {
    guard let fields = value as? [String: Any] else { throw NaiveFault(reason: "not_an_object") }
    self.fields = fields
  }

  subscript(_ name: String) -> Any? { fields[name] }

  func has(_ names: String...) -> Bool { names.allSatisfy { fields[$0] != nil } }

  func text(_ name: String) throws -> String {
    guard let text = fields[name] as? String, !text.isEmpty else { throw Self.fault(name) }
    return text
  }

  func decimal(_ name: String) throws -> NaiveDecimal { try Self.decimal(fields[name], name) }

  func integer(_ name: String) throws -> Int64 {
    guard let number = fields[name] as? NSNumber, Self.isInteger(number), let value = Int64(exactly: number) else {
      throw Self.fault(name)
    }
    return value
  }

  /// Nil only where the field is missing; a wrong type is a fault.
  func optionalInteger(_ name: String) throws -> Int64? { fields[name] == nil ? nil : try integer(name) }

  func flag(_ name: String) throws -> Bool {
    guard let number = fields[name] as? NSNumber, Self.kind(number) == "c" else { throw Self.fault(name) }
    return number.boolValue
  }

  func optionalFlag(_ name: String) throws -> Bool? { fields[name] == nil ? nil : try flag(name) }

  func object(_ name: String) throws -> NaiveJSON { try NaiveJSON(fields[name]) }

  func objects(_ name: String) throws -> [NaiveJSON] {
    guard let rows = fields[name] as? [Any] else { throw Self.fault(name) }
    return try rows.map(NaiveJSON.init)
  }

  /// Rows of `["price", "quantity"]`.
  func levels(_ name: String) throws -> [NaiveLevel] {
    guard let rows = fields[name] as? [Any] else { throw Self.fault(name) }
    return try rows.map { row in
      guard let pair = row as? [Any], pair.count == 2 else { throw Self.fault(name) }
      return NaiveLevel(price: try Self.decimal(pair[0], name), quantity: try Self.decimal(pair[1], name))
    }
  }

  /// Prices and quantities are strings on every venue, and never negative.
  private static func decimal(_ value: Any?, _ name: String) throws -> NaiveDecimal {
    guard let text = value as? String, let number = NaiveDecimal(text), !number.isNegative else { throw fault(name) }
    return number
  }

  private static func kind(_ number: NSNumber) -> String { unsafe String(cString: number.objCType) }

  /// Foundation marks JSON's true and false with "c" and numbers written with a point or exponent with "d".
  private static func isInteger(_ number: NSNumber) -> Bool { ["i", "q"].contains(kind(number)) }

  private static func fault(_ name: String) -> NaiveFault { NaiveFault(reason: "bad_field \(name)") }
}

extension NaiveJSON {
  /// Parses a whole frame. Foundation alone would also take UTF-16, a byte order mark and a comma before a closing
  /// bracket, none of which is JSON on the wire.
  static func parse(_ bytes: some Sequence<UInt8>) throws -> Any {
    let data = Data(bytes)
    guard !data.contains(0), data.first != 0xEF, !hasTrailingComma(data) else { throw NaiveFault(reason: "bad_json") }
    do {
      return try JSONSerialization.jsonObject(with: data)
    } catch {
      throw NaiveFault(reason: "bad_json")
    }
  }

  private static func hasTrailingComma(_ data: Data) -> Bool {
    var insideString = false
    var escaped = false
    var last = UInt8(ascii: " ")
    for byte in data {
      if insideString {
        if !escaped, byte == UInt8(ascii: "\"") { insideString = false }
        escaped = !escaped && byte == UInt8(ascii: "\\")
        continue
      }
      if byte == UInt8(ascii: "\"") { insideString = true }
      if last == UInt8(ascii: ","), byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { return true }
      if ![0x20, 0x09, 0x0A, 0x0D].contains(byte) { last = byte }
    }
    return false
  }
}
