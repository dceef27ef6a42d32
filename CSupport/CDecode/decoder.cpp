#include "decoder.hpp"

#include <new>

namespace {

using namespace cdecode;

const tw_frame *reject(tw_decoder &decoder, tw_reason reason) {
  clearFrame(decoder.frame);
  decoder.frame.status = TW_REJECTED;
  decoder.frame.reason = reason;
  return &decoder.frame;
}

/// Everything a frame can need later; simdjson allocates nothing more up to this capacity.
bool allocate(tw_decoder &decoder, int32_t symbolCapacity) {
  decoder.bids.reset(new (std::nothrow) tw_level[TW_MAX_LEVELS]);
  decoder.asks.reset(new (std::nothrow) tw_level[TW_MAX_LEVELS]);
  decoder.trades.reset(new (std::nothrow) tw_trade[TW_MAX_ROWS]);
  decoder.records.reset(new (std::nothrow) tw_record[TW_MAX_ROWS]);
  if (!decoder.bids || !decoder.asks || !decoder.trades || !decoder.records) return false;
  if (decoder.parser.allocate(TW_MAX_FRAME_BYTES) != simdjson::SUCCESS) return false;
  if (decoder.parser.doc.allocate(TW_MAX_FRAME_BYTES) != simdjson::SUCCESS) return false;
  return decoder.symbols.allocate(symbolCapacity);
}

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// 8-4-4-4-12 hexadecimal digits.
bool parseUUID(std::string_view text, tw_trade &row) {
  uint64_t bits[2] = {0, 0};
  for (size_t i = 0; i < text.size(); ++i) {
    const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
    const int digit = hexValue(text[i]);
    if (isDash ? text[i] != '-' : digit < 0) return false;
    if (!isDash) bits[i / 18] = bits[i / 18] << 4 | static_cast<uint64_t>(digit);
  }
  row.id = static_cast<int64_t>(bits[0]);
  row.id_tail = static_cast<int64_t>(bits[1]);
  row.id_is_uuid = 1;
  return true;
}

}  // namespace

namespace cdecode {

bool parseTradeId(std::string_view text, tw_trade &row) {
  if (text.size() == 36) return parseUUID(text, row);
  if (text.empty() || text.size() > 19) return false;
  uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + static_cast<uint64_t>(c - '0');
  }
  row.id = static_cast<int64_t>(value);
  return row.id >= 0;
}

}  // namespace cdecode

tw_decoder *tw_decoder_create(tw_venue venue, int32_t symbol_capacity) {
  auto *decoder = new (std::nothrow) tw_decoder;
  if (decoder == nullptr) return nullptr;
  decoder->venue = venue;
  clearFrame(decoder->frame);
  if (allocate(*decoder, symbol_capacity)) return decoder;
  delete decoder;
  return nullptr;
}

void tw_decoder_destroy(tw_decoder *decoder) { delete decoder; }

int32_t tw_decoder_add_symbol(tw_decoder *decoder, const char *name, int32_t length, int32_t slot, tw_grid grid) {
  if (length <= 0 || !isValidGrid(grid)) return 0;
  return decoder->symbols.add({name, static_cast<size_t>(length)}, slot, grid) ? 1 : 0;
}

int32_t tw_decoder_set_grid(tw_decoder *decoder, int32_t slot, tw_grid grid) {
  return isValidGrid(grid) && decoder->symbols.setGrid(slot, grid) ? 1 : 0;
}

int32_t tw_decoder_set_near(tw_decoder *decoder, int32_t slot, const void *start, int32_t bytes) {
  return decoder->symbols.setNear(slot, static_cast<const char *>(start), bytes) ? 1 : 0;
}

const tw_frame *tw_decode(tw_decoder *decoder, const char *bytes, size_t length, int32_t forced_slot) {
  if (length > TW_MAX_FRAME_BYTES) return reject(*decoder, TW_REASON_FRAME_TOO_LONG);
  const bool isDone = decoder->isBinance() ? decodeBinanceFast(*decoder, bytes, length)
                                           : decodeBybitFast(*decoder, bytes, length);
  return isDone ? &decoder->frame : tw_decode_general(decoder, bytes, length, forced_slot);
}

const tw_frame *tw_decode_general(tw_decoder *decoder, const char *bytes, size_t length, int32_t forced_slot) {
  if (length > TW_MAX_FRAME_BYTES) return reject(*decoder, TW_REASON_FRAME_TOO_LONG);
  simdjson::dom::element root;
  // The caller's padding serves simdjson too: it must not copy the frame, which would allocate.
  static_assert(TW_FRAME_PADDING >= simdjson::SIMDJSON_PADDING);
  if (decoder->parser.parse(bytes, length, false).get(root) != simdjson::SUCCESS) {
    return reject(*decoder, TW_REASON_BAD_JSON);
  }
  if (decoder->isBinance()) {
    decodeBinanceGeneral(*decoder, root, forced_slot);
  } else {
    decodeBybitGeneral(*decoder, root, forced_slot);
  }
  return &decoder->frame;
}
