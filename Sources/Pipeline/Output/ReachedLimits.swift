internal import Engine
internal import Market

/// How often a capacity was full or a clock stepped back: zero in a healthy session. Each limit's policy stands in
/// `Limits`.
public struct ReachedLimits: Sendable {
  /// Frames whose event time lay more than 2 s before the symbol's latest.
  public private(set) var clockBackwards: Int64 = 0
  public private(set) var windowsCoarsened: Int64 = 0
  public private(set) var wallsRefused: Int64 = 0
  public private(set) var samplesRefused: Int64 = 0
  public private(set) var densitiesRefused: Int64 = 0
  public private(set) var endingsHurried: Int64 = 0
  public private(set) var waitsJoined: Int64 = 0
  public private(set) var pulledForgotten: Int64 = 0
  public private(set) var printedLevelsRefused: Int64 = 0
  public private(set) var liquidationsDropped: Int64 = 0
  /// Liquidations whose value in USD does not fit the exact sums.
  public private(set) var liquidationsUnvalued: Int64 = 0
  public private(set) var openInterestDropped: Int64 = 0
  public private(set) var pendingDropped: Int64 = 0
  public private(set) var outputsDropped: Int64 = 0
  /// Trades whose 1-m bar had closed: they enter no footprint (SEMANTICS.md I19).
  public private(set) var tradesLate: Int64 = 0
  public private(set) var footprintRowsFolded: Int64 = 0
  public private(set) var closedBarsDropped: Int64 = 0

  init(_ session: borrowing Session) {
    for index in 0..<session.engine.count {
      let slot = InstrumentSlot(Int32(index))
      clockBackwards += Int64(session.engine[slot].clockBackwards)
      windowsCoarsened += Int64(session.engine[slot].windowsCoarsened)
      wallsRefused += Int64(session.engine[slot].wallsRefused)
      samplesRefused += Int64(session.engine[slot].samplesRefused)
      densitiesRefused += Int64(session.engine[slot].densitiesRefused)
      endingsHurried += Int64(session.engine[slot].endingsHurried)
      waitsJoined += Int64(session.engine[slot].waitsJoined)
      pulledForgotten += Int64(session.engine[slot].pulledForgotten)
      printedLevelsRefused += Int64(session.engine[slot].printedLevelsRefused)
      liquidationsDropped += Int64(session.engine[slot].liquidationsDropped)
      liquidationsUnvalued += Int64(session.engine[slot].liquidationsUnvalued)
      openInterestDropped += Int64(session.engine[slot].openInterestDropped)
      tradesLate += session.engine[slot].tradesLate
      footprintRowsFolded += Int64(session.engine[slot].footprintRowsFolded)
      pendingDropped += Int64(session.pendingDropped(slot))
    }
    closedBarsDropped = session.engine.closedBars.dropped
    outputsDropped = Int64(session.engine.changes.dropped + session.engine.signals.dropped)
  }

  /// Only those that were reached.
  func write(to json: inout JSONObject) {
    let counts = [
      ("window_coarsened", windowsCoarsened), ("sample_refused", samplesRefused), ("wall_table_full", wallsRefused),
      ("density_table_full", densitiesRefused), ("level_ending_hurried", endingsHurried),
      ("level_wait_joined", waitsJoined), ("pulled_price_forgotten", pulledForgotten),
      ("printed_levels_full", printedLevelsRefused),
      ("liquidations_dropped", liquidationsDropped), ("liquidations_unvalued", liquidationsUnvalued),
      ("open_interest_dropped", openInterestDropped), ("trades_late", tradesLate),
      ("footprint_rows_folded", footprintRowsFolded), ("closed_bars_dropped", closedBarsDropped),
      ("pending_dropped", pendingDropped), ("outputs_dropped", outputsDropped),
    ]
    for (name, count) in counts where count > 0 { json.add(name, count) }
  }
}
