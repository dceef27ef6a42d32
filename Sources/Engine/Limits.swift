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

  /// Densities and candidates of one side. Full: the farthest candidate gives way, counted (`density_table_full`).
  public static let densitiesPerSide = 32

  /// Walls, or densities, of one side that have ended and wait 250 ms for late prints. Full: the oldest is judged at
  /// once, counted (`level_ending_hurried`).
  public static let endingLevelsPerSide = 16

  /// Prices of one side at which a density was pulled within the last hour. Full: the oldest is forgotten, counted
  /// (`pulled_price_forgotten`).
  public static let pulledPricesPerSide = 2_048

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
    ("walls a side", wallsPerSide), ("densities a side", densitiesPerSide),
    ("ended levels a side", endingLevelsPerSide), ("pulled prices a side", pulledPricesPerSide),
    ("state changes a frame", changesPerFrame), ("signals a frame", signalsPerFrame),
  ]
}
