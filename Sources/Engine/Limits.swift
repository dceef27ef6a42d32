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

  /// Walls and candidates of one side. Full: the farthest candidate gives way, counted (`wall_table_full`).
  public static let wallsPerSide = 32

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
    ("walls a side", wallsPerSide), ("rows of a footprint", footprintRows),
    ("rows of a session profile", profileRows), ("footprint series beside 1 m", footprintSeries),
    ("closed bars a frame", closedBarsPerFrame), ("rows of closed bars a frame", closedRowsPerFrame),
    ("state changes a frame", changesPerFrame), ("signals a frame", signalsPerFrame),
  ]
}
