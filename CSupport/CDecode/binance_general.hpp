// Binance's slow rows, and what they share with books and trades.
#pragma once
#include "binance_keys.hpp"
#include "walk.hpp"

namespace cdecode::binance {

/// Counts and drops a row that belongs to the other futures product.
bool dropForeignProduct(Walk &walk, const Fields &fields);

/// Adds the row of a mark price, liquidation, kline or 24-h ticker event. False when the event is none of these.
bool record(Walk &walk, const Fields &fields, std::string_view name);

}  // namespace cdecode::binance
