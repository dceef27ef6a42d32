// The books an alternative would use: none, one array slot a tick, and std::map.
#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <type_traits>
#include <vector>

#include "CFloors.h"

namespace floors {

/// Decodes without a book.
struct NoBook {
  void clear() {}
  template <floors_side side>
  void set(int64_t, int64_t) {}
  size_t count(floors_side) const { return 0; }
  size_t top(floors_side, floors_level *, size_t) const { return 0; }
};

/// The decimals and the price step that the flat array and the scanner are made for: BTCUSDT's, known when compiling.
constexpr int32_t flat_price_decimals = 2;
constexpr int32_t flat_quantity_decimals = 3;
constexpr int64_t units_per_tick = 10;

/// One side in one slot a tick, up to 104 857.5; prices above are rare and go to a map, so that no level is lost.
template <floors_side side>
class FlatHalf {
 public:
  void clear() {
    std::fill(slots_.begin(), slots_.end(), 0);
    above_.clear();
    best_ = none;
  }

  void set(int64_t price, int64_t quantity) {
    const int64_t tick = price / units_per_tick;
    if (static_cast<uint64_t>(tick) >= slot_count) return set_above(price, quantity);
    slots_[static_cast<size_t>(tick)] = quantity;
    if (quantity != 0) {
      if (is_better(tick)) best_ = tick;
    } else if (tick == best_) {
      while (best_ != none && slots_[static_cast<size_t>(best_)] == 0) best_ += to_worse;
    }
  }

  size_t count() const {
    return slot_count - static_cast<size_t>(std::count(slots_.begin(), slots_.end(), 0)) + above_.size();
  }

  size_t top(floors_level *levels, size_t limit) const {
    size_t found = 0;
    if (side == FLOORS_BID) found = top_above(above_.rbegin(), above_.rend(), levels, found, limit);
    for (int64_t tick = best_; tick != none && found < limit; tick += to_worse) {
      const int64_t quantity = slots_[static_cast<size_t>(tick)];
      if (quantity != 0) levels[found++] = {tick * units_per_tick, quantity};
    }
    if (side == FLOORS_ASK) found = top_above(above_.begin(), above_.end(), levels, found, limit);
    return found;
  }

 private:
  static constexpr uint64_t slot_count = 1 << 20;
  static constexpr int64_t to_worse = side == FLOORS_BID ? -1 : 1;
  static constexpr int64_t none = side == FLOORS_BID ? -1 : static_cast<int64_t>(slot_count);

  bool is_better(int64_t tick) const { return side == FLOORS_BID ? tick > best_ : tick < best_; }

  void set_above(int64_t price, int64_t quantity) {
    if (quantity != 0)
      above_[price] = quantity;
    else
      above_.erase(price);
  }

  template <class Iterator>
  static size_t top_above(Iterator at, Iterator end, floors_level *levels, size_t found, size_t limit) {
    for (; at != end && found < limit; ++at) levels[found++] = {at->first, at->second};
    return found;
  }

  std::vector<int64_t> slots_ = std::vector<int64_t>(slot_count);
  std::map<int64_t, int64_t> above_;
  int64_t best_ = none;
};

/// One side in a tree, best first.
template <floors_side side>
class MapHalf {
 public:
  void clear() { levels_.clear(); }

  void set(int64_t price, int64_t quantity) {
    if (quantity != 0)
      levels_[price] = quantity;
    else
      levels_.erase(price);
  }

  size_t count() const { return levels_.size(); }

  size_t top(floors_level *levels, size_t limit) const {
    size_t found = 0;
    for (auto at = levels_.begin(); at != levels_.end() && found < limit; ++at)
      levels[found++] = {at->first, at->second};
    return found;
  }

 private:
  using Order = std::conditional_t<side == FLOORS_BID, std::greater<int64_t>, std::less<int64_t>>;
  std::map<int64_t, int64_t, Order> levels_;
};

/// Both sides, chosen at compile time where a level is set.
template <template <floors_side> class Half>
class TwoSided {
 public:
  void clear() {
    bids_.clear();
    asks_.clear();
  }

  template <floors_side side>
  void set(int64_t price, int64_t quantity) {
    if constexpr (side == FLOORS_BID)
      bids_.set(price, quantity);
    else
      asks_.set(price, quantity);
  }

  size_t count(floors_side side) const { return side == FLOORS_BID ? bids_.count() : asks_.count(); }

  size_t top(floors_side side, floors_level *levels, size_t limit) const {
    return side == FLOORS_BID ? bids_.top(levels, limit) : asks_.top(levels, limit);
  }

 private:
  Half<FLOORS_BID> bids_;
  Half<FLOORS_ASK> asks_;
};

using FlatBook = TwoSided<FlatHalf>;
using MapBook = TwoSided<MapHalf>;

}  // namespace floors
