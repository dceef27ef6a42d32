extension IndicatorGuide {
  static let footprint: [IndicatorGuide] = [
    IndicatorGuide(
      "footprint_imbalance",
      definition: "Rows of the current 1-m bar with a diagonal buy imbalance (bought at r ≥ 3 × sold at r − 1) minus "
        + "those with a sell imbalance, plus the same of the 3 bars with trades before it. A zero on the weak side "
        + "counts as one lot; the strong side must be at least half the mean cell.",
      unit: "rows", range: "any", warmUp: "null before the first trade", source: "B-28, B-29, I16 to I18"),
    IndicatorGuide(
      "poc", "vah", "val",
      definition: "Point of control and edges of the 70 % value area of the current 1-m bar; rows of about 1 bp, named "
        + "by their lower edge. POC ties: nearest the profile's centre, then the upper.",
      unit: "price, exact", range: "within the bar", warmUp: "null while the minute has no trade",
      source: "B-31, I18, I29"),
    IndicatorGuide(
      "session_poc", "session_vah", "session_val",
      definition: "The same of all trades since 00:00:00 UTC (or session start).", unit: "price, exact",
      range: "within the session", warmUp: "null before the first trade", source: "B-31, I29"),
    IndicatorGuide(
      "vwap_session", definition: "Σ price·quantity ÷ Σ quantity of trades since 00:00:00 UTC (or session start).",
      unit: "price", range: "within the session", warmUp: "null before the first trade", source: "B-58, I14"),
  ]

  static let derivatives: [IndicatorGuide] = [
    IndicatorGuide(
      "liq_long_usd_30s", "liq_short_usd_30s", "liq_long_usd_60s", "liq_short_usd_60s", "liq_long_usd_300s",
      "liq_short_usd_300s",
      definition:
        "USD of liquidated longs and shorts in (now − T, now]: filled quantity × average price (Bybit: size × "
        + "bankruptcy price). Binance publishes at most one a second and symbol, so its sums are lower bounds.",
      unit: "USD, exact", range: "0 and above", warmUp: "warming until T after the symbol's first frame; null on spot",
      source: "B-39, I37, FIX-06"),
    IndicatorGuide(
      "cascade_long", "cascade_short",
      definition: "Cascade intensity: liquidated USD, each fading with e^(−t ÷ 30 s).", unit: "USD",
      range: "0 and above", warmUp: "ok from the symbol's first frame; null on spot", source: "B-40, I38"),
    IndicatorGuide(
      "cascade_long_exhaustion", "cascade_short_exhaustion",
      definition: "1 − intensity ÷ its peak, in an active episode only. An episode starts with at least 5 liquidations "
        + "in 30 s and an intensity of max(6 × its hourly mean, 250 000 USD for BTC, 0.0005 of the 24-h turnover for "
        + "others), and ends at 0.95 or after 15 min.",
      unit: "none", range: "0…1", warmUp: "null (warming) outside an episode", source: "B-40, I38"),
    IndicatorGuide(
      "hawkes_ratio_long", "hawkes_ratio_short",
      definition:
        "λ ÷ μ of a Hawkes process over liquidations: λ = μ + α·R, R fades with e^(−β·t) and rises by 1 each. "
        + "β = 1/30 per s, α = 0.8·β (branching ratio 0.8), μ = liquidations a second, exponential mean over 1 h, at "
        + "least one in 10 min.",
      unit: "ratio", range: "1 and above; 10 alarms", warmUp: "warming for 1 h; null on spot",
      source: "B-41, I45 (completed here); Hawkes 1971"),
    IndicatorGuide(
      "funding_8h",
      definition: "Last funding rate × 8 ÷ its interval in hours. The interval comes from the wire, from instrument "
        + "data, or from two successive funding times.",
      unit: "fraction", range: "any; beyond ±0.0003 is extreme",
      warmUp: "null (warming) until rate and interval are known",
      source: "B-42, I39"),
    IndicatorGuide(
      "basis_bps", definition: "10⁴·(mark − index) ÷ index, the last of each.", unit: "basis points", range: "any",
      warmUp: "null (warming) until both are known", source: "B-42, I39"),
    IndicatorGuide(
      "open_interest", definition: "Open contracts, one-sided where the venue says so.", unit: "base asset, exact",
      range: "0 and above", warmUp: "null (warming) until heard", source: "B-42, I40"),
    IndicatorGuide(
      "open_interest_change_1h_pct",
      definition: "Change against the last value at or before one hour ago, else against the first heard (warming).",
      unit: "per cent", range: "−100 and above", warmUp: "warming for 1 h", source: "B-42, I40"),
  ]
}
