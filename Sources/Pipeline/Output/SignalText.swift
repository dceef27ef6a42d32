internal import Engine
internal import Market

/// The signal object of SYSTEMS.md section C as JSON fields. `journal` is apart: it does not enter the digest.
extension Signal {
  /// Pre-filters that this strategy cannot evaluate yet: news, panic, risk mode, funding, latency.
  private static let notEvaluated = ["F2", "F4", "F5", "F8", "F9"]

  func writeFields(venue: Venue, symbol: String, grid: Grid, to json: inout JSONObject) {
    json.add("id", identifier(venue: venue, symbol: symbol))
    json.add("strategy", strategy.name)
    json.add("side", side.name)
    json.add("kind", "bounce")
    json.add("created_ns", createdNanoseconds)
    json.add("expires_ns", expiresNanoseconds)
    json.add("entry_type", "limit")
    json.add("entry_price", grid.price(ticks: entry.ticks).text)
    json.add("stop", grid.price(ticks: stop.ticks).text)
    json.addArray("targets", [targets[0], targets[1]]) { json, target in
      json.nested(open: "{", close: "}") { json in
        json.add("price", grid.price(ticks: target.price.ticks).text)
        json.add("fraction", Double(target.percent) / 100)
      }
    }
    json.add("confidence", confidence)
    json.add("priority", priority)
    json.addArray("reasons", ["tracked_wall", "approach", "reversal", "delta_ratio_5s"]) { $0.string($1) }
    json.addArray("not_evaluated", Self.notEvaluated) { $0.string($1) }
    json.addObject("features") { features.write(grid, to: &$0) }
  }

  /// RULINGS R2: 128 bits of SHA-256 over strategy, venue, symbol, side, created_ns, seq and ordinal.
  private func identifier(venue: Venue, symbol: String) -> String {
    let parts = [
      strategy.name, venue.name, symbol, side.name, String(createdNanoseconds), String(sequence), String(ordinal),
    ]
    return String(SHA256.hex(parts.joined(separator: "\t")).prefix(32))
  }
}

extension WallBounceFeatures {
  fileprivate func write(_ grid: Grid, to json: inout JSONObject) {
    json.add("wall_price", grid.price(ticks: wallPrice.ticks).text)
    json.add("wall_quantity", grid.quantity(lots: Int128(wallQuantity.lots)).text)
    json.add("wall_initial_quantity", grid.quantity(lots: Int128(wallInitialQuantity.lots)).text)
    json.add("wall_age_ms", wallAgeMilliseconds)
    json.add("wall_erosion", wallErosionPercent)
    json.add("closest_mid", halfTicks(closestMidHalfTicks, grid))
    json.add("mid", halfTicks(midHalfTicks, grid))
    json.add("delta_ratio_5s", deltaRatio5s)
    json.add("spread_bps", spreadBps)
  }

  private func halfTicks(_ count: Int64, _ grid: Grid) -> String {
    ExactDecimal(mantissa: Int128(count) * Int128(grid.tickMantissa) * 5, decimals: grid.tickDecimals + 1).text
  }
}
