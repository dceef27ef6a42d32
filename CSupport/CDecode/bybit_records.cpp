// Bybit's slow rows: tickers, klines, liquidations.
#include "bybit_general.hpp"

namespace cdecode::bybit {

namespace {

using simdjson::dom::element;

/// Days, weeks and months are letters, a month counting as 30 days; -1 for an interval that Bybit does not have.
int32_t intervalMinutes(std::string_view text) {
  struct Interval {
    std::string_view name;
    int32_t minutes;
  };
  static constexpr Interval kIntervals[] = {{"1", 1},     {"3", 3},     {"5", 5},     {"15", 15},   {"30", 30},
                                            {"60", 60},   {"120", 120}, {"240", 240}, {"360", 360}, {"720", 720},
                                            {"D", 1440},  {"W", 10080}, {"M", 43200}};
  for (const Interval &interval : kIntervals) {
    if (interval.name == text) return interval.minutes;
  }
  return -1;
}

void addRow(Walk &walk, const tw_record &row, const Symbol &symbol) {
  if (!Walk::isKept(symbol)) return;
  tw_record *const added = walk.addRecord(row.kind, symbol);
  if (added == nullptr) return;
  *added = row;
  added->slot = symbol.slot;
}

/// A delta leaves out what has not changed, so every value is optional.
void ticker(Walk &walk, const Fields &frame) {
  Fields values;
  if (!frame.has(data)) return walk.fail(TW_REASON_MISSING_FIELD);
  if (!walk.collect(frame[data], kKeys, values)) return;
  const Symbol &named = walk.symbol(walk.text(values, symbol));
  tw_record row = {};
  row.kind = TW_RECORD_TICKER;
  row.event_ms = walk.frame.event_ms;
  // Option tickers, and older spot ones, have no type and are whole.
  row.is_delta = frame.has(type) && isDelta(walk, frame) ? 1 : 0;
  row.price = walk.optionalDecimal(values, lastPrice);
  row.mark = walk.optionalDecimal(values, markPrice);
  row.index = walk.optionalDecimal(values, indexPrice);
  row.funding_rate = walk.optionalDecimal(values, fundingRate);
  row.next_funding_ms = walk.timeOrNone(values, nextFundingTime);
  row.funding_interval_hours = walk.optionalDecimal(values, fundingIntervalHour);
  row.open = walk.optionalDecimal(values, prevPrice24h);
  row.high = walk.optionalDecimal(values, highPrice24h);
  row.low = walk.optionalDecimal(values, lowPrice24h);
  row.close = row.price;
  row.base_volume = walk.optionalDecimal(values, volume24h);
  row.quote_volume = walk.optionalDecimal(values, turnover24h);
  row.open_interest = walk.optionalDecimal(values, openInterest);
  row.single_open_interest = walk.optionalDecimal(values, singleOpenInterest);
  addRow(walk, row, named);
}

void klineRow(Walk &walk, const Fields &bar, const Symbol &named) {
  tw_record row = {};
  row.kind = TW_RECORD_KLINE;
  row.event_ms = walk.frame.event_ms;
  row.start_ms = walk.time(bar, start);
  row.end_ms = walk.time(bar, end);
  row.interval_minutes = intervalMinutes(walk.text(bar, interval));
  if (row.interval_minutes < 0) walk.fail(TW_REASON_BAD_FIELD);
  row.is_closed = walk.flag(bar, confirm) ? 1 : 0;
  row.open = walk.decimal(bar, open);
  row.high = walk.decimal(bar, high);
  row.low = walk.decimal(bar, low);
  row.close = walk.decimal(bar, close);
  row.base_volume = walk.decimal(bar, volume);
  row.quote_volume = walk.decimal(bar, turnover);
  addRow(walk, row, named);
}

void liquidationRow(Walk &walk, const Fields &fields) {
  const Symbol &named = walk.symbol(walk.text(fields, s));
  tw_record row = {};
  row.kind = TW_RECORD_LIQUIDATION;
  row.event_ms = walk.time(fields, T);
  row.quantity_lots = walk.lots(fields, v, named, 0);
  // FIX-07: S is the side of the position here, not of the order.
  row.long_liquidated = isBuy(walk, fields) ? 1 : 0;
  row.price = walk.decimal(fields, p);
  addRow(walk, row, named);
}

}  // namespace

bool records(Walk &walk, const Fields &frame, const Topic &topic) {
  const bool isKline = topic.group == "kline";
  const bool isLiquidation = topic.group == "allLiquidation";
  if (!isKline && !isLiquidation && topic.group != "tickers") return false;
  walk.frame.sent_ms = walk.time(frame, ts);
  walk.frame.event_ms = walk.frame.sent_ms;
  if (!isKline && !isLiquidation) return ticker(walk, frame), true;
  simdjson::dom::array values;
  if (!rows(walk, frame, values)) return true;
  Fields row;
  for (const element value : values) {
    if (!walk.collect(value, kKeys, row)) break;
    if (isKline) {
      klineRow(walk, row, walk.symbol(topic.symbol));
    } else {
      liquidationRow(walk, row);
    }
    if (walk.hasFailed()) break;
  }
  return true;
}

}  // namespace cdecode::bybit
