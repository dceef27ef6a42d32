// One venue frame in, fixed C structs out. This header is the whole boundary between simdjson and Swift.
//
// A frame is decoded by one of two paths that must agree on every byte: a strict cursor that knows the venues'
// canonical spelling (no white space, no escapes, no unknown key), and, whenever the cursor meets anything it does
// not expect, simdjson's DOM over the whole frame. The cursor checks each byte it passes, so it accepts nothing that
// simdjson rejects.
//
// Nothing here allocates after tw_decoder_create, keeps no global state, and trusts no byte of the frame.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

/// Readable bytes the caller guarantees behind each frame (their content does not matter).
#define TW_FRAME_PADDING 64
/// Longest symbol name in UTF-8 bytes; longer ones are rejected.
#define TW_SYMBOL_BYTES 32
/// Rows that one frame may hold besides levels; more are rejected as too_many_rows.
#define TW_MAX_ROWS 2048
/// Levels (both sides together) that one frame may hold; more are rejected as too_many_levels.
#define TW_MAX_LEVELS 24576
/// Longest frame in bytes; longer ones are rejected as frame_too_long.
#define TW_MAX_FRAME_BYTES 2097152

typedef enum __attribute__((enum_extensibility(closed))) tw_venue {
  TW_BINANCE_SPOT __attribute__((swift_name("binanceSpot"))) = 0,
  TW_BINANCE_USDM __attribute__((swift_name("binanceUSDM"))) = 1,
  TW_BINANCE_COINM __attribute__((swift_name("binanceCOINM"))) = 2,
  TW_BYBIT_SPOT __attribute__((swift_name("bybitSpot"))) = 3,
  TW_BYBIT_LINEAR __attribute__((swift_name("bybitLinear"))) = 4,
  TW_BYBIT_INVERSE __attribute__((swift_name("bybitInverse"))) = 5,
} tw_venue;

typedef enum __attribute__((enum_extensibility(closed))) tw_status {
  /// `kind` says which of the frame's fields are filled.
  TW_OK __attribute__((swift_name("ok"))) = 0,
  /// Well-formed and expected, but it feeds nothing; `reason` says why.
  TW_IGNORED __attribute__((swift_name("ignored"))) = 1,
  /// Malformed, truncated, of another venue or out of range; `reason` says why. No field is to be used.
  TW_REJECTED __attribute__((swift_name("rejected"))) = 2,
  /// `symbol` is not registered: call tw_decoder_add_symbol and decode the frame again.
  TW_UNKNOWN_SYMBOL __attribute__((swift_name("unknownSymbol"))) = 3,
  /// A price or quantity of `slot` does not lie on its grid; `needed_price_decimals`, `needed_quantity_decimals`
  /// say how many decimals would hold it. Call tw_decoder_set_grid and decode again, or reject the frame.
  TW_OFF_GRID __attribute__((swift_name("offGrid"))) = 4,
} tw_status;

typedef enum __attribute__((enum_extensibility(closed))) tw_kind {
  TW_NONE __attribute__((swift_name("none"))) = 0,
  TW_DEPTH_DIFF __attribute__((swift_name("depthDiff"))) = 1,
  /// REST snapshot (slot -1 and no levels when it names no symbol and none was forced) or Bybit snapshot.
  TW_DEPTH_SNAPSHOT __attribute__((swift_name("depthSnapshot"))) = 2,
  TW_PARTIAL_DEPTH __attribute__((swift_name("partialDepth"))) = 3,
  TW_BOOK_TICKER __attribute__((swift_name("bookTicker"))) = 4,
  TW_TRADES __attribute__((swift_name("trades"))) = 5,
  TW_RECORDS __attribute__((swift_name("records"))) = 6,
} tw_kind;

