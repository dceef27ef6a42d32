// The field names of Binance frames.
#pragma once
#include "fields.hpp"

namespace cdecode::binance {

/// Named as on the wire; the order is that of kKeys.
enum Key : int {
  e, E, T, s, U, u, b, a, B, A, p, q, t, m, X, o, k, i, r, c, h, l, v, n, x, S, z,
  pu, st, ap, id, op, bids, asks, code, msg, pair, data, event, error, topic, stream, symbol, result, snapshot, retCode,
  success, lastUpdateId, subscriptionId, keyCount
};

inline constexpr KeyTable<keyCount> kKeys({
    "e", "E", "T", "s", "U", "u", "b", "a", "B", "A", "p", "q", "t", "m", "X", "o", "k", "i", "r", "c", "h", "l", "v",
    "n", "x", "S", "z",
    "pu", "st", "ap", "id", "op", "bids", "asks", "code", "msg", "pair", "data", "event", "error", "topic", "stream",
    "symbol", "result", "snapshot", "retCode", "success", "lastUpdateId", "subscriptionId"});

}  // namespace cdecode::binance
