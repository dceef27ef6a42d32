import Foundation

/// Worked examples of the shared oracle, which no code of this project made: ../shared/oracle/golden.json.
enum GoldenVectors {
  /// The file, beside the package or in the folder that TIDEWIRE_SHARED names.
  static let file: URL = {
    if let path = ProcessInfo.processInfo.environment["TIDEWIRE_SHARED"] {
      return URL(fileURLWithPath: path).appendingPathComponent("oracle/golden.json")
    }
    let package = URL(fileURLWithPath: #filePath)  // PACKAGE/Tests/EngineTests/GoldenVectors.swift
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared/oracle/golden.json")
  }()

  static let areHere = FileManager.default.fileExists(atPath: file.path)
  static let skipMessage = "skipped: no oracle/golden.json in ../shared beside the package, or in $TIDEWIRE_SHARED"

  /// The examples that concern the indicators built so far.
  struct Examples: Decodable {
    struct Aggressors: Decodable {
      /// Buyer is maker.
      var m: [Bool]
      var delta: [Double]
      var cvd: [Double]
      var ratioOfLastThree: Double
      enum CodingKeys: String, CodingKey {
        case m, delta, cvd
        case ratioOfLastThree = "ratio_last3"
      }
    }
    struct Imbalance: Decodable {
      var one: Double
      var two: Double
      var weightedTwo: Double
      enum CodingKeys: String, CodingKey {
        case one = "L1"
        case two = "L2"
        case weightedTwo = "wexp_k0.5_L2"
      }
    }
    struct Wall: Decodable {
      var ratio: Double
      var askRatio: Double
      var buyDistance: Double
      var sellDistance: Double
      enum CodingKeys: String, CodingKey {
        case ratio
        case askRatio = "ask_ratio"
        case buyDistance = "dist_buy_pct"
        case sellDistance = "dist_sell_pct"
      }
    }
    struct Prices: Decodable { var qty: [Int64] }

    var tape: Prices
    var aggressors: Aggressors
    var imbalance: Imbalance
    var weightedMid: Double
    var wall: Wall
    enum CodingKeys: String, CodingKey {
      case tape = "G1_tickrule_delta"
      case aggressors = "G1b_aggressor_delta"
      case imbalance = "G3_obi"
      case weightedMid = "G4_wmid"
      case wall = "G6_wall"
    }
  }

  static func examples() throws -> Examples {
    try JSONDecoder().decode(Examples.self, from: Data(contentsOf: file))
  }
}
