// The decoder's memory, and the four ways into it.
#pragma once
#include <simdjson.h>

#include <memory>

#include "CDecode.h"
#include "symbols.hpp"

struct tw_decoder {
  tw_venue venue;
  tw_frame frame;
  cdecode::SymbolTable symbols;
  /// The symbol the cursor met last: most frames name it again. Null before the first.
  cdecode::Symbol *lastSymbol = nullptr;
  /// How many digits ids had last, from 9 to 16.
  uint32_t updateIdDigits = 12;
  uint32_t tradeIdDigits = 10;
  simdjson::dom::parser parser;
  std::unique_ptr<tw_level[]> bids, asks;
  std::unique_ptr<tw_trade[]> trades;
  std::unique_ptr<tw_record[]> records;

  bool isBinance() const { return venue <= TW_BINANCE_COINM; }
  bool isBinanceFutures() const { return venue == TW_BINANCE_USDM || venue == TW_BINANCE_COINM; }
};

namespace cdecode {

/// First millisecond of 2000 and of 2100: event times outside are not times.
inline constexpr int64_t kFirstTime = 946684800000;
inline constexpr int64_t kEndOfTime = 4102444800000;
/// In September 2001 times got their thirteenth digit.
inline constexpr int64_t kFirstTimeOfThirteenDigits = 1000000000000;

/// Venue times in ms; with sixteen digits they are µs (Binance, timeUnit=MICROSECOND). -1 for anything out of range.
inline int64_t toMilliseconds(int64_t time) {
  if (time >= 1'000'000'000'000'000) time = time < 10'000'000'000'000'000 ? time / 1000 : -1;
  return time >= kFirstTime && time < kEndOfTime ? time : -1;
}

/// All fields 0, absent and without a symbol.
inline void clearFrame(tw_frame &frame) {
  frame = {};
  frame.slot = -1;
}

/// A Bybit trade id, a UUID or decimal digits, into a zeroed row. False for anything else.
bool parseTradeId(std::string_view text, tw_trade &row);

/// Decodes frames in the venues' canonical spelling whose symbol is known and whose values lie on its grid.
/// Returns false, leaving the frame in any state, whenever it is not sure: the general path decides then.
bool decodeBinanceFast(tw_decoder &decoder, const char *bytes, size_t length);
bool decodeBybitFast(tw_decoder &decoder, const char *bytes, size_t length);

/// Decode any frame that simdjson has parsed, fields in any order.
void decodeBinanceGeneral(tw_decoder &decoder, simdjson::dom::element root, int32_t forcedSlot);
void decodeBybitGeneral(tw_decoder &decoder, simdjson::dom::element root, int32_t forcedSlot);

}  // namespace cdecode
