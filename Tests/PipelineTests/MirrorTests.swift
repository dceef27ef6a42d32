import Engine
import Foundation
import Market
import Pipeline
import Simulator
import TestMarkets
import Testing

/// Swapping the sides of every frame mirrors every signed value and every event: no side is favoured anywhere.
///
/// A mirrored price is worth a little more or less, so what is measured against price (bps, USD) may differ in the
/// third digit; quantities, counts and directions may not differ at all.
struct MirrorTests {
  private static let tick = Decimal(string: "0.1") ?? 0

  @Test(arguments: [Scene.wallEaten, .wallPulled, .absorption, .cascade, .panic])
  func mirrorsValuesAndEvents(_ scene: Scene) throws {
    let market = GeneratedMarket(.binanceUSDM, seed: 6, seconds: 100, scene: scene, warmupMinutes: 90)
    let frames = market.frames.indices.map { market.text($0) }
    let image = MirroredFrame(axis: try Self.axis(frames))
    var plain = try market.session()
    var mirrored = try market.session()
    plain.beginFile()
    mirrored.beginFile()
    var events: (plain: [String], mirrored: [String]) = ([], [])
    for (index, text) in frames.enumerated() {
      let sequence = Int64(index + 1)
      let time = market.frames[index].receiveNanoseconds
      RecordedFrame(receiveNanoseconds: time, text: text).feed(&plain, sequence: sequence)
      RecordedFrame(receiveNanoseconds: time, text: try image.mirrored(text)).feed(&mirrored, sequence: sequence)
      events.plain += MirroredEvent.texts(plain, image, isImage: false)
      events.mirrored += MirroredEvent.texts(mirrored, image, isImage: true)
      if index % 397 == 396 { expectMirrored(plain, mirrored, image, index) }
    }
    expectMirrored(plain, mirrored, image, frames.count)
    let difference = events.mirrored.difference(from: events.plain)
    #expect(difference.isEmpty, "\(difference.insertions.prefix(5)) \(difference.removals.prefix(5))")
    #expect(events.plain.count >= 3, "a scene without events shows nothing")
  }

  /// Twice the first traded price, moved so that footprint rows fall on rows: one tick below a row's edge.
  private static func axis(_ frames: [String]) throws -> Decimal {
    for text in frames {
      guard text.contains("\"aggTrade\""),
        let price = text.split(separator: "\"p\":\"").last?.split(separator: "\"").first,
        let first = Double(price)
      else { continue }
      let ticks = Int((first * 10).rounded())
      let bin = max(1, Int((Double(ticks) * 0.0001 + 0.5).rounded(.down)))
      return Decimal(2 * ticks / bin * bin - 1) * tick
    }
    throw Missing(what: "a trade in the market")
  }

  private func expectMirrored(
    _ plain: borrowing Session, _ mirrored: borrowing Session, _ image: MirroredFrame, _ index: Int
  ) {
    let slot = InstrumentSlot(0)
    let bands = mirrored.engine[slot].depthBands
    let images = IndicatorTable.rows.map { mirrored.engine[slot].read($0, bands) }
    let values = Dictionary(uniqueKeysWithValues: zip(IndicatorTable.rows.map(\.name), images))
    let ownBands = plain.engine[slot].depthBands
    for indicator in IndicatorTable.rows {
      let rule = MirrorRule.of(indicator.name)
      guard rule != .unsymmetric, let other = values[rule.partner ?? indicator.name] else { continue }
      let reading = plain.engine[slot].read(indicator, ownBands)
      #expect(reading.flag == other.flag, "\(indicator.name) at \(index)")
      #expect(rule.agrees(reading, other, image), "\(indicator.name) at \(index): \(reading) \(other)")
    }
  }
}

/// How the value of a name looks in the mirror.
enum MirrorRule: Equatable {
  case negated
  /// Negated, but measured against price.
  case nearlyNegated
  case same
  case nearlySame
  case price
  case inverse
  /// The other side's value under its own name; `isPrice` mirrors it as well.
  case swapped(String, isPrice: Bool)
  /// Not symmetric by definition: ties of a profile go to the upper row (B-31), and a band of so many bps of a higher
  /// price reaches a level farther.
  case unsymmetric

  private static let swaps = [
    ("buy_wall", "sell_wall"), ("wall_erosion_buy", "wall_erosion_sell"),
    ("best_bid", "best_ask"), ("liq_long", "liq_short"), ("cascade_long", "cascade_short"),
    ("hawkes_ratio_long", "hawkes_ratio_short"),
  ]