typedef enum __attribute__((enum_extensibility(closed))) tw_reason {
  TW_REASON_NONE __attribute__((swift_name("none"))) = 0,
  // ignored
  TW_REASON_ACK __attribute__((swift_name("ack"))) = 1,
  TW_REASON_PONG __attribute__((swift_name("pong"))) = 2,
  TW_REASON_VENUE_ERROR __attribute__((swift_name("venueError"))) = 3,
  TW_REASON_SERVER_SHUTDOWN __attribute__((swift_name("serverShutdown"))) = 4,
  TW_REASON_X_NOT_MARKET __attribute__((swift_name("xNotMarket"))) = 5,
  TW_REASON_ST_COINM __attribute__((swift_name("stCoinm"))) = 6,
  TW_REASON_BLOCK_TRADE __attribute__((swift_name("blockTrade"))) = 7,
  TW_REASON_NO_SYMBOL __attribute__((swift_name("noSymbol"))) = 8,
  TW_REASON_UNUSED_STREAM __attribute__((swift_name("unusedStream"))) = 9,
  TW_REASON_SYMBOL_FILTERED __attribute__((swift_name("symbolFiltered"))) = 10,
  // rejected
  TW_REASON_BAD_JSON __attribute__((swift_name("badJSON"))) = 32,
  TW_REASON_BAD_FIELD __attribute__((swift_name("badField"))) = 33,
  TW_REASON_MISSING_FIELD __attribute__((swift_name("missingField"))) = 34,
  TW_REASON_DUPLICATE_FIELD __attribute__((swift_name("duplicateField"))) = 35,
  TW_REASON_BAD_NUMBER __attribute__((swift_name("badNumber"))) = 36,
  TW_REASON_BAD_TIME __attribute__((swift_name("badTime"))) = 37,
  TW_REASON_NOT_AN_OBJECT __attribute__((swift_name("notAnObject"))) = 38,
  TW_REASON_UNKNOWN_FRAME __attribute__((swift_name("unknownFrame"))) = 39,
  TW_REASON_WRONG_VENUE __attribute__((swift_name("wrongVenue"))) = 40,
  TW_REASON_LEGACY_FORMAT __attribute__((swift_name("legacyFormat"))) = 41,
  TW_REASON_TOO_MANY_LEVELS __attribute__((swift_name("tooManyLevels"))) = 42,
  TW_REASON_TOO_MANY_ROWS __attribute__((swift_name("tooManyRows"))) = 43,
  TW_REASON_FRAME_TOO_LONG __attribute__((swift_name("frameTooLong"))) = 44,
  TW_REASON_SYMBOL_TOO_LONG __attribute__((swift_name("symbolTooLong"))) = 45,
  TW_REASON_MIXED_SYMBOLS __attribute__((swift_name("mixedSymbols"))) = 46,
} tw_reason;

/// An exact decimal off any grid: mantissa / 10^decimals, at most 18 significant digits.
typedef struct tw_decimal {
  int64_t mantissa;
  int32_t decimals;
  /// 0 where the field is absent or "" (then mantissa and decimals are 0).
  int32_t present;
} tw_decimal;

/// A price level: absolute quantity at a price; 0 lots removes it.
typedef struct tw_level {
  int64_t price_ticks;
  int64_t quantity_lots;
} tw_level;

typedef struct tw_trade {
  /// Venue trade id; aggTrade's `a`. Bybit's derivatives have UUIDs: there its first 8 bytes, the others in `id_tail`.
  int64_t id;
  int64_t id_tail;
  int64_t time_ms;
  int64_t price_ticks;
  int64_t quantity_lots;
  int32_t slot;
  /// 1 when the taker bought. Binance: !m. Bybit: S == "Buy" (FIX-01).
  uint8_t buy_aggressor;
  /// 1 for aggTrade rows, 0 for trade rows.
  uint8_t is_aggregate;
  /// 1 when the id is a UUID.
  uint8_t id_is_uuid;
  uint8_t unused;
} tw_trade;

typedef enum __attribute__((enum_extensibility(closed))) tw_record_kind {
  TW_RECORD_MARK_PRICE __attribute__((swift_name("markPrice"))) = 0,
  TW_RECORD_LIQUIDATION __attribute__((swift_name("liquidation"))) = 1,
  TW_RECORD_KLINE __attribute__((swift_name("kline"))) = 2,
  TW_RECORD_TICKER __attribute__((swift_name("ticker"))) = 3,
} tw_record_kind;

/// A slow row. Which fields are meant depends on `kind`; the others are absent (present == 0) or 0.
typedef struct tw_record {
  tw_record_kind kind;
  int32_t slot;
  /// Event time by SEMANTICS.md "Time": liquidation's own T, else the frame's E or ts.
  int64_t event_ms;
  // liquidation
  int64_t quantity_lots;
  /// 1 when a long was liquidated (Binance S == SELL, Bybit S == Buy; FIX-07).
  uint8_t long_liquidated;
  /// 1 when a kline is closed.
  uint8_t is_closed;
  /// 1 when a ticker is a delta (absent = unchanged), 0 for a snapshot or Binance.
  uint8_t is_delta;
  uint8_t unused;
  /// kline interval in minutes (1s = 0).
  int32_t interval_minutes;
  int64_t start_ms, end_ms;      // kline
  int64_t next_funding_ms;       // mark price, Bybit ticker; 0 = none
  tw_decimal price;              // liquidation: order (Bybit: bankruptcy) price; ticker: last price
  tw_decimal average_price;      // liquidation, Binance only
  tw_decimal filled_quantity;    // liquidation `z`, Binance only
  tw_decimal mark, index, funding_rate;                     // mark price, Bybit ticker
  tw_decimal funding_interval_hours;                        // Bybit ticker
  tw_decimal open, high, low, close, base_volume, quote_volume; // kline; ticker: 24-h values
  tw_decimal open_interest, single_open_interest;           // Bybit ticker
  int64_t trade_count;           // kline n, ticker n
} tw_record;

