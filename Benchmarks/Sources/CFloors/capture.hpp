// What every contender starts from, and what the specialised ones may take for granted.
#pragma once
#include <string>
#include <vector>

#include "CFloors.h"

struct floors_capture {
  struct Update {
    int64_t price, quantity;
    floors_side side;
  };

  int32_t price_decimals = 0, quantity_decimals = 0;
  uint64_t snapshot_id = 0;
  std::vector<Update> snapshot;
  /// Every level update that the snapshot does not hold, for the book-alone contenders.
  std::vector<Update> updates;
  size_t symbol_length = 0;
  /// Why On-Demand, the flat array or the scanner cannot read this capture; empty when it can.
  std::string on_demand_objection, flat_objection, scanner_objection;
};
