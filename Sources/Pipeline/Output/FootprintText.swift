internal import Engine
internal import Market

/// A closed bar as fields of a `footprint` line (CLI.md, SEMANTICS.md I44). Prices name rows by their lower edge.
extension ClosedBar {
  func writeFields(_ closed: borrowing ClosedBars, to json: inout JSONObject) {
    var rows: [ClosedRow] = []
    for position in 0..<rowCount { rows.append(closed.row(position, of: self)) }
    json.add("bar_start_ms", startMilliseconds)
    json.add("interval_ms", kind.milliseconds)
    json.addArray("rows", rows) { json, row in
      json.addList([price(row.row).text, grid.quantity(lots: row.bidLots).text, grid.quantity(lots: row.askLots).text])
    }
    json.add("poc", poc.text)
    json.add("vah", vah.text)
    json.add("val", val.text)
    json.add("delta", delta.text)
    json.addArray("buy_imbalances", rows.filter(\.isBuyImbalance)) { $0.string(price($1.row).text) }
    json.addArray("sell_imbalances", rows.filter(\.isSellImbalance)) { $0.string(price($1.row).text) }
    let stacks = stacks(.buy, rows.filter(\.isBuyStack)) + stacks(.sell, rows.filter(\.isSellStack))
    json.addArray("stacked", stacks) { $0.addList($1) }
  }

  /// Side, lowest and highest row of each run of neighbours: two stacks never touch.
  private func stacks(_ side: Aggressor, _ marked: [ClosedRow]) -> [[String]] {
    var runs: [(low: Int64, high: Int64)] = []
    for row in marked.map(\.row) {
      if let last = runs.last, last.high + 1 == row { runs[runs.count - 1].high = row } else { runs.append((row, row)) }
    }
    return runs.map { [side.name, price($0.low).text, price($0.high).text] }
  }
}

extension JSONObject {
  /// A list of texts as an element of an array.
  fileprivate mutating func addList(_ texts: [String]) {
    nested(open: "[", close: "]") { json in
      for (index, text) in texts.enumerated() {
        if index > 0 { json.raw(",") }
        json.string(text)
      }
    }
  }
}
