import Foundation

/// The worked examples of ../shared/oracle that concern bars, footprints and profiles.
enum BarVectors {
  struct Examples: Decodable {
    struct Footprint: Decodable {
      var cells: [String: [Int64]]
      var minVol: Int64
      var buyZeroAsOne: [Int64]
      var sellZeroAsOne: [Int64]
      var buyZeroIgnored: [Int64]
      var sellZeroIgnored: [Int64]
      var stackedBuy: [[Int64]]
      var net: Int64
      enum CodingKeys: String, CodingKey {
        case cells, minVol, net
        case buyZeroAsOne = "buy_zero_as_one"
        case sellZeroAsOne = "sell_zero_as_one"
        case buyZeroIgnored = "buy_zero_ignored"
        case sellZeroIgnored = "sell_zero_ignored"
        case stackedBuy = "stacked_buy"
      }
    }
    struct Area: Decodable {
      var profile: [String: Int64]
      var poc: Int64
      var val: Int64
      var vah: Int64
    }
    struct VWAP: Decodable {
      /// High, low, close and volume of bars.
      var hlc3v: [[Double]]
      var vwap: Double
    }

    var footprint: Footprint
    /// Per cent, named by the two quantities.
    var published: [String: Double]
    var area: Area
    var amihud: Double
    var vwap: VWAP
    enum CodingKeys: String, CodingKey {
      case footprint = "G8_footprint"
      case published = "G8b_published"
      case area = "G9_value_area"
      case amihud = "G11_amihud"
      case vwap = "G19_vwap"
    }
  }

  static func examples() throws -> Examples {
    try JSONDecoder().decode(Examples.self, from: Data(contentsOf: GoldenVectors.file))
  }

  /// TA-Lib's ATR(14) of `closes` with high = close + 0.5 and low = close − 0.4, at three indices.
  struct TrueRange: Decodable {
    var closes: [Double]
    var atr: [Double]
    enum CodingKeys: String, CodingKey {
      case closes
      case atr = "atr14_h=c+.5_l=c-.4"
    }
    static let indices = [14, 20, 32]
  }

  private static let trueRangeFile = GoldenVectors.file.deletingLastPathComponent()
    .appendingPathComponent("ta_golden.json")
  static let trueRangesAreHere = FileManager.default.fileExists(atPath: trueRangeFile.path)

  static func trueRange() throws -> TrueRange {
    try JSONDecoder().decode(TrueRange.self, from: Data(contentsOf: trueRangeFile))
  }
}