typedef struct tw_frame {
  tw_status status;
  tw_reason reason;
  tw_kind kind;
  /// Slot of the one symbol of a depth, bookTicker or trade frame; -1 where rows carry their own or none is known.
  int32_t slot;
  /// Event time by SEMANTICS.md (T, Bybit cts, else E/ts), 0 where the frame has none.
  int64_t event_ms;
  /// Transmission time E / ts, 0 where the frame has none.
  int64_t sent_ms;
  /// Binance U, u, pu (spot: pu = 0). Snapshot: last_id = lastUpdateId. Bybit: last_id = u, first_id = seq.
  int64_t first_id, last_id, previous_id;
  /// Bybit topic depth (1, 50, 200, 500, 1000) or Binance partial depth (5, 10, 20); 0 for diffs and REST.
  int32_t depth;
  int32_t bid_count, ask_count;
  int32_t trade_count, record_count;
  /// Rows of this frame that were dropped, by reason (the frame itself may still be ok).
  int32_t dropped_x_not_market, dropped_st_coinm, dropped_block_trade;
  // book ticker
  int64_t bid_price_ticks, bid_quantity_lots, ask_price_ticks, ask_quantity_lots;
  // off grid
  int32_t needed_price_decimals, needed_quantity_decimals;
  // unknown symbol
  int32_t symbol_length;
  char symbol[TW_SYMBOL_BYTES];
  /// Levels as sent, bids then asks, in the decoder's own memory: valid until the next call.
  const tw_level *_Nullable bids;
  const tw_level *_Nullable asks;
  const tw_trade *_Nullable trades;
  const tw_record *_Nullable records;
} tw_frame;

/// The grid of one instrument: tick = price_tick_mantissa / 10^price_decimals, lot likewise. Mantissas are positive.
typedef struct tw_grid {
  int64_t tick_mantissa;
  int32_t tick_decimals;
  int32_t lot_decimals;
  int64_t lot_mantissa;
} tw_grid;

typedef struct tw_decoder tw_decoder;

/// Memory for `symbol_capacity` symbols and one frame of TW_MAX_FRAME_BYTES. Null when memory is short.
tw_decoder *_Nullable tw_decoder_create(tw_venue venue, int32_t symbol_capacity);
void tw_decoder_destroy(tw_decoder *decoder);

/// Registers a symbol under a slot of the caller's numbering; slot -1: known, but ignored (symbol_filtered).
/// Returns 0 when the table is full, the name is too long or already registered, or the grid is not positive.
int32_t tw_decoder_add_symbol(tw_decoder *decoder, const char *name, int32_t length, int32_t slot, tw_grid grid);
/// Replaces the grid of a registered slot. Returns 0 when the slot is unknown or the grid is not positive.
int32_t tw_decoder_set_grid(tw_decoder *decoder, int32_t slot, tw_grid grid);
/// Names memory that the caller touches right after a frame of this slot is decoded: it is fetched into the caches
/// while the frame is read, where the frame before was of another symbol. Never read or written. Returns 0 when the
/// slot is unknown.
int32_t tw_decoder_set_near(tw_decoder *decoder, int32_t slot, const void *start, int32_t bytes);

/// Decodes one frame. `bytes` must be readable up to length + TW_FRAME_PADDING. `forced_slot` names the symbol of a
/// REST snapshot that carries none; -1 otherwise. The result is valid until the next call on this decoder.
const tw_frame *tw_decode(tw_decoder *decoder, const char *bytes, size_t length, int32_t forced_slot);

/// The same through simdjson's DOM alone: what tw_decode must equal. For tests, fuzzing and benchmarks.
const tw_frame *tw_decode_general(tw_decoder *decoder, const char *bytes, size_t length, int32_t forced_slot);

/// Exact decimal text to mantissa and decimals: optional '-', digits, optional fraction, optional exponent; up to 18
/// significant digits. Returns 0 for anything else. Leading zeros are allowed only as a single "0" before the point.
int32_t tw_parse_decimal(const char *bytes, size_t length, tw_decimal *out);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif
