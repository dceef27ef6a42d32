internal import Engine
internal import Market

/// How readings are written, in lines and in the digest (SEMANTICS.md I3, "Determinism").
extension Reading {
  func write(_ name: String, to json: inout JSONObject) {
    switch value {
    case .none:
      json.key(name)
      json.raw("null")
    case .exact(let decimal): json.add(name, decimal.text)
    case .number(let number): json.add(name, number)
    case .integer(let integer): json.add(name, integer)
    case .word(let word): json.add(name, word.text)
    }
  }

  /// Exact values and words as text, integers decimal, doubles as the 16 hex digits of their bits, null as `-`.
  var digestText: String {
    switch value {
    case .none: return "-"
    case .exact(let decimal): return decimal.text
    case .integer(let integer): return String(integer)
    case .word(let word): return word.text
    case .number(let number):
      let hex = String(number.bitPattern, radix: 16)
      return String(repeating: "0", count: 16 - hex.count) + hex
    }
  }
}