  static func of(_ name: String) -> MirrorRule {
    let edges = ["poc", "vah", "val", "session_poc", "session_vah", "session_val"]
    if edges.contains(name) || name.hasSuffix("bps") && name != "spread_bps" && name != "basis_bps" {
      return .unsymmetric
    }
    for (one, other) in swaps where name.contains(one) || name.contains(other) {
      let partner =
        name.contains(one)
        ? name.replacingOccurrences(of: one, with: other) : name.replacingOccurrences(of: other, with: one)
      return .swapped(partner, isPrice: name.hasSuffix("_price") || name.hasPrefix("best_"))
    }
    if name.hasPrefix("delta_") || name.hasPrefix("cvd") || name.hasPrefix("obi_") || name.hasPrefix("ofi_") {
      return .negated
    }
    switch name {
    case "mlofi_5s", "panic_dir", "footprint_imbalance": return .negated
    case "absorption_3s", "absorption_10s", "absorption_30s", "basis_bps": return .nearlyNegated
    case "mid", "last_price", "microprice", "weighted_mid", "vwap_session": return .price
    case "book_pressure": return .inverse
    case "volume_burst", "vpin", "densities", "spoof_max", "open_interest", "open_interest_change_1h_pct",
      "funding_8h":
      return .same
    case "panic_state": return .nearlySame
    default: return .nearlySame
    }
  }

  var partner: String? { if case .swapped(let name, _) = self { name } else { nil } }

  func agrees(_ reading: Reading, _ image: Reading, _ mirror: MirroredFrame) -> Bool {
    if case (.word(let ours), .word(let theirs)) = (reading.value, image.value) { return Self.word(ours) == theirs }
    guard let ours = Self.number(reading), let theirs = Self.number(image) else {
      return Self.number(reading) == nil && Self.number(image) == nil
    }
    let axis = NSDecimalNumber(decimal: mirror.axis).doubleValue
    switch self {
    case .negated: return abs(ours + theirs) <= 1e-9 * max(1, abs(ours))
    case .nearlyNegated: return abs(ours + theirs) <= 0.03 * max(1, abs(ours))
    case .same: return abs(ours - theirs) <= 1e-9 * max(1, abs(ours))
    case .nearlySame: return abs(ours - theirs) <= 0.03 * max(1, abs(ours))
    case .price: return abs(axis - ours - theirs) <= 1e-6
    case .inverse: return abs(ours * theirs - 1) <= 1e-9
    case .swapped(_, let isPrice):
      return isPrice ? abs(axis - ours - theirs) <= 1e-6 : abs(ours - theirs) <= 0.03 * max(1, abs(ours))
    case .unsymmetric: return true
    }
  }

  private static func word(_ word: ReadingWord) -> ReadingWord {
    switch word {
    case .panicDown: .euphoriaUp
    case .euphoriaUp: .panicDown
    case .calm, .peaked: word
    }
  }

  private static func number(_ reading: Reading) -> Double? {
    switch reading.value {
    case .none, .word: nil
    case .exact(let value): Double(value.text)
    case .number(let value): value
    case .integer(let value): Double(value)
    }
  }
}

/// An event as text in which both worlds look alike: the image's is mirrored back. What is measured against price is
/// left out.
enum MirroredEvent {
  static func texts(_ session: borrowing Session, _ image: MirroredFrame, isImage: Bool) -> [String] {
    var found: [String] = []
    for index in 0..<session.engine.changes.count {
      let change = session.engine.changes[index]
      let grid = session.engine[change.slot].grid
      let price = { (price: Price) in
        isImage
          ? image.price(grid.price(ticks: price.ticks).text)
          : "\(Decimal(string: grid.price(ticks: price.ticks).text) ?? 0)"
      }
      if let text = text(change.kind, price, isImage: isImage) { found.append(text) }
    }
    return found.sorted()
  }

  private static func text(_ kind: StateChange.Kind, _ price: (Price) -> String, isImage: Bool) -> String? {
    let side = { (side: BookSide) in (side == .bid) != isImage ? "bid" : "ask" }
    let aggressor = { (aggressor: Aggressor) in (aggressor == .buy) != isImage ? "buy" : "sell" }
    switch kind {
    case .gap, .resync, .gridChanged: return "\(kind)"
    case .wall(let step, let life): return "wall \(step) \(side(life.side)) \(price(life.price)) \(life.quantity.lots)"
    case .density(let step, let life):
      return "density \(step) \(side(life.side)) \(price(life.price)) \(life.quantity.lots)"
    case .densityCluster(let clustered, let prices): return "cluster \(side(clustered)) \(prices.count)"
    case .absorption(let absorbing, _, let seconds): return "absorption \(side(absorbing)) \(seconds)"
    case .levelAbsorption(let resting, let at, let ratio): return "level \(side(resting)) \(price(at)) \(ratio)"
    case .iceberg(let resting, let at, let refills, let executed, let peak):
      return "iceberg \(side(resting)) \(price(at)) \(refills) \(executed.lots) \(peak.lots)"
    case .largeTrade:
      return nil  // a percentile of USD values: a trade near it may be large in the world of higher prices only
    case .divergence(let divergence):
      return
        "divergence \(divergence.isBullish != isImage) \(divergence.isProvisional) \(price(divergence.secondPrice))"
    case .stackedImbalance(let taker, _, _, let rows): return "stacked \(aggressor(taker)) \(rows)"
    case .unfinishedAuction(let edge, _): return "unfinished \((edge == .high) != isImage)"
    case .panic(let step, let direction, _): return "\(step) \(isImage ? -direction : direction)"
    case .cascade(let step, let liquidated, _): return "cascade \(step) \((liquidated == .long) != isImage)"
    }
  }
}
