#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <tuple>

#include "CDecodeCheck.h"

namespace {

/// Everything a frame says, copied out of the decoder's memory.
struct Result {
  tw_frame frame;
  std::unique_ptr<tw_level[]> levels{new (std::nothrow) tw_level[TW_MAX_LEVELS]};
  std::unique_ptr<tw_trade[]> trades{new (std::nothrow) tw_trade[TW_MAX_ROWS]};
  std::unique_ptr<tw_record[]> records{new (std::nothrow) tw_record[TW_MAX_ROWS]};

  bool isAllocated() const { return levels && trades && records; }
  int32_t levelCount() const { return frame.bid_count + frame.ask_count; }

  void copy(const tw_frame &from) {
    frame = from;
    if (from.bids != nullptr) std::copy_n(from.bids, from.bid_count, levels.get());
    if (from.asks != nullptr) std::copy_n(from.asks, from.ask_count, levels.get() + from.bid_count);
    if (from.trades != nullptr) std::copy_n(from.trades, from.trade_count, trades.get());
    if (from.records != nullptr) std::copy_n(from.records, from.record_count, records.get());
  }
};

auto numbers(const tw_frame &f) {
  return std::make_tuple(f.status, f.reason, f.kind, f.slot, f.event_ms, f.sent_ms, f.first_id, f.last_id,
                         f.previous_id, f.depth, f.bid_count, f.ask_count, f.trade_count, f.record_count,
                         f.dropped_x_not_market, f.dropped_st_coinm, f.dropped_block_trade, f.bid_price_ticks,
                         f.bid_quantity_lots, f.ask_price_ticks, f.ask_quantity_lots, f.needed_price_decimals,
                         f.needed_quantity_decimals, f.symbol_length, f.bids == nullptr, f.asks == nullptr,
                         f.trades == nullptr, f.records == nullptr);
}

auto numbers(const tw_level &l) { return std::make_tuple(l.price_ticks, l.quantity_lots); }

auto numbers(const tw_trade &t) {
  return std::make_tuple(t.id, t.id_tail, t.time_ms, t.price_ticks, t.quantity_lots, t.slot, t.buy_aggressor,
                         t.is_aggregate, t.id_is_uuid, t.unused);
}

auto numbers(const tw_decimal &d) { return std::make_tuple(d.mantissa, d.decimals, d.present); }

auto numbers(const tw_record &r) {
  return std::make_tuple(r.kind, r.slot, r.event_ms, r.quantity_lots, r.long_liquidated, r.is_closed, r.is_delta,
                         r.unused, r.interval_minutes, r.start_ms, r.end_ms, r.next_funding_ms, numbers(r.price),
                         numbers(r.average_price), numbers(r.filled_quantity), numbers(r.mark), numbers(r.index),
                         numbers(r.funding_rate), numbers(r.funding_interval_hours),
                         numbers(r.open), numbers(r.high), numbers(r.low), numbers(r.close),
                         numbers(r.base_volume), numbers(r.quote_volume), numbers(r.open_interest),
                         numbers(r.single_open_interest), r.trade_count);
}

template <typename Row>
bool areEqual(const Row *a, const Row *b, int32_t count) {
  return std::equal(a, a + count, b, [](const Row &x, const Row &y) { return numbers(x) == numbers(y); });
}

bool areEqual(const Result &a, const Result &b) {
  return numbers(a.frame) == numbers(b.frame) &&
         std::memcmp(a.frame.symbol, b.frame.symbol, sizeof a.frame.symbol) == 0 &&
         areEqual(a.levels.get(), b.levels.get(), a.levelCount()) &&
         areEqual(a.trades.get(), b.trades.get(), a.frame.trade_count) &&
         areEqual(a.records.get(), b.records.get(), a.frame.record_count);
}

bool isSteps(int64_t value, int64_t least) { return value >= least && value < 1'000'000'000'000'000'000; }

bool areRowsInRange(const Result &result) {
  const auto isLevel = [](const tw_level &l) { return isSteps(l.price_ticks, 1) && isSteps(l.quantity_lots, 0); };
  const auto isTrade = [](const tw_trade &t) {
    return t.slot >= 0 && t.time_ms > 0 && isSteps(t.price_ticks, 1) && isSteps(t.quantity_lots, 1);
  };
  const auto isRecord = [](const tw_record &r) { return r.slot >= 0 && r.event_ms > 0 && r.quantity_lots >= 0; };
  return std::all_of(result.levels.get(), result.levels.get() + result.levelCount(), isLevel) &&
         std::all_of(result.trades.get(), result.trades.get() + result.frame.trade_count, isTrade) &&
         std::all_of(result.records.get(), result.records.get() + result.frame.record_count, isRecord);
}

bool isInRange(const tw_frame &frame) {
  const bool hasReason = frame.status == TW_REJECTED || frame.status == TW_IGNORED;
  return frame.event_ms >= 0 && frame.sent_ms >= 0 && frame.first_id >= 0 && frame.last_id >= 0 &&
         frame.previous_id >= 0 && isSteps(frame.bid_price_ticks, 0) && isSteps(frame.bid_quantity_lots, 0) &&
         isSteps(frame.ask_price_ticks, 0) && isSteps(frame.ask_quantity_lots, 0) &&
         (frame.status == TW_OK) == (frame.kind != TW_NONE) && hasReason == (frame.reason != TW_REASON_NONE) &&
         (frame.status == TW_REJECTED) == (frame.reason >= TW_REASON_BAD_JSON);
}

/// A decoder with the symbols that the header names. The grids cover a whole tick, a tick of 0.10, and eight decimals.
tw_decoder *makeDecoder(tw_venue venue) {
  struct Entry {
    const char *name;
    int32_t slot;
    tw_grid grid;
  };
  static constexpr Entry kEntries[] = {{"BTCUSDT", 0, {1, 1, 3, 1}},      {"BTCUSD_PERP", 1, {1, 1, 0, 1}},
                                       {"NEXOUSDT", 2, {1, 8, 8, 1}},     {"1000PEPEUSDT", 7, {5, 7, 0, 10}},
                                       {"ETHUSDT", -1, {1, 2, 3, 1}}};
  tw_decoder *const decoder = tw_decoder_create(venue, 8);
  if (decoder == nullptr) return nullptr;
  for (const Entry &entry : kEntries) {
    tw_decoder_add_symbol(decoder, entry.name, static_cast<int32_t>(std::strlen(entry.name)), entry.slot, entry.grid);
  }
  return decoder;
}

/// Made once a venue and kept: a decoder's memory is too large to be made anew for every frame.
tw_decoder *decoderFor(tw_venue venue) {
  static tw_decoder *decoders[6] = {};
  tw_decoder *&decoder = decoders[venue];
  if (decoder == nullptr) decoder = makeDecoder(venue);
  return decoder;
}

/// A copy of the frame with room of exactly the padding behind it, so that a sanitizer sees every byte read too far.
class PaddedFrame {
 public:
  PaddedFrame(const char *bytes, size_t length)
      : length_(length), bytes_(new (std::nothrow) char[length + TW_FRAME_PADDING]) {
    if (bytes_) std::copy_n(bytes, length, bytes_.get());
  }
  bool isAllocated() const { return bytes_ != nullptr; }
  const char *bytes() const { return bytes_.get(); }

