// Binance spot, USD-M and COIN-M frames through the DOM: what kind of frame it is, books and trades.
#include "binance_general.hpp"

#include <algorithm>
#include <iterator>

namespace cdecode::binance {

namespace {

using simdjson::dom::element;

/// What a combined stream's name says about its data.
struct Stream {
  /// The part before '@'; empty for a raw frame.
  std::string_view symbol;
  /// The part from '@' to the next one.
  std::string_view name;
  bool isCombined = false;

  /// 5, 10 or 20 for partial depth, else 0.
  int32_t partialDepth() const {
    if (name == "depth5") return 5;
    if (name == "depth10") return 10;
    return name == "depth20" ? 20 : 0;
  }
};

Stream parseStream(std::string_view text) {
  Stream stream;
  stream.isCombined = true;
  const size_t at = text.find('@');
  if (at == std::string_view::npos) return stream;
  stream.symbol = text.substr(0, at);
  stream.name = text.substr(at + 1);
  stream.name = stream.name.substr(0, stream.name.find('@'));
  return stream;
}

/// Stream names carry the symbol in lower case. The result is valid as long as `room` is.
std::string_view upperCase(std::string_view name, char (&room)[TW_SYMBOL_BYTES + 1]) {
  const size_t length = std::min(name.size(), sizeof room);
  std::transform(name.begin(), name.begin() + length, room,
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return {room, length};
}

/// Diff or, where the stream's name says so, partial depth. Only futures carry `pu`.
void depthUpdate(Walk &walk, const Fields &fields, const Stream &stream, tw_kind &kind) {
  if (fields.has(pu) != walk.decoder.isBinanceFutures()) return walk.fail(TW_REASON_WRONG_VENUE);
  const int32_t partial = stream.partialDepth();
  if (stream.name == "rpiDepth") return walk.ignore(TW_REASON_UNUSED_STREAM);
  if (stream.isCombined && partial == 0 && stream.name != "depth") return walk.fail(TW_REASON_BAD_FIELD);
  const Symbol &symbol = walk.symbol(walk.text(fields, s));
  tw_frame &frame = walk.frame;
  frame.slot = symbol.slot;
  frame.depth = partial;
  frame.sent_ms = walk.time(fields, E);
  frame.event_ms = fields.has(T) ? walk.time(fields, T) : frame.sent_ms;
  frame.first_id = walk.integer(fields, U);
  frame.last_id = walk.integer(fields, u);
  if (fields.has(pu)) frame.previous_id = walk.integer(fields, pu);
  walk.levels(fields, b, a, symbol);
  kind = partial > 0 ? TW_PARTIAL_DEPTH : TW_DEPTH_DIFF;
}

void spotPartialDepth(Walk &walk, const Fields &fields, const Stream &stream, tw_kind &kind) {
  if (walk.decoder.isBinanceFutures()) return walk.fail(TW_REASON_WRONG_VENUE);
  if (stream.partialDepth() == 0) return walk.fail(TW_REASON_BAD_FIELD);
  char room[TW_SYMBOL_BYTES + 1];
  const Symbol &symbol = walk.symbol(upperCase(stream.symbol, room));
  walk.frame.slot = symbol.slot;
  walk.frame.depth = stream.partialDepth();
  walk.frame.last_id = walk.integer(fields, lastUpdateId);
  walk.levels(fields, bids, asks, symbol);
  kind = TW_PARTIAL_DEPTH;
}

/// A REST snapshot never moves the event time (SEMANTICS.md, I32), whatever E and T it carries.
void restSnapshot(Walk &walk, const Fields &fields, const Symbol &symbol, tw_kind &kind) {
  const bool isSpot = !walk.decoder.isBinanceFutures();
  if (isSpot && (fields.has(E) || fields.has(T) || fields.has(pair))) return walk.fail(TW_REASON_WRONG_VENUE);
  walk.frame.slot = symbol.slot;
  walk.frame.sent_ms = walk.optionalTime(fields, E);
  walk.frame.last_id = walk.integer(fields, lastUpdateId);
  walk.levels(fields, bids, asks, symbol);
  kind = TW_DEPTH_SNAPSHOT;
}

/// {"symbol":…,"snapshot":{…}}: what a recorder writes so that the snapshot is not anonymous.
void recordedSnapshot(Walk &walk, const Fields &fields, tw_kind &kind) {
  Fields inner;
  const Symbol &named = walk.symbol(walk.text(fields, symbol));
  if (walk.collect(fields[snapshot], kKeys, inner)) restSnapshot(walk, inner, named, kind);
}

void bookTicker(Walk &walk, const Fields &fields, tw_kind &kind) {
  // Spot has neither event type nor times, futures have them all.
  if (fields.has(e) != walk.decoder.isBinanceFutures()) return walk.fail(TW_REASON_WRONG_VENUE);
  const Symbol &symbol = walk.symbol(walk.text(fields, s));
  tw_frame &frame = walk.frame;
  frame.slot = symbol.slot;
  frame.sent_ms = walk.optionalTime(fields, E);
  frame.event_ms = fields.has(T) ? walk.time(fields, T) : frame.sent_ms;
  frame.last_id = walk.integer(fields, u);
  frame.bid_price_ticks = walk.ticks(fields, b, symbol, 0);
  frame.bid_quantity_lots = walk.lots(fields, B, symbol, 0);
  frame.ask_price_ticks = walk.ticks(fields, a, symbol, 0);
  frame.ask_quantity_lots = walk.lots(fields, A, symbol, 0);
  kind = TW_BOOK_TICKER;
}

void trade(Walk &walk, const Fields &fields, bool isAggregate, tw_kind &kind) {
  kind = TW_TRADES;
  const Symbol &symbol = walk.symbol(walk.text(fields, s));
  walk.frame.slot = symbol.slot;
  walk.frame.event_ms = walk.time(fields, T);
  if (walk.decoder.venue == TW_BINANCE_USDM && fields.has(X) && walk.text(fields, X) != "MARKET") {
    // Insurance fund, ADL and RPI rows: no market trades, and their price may be "0". Their time is an event time.
    walk.frame.dropped_x_not_market = 1;
    return;
  }
  tw_trade row = {};
  row.slot = symbol.slot;
  row.id = walk.integer(fields, isAggregate ? a : t);
  row.time_ms = walk.frame.event_ms;
  row.price_ticks = walk.ticks(fields, p, symbol, 1);
  row.quantity_lots = walk.lots(fields, q, symbol, 1);
  // FIX-01: m says that the buyer was the maker, so the taker sold.
  row.buy_aggressor = walk.flag(fields, m) ? 0 : 1;
  row.is_aggregate = isAggregate ? 1 : 0;
  walk.frame.sent_ms = walk.time(fields, E);
  tw_trade *const added = Walk::isKept(symbol) ? walk.addTrade() : nullptr;
  if (added != nullptr) *added = row;
}

/// Events that Binance documents and nothing here uses: other market streams and the user data stream.
constexpr std::string_view kUnusedEvents[] = {
    "continuous_kline", "contractInfo", "compositeIndex", "assetIndexUpdate", "avgPrice", "referencePrice",
    "blockTrade", "1hTicker", "4hTicker", "1dTicker", "tradingSession", "executionReport", "outboundAccountPosition",
    "balanceUpdate", "listStatus", "externalLockUpdate", "eventStreamTerminated", "listenKeyExpired",
    "ORDER_TRADE_UPDATE", "TRADE_LITE", "ACCOUNT_UPDATE", "ACCOUNT_CONFIG_UPDATE", "MARGIN_CALL", "ALGO_UPDATE",
    "STRATEGY_UPDATE", "GRID_UPDATE", "CONDITIONAL_ORDER_TRIGGER_REJECT", "USER_LIABILITY_CHANGE",
    "MARGIN_LEVEL_STATUS_CHANGE"};

void otherEvent(Walk &walk, std::string_view name) {
  if (name == "serverShutdown") return walk.ignore(TW_REASON_SERVER_SHUTDOWN);
  const auto *const end = std::end(kUnusedEvents);
  if (std::find(std::begin(kUnusedEvents), end, name) != end) return walk.ignore(TW_REASON_UNUSED_STREAM);
  walk.fail(TW_REASON_UNKNOWN_FRAME);
}

void event(Walk &walk, const Fields &fields, const Stream &stream, tw_kind &kind) {
  const std::string_view name = walk.text(fields, e);
  if (dropForeignProduct(walk, fields)) return;
  if (name == "depthUpdate") return depthUpdate(walk, fields, stream, kind);
  if (name == "bookTicker") return bookTicker(walk, fields, kind);
  if (name == "trade" || name == "aggTrade") return trade(walk, fields, name == "aggTrade", kind);
  if (record(walk, fields, name)) {
    kind = TW_RECORDS;
  } else {
    otherEvent(walk, name);
  }
}

/// Several rows in one frame: mark prices, tickers, liquidations.
void eventArray(Walk &walk, simdjson::dom::array rows, tw_kind &kind) {
  if (rows.begin() == rows.end()) return walk.fail(TW_REASON_UNKNOWN_FRAME);
  kind = TW_RECORDS;
  Fields fields;
  for (const element row : rows) {
    if (!row.is_object()) return walk.fail(TW_REASON_UNKNOWN_FRAME);
    if (!walk.collect(row, kKeys, fields)) return;
    if (!fields.has(e)) return walk.fail(TW_REASON_UNKNOWN_FRAME);
    const std::string_view name = walk.text(fields, e);
    if (dropForeignProduct(walk, fields)) continue;
    if (!record(walk, fields, name)) otherEvent(walk, name);
    if (walk.hasFailed()) return;
  }
}

/// Answers and errors on the connection, and everything that has no event type.
void message(Walk &walk, const Fields &fields) {
  if (fields.has(topic) || fields.has(retCode) || fields.has(success) || fields.has(op)) {
    return walk.fail(TW_REASON_WRONG_VENUE);
  }
  if (fields.has(error) || (fields.has(code) && fields.has(msg))) return walk.ignore(TW_REASON_VENUE_ERROR);
  if (fields.has(result) && fields.has(id)) return walk.ignore(TW_REASON_ACK);
  if (fields.has(subscriptionId) && fields.has(Key::event)) return walk.ignore(TW_REASON_UNUSED_STREAM);
  walk.fail(TW_REASON_UNKNOWN_FRAME);
}

/// The one stream frame without an event type is known by its fields.
bool isSpotBookTicker(const Fields &fields) {
  return fields.has(u) && fields.has(s) && fields.has(b) && fields.has(B) && fields.has(a) && fields.has(A);
}

void payload(Walk &walk, const Fields &fields, const Stream &stream, tw_kind &kind) {
  if (fields.has(e)) return event(walk, fields, stream, kind);
  if (fields.has(symbol) && fields.has(snapshot)) return recordedSnapshot(walk, fields, kind);
  if (fields.has(lastUpdateId)) {
    if (stream.isCombined) return spotPartialDepth(walk, fields, stream, kind);
    const Symbol &named = fields.has(symbol) ? walk.symbol(walk.text(fields, symbol)) : walk.forcedSymbol();
    return restSnapshot(walk, fields, named, kind);
  }
  if (isSpotBookTicker(fields)) return bookTicker(walk, fields, kind);
  message(walk, fields);
}

void combined(Walk &walk, const Fields &fields, tw_kind &kind) {
  const Stream named = parseStream(walk.text(fields, stream));
  simdjson::dom::array rows;
  if (fields[data].get(rows) == simdjson::SUCCESS) return eventArray(walk, rows, kind);
  Fields inner;
  if (walk.collect(fields[data], kKeys, inner)) payload(walk, inner, named, kind);
}

tw_kind root(Walk &walk, element value) {
  tw_kind kind = TW_NONE;
  simdjson::dom::array rows;
  Fields fields;
  if (value.get(rows) == simdjson::SUCCESS) {
    eventArray(walk, rows, kind);
  } else if (!value.is_object()) {
    walk.fail(TW_REASON_NOT_AN_OBJECT);
  } else if (walk.collect(value, kKeys, fields)) {
    if (fields.has(stream) && fields.has(data)) {
      combined(walk, fields, kind);
    } else {
      payload(walk, fields, Stream(), kind);
    }
  }
  return kind;
}

}  // namespace

/// Since the merge of 2026-06-30 the streams of one product carry rows of the other (st: 1 USD-M, 2 COIN-M).
bool dropForeignProduct(Walk &walk, const Fields &fields) {
  if (!walk.decoder.isBinanceFutures() || !fields.has(st)) return false;
  const int64_t own = walk.decoder.venue == TW_BINANCE_USDM ? 1 : 2;
  if (walk.integer(fields, st) != 3 - own) return false;
  ++walk.frame.dropped_st_coinm;
  return true;
}

}  // namespace cdecode::binance

void cdecode::decodeBinanceGeneral(tw_decoder &decoder, simdjson::dom::element root, int32_t forcedSlot) {
  Walk walk(decoder, forcedSlot);
  walk.finish(binance::root(walk, root));
}
