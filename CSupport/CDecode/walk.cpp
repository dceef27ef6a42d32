#include "walk.hpp"

#include <algorithm>

namespace cdecode {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

/// Stands for filtered symbols, for a snapshot's symbol that nobody named, and for all unknown ones but the first.
const Symbol kNobody;

bool isEmptyText(element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS && text.empty();
}

/// A number, but not one that fits int64_t.
bool isOtherNumber(element value) {
  return value.type() == element_type::DOUBLE || value.type() == element_type::UINT64;
}

}  // namespace

Walk::Walk(tw_decoder &decoder, int32_t forcedSlot)
    : decoder(decoder), frame(decoder.frame), forcedSlot_(forcedSlot) {
  clearFrame(frame);
}

void Walk::fail(tw_reason reason) {
  if (error_ == TW_REASON_NONE) error_ = reason;
}

std::string_view Walk::text(const Fields &fields, int key) {
  std::string_view out;
  if (!fields.has(key)) return fail(TW_REASON_MISSING_FIELD), out;
  if (fields[key].get(out) != simdjson::SUCCESS) fail(TW_REASON_BAD_FIELD);
  return out;
}

int64_t Walk::integer(const Fields &fields, int key) {
  int64_t out = 0;
  if (!fields.has(key)) return fail(TW_REASON_MISSING_FIELD), 0;
  if (isOtherNumber(fields[key])) return fail(TW_REASON_BAD_NUMBER), 0;
  if (fields[key].get(out) != simdjson::SUCCESS || out < 0) return fail(TW_REASON_BAD_FIELD), 0;
  return out;
}

bool Walk::flag(const Fields &fields, int key) {
  bool out = false;
  if (!fields.has(key)) return fail(TW_REASON_MISSING_FIELD), false;
  if (fields[key].get(out) != simdjson::SUCCESS) fail(TW_REASON_BAD_FIELD);
  return out;
}

int64_t Walk::timeOf(element value) {
  int64_t time = 0;
  std::string_view text;
  tw_decimal number;
  if (value.get(text) == simdjson::SUCCESS) {
    // Bybit writes some of its times as text.
    if (decoder.isBinance()) return fail(TW_REASON_BAD_FIELD), 0;
    if (!parseDecimal(text.data(), text.size(), number) || number.decimals != 0) return fail(TW_REASON_BAD_TIME), 0;
    time = number.mantissa;
  } else if (value.get(time) != simdjson::SUCCESS) {
    return fail(isOtherNumber(value) ? TW_REASON_BAD_TIME : TW_REASON_BAD_FIELD), 0;
  }
  time = toMilliseconds(time);
  if (time < 0) return fail(TW_REASON_BAD_TIME), 0;
  return time;
}

int64_t Walk::time(const Fields &fields, int key) {
  if (!fields.has(key)) return fail(TW_REASON_MISSING_FIELD), 0;
  return timeOf(fields[key]);
}

int64_t Walk::optionalTime(const Fields &fields, int key) { return fields.has(key) ? timeOf(fields[key]) : 0; }

int64_t Walk::timeOrNone(const Fields &fields, int key) {
  if (!fields.has(key) || isEmptyText(fields[key])) return 0;
  std::string_view text;
  int64_t time = 0;
  if (fields[key].get(time) == simdjson::SUCCESS && time == 0) return 0;
  if (fields[key].get(text) == simdjson::SUCCESS && text == "0") return 0;
  return timeOf(fields[key]);
}

tw_decimal Walk::decimalOf(element value) {
  tw_decimal out = {0, 0, 1};
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) {
    if (!parseDecimal(text.data(), text.size(), out)) fail(TW_REASON_BAD_NUMBER);
    return out;
  }
  int64_t number = 0;
  if (isOtherNumber(value)) return fail(TW_REASON_BAD_NUMBER), out;
  if (value.get(number) != simdjson::SUCCESS) return fail(TW_REASON_BAD_FIELD), out;
  const auto largest = static_cast<int64_t>(kLargestMantissa);
  if (number < -largest || number > largest) return fail(TW_REASON_BAD_NUMBER), out;
  out.mantissa = number;
  return out;
}

tw_decimal Walk::decimal(const Fields &fields, int key) {
  if (!fields.has(key)) return fail(TW_REASON_MISSING_FIELD), tw_decimal{0, 0, 0};
  return decimalOf(fields[key]);
}

tw_decimal Walk::optionalDecimal(const Fields &fields, int key) {
  if (!fields.has(key) || isEmptyText(fields[key])) return {0, 0, 0};
  return decimalOf(fields[key]);
}

const Symbol &Walk::symbol(std::string_view name) {
  if (name.size() > TW_SYMBOL_BYTES) return fail(TW_REASON_SYMBOL_TOO_LONG), kNobody;
  if (name.empty()) return fail(TW_REASON_BAD_FIELD), kNobody;
  const Symbol *const known = decoder.symbols.find(name);
  if (known != nullptr) {
    isFiltered_ |= !isKept(*known);
    return isKept(*known) ? *known : kNobody;
  }
  if (unknown_.length == 0) {
    unknown_.name = NameWords(name);
    unknown_.length = static_cast<int32_t>(name.size());
    neededPriceDecimals_ = 0;
    neededQuantityDecimals_ = 0;
  }
  const bool isFirst = unknown_.length == static_cast<int32_t>(name.size()) && unknown_.name == NameWords(name);
  return isFirst ? unknown_ : kNobody;
}

const Symbol &Walk::forcedSymbol() const {
  const Symbol *const forced = decoder.symbols.findSlot(forcedSlot_);
  return forced != nullptr ? *forced : kNobody;
}

void Walk::noteOffGrid(const Symbol &symbol, bool isPrice, int32_t decimals) {
  const bool isUnknown = &symbol == &unknown_;
  // Rows of several symbols may stand in one frame: the verdict names one of them, and only its values count.
  if (&symbol == &kNobody || (!isUnknown && unknown_.length > 0)) return;
  if (!isUnknown && offGrid_ == nullptr) {
    offGrid_ = &symbol;
    neededPriceDecimals_ = symbol.price.decimals;
    neededQuantityDecimals_ = symbol.quantity.decimals;
  }
  if (!isUnknown && &symbol != offGrid_) return;
  int32_t &needed = isPrice ? neededPriceDecimals_ : neededQuantityDecimals_;
  needed = std::max(needed, decimals);
}

int64_t Walk::onGrid(element value, const Symbol &symbol, bool isPrice, int64_t least) {
  const tw_decimal number = decimalOf(value);
  if (hasFailed()) return 0;
  // The smallest value allowed is 0 or anything above it, on whatever grid.
  if (number.mantissa < least) return fail(TW_REASON_BAD_NUMBER), 0;
  const Scale &scale = isPrice ? symbol.price : symbol.quantity;
  int64_t steps = 0;
  switch (scale.steps(number, steps)) {
    case GridFit::tooLarge: fail(TW_REASON_BAD_NUMBER); break;
    case GridFit::off: noteOffGrid(symbol, isPrice, number.decimals); break;
    case GridFit::on: break;
  }
  return steps;
}

int64_t Walk::ticks(const Fields &fields, int key, const Symbol &symbol, int64_t least) {
  if (!fields.has(key)) return fail(TW_REASON_MISSING_FIELD), 0;
  return onGrid(fields[key], symbol, true, least);
}

int64_t Walk::lots(const Fields &fields, int key, const Symbol &symbol, int64_t least) {
  if (!fields.has(key)) return fail(TW_REASON_MISSING_FIELD), 0;
  return onGrid(fields[key], symbol, false, least);
}

int32_t Walk::side(element value, const Symbol &symbol, tw_level *out, int32_t room) {
  simdjson::dom::array rows;
  if (value.get(rows) != simdjson::SUCCESS) return fail(TW_REASON_BAD_FIELD), 0;
  int32_t count = 0;
  for (const element row : rows) {
    simdjson::dom::array pair;
    if (row.get(pair) != simdjson::SUCCESS || pair.size() != 2) return fail(TW_REASON_BAD_FIELD), 0;
    if (count == room) return fail(TW_REASON_TOO_MANY_LEVELS), 0;
    auto part = pair.begin();
    out[count].price_ticks = onGrid(*part, symbol, true, 1);
    ++part;
    out[count].quantity_lots = onGrid(*part, symbol, false, 0);
    if (hasFailed()) return 0;
    ++count;
  }
  return count;
}

void Walk::levels(const Fields &fields, int bidsKey, int asksKey, const Symbol &symbol) {
  if (!fields.has(bidsKey) || !fields.has(asksKey)) return fail(TW_REASON_MISSING_FIELD);
  frame.bid_count = side(fields[bidsKey], symbol, decoder.bids.get(), TW_MAX_LEVELS);
  frame.ask_count = side(fields[asksKey], symbol, decoder.asks.get(), TW_MAX_LEVELS - frame.bid_count);
  if (isKept(symbol)) return;
  frame.bid_count = 0;
  frame.ask_count = 0;
}

tw_trade *Walk::addTrade() {
  if (frame.trade_count == TW_MAX_ROWS) return fail(TW_REASON_TOO_MANY_ROWS), nullptr;
  tw_trade *const row = &decoder.trades[frame.trade_count++];
  *row = {};
  return row;
}

tw_record *Walk::addRecord(tw_record_kind kind, const Symbol &symbol) {
  if (frame.record_count == TW_MAX_ROWS) return fail(TW_REASON_TOO_MANY_ROWS), nullptr;
  tw_record *const row = &decoder.records[frame.record_count++];
  *row = {};
  row->kind = kind;
  row->slot = symbol.slot;
  return row;
}

bool Walk::hasRows() const { return frame.trade_count > 0 || frame.record_count > 0; }

/// Why a frame of rows has none left.
tw_reason Walk::reasonWithoutRows() const {
  if (frame.dropped_x_not_market > 0) return TW_REASON_X_NOT_MARKET;
  if (frame.dropped_st_coinm > 0) return TW_REASON_ST_COINM;
  if (frame.dropped_block_trade > 0) return TW_REASON_BLOCK_TRADE;
  if (isFiltered_) return TW_REASON_SYMBOL_FILTERED;
  return ignored_;
}

void Walk::settle(tw_status status, tw_reason reason) {
  const tw_frame seen = frame;
  clearFrame(frame);
  frame.status = status;
  frame.reason = reason;
  if (status != TW_IGNORED) return;
  frame.dropped_x_not_market = seen.dropped_x_not_market;
  frame.dropped_st_coinm = seen.dropped_st_coinm;
  frame.dropped_block_trade = seen.dropped_block_trade;
  if (seen.dropped_x_not_market + seen.dropped_block_trade == 0) return;
  frame.slot = seen.slot;
  frame.event_ms = seen.event_ms;
}

void Walk::publish(tw_kind kind) {
  frame.kind = kind;
  const bool isDepth = kind == TW_DEPTH_DIFF || kind == TW_DEPTH_SNAPSHOT || kind == TW_PARTIAL_DEPTH;
  if (isDepth) frame.bids = decoder.bids.get();
  if (isDepth) frame.asks = decoder.asks.get();
  if (kind == TW_TRADES) frame.trades = decoder.trades.get();
  if (kind == TW_RECORDS) frame.records = decoder.records.get();
}

void Walk::finish(tw_kind kind) {
  if (hasFailed()) return settle(TW_REJECTED, error_);
  if (unknown_.length > 0) {
    settle(TW_UNKNOWN_SYMBOL, TW_REASON_NONE);
    frame.symbol_length = unknown_.length;
    std::memcpy(frame.symbol, unknown_.name.words, sizeof frame.symbol);
  } else if (offGrid_ != nullptr) {
    settle(TW_OFF_GRID, TW_REASON_NONE);
    frame.slot = offGrid_->slot;
  } else {
    const tw_reason reason = hasRows() ? TW_REASON_NONE : reasonWithoutRows();
    if (reason != TW_REASON_NONE) return settle(TW_IGNORED, reason);
    return publish(kind);
  }
  frame.needed_price_decimals = neededPriceDecimals_;
  frame.needed_quantity_decimals = neededQuantityDecimals_;
}

}  // namespace cdecode
