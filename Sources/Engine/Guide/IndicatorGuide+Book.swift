extension IndicatorGuide {
  static let book: [IndicatorGuide] = [
    IndicatorGuide(
      "obi_1", "obi_5", "obi_10", "obi_20",
      definition: "Order-book imbalance (Vb − Va) ÷ (Vb + Va) of the best N levels of each side.", unit: "none",
      range: "−1…1", warmUp: "null while the book is not two-sided", source: "B-17"),
    IndicatorGuide(
      "obi_5_weighted", definition: "The same with level i weighted by e^(−0.5·(i − 1)).", unit: "none", range: "−1…1",
      warmUp: "null while the book is not two-sided", source: "B-17"),
    IndicatorGuide(
      "obi_10bps", definition: "The same over all levels within 10 bps of mid, edges included.", unit: "none",
      range: "−1…1", warmUp: "invalid where the band reaches past the known depth", source: "B-17, I27"),
    IndicatorGuide(
      "obi_5_ew", definition: "obi_5 smoothed exponentially (half-life 2 s), sampled at every book update.",
      unit: "none", range: "−1…1", warmUp: "warming for 2 s", source: "B-17, I23"),
    IndicatorGuide(
      "ofi_1s", "ofi_5s",
      definition: "Order-flow imbalance: each book update adds what joined the best bid and left the best ask, minus "
        + "the reverse; summed over (now − T, now] by the updates' own times. The snapshot and the first update after "
        + "it give none.",
      unit: "base asset, exact", range: "any", warmUp: "warming until T after the first book update",
      source: "B-18, I12; Cont, Kukanov, Stoikov 2014"),
    IndicatorGuide(
      "mlofi_5s", definition: "The same for the m-th best levels, m = 1…5, weights 1/5 each.", unit: "base asset",
      range: "any", warmUp: "warming until 5 s after the first book update",
      source: "B-18, I13; Xu, Gould, Howison 2019"),
    IndicatorGuide(
      "microprice",
      definition: "mid + G(I, S) where a table of G by imbalance (10 buckets) and spread (1, 2, 3+ ticks) is loaded "
        + "(tools/microprice estimates it from a capture), else weighted_mid.",
      unit: "price", range: "near the touch", warmUp: "null while the book is not two-sided",
      source: "B-24, I45; Stoikov 2018"),
    IndicatorGuide(
      "weighted_mid", definition: "(Pa·qb + Pb·qa) ÷ (qb + qa).", unit: "price", range: "within the spread",
      warmUp: "null while the book is not two-sided", source: "B-24"),
    IndicatorGuide(
      "spread_bps", definition: "10⁴·(Pa − Pb) ÷ mid.", unit: "basis points", range: "above 0",
      warmUp: "null while the book is not two-sided", source: "B-25"),
    IndicatorGuide(
      "depth_usd_bid_10bps", "depth_usd_ask_10bps", "depth_usd_bid_25bps", "depth_usd_ask_25bps",
      definition: "Σ price × quantity of a side within so many bps of mid, edges included.", unit: "USD, exact",
      range: "0 and above", warmUp: "invalid (a lower bound) where the band reaches past the known depth",
      source: "B-25, I27"),
    IndicatorGuide(
      "book_pressure",
      definition: "Quantity bid ÷ quantity offered over the first 100 levels (Binance) or 50 (Bybit).", unit: "ratio",
      range: "above 0", warmUp: "null while the book is not two-sided", source: "B-26"),
  ]

  static let levels: [IndicatorGuide] = [
    IndicatorGuide(
      "densities",
      definition: "Large levels tracked now, both sides: at least 50 000 USD, 3 times the mean of the side's first 50 "
        + "levels and 5 % of their sum for 500 ms; tracked until below a fifth of the initial size or 10 s below any "
        + "of the three.",
      unit: "count", range: "0…40", warmUp: "null while the book is syncing", source: "B-19, R31, I26"),
    IndicatorGuide(
      "buy_wall_price", "buy_wall_quantity", "sell_wall_price", "sell_wall_quantity",
      definition: "The tracked wall nearest to the touch: a level among the first 20, not the best when it appears, at "
        + "least 10 times the mean of up to 5 neighbours on each side for 500 ms; tracked until below a fifth of its "
        + "initial size or 10 s below ratio 5.",
      unit: "price, base asset; exact", range: "above 0", warmUp: "null (warming) without a wall",
      source: "B-20, R27, I24"),
    IndicatorGuide(
      "dist_to_buy_wall", "dist_to_sell_wall", definition: "100·|mid − wall| ÷ mid.", unit: "per cent",
      range: "0 and above", warmUp: "null (warming) without a wall", source: "B-20"),
    IndicatorGuide(
      "wall_erosion_buy", "wall_erosion_sell",
      definition: "100·(v_init − d) ÷ v_init of the nearest wall; v_init is the largest size shown within 2 s of the "
        + "ratio being met.",
      unit: "per cent", range: "below 100; negative when grown", warmUp: "null (warming) without a wall",
      source: "B-22, I25"),
    IndicatorGuide(
      "spoof_max",
      definition: "Largest spoof score among the densities tracked now: 0.4·(1 − traded share of what left it; 0 while "
        + "nothing left) + 0.25 while younger than 10 s + 0.2 if part of it was cancelled while mid was within 5 ticks "
        + "or 0.05 % + 0.15·min(1, n ÷ 3), n densities of this price pulled within the last hour.",
      unit: "none", range: "0…1; 0.7 and above is ignored as a density", warmUp: "null (warming) without a density",
      source: "B-23, I45 (completed here)"),
  ]

  static let prices: [IndicatorGuide] = [
    IndicatorGuide(
      "mid", "best_bid", "best_ask",
      definition: "Best prices of the book and their mean; Bybit's orderbook.1 only for a symbol that never had a "
        + "deeper topic.", unit: "price, exact", range: "above 0", warmUp: "null without that side",
      source: "B-24, I31"),
    IndicatorGuide(
      "last_price", definition: "Price of the last counted trade to arrive.", unit: "price, exact", range: "above 0",
      warmUp: "null before the first trade", source: "CLI.md"),
  ]
}
