// Where decoders put what they decode.
#pragma once
#include <cstdint>

#include "CFloors.h"

namespace floors {

struct DepthHeader {
  uint64_t event_ms = 0, transaction_ms = 0, first_id = 0, last_id = 0, previous_id = 0;
};

struct BestPrices {
  uint64_t event_ms = 0, transaction_ms = 0, update_id = 0;
  int64_t bid_price = 0, bid_quantity = 0, ask_price = 0, ask_quantity = 0;
};

struct TradeRow {
  uint64_t event_ms = 0, transaction_ms = 0, id = 0;
  int64_t price = 0, quantity = 0;
  bool buyer_is_maker = false;
};

/// Sums every value, so that no decoder can leave one out and two can be compared (about 1 ns a level), and hands the
/// levels that the snapshot does not hold yet to the book.
template <class Book>
class Sink {
 public:
  Book book;

  void start(uint64_t snapshot_id) {
    snapshot_id_ = snapshot_id;
    sum_ = 0;
  }

  uint64_t sum() const { return sum_; }

  void depth(const DepthHeader &header) {
    sum_ += header.event_ms + 3 * header.transaction_ms + 5 * header.first_id + 7 * header.last_id +
            11 * header.previous_id;
    applies_ = header.last_id >= snapshot_id_;
  }

  template <floors_side side>
  void level(int64_t price, int64_t quantity) {
    sum_ += static_cast<uint64_t>((side == FLOORS_BID ? 13 : 17) * price + quantity);
    if (applies_) book.template set<side>(price, quantity);
  }

  void ticker(const BestPrices &best) {
    sum_ += best.event_ms + 3 * best.transaction_ms + 5 * best.update_id;
    sum_ += static_cast<uint64_t>(
        7 * best.bid_price + 11 * best.bid_quantity + 13 * best.ask_price + 17 * best.ask_quantity);
  }

  void trade(const TradeRow &row) {
    sum_ += row.event_ms + 3 * row.transaction_ms + 5 * row.id + (row.buyer_is_maker ? 1 : 0);
    sum_ += static_cast<uint64_t>(7 * row.price + 11 * row.quantity);
  }

 private:
  uint64_t sum_ = 0;
  uint64_t snapshot_id_ = 0;
  bool applies_ = false;
};

}  // namespace floors
