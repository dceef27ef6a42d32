import Foundation

/// The oracle's examples of liquidations and of the original programs' values.
struct GoldenLiquidations: Decodable {
  struct Tape: Decodable {
    var price: [Double]
    var qty: [Double]
    var delta: [Double]
    var ofd3: [Double?]
  }
  struct Cascade: Decodable {
    struct Row: Decodable {
      var seconds: Int64
      var intensity: Double
      var peak: Double
      var exhaustion: Double
      enum CodingKeys: String, CodingKey {
        case seconds = "t"
        case intensity = "I"
        case peak
        case exhaustion = "exh"
      }
    }
    var rows: [Row]
  }
  struct Hawkes: Decodable {
    var beforeEvents: [Double]
    enum CodingKeys: String, CodingKey { case beforeEvents = "lambda_minus_at_events" }
  }
  struct Panic: Decodable {
    var price: [Double]
    var qty: [Double]
    var deviation: [Double?]
    var volume: [Double?]
    var change: [Double]
    var wholeSet: [Double?]
    enum CodingKeys: String, CodingKey {
      case price, qty
      case deviation = "std"
      case volume = "volsum"
      case change = "roc"
      case wholeSet = "panic_wholeset_minmax"
    }
  }

  var tape: Tape
  var absorption: [Double?]
  var cascade: Cascade
  var hawkes: Hawkes
  var panic: Panic
  var causalPanic: [Double?]
  enum CodingKeys: String, CodingKey {
    case tape = "G1_tickrule_delta"
    case absorption = "G2_absorption_compat"
    case cascade = "G12_cascade"
    case hawkes = "G13_hawkes"
    case panic = "G14_panic_compat"
    case causalPanic = "G14b_panic_causal"
  }

  static func examples() throws -> GoldenLiquidations {
    try JSONDecoder().decode(GoldenLiquidations.self, from: Data(contentsOf: GoldenVectors.file))
  }
}

/// The same number, to 10⁻¹² of its size.
func isNear(_ value: Double?, _ expected: Double?, tolerance: Double = 1e-12) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return abs(value - expected) <= tolerance * max(1, abs(expected))
}
