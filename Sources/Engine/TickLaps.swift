internal import CTickLaps

/// The parts of a tick whose shares `tools/bench` tells apart.
public enum TickGroup: UInt32, CaseIterable, Sendable {
  /// Decoding, symbol and routing.
  case decode
  /// Continuity and levels.
  case book
  /// Event time moves on: windows expire, bars close.
  case time
  /// Delta windows and cumulative delta.
  case tradeFlow
  /// VPIN, large trades, divergence.
  case tape
  /// What is sampled once a second: momentum, burst, Kyle, volatility, panic, absorption.
  case series
  /// The best 50 levels of each side, copied out for the groups that follow.
  case touch
  /// Order-flow imbalance and book imbalance.
  case imbalance
  /// Icebergs and level absorption.
  case icebergs
  case walls
  case densities
  /// Candles, footprints, profile and VWAP.
  case bars
  /// Liquidations, cascades, funding, open interest.
  case derivatives
  /// Filters and strategies.
  case strategy
  /// Marks and counters at a frame's end.
  case rest
}

/// Ends the stretch of the tick that belongs to a group. Empty in every build but the measuring one, whose figures are
/// those of the real calls, in their order and with what the caches hold by then.
@inline(__always)
func lap(_ group: TickGroup) {
  #if TICK_LAPS
    tw_lap(group.rawValue)
  #endif
}
