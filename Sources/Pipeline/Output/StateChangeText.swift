internal import Market

/// Names and fields of `event` lines (CLI.md).
extension StateChange.Kind {
  var name: String {
    switch self {
    case .gap: "gap"
    case .resync: "resync"
    case .gridChanged: "grid_changed"
    case .wallAppeared: "wall_appeared"
    case .wallGone: "wall_gone"
    }
  }

  func writeFields(_ grid: Grid, to json: inout JSONObject) {
    switch self {
    case .gap(let reason): json.add("reason", reason.name)
    case .resync(let blindMilliseconds): json.add("blind_ms", blindMilliseconds)
    case .gridChanged:
      json.add("tick", grid.price(ticks: 1).text)
      json.add("lot", grid.quantity(lots: 1).text)
    case .wallAppeared(let side, let price, let quantity), .wallGone(let side, let price, let quantity):
      json.add("side", side == .bid ? "buy" : "sell")
      json.add("price", grid.price(ticks: price.ticks).text)
      json.add("quantity", grid.quantity(lots: Int128(quantity.lots)).text)
    }
  }
}
