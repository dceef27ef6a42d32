// The field names of Bybit V5 frames, and what books, trades and slow rows share.
#pragma once
#include "bybit_topic.hpp"
#include "walk.hpp"

namespace cdecode::bybit {

/// Named as on the wire; the order is that of kKeys.
enum Key : int {
  s, b, a, u, T, S, v, p, i, e,
  ts, op, cts, seq, BT, end, low, high, open, type, data, topic, start, close, symbol, volume, result, stream, interval,
  turnover, confirm, success, request, ret_msg, retCode, lastPrice, markPrice, volume24h, indexPrice, fundingRate,
  turnover24h, openInterest, prevPrice24h, highPrice24h, lowPrice24h, lastUpdateId, nextFundingTime, singleOpenInterest,
  fundingIntervalHour, id, keyCount
};

inline constexpr KeyTable<keyCount> kKeys({
    "s", "b", "a", "u", "T", "S", "v", "p", "i", "e",
    "ts", "op", "cts", "seq", "BT", "end", "low", "high", "open", "type", "data", "topic", "start", "close", "symbol",
    "volume", "result", "stream", "interval", "turnover", "confirm", "success", "request", "ret_msg", "retCode",
    "lastPrice", "markPrice", "volume24h", "indexPrice", "fundingRate", "turnover24h", "openInterest", "prevPrice24h",
    "highPrice24h", "lowPrice24h", "lastUpdateId", "nextFundingTime", "singleOpenInterest",
    "fundingIntervalHour", "id"});

/// "Buy" or "Sell"; anything else is an error.
bool isBuy(Walk &walk, const Fields &row);
/// Fails unless `type` is "snapshot" or "delta".
bool isDelta(Walk &walk, const Fields &frame);
/// The frame's rows; false, with an error, unless there is at least one.
bool rows(Walk &walk, const Fields &frame, simdjson::dom::array &out);

/// Adds the rows of a tickers, kline or allLiquidation frame. False when the topic is none of these.
bool records(Walk &walk, const Fields &frame, const Topic &topic);

}  // namespace cdecode::bybit
