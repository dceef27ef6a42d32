// Bybit V5 spot, linear and inverse frames through the DOM: what kind of frame it is, books and trades.
#include "bybit_general.hpp"

#include <algorithm>
#include <iterator>

namespace cdecode::bybit {

namespace {

using simdjson::dom::element;

/// The part that stream and REST have in common: s, b, a, u, seq.
void readBook(Walk &walk, const Fields &book, const Symbol &symbol) {
  walk.frame.slot = symbol.slot;
  walk.frame.first_id = walk.integer(book, seq);
  walk.frame.last_id = walk.integer(book, u);
  walk.levels(book, b, a, symbol);
}

void orderBook(Walk &walk, const Fields &frame, const Topic &topic, tw_kind &kind) {
  Fields book;
  walk.frame.depth = bookDepth(topic.argument);
  if (walk.frame.depth < 0) return walk.ignore(TW_REASON_UNUSED_STREAM);
  if (!frame.has(data)) return walk.fail(TW_REASON_MISSING_FIELD);
  if (!walk.collect(frame[data], kKeys, book)) return;
  const std::string_view name = walk.text(book, s);
  if (name != topic.symbol) walk.fail(TW_REASON_MIXED_SYMBOLS);
  walk.frame.sent_ms = walk.time(frame, ts);
  walk.frame.event_ms = frame.has(cts) ? walk.time(frame, cts) : walk.frame.sent_ms;
  readBook(walk, book, walk.symbol(name));
  // After a restart of the service a delta with u = 1 is a whole book (EXCHANGES.md, B4).
  kind = isDelta(walk, frame) && walk.frame.last_id != 1 ? TW_DEPTH_DIFF : TW_DEPTH_SNAPSHOT;
}

/// The answer of /v5/market/orderbook; like every REST snapshot it has no event time.
void restSnapshot(Walk &walk, const Fields &book, tw_kind &kind) {
  walk.frame.sent_ms = walk.time(book, ts);
  readBook(walk, book, walk.symbol(walk.text(book, s)));
  kind = TW_DEPTH_SNAPSHOT;
}

void tradeRow(Walk &walk, const Fields &row, const Topic &topic) {
  const std::string_view name = walk.text(row, s);
  if (name != topic.symbol) walk.fail(TW_REASON_MIXED_SYMBOLS);
  const Symbol &symbol = walk.symbol(name);
  walk.frame.slot = symbol.slot;
  walk.frame.event_ms = std::max(walk.frame.event_ms, walk.time(row, T));
  if (row.has(BT) && walk.flag(row, BT)) {
    // Not counted, but its time is an event time like any other.
    ++walk.frame.dropped_block_trade;
    return;
  }
  tw_trade trade = {};
  trade.slot = symbol.slot;
  if (!parseTradeId(walk.text(row, i), trade)) walk.fail(TW_REASON_BAD_FIELD);
  trade.time_ms = walk.time(row, T);
  trade.price_ticks = walk.ticks(row, p, symbol, 1);
  trade.quantity_lots = walk.lots(row, v, symbol, 1);
  trade.buy_aggressor = isBuy(walk, row) ? 1 : 0;
  tw_trade *const added = Walk::isKept(symbol) ? walk.addTrade() : nullptr;
  if (added != nullptr) *added = trade;
}

void publicTrade(Walk &walk, const Fields &frame, const Topic &topic, tw_kind &kind) {
  kind = TW_TRADES;
  walk.frame.sent_ms = walk.time(frame, ts);
  // Trades come as "snapshot" only, but the word decides nothing.
  isDelta(walk, frame);
  simdjson::dom::array values;
  if (!rows(walk, frame, values)) return;
  Fields row;
  for (const element value : values) {
    if (!walk.collect(value, kKeys, row)) return;
    tradeRow(walk, row, topic);
    if (walk.hasFailed()) return;
  }
}

/// Topics of the versions before V5.
bool isLegacy(const Topic &topic) {
  static constexpr std::string_view kLegacy[] = {"trade", "instrument_info", "candle", "klineV2"};
  if (topic.group.substr(0, 9) == "orderBook") return true;
  return std::find(std::begin(kLegacy), std::end(kLegacy), topic.group) != std::end(kLegacy);
}

/// V5 topics that nothing here uses, public and private.
bool isUnused(const Topic &topic) {
  static constexpr std::string_view kUnused[] = {
      "priceLimit", "insurance", "adlAlert", "liquidation", "system", "kline_lt", "tickers_lt", "lt", "order",
      "execution", "position", "wallet", "greeks", "dcp", "spread", "rfq"};
  return std::find(std::begin(kUnused), std::end(kUnused), topic.group) != std::end(kUnused);
}

void topicFrame(Walk &walk, const Fields &frame, tw_kind &kind) {
  const Topic topic = parseTopic(walk.text(frame, Key::topic));
  if (isLegacy(topic)) return walk.fail(TW_REASON_LEGACY_FORMAT);
  if (isUnused(topic)) return walk.ignore(TW_REASON_UNUSED_STREAM);
  if (topic.group == "orderbook") return orderBook(walk, frame, topic, kind);
  if (topic.group == "publicTrade") return publicTrade(walk, frame, topic, kind);
  if (!records(walk, frame, topic)) return walk.fail(TW_REASON_UNKNOWN_FRAME);
  kind = TW_RECORDS;
}

/// REST answers, and replies on the order-entry connection.
void restAnswer(Walk &walk, const Fields &frame, tw_kind &kind) {
  Fields book;
  int64_t code = 0;
  if (frame[retCode].get(code) != simdjson::SUCCESS) return walk.fail(TW_REASON_BAD_FIELD);
  if (code != 0) return walk.ignore(TW_REASON_VENUE_ERROR);
  if (frame.has(op)) return walk.ignore(TW_REASON_ACK);
  if (!frame.has(result)) return walk.fail(TW_REASON_UNKNOWN_FRAME);
  if (!walk.collect(frame[result], kKeys, book)) return;
  if (!book.has(s) || !book.has(b) || !book.has(a)) return walk.fail(TW_REASON_UNKNOWN_FRAME);
  restSnapshot(walk, book, kind);
}

bool isPong(const Fields &frame) {
  std::string_view text;
  if (frame.has(op) && frame[op].get(text) == simdjson::SUCCESS && text == "pong") return true;
  return frame.has(ret_msg) && frame[ret_msg].get(text) == simdjson::SUCCESS && text == "pong";
}

void message(Walk &walk, const Fields &frame, tw_kind &kind) {
  const bool isBinanceAnswer = frame.has(result) && frame.has(id) && !frame.has(retCode);
  if (frame.has(stream) || frame.has(e) || frame.has(lastUpdateId) || isBinanceAnswer) {
    return walk.fail(TW_REASON_WRONG_VENUE);
  }
  if (frame.has(request)) return walk.fail(TW_REASON_LEGACY_FORMAT);
  if (isPong(frame)) return walk.ignore(TW_REASON_PONG);
  if (frame.has(success)) return walk.ignore(walk.flag(frame, success) ? TW_REASON_ACK : TW_REASON_VENUE_ERROR);
  if (frame.has(retCode)) return restAnswer(walk, frame, kind);
  walk.fail(TW_REASON_UNKNOWN_FRAME);
}

tw_kind root(Walk &walk, element value) {
  tw_kind kind = TW_NONE;
  Fields frame;
  if (value.is_array()) {
    // Bybit sends no bare arrays; Binance's all-market streams do.
    walk.fail(TW_REASON_WRONG_VENUE);
  } else if (!value.is_object()) {
    walk.fail(TW_REASON_NOT_AN_OBJECT);
  } else if (walk.collect(value, kKeys, frame)) {
    if (frame.has(topic)) {
      topicFrame(walk, frame, kind);
    } else {
      message(walk, frame, kind);
    }
  }
  return kind;
}

}  // namespace

bool isBuy(Walk &walk, const Fields &row) {
  const std::string_view side = walk.text(row, S);
  if (side != "Buy" && side != "Sell") walk.fail(TW_REASON_BAD_FIELD);
  return side == "Buy";
}

bool isDelta(Walk &walk, const Fields &frame) {
  const std::string_view word = walk.text(frame, type);
  if (word != "delta" && word != "snapshot") walk.fail(TW_REASON_BAD_FIELD);
  return word == "delta";
}

bool rows(Walk &walk, const Fields &frame, simdjson::dom::array &out) {
  if (!frame.has(data)) return walk.fail(TW_REASON_MISSING_FIELD), false;
  if (frame[data].get(out) != simdjson::SUCCESS) return walk.fail(TW_REASON_BAD_FIELD), false;
  if (out.begin() == out.end()) return walk.fail(TW_REASON_MISSING_FIELD), false;
  return true;
}

}  // namespace cdecode::bybit

void cdecode::decodeBybitGeneral(tw_decoder &decoder, simdjson::dom::element root, int32_t forcedSlot) {
  Walk walk(decoder, forcedSlot);
  walk.finish(bybit::root(walk, root));
}
