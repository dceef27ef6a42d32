internal import Engine
internal import Foundation
internal import Market

/// Microprice tables as `tools/microprice` prints them: `{"symbol":…,"tick":"0.1","g":[[…10…],[…],[…]]}`, one object or
/// a list of them.
enum MicropriceFile {
  private static let advice = "make it with tools/microprice"

  static func read(_ path: String) throws(Failure) -> [String: MicropriceTable] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .input("cannot read the microprice file \(path); check the path and its permissions")
    }
    let root = try? JSONSerialization.jsonObject(with: data)
    guard let rows = root as? [[String: Any]] ?? (root as? [String: Any]).map({ [$0] }), !rows.isEmpty else {
      throw .input("\(path) is neither a JSON object nor a list of objects; \(advice)")
    }
    var tables: [String: MicropriceTable] = [:]
    for (number, row) in rows.enumerated() {
      guard let symbol = row["symbol"] as? String, !symbol.isEmpty else {
        throw .input("\(path): table \(number + 1) names no symbol; \(advice)")
      }
      guard tables[symbol] == nil else { throw .input("\(path) has two tables of \(symbol); leave one") }
      tables[symbol] = try table(row, "\(path): the table of \(symbol)")
    }
    return tables
  }

  private static func table(_ row: [String: Any], _ place: String) throws(Failure) -> MicropriceTable {
    guard let text = row["tick"] as? String, let tick = Decimal64(positive: text) else {
      throw .input("\(place) has no \"tick\" that is a positive decimal in quotes, such as \"0.1\"; \(advice)")
    }
    guard let numbers = row["g"] as? [[Double]], let table = MicropriceTable(tick: tick, rows: numbers) else {
      let shape = "\(MicropriceTable.spreads) rows of \(MicropriceTable.buckets) numbers"
      throw .input("\(place) has no \"g\" of \(shape); \(advice)")
    }
    return table
  }
}
