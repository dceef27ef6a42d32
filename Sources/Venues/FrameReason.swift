/// Why a frame, or a row of it, fed nothing. `name` is how the summary and stderr call it.
public enum FrameReason: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case none
  // Ignored: well-formed, but nothing to do with it.
  case ack, pong, venueError, serverShutdown
  case xNotMarket, stCoinM, blockTrade, tradesDuplicateKind
  case noSymbol, unusedStream, symbolFiltered
  case oldUpdate, shallowerTopic, awaitingSnapshot, snapshotNotNeeded
  // Rejected: malformed, foreign or out of range.
  case badJSON, badField, missingField, duplicateField, badNumber, badTime, notAnObject, unknownFrame
  case wrongVenue, legacyFormat, tooManyLevels, tooManyRows, frameTooLong, symbolTooLong, mixedSymbols
  case snapshotAmbiguous, noInstrument, symbolTableFull, offGrid
  case badStamp, noFrame, lineTooLong, truncatedInput, unreadableFile

  public var isRejected: Bool { rawValue >= Self.badJSON.rawValue }

  public var name: String {
    switch self {
    case .none: "none"
    case .ack: "ack"
    case .pong: "pong"
    case .venueError: "venue_error"
    case .serverShutdown: "server_shutdown"
    case .xNotMarket: "x_not_market"
    case .stCoinM: "st_coinm"
    case .blockTrade: "block_trade"
    case .tradesDuplicateKind: "trades_duplicate_kind"
    case .noSymbol: "no_symbol"
    case .unusedStream: "unused_stream"
    case .symbolFiltered: "symbol_filtered"
    case .oldUpdate: "old_update"
    case .shallowerTopic: "shallower_topic"
    case .awaitingSnapshot: "awaiting_snapshot"
    case .snapshotNotNeeded: "snapshot_not_needed"
    case .badJSON: "bad_json"
    case .badField: "bad_field"
    case .missingField: "missing_field"
    case .duplicateField: "duplicate_field"
    case .badNumber: "bad_number"
    case .badTime: "bad_time"
    case .notAnObject: "not_an_object"
    case .unknownFrame: "unknown_frame"
    case .wrongVenue: "wrong_venue"
    case .legacyFormat: "legacy_format"
    case .tooManyLevels: "too_many_levels"
    case .tooManyRows: "too_many_rows"
    case .frameTooLong: "frame_too_long"
    case .symbolTooLong: "symbol_too_long"
    case .mixedSymbols: "mixed_symbols"
    case .snapshotAmbiguous: "snapshot_ambiguous"
    case .noInstrument: "no_instrument"
    case .symbolTableFull: "symbol_table_full"
    case .offGrid: "off_grid"
    case .badStamp: "bad_stamp"
    case .noFrame: "no_frame"
    case .lineTooLong: "line_too_long"
    case .truncatedInput: "truncated_input"
    case .unreadableFile: "unreadable_file"
    }
  }
}
