/// Every capacity of the engine, in one place: memory is taken at start, and each limit has a policy for "full".
/// What stands before the engine has its own: `Session.limits`.
///
/// `tidewire inspect --limits` prints this table with the bytes of one instrument.
public enum Limits {
  /// Instruments in one process. Full: a new symbol is refused and counted (`symbol_table_full`).
  public static let instruments = 500

  /// Ticks of one side's near window (a power of two). Levels outside go to the far store; nothing is lost.
  /// 32 768 ticks hold 96 % of all level updates of the USD-M BTC capture.
  public static let ladderTicks = 32_768

  /// Levels that one side's far store holds. Full: the book is marked `gap` (`far_store_full`) until a snapshot,
  /// because a book that forgets a level is not right.
  public static let farLevels = 24_576

  /// Entries of a far chunk; a split leaves both halves half full.
  public static let farChunkEntries = 64

  /// Adjacent far chunks are merged when together they hold no more than this, so chunks average over half of it.
  public static let farMergeEntries = 48

  /// Chunks of one side: `farLevels` entries fit even at the lowest fill that merging allows.
  public static let farChunks = 2 * farLevels / farMergeEntries + 2

  /// Distinct trade times that the windows up to 300 s remember. Full: times are coarsened to 2, 4, 8 … ms, counted
  /// (`window_coarsened`); no volume is lost.
  public static let shortFlowEntries = 65_536

  /// The same for the 1-h and 4-h windows.
  public static let longFlowEntries = 32_768

  /// Liquidations of the last 300 s. Full: the oldest leaves its windows early, counted (`liquidations_dropped`).
  public static let liquidations = 8_192

  /// Changes of open interest in an hour, 4.5 a second (a power of two). Full: the oldest is forgotten, counted
  /// (`open_interest_dropped`), and the change over an hour is one over less.
  public static let openInterestChanges = 16_384

  /// Walls and candidates of one side. Full: the farthest candidate gives way, counted (`wall_table_full`).
  public static let wallsPerSide = 32

  /// Seconds that the price impact is regressed over (B-08). Full: the oldest leaves. A second whose volume or step is
  /// too large for an exact sum is left out, counted (`sample_refused`).
  public static let impactSeconds = 300

  /// Seconds whose trades are kept apart (a power of two): the longest window and the second that is under way. A trade
  /// that comes later than that enters no window; one that a finer grid makes too large is dropped and counted
  /// (`sample_refused`).
  public static let tradeSeconds = 32
  /// Densities and candidates of one side. Full: the farthest candidate gives way, counted (`density_table_full`).
  public static let densitiesPerSide = 32

  /// Walls, or densities, of one side that have ended and wait 250 ms for late prints. Full: the oldest is judged at
  /// once, counted (`level_ending_hurried`).
  public static let endingLevelsPerSide = 16

  /// Moments whose prints, or drops, of one level wait 250 ms for the other stream. Full: the next one joins the
  /// newest and waits on with it, counted (`level_wait_joined`).
  public static let levelWaits = 32

  /// Prices of one side at which a density was pulled within the last hour. Full: the oldest is forgotten, counted
  /// (`pulled_price_forgotten`).
  public static let pulledPricesPerSide = 2_048

  /// Distinct update times of the order-flow imbalance; more than the 5 000 ms of its window. Full, which only
  /// quantities that cannot share an entry reach: as for trade times.
  public static let imbalanceEntries = 8_192

  /// Levels with recent prints, a side, each of icebergs and of level absorption. Full: the level whose latest print is
  /// oldest gives way, counted (`printed_levels_full`).
  public static let printedLevels = 64

  /// Refills that are remembered of one level. Full: the oldest is forgotten; the iceberg has been told by then.
  public static let refillsPerLevel = 32

  /// Rows of one footprint bar, and of a session's profile (powers of two). Full: rows that a drifting price leaves
  /// behind are folded into the outermost row kept, counted (`footprint_rows_folded`); no volume is lost.
  public static let footprintRows = 512
  public static let profileRows = 8_192

  /// Footprint series beside the 1-m one. More cannot be chosen.
  public static let footprintSeries = 8

  /// Footprint bars, and traded rows of theirs, that one frame may close over all instruments. Full: later ones of that
  /// frame are not printed, counted (`closed_bars_dropped`).
  public static let closedBarsPerFrame = 2_048
  public static let closedRowsPerFrame = 65_536

  /// State changes and signals that one frame may cause. Full: later ones of that frame are dropped and counted.
  public static let changesPerFrame = 256
  public static let signalsPerFrame = 4

  /// Levels that one regrid can move (both sides, near and far).
  public static let regridLevels = 2 * (ladderTicks + farLevels)
}

extension Limits {
  /// The limits by name, for `inspect --limits`.
  public static let table: [(name: String, value: Int)] = [
    ("instruments", instruments), ("ladder ticks a side", ladderTicks), ("far levels a side", farLevels),
    ("far chunk entries", farChunkEntries), ("far chunks a side", farChunks),
    ("trade times up to 300 s", shortFlowEntries), ("trade times up to 4 h", longFlowEntries),
    ("seconds of price impact", impactSeconds), ("seconds of trades", tradeSeconds),
    ("walls a side", wallsPerSide), ("densities a side", densitiesPerSide),
    ("ended levels a side", endingLevelsPerSide), ("waiting moments of a level", levelWaits),
    ("pulled prices a side", pulledPricesPerSide),
    ("imbalance times", imbalanceEntries), ("printed levels a side", printedLevels),
    ("refills a level", refillsPerLevel), ("rows of a footprint", footprintRows),
    ("rows of a session profile", profileRows), ("footprint series beside 1 m", footprintSeries),
    ("closed bars a frame", closedBarsPerFrame), ("rows of closed bars a frame", closedRowsPerFrame),
    ("liquidations in 300 s", liquidations), ("open interest changes in 1 h", openInterestChanges),
    ("state changes a frame", changesPerFrame), ("signals a frame", signalsPerFrame),
  ]
}
