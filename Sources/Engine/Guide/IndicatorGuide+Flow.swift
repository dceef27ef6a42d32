extension IndicatorGuide {
  static let flow: [IndicatorGuide] = [
    IndicatorGuide(
      "delta_1s", "delta_5s", "delta_15s", "delta_30s", "delta_60s", "delta_180s", "delta_300s",
      definition: "Bought minus sold by aggressors: sum of s·q over trades with time in (now − T, now], exact to the "
        + "millisecond, in whatever order they arrive.",
      unit: "base asset (contracts of inverse symbols), exact", range: "any",
      warmUp: "null before the first trade; warming until the first trade is T old", source: "B-01"),
    IndicatorGuide(
      "delta_ratio_5s", "delta_ratio_30s", "delta_ratio_60s", "delta_ratio_180s",
      definition: "(B − S) ÷ (B + S) of the aggressive buy and sell volume of the window.", unit: "none", range: "−1…1",
      warmUp: "null without volume; invalid below 5 trades; warming until the first trade is T old", source: "B-02, I30"
    ),
    IndicatorGuide(
      "cvd", "cvd_total",
      definition: "Cumulative volume delta: since 00:00:00 UTC of the latest trade time (or session start), and since "
        + "session start.", unit: "base asset, exact", range: "any", warmUp: "ok from the first trade",
      source: "B-03, I33"),
    IndicatorGuide(
      "cvd_1h", "cvd_4h", definition: "Delta over the trailing hour and four hours.", unit: "base asset, exact",
      range: "any", warmUp: "warming until the first trade is 1 h or 4 h old", source: "B-03"),
    IndicatorGuide(
      "delta_momentum",
      definition: "z-score of the 5-s delta against its exponential mean and deviation (half-life 5 min) before it "
        + "counts itself; deviation at least 1e-9. " + everySecond,
      unit: "standard deviations", range: "−10…10 (clipped)", warmUp: "null before one sample; warming for 5 min",
      source: "B-04, I8"),
    IndicatorGuide(
      "volume_burst",
      definition: "z-score of ln(1 + volume of the last second), half-life 30 min, as delta_momentum. " + everySecond,
      unit: "standard deviations", range: "−10…10 (clipped)", warmUp: "null before one sample; warming for 30 min",
      source: "B-06"),
    IndicatorGuide(
      "vpin",
      definition: "Volume-synchronised probability of informed trading: mean of |V_buy − V_sell| over the last 50 full "
        + "buckets of volume V*, divided by V*. V* = first known 24-h volume ÷ 50, rounded up to whole lots, for the "
        + "session; a trade may fill several buckets. A measure of toxicity, not of direction; its power to predict is "
        + "disputed (Andersen, Bondarenko 2013).",
      unit: "none", range: "0…1", warmUp: "null before a 24-h ticker and one full bucket; warming until 50 are full",
      source: "B-07, I36; Easley, López de Prado, O'Hara 2012"),
    IndicatorGuide(
      "kyle_lambda",
      definition: "Price impact: slope (with intercept) of the change of mid over one second on that second's delta, "
        + "over the last 300 such seconds. " + everySecond,
      unit: "price per unit of base asset", range: "any",
      warmUp: "null below 2 seconds or without variance of delta; warming until 300", source: "B-08, I28; Kyle 1985"),
    IndicatorGuide(
      "amihud",
      definition:
        "Illiquidity: mean of |ln(close ÷ previous close)| ÷ traded USD over the last 60 closed 1-m bars; bars "
        + "without volume are skipped, their close is carried.",
      unit: "return per USD", range: "0 and above", warmUp: "null before one bar counts; warming until 60 bars closed",
      source: "B-09, I35; Amihud 2002"),
  ]

  static let volatility: [IndicatorGuide] = [
    IndicatorGuide(
      "rv_10s", "rv_30m",
      definition: "Volatility: root of the exponential mean (half-life 10 s, 30 min) of squared one-second log returns "
        + "of mid. " + everySecond,
      unit: "per root second, not annualised", range: "0 and above",
      warmUp: "null before two mids; warming until one half-life has passed", source: "B-11, I22"),
    IndicatorGuide(
      "panic_index",
      definition: "100·(0.6·Φ(zσ) + 0.4·Φ(zV)): zσ scores ln(max(rv_10s, 1e-7)) against 30 min, zV is volume_burst "
        + "smoothed with a half-life of 10 s. " + everySecond,
      unit: "none", range: "0…100", warmUp: "null until both terms exist; warming 10 min more", source: "B-12, I21"),
    IndicatorGuide(
      "panic_state",
      definition: "PANIC_DOWN or EUPHORIA_UP when the index reaches 90 and price moved by at least a quarter of "
        + "ATR14(5m) within 30 s; PEAKED when the raw sum 0.6·zσ + 0.4·zV (not clipped) has fallen to 75 % of its "
        + "maximum or the index by 10; CALM below 70 or after 10 min.",
      unit: "word", range: "CALM, PANIC_DOWN, EUPHORIA_UP, PEAKED",
      warmUp: "warming until ATR14(5m) exists and the index has existed for 10 min", source: "B-12, I41"),
    IndicatorGuide(
      "panic_dir", definition: "Sign of the change of mid over 30 s. " + everySecond, unit: "direction",
      range: "−1, 0, 1", warmUp: "null before 30 s of mids; warming with panic_index", source: "B-12, I41"),
    IndicatorGuide(
      "atr_1m", "atr_5m",
      definition: "Wilder's average true range over 14 closed bars: the mean of the first 14 true ranges, then "
        + "(13·ATR + TR) ÷ 14. A closed candle of the venue replaces the own bar of its start; empty minutes are flat; "
        + "a hole in history restarts it. 5-m bars are built from 1-m ones.",
      unit: "price", range: "0 and above", warmUp: "null until 15 bars", source: "B-53, I34; Wilder 1978"),
    IndicatorGuide(
      "absorption_3s", "absorption_10s", "absorption_30s",
      definition: "Aggression that does not move price. For selling: A = −(Q ÷ EW(Q))·(E ÷ (E + progress)), Q sold in "
        + "T, progress in ticks from mid at the window's start to its lowest trade, E = max(1, λ·Q ÷ tick), λ the "
        + "usual move per unit of delta (half-life 30 min); buying mirrors it; the larger magnitude stands. "
        + everySecond,
      unit: "multiples of the usual volume", range: "any; negative: selling is absorbed",
      warmUp: "null until mid is T old; warming for 30 min", source: "B-14, I20"),
  ]
}