  /// Repeats two bytes behind the frame.
  void pad(char first, char second) {
    for (size_t i = 0; i < TW_FRAME_PADDING; ++i) bytes_[length_ + i] = i % 2 == 0 ? first : second;
  }
  /// Puts other text behind the frame.
  void follow(const char *text, size_t length) {
    pad(0, 0);
    std::copy_n(text, std::min<size_t>(length, TW_FRAME_PADDING), bytes_.get() + length_);
  }

 private:
  size_t length_;
  std::unique_ptr<char[]> bytes_;
};

bool isJSON(const char *bytes, size_t length) {
  static simdjson::dom::parser parser;
  return parser.parse(bytes, length, true).error() == simdjson::SUCCESS;
}

constexpr std::string_view kPrimers[] = {
    R"({"u":50093239212,"s":"BTCUSDT","b":"61837.60","B":"3.788","a":"61837.70","A":"1.546"})",
    R"({"e":"bookTicker","u":5123107839020,"s":"BTCUSDT","b":"61800.20","B":"2.507","a":"61800.30","A":"2.510",)"
    R"("T":1723161256313,"E":1723161256313})",
    R"({"e":"trade","E":1790370834849,"T":1790370834848,"s":"BTCUSDT","t":8121136411,"p":"83680.00","q":"0.001",)"
    R"("m":true})",
    R"({"e":"depthUpdate","E":1723161256299,"s":"BTCUSDT","U":50093239189,"u":50093239202,)"
    R"("b":[["58710.20","0.014"]],"a":[]})",
    R"({"e":"depthUpdate","E":1723161256299,"T":1723161256298,"s":"BTCUSDT","U":5123107832006,"u":5123107837557,)"
    R"("pu":5123107831937,"b":[["58710.20","0.014"]],"a":[]})",
    R"({"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1687940967466,"data":{"s":"BTCUSDT",)"
    R"("b":[["30247.2","0.224"]],"a":[],"u":177400507,"seq":66544703342},"cts":1687940967464})",
    R"({"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1672304486868,"data":[{"T":1672304486865,"s":"BTCUSDT",)"
    R"("S":"Buy","v":"0.001","p":"16578.50","i":"2290000000068683805","BT":false}]})"};

/// What follows a frame: nothing, digits that would lengthen a number, brackets that would close what is open.
constexpr char kPaddings[][2] = {{0, 0}, {'9', '9'}, {'}', '}'}, {']', '}'}};

/// Decodes a frame on both paths and compares with the result that it has before zeros.
class Comparison {
 public:
  Comparison(tw_decoder &decoder, PaddedFrame &frame, size_t length)
      : decoder_(decoder), frame_(frame), length_(length) {
    frame_.pad(0, 0);
    expected().copy(*tw_decode_general(&decoder_, frame_.bytes(), length_, -1));
  }

  /// Whatever stands in the padding now.
  tw_check run() {
    actual().copy(*tw_decode_general(&decoder_, frame_.bytes(), length_, -1));
    if (!areEqual(expected(), actual())) return TW_CHECK_PADDING_MATTERS;
    actual().copy(*tw_decode(&decoder_, frame_.bytes(), length_, -1));
    return areEqual(expected(), actual()) ? TW_CHECK_PASSED : TW_CHECK_PATHS_DIFFER;
  }

  static Result &expected() {
    static Result result;
    return result;
  }
  static Result &actual() {
    static Result result;
    return result;
  }

 private:
  tw_decoder &decoder_;
  PaddedFrame &frame_;
  size_t length_;
};

tw_check checkWhole(tw_decoder &decoder, const char *bytes, size_t length) {
  PaddedFrame frame(bytes, length);
  if (!frame.isAllocated()) return TW_CHECK_NO_MEMORY;
  Comparison comparison(decoder, frame, length);
  for (const auto &padding : kPaddings) {
    frame.pad(padding[0], padding[1]);
    const tw_check check = comparison.run();
    if (check != TW_CHECK_PASSED) return check;
  }
  const Result &result = Comparison::expected();
  if (!isInRange(result.frame) || !areRowsInRange(result)) return TW_CHECK_OUT_OF_RANGE;
  const bool mustBeJSON = result.frame.status != TW_REJECTED;
  return mustBeJSON && !isJSON(bytes, length) ? TW_CHECK_NOT_JSON : TW_CHECK_PASSED;
}

/// A frame that ends too early, in front of its own rest. Where it is cut depends on its text.
tw_check checkTruncated(tw_decoder &decoder, const char *bytes, size_t length) {
  if (length == 0) return TW_CHECK_PASSED;
  size_t sum = 0;
  for (size_t i = 0; i < length; ++i) sum = sum * 31 + static_cast<unsigned char>(bytes[i]);
  const size_t cut = sum % length;
  PaddedFrame frame(bytes, cut);
  if (!frame.isAllocated()) return TW_CHECK_NO_MEMORY;
  Comparison comparison(decoder, frame, cut);
  frame.follow(bytes + cut, length - cut);
  return comparison.run();
}

}  // namespace

tw_check tw_check_frame(tw_venue venue, const char *bytes, size_t length) {
  tw_decoder *const decoder = decoderFor(venue);
  if (decoder == nullptr || !Comparison::expected().isAllocated() || !Comparison::actual().isAllocated()) {
    return TW_CHECK_NO_MEMORY;
  }
  const tw_check whole = checkWhole(*decoder, bytes, length);
  return whole != TW_CHECK_PASSED ? whole : checkTruncated(*decoder, bytes, length);
}

void tw_check_prime(tw_venue venue) {
  tw_decoder *const decoder = decoderFor(venue);
  if (decoder == nullptr) return;
  for (const std::string_view text : kPrimers) {
    PaddedFrame frame(text.data(), text.size());
    if (!frame.isAllocated()) return;
    frame.pad(0, 0);
    tw_decode(decoder, frame.bytes(), text.size(), -1);
  }
}
