// Binance's slow rows: mark prices, liquidations, klines, 24-h tickers.
#include "binance_general.hpp"

namespace cdecode::binance {

namespace {

/// 1s counts as 0 minutes, a month as 30 days; -1 for an interval that Binance does not have.
int32_t intervalMinutes(std::string_view text) {
  struct Interval {
    std::string_view name;
    int32_t minutes;
  };
  static constexpr Interval kIntervals[] = {
      {"1s", 0},   {"1m", 1},    {"3m", 3},   {"5m", 5},   {"15m", 15}, {"30m", 30},  {"1h", 60},    {"2h", 120},
      {"4h", 240}, {"6h", 360},  {"8h", 480}, {"12h", 720}, {"1d", 1440}, {"3d", 4320}, {"1w", 10080}, {"1M", 43200}};
  for (const Interval &interval : kIntervals) {
    if (interval.name == text) return interval.minutes;
  }
  return -1;
}

/// The frame's times are those of its last row.
void addRow(Walk &walk, const tw_record &row, const Symbol &symbol, int64_t sent) {
  walk.frame.event_ms = row.event_ms;
  walk.frame.sent_ms = sent;
  if (!Walk::isKept(symbol)) return;
  tw_record *const added = walk.addRecord(row.kind, symbol);
  if (added == nullptr) return;
  *added = row;
  added->slot = symbol.slot;
}

void markPrice(Walk &walk, const Fields &fields) {
  const Symbol &symbol = walk.symbol(walk.text(fields, s));
  tw_record row = {};
  row.kind = TW_RECORD_MARK_PRICE;
  row.event_ms = walk.time(fields, E);
  row.mark = walk.decimal(fields, p);
  row.index = walk.optionalDecimal(fields, i);
  // Empty for delivery contracts, which also have no next funding (T = 0).
  row.funding_rate = walk.optionalDecimal(fields, r);
  row.next_funding_ms = walk.timeOrNone(fields, T);
  addRow(walk, row, symbol, row.event_ms);
}

void liquidation(Walk &walk, const Fields &fields) {
  Fields order;
  if (!fields.has(o)) return walk.fail(TW_REASON_MISSING_FIELD);
  if (!walk.collect(fields[o], kKeys, order) || dropForeignProduct(walk, order)) return;
  const Symbol &symbol = walk.symbol(walk.text(order, s));
  const std::string_view side = walk.text(order, S);
  if (side != "SELL" && side != "BUY") walk.fail(TW_REASON_BAD_FIELD);
  tw_record row = {};
  row.kind = TW_RECORD_LIQUIDATION;
  row.event_ms = walk.time(order, T);
  row.quantity_lots = walk.lots(order, q, symbol, 0);
  // FIX-07: S is the side of the forced order; selling closes a long.
  row.long_liquidated = side == "SELL" ? 1 : 0;
  row.price = walk.decimal(order, p);
  row.average_price = walk.optionalDecimal(order, ap);
  row.filled_quantity = walk.optionalDecimal(order, z);
  addRow(walk, row, symbol, walk.time(fields, E));
}

void readBar(Walk &walk, const Fields &fields, tw_record &row) {
  row.open = walk.decimal(fields, o);
  row.high = walk.decimal(fields, h);
  row.low = walk.decimal(fields, l);
  row.close = walk.decimal(fields, c);
  row.base_volume = walk.decimal(fields, v);
  row.quote_volume = walk.decimal(fields, q);
  if (fields.has(n)) row.trade_count = walk.integer(fields, n);
}

void kline(Walk &walk, const Fields &fields) {
  Fields bar;
  if (!fields.has(k)) return walk.fail(TW_REASON_MISSING_FIELD);
  if (!walk.collect(fields[k], kKeys, bar)) return;
  const Symbol &symbol = walk.symbol(walk.text(fields, s));
  tw_record row = {};
  row.kind = TW_RECORD_KLINE;
  row.event_ms = walk.time(fields, E);
  row.start_ms = walk.time(bar, t);
  row.end_ms = walk.time(bar, T);
  row.is_closed = walk.flag(bar, x) ? 1 : 0;
  row.interval_minutes = intervalMinutes(walk.text(bar, i));
  if (row.interval_minutes < 0) walk.fail(TW_REASON_BAD_FIELD);
  readBar(walk, bar, row);
  addRow(walk, row, symbol, row.event_ms);
}

void ticker(Walk &walk, const Fields &fields) {
  const Symbol &symbol = walk.symbol(walk.text(fields, s));
  tw_record row = {};
  row.kind = TW_RECORD_TICKER;
  row.event_ms = walk.time(fields, E);
  readBar(walk, fields, row);
  row.price = row.close;
  addRow(walk, row, symbol, row.event_ms);
}

}  // namespace

bool record(Walk &walk, const Fields &fields, std::string_view name) {
  const bool isFuturesOnly = name == "markPriceUpdate" || name == "forceOrder";
  if (isFuturesOnly && !walk.decoder.isBinanceFutures()) return walk.fail(TW_REASON_WRONG_VENUE), true;
  if (name == "markPriceUpdate") return markPrice(walk, fields), true;
  if (name == "forceOrder") return liquidation(walk, fields), true;
  if (name == "kline") return kline(walk, fields), true;
  if (name == "24hrTicker" || name == "24hrMiniTicker") return ticker(walk, fields), true;
  return false;
}

}  // namespace cdecode::binance
