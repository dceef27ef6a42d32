internal import Market

/// Names and fields of `event` lines (CLI.md).
extension StateChange.Kind {
  var name: String {
    switch self {
    case .gap: "gap"
    case .resync: "resync"
    case .gridChanged: "grid_changed"
    case .wall(let step, _): "wall_" + step.name
    case .density(let step, _): "density_" + step.name
    case .densityCluster: "density_cluster"
    case .absorption: "absorption"
    case .levelAbsorption: "level_absorption"
    case .iceberg: "iceberg"
    case .largeTrade: "large_trade"
    case .divergence: "divergence"
    case .stackedImbalance: "stacked_imbalance"
    case .unfinishedAuction: "unfinished_auction"
    case .panic(let step, _, _): step.name
    case .cascade(let step, _, _): step.name
    }
  }

  func writeFields(_ grid: Grid, to json: inout JSONObject) {
    switch self {
    case .gap(let reason): json.add("reason", reason.name)
    case .resync(let blindMilliseconds): json.add("blind_ms", blindMilliseconds)
    case .gridChanged:
      json.add("tick", grid.price(ticks: 1).text)
      json.add("lot", grid.quantity(lots: 1).text)
    case .wall(let step, let life): life.writeWall(step, grid, to: &json)
    case .density(let step, let life): life.writeDensity(step, grid, to: &json)
    case .densityCluster(let side, let prices):
      json.add("side", side.name)
      json.addArray("prices", (0..<Int(prices.count)).map { prices[$0] }) { json, price in
        json.string(grid.price(ticks: price.ticks).text)
      }
    case .absorption, .levelAbsorption, .iceberg, .largeTrade, .divergence: writeTradeFields(grid, to: &json)
    case .stackedImbalance, .unfinishedAuction, .panic, .cascade: writeOtherFields(grid, to: &json)
    }
  }

  private func writeTradeFields(_ grid: Grid, to json: inout JSONObject) {
    switch self {
    case .absorption(let side, let value, let windowSeconds):
      json.add("side", side.name)
      json.add("value", value)
      json.add("window_s", Int64(windowSeconds))
    case .levelAbsorption(let side, let price, let ratio):
      json.add("side", side.name)
      json.add("price", price, grid)
      json.add("ratio", ratio)
    case .iceberg(let side, let price, let refills, let executed, let peak):
      json.add("side", side.name)
      json.add("price", price, grid)
      json.add("refills", Int64(refills))
      json.add("executed", executed, grid)
      json.add("peak", peak, grid)
    case .largeTrade(let aggressor, let price, let quantity, let usd):
      json.add("side", aggressor.name)
      json.add("price", price, grid)
      json.add("quantity", quantity, grid)
      json.add("usd", usd.text)
    case .divergence(let divergence): divergence.write(grid, to: &json)
    default: break
    }
  }

  private func writeOtherFields(_ grid: Grid, to json: inout JSONObject) {
    switch self {
    case .stackedImbalance(let aggressor, let low, let high, let rows):
      json.add("side", aggressor.name)
      json.add("low", low, grid)
      json.add("high", high, grid)
      json.add("rows", Int64(rows))
    case .unfinishedAuction(let edge, let price):
      json.add("edge", edge.name)
      json.add("price", price, grid)
    case .panic(_, let direction, let value):
      json.add("dir", Int64(direction))
      json.add("value", value)
    case .cascade(let step, let side, let value):
      json.add("side", side == .long ? "long" : "short")
      json.add(step == .started || step == .peak ? "intensity" : "exhaustion", value)
    default: break
    }
  }
}

extension LevelLife {
  fileprivate func writeWall(_ step: LevelStep, _ grid: Grid, to json: inout JSONObject) {
    json.add("side", side.name)
    json.add("price", price, grid)
    json.add("quantity", quantity, grid)
    guard step != .appeared else { return }
    json.add("erosion", erosionPercent)
    addShare(to: &json)
    json.add("speed", speed)
    json.add("age_ms", ageMilliseconds)
  }

  fileprivate func writeDensity(_ step: LevelStep, _ grid: Grid, to json: inout JSONObject) {
    json.add("side", side.name)
    json.add("price", price, grid)
    json.add("quantity", quantity, grid)
    guard step != .appeared else {
      json.add("usd", usd.text)
      json.add("relative", relative)
      json.add("percent", percent)
      return
    }
    json.add("age_ms", ageMilliseconds)
    json.add("erosion", erosionPercent)
    addShare(to: &json)
    json.add("spoof", spoof)
  }

  /// Null while nothing has left the level.
  private func addShare(to json: inout JSONObject) {
    guard let share = executedShare else {
      json.key("exec_share")
      return json.raw("null")
    }
    json.add("exec_share", share)
  }
}

extension Divergence {
  fileprivate func write(_ grid: Grid, to json: inout JSONObject) {
    json.add("side", isBullish ? "buy" : "sell")
    json.key("provisional")
    json.raw(isProvisional ? "true" : "false")
    json.add("strength", strength)
    json.add("price1", firstPrice, grid)
    json.add("price2", secondPrice, grid)
    json.add("delta1", grid.quantity(lots: Int128(firstDelta)).text)
    json.add("delta2", grid.quantity(lots: Int128(secondDelta)).text)
  }
}

extension JSONObject {
  fileprivate mutating func add(_ name: String, _ price: Price, _ grid: Grid) {
    add(name, grid.price(ticks: price.ticks).text)
  }

  fileprivate mutating func add(_ name: String, _ quantity: Quantity, _ grid: Grid) {
    add(name, grid.quantity(lots: Int128(quantity.lots)).text)
  }
}
