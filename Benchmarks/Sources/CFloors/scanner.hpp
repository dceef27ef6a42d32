// The limit probe: a scanner that knows the order of the keys, their lengths and the decimals, decodes every used field
// and validates nothing. It is no decoder that anyone could use, but what a decoder is to be compared with.
//
// It would run away on any other text, so a checked twin of the same code first walks every frame of the capture.
#pragma once
#include <cstring>

#include "books.hpp"
#include "sink.hpp"

namespace floors {

template <bool checked>
class Scanner {
 public:
  explicit Scanner(size_t symbol_length) : symbol_length_(symbol_length) {}

  /// In the checked twin false when the frame is not what the unchecked one takes for granted.
  template <class Sink>
  bool decode(const floors_frame &frame, Sink &sink) {
    at_ = frame.bytes;
    end_ = frame.bytes + frame.length;
    ok_ = true;
    skip("{\"stream\":\"");
    skip_symbol();
    skip("@");
    if (*at_ == 'd')
      depth(sink);
    else if (*at_ == 'b')
      ticker(sink);
    else
      trade(sink);
    require(at_ == end_);
    return ok_;
  }

 private:
  void require(bool condition) {
    if constexpr (checked) ok_ = ok_ && condition;
  }

  template <size_t size>
  void skip(const char (&literal)[size]) {
    require(static_cast<size_t>(end_ - at_) >= size - 1 && std::memcmp(at_, literal, size - 1) == 0);
    at_ += size - 1;
  }

  void skip_symbol() {
    require(static_cast<size_t>(end_ - at_) > symbol_length_);
    at_ += symbol_length_;
  }

  static unsigned digit_at(const char *at) { return static_cast<unsigned char>(*at) - static_cast<unsigned>('0'); }

  /// The value of eight digits, the first in the lowest byte.
  static uint64_t eight_digits(uint64_t word) {
    word = (word & 0x0F0F0F0F0F0F0F0F) * (10 * 256 + 1) >> 8;
    word = (word & 0x00FF00FF00FF00FF) * (100 * 65536 + 1) >> 16;
    return (word & 0x0000FFFF0000FFFF) * ((uint64_t{10000} << 32) + 1) >> 32;
  }

  uint64_t load() const {
    uint64_t word;
    std::memcpy(&word, at_, sizeof word);
    return word;
  }

  /// Times and ids; all of them have eight digits or more.
  uint64_t integer() {
    if constexpr (checked)
      for (int each = 0; each < 8; ++each) require(digit_at(at_ + each) < 10);
    uint64_t value = eight_digits(load());
    at_ += 8;
    for (unsigned digit; (digit = digit_at(at_)) < 10; ++at_) value = value * 10 + digit;
    return value;
  }

  template <int decimals>
  int64_t decimal() {
    int64_t value = 0;
    require(digit_at(at_) < 10);
    for (unsigned digit; (digit = digit_at(at_)) < 10; ++at_) value = value * 10 + digit;
    require(*at_ == '.');
    ++at_;
    for (int each = 0; each < decimals; ++each, ++at_) {
      require(digit_at(at_) < 10);
      value = value * 10 + digit_at(at_);
    }
    return value;
  }

  int64_t price() {
    if (at_[5] != '.') return decimal<flat_price_decimals>();
    if constexpr (checked)
      for (int each : {0, 1, 2, 3, 4, 6, 7}) require(digit_at(at_ + each) < 10);
    // DDDDD.DD in one word: the five digits move over the point.
    const uint64_t word = load();
    at_ += 8;
    return static_cast<int64_t>(eight_digits((word & 0xFFFFFFFFFF) << 8 | (word & 0xFFFF000000000000)));
  }

  int64_t quantity() { return decimal<flat_quantity_decimals>(); }

  template <class Sink>
  void depth(Sink &sink) {
    DepthHeader header;
    skip("depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":");
    header.event_ms = integer();
    skip(",\"T\":");
    header.transaction_ms = integer();
    skip(",\"s\":\"");
    skip_symbol();
    skip("\",\"U\":");
    header.first_id = integer();
    skip(",\"u\":");
    header.last_id = integer();
    skip(",\"pu\":");
    header.previous_id = integer();
    sink.depth(header);
    skip(",\"b\":[");
    levels<FLOORS_BID>(sink);
    skip("],\"a\":[");
    levels<FLOORS_ASK>(sink);
    skip("]}}");
  }

  template <floors_side side, class Sink>
  void levels(Sink &sink) {
    if (*at_ == ']') return;
    while (true) {
      skip("[\"");
      const int64_t level_price = price();
      skip("\",\"");
      const int64_t level_quantity = quantity();
      skip("\"]");
      sink.template level<side>(level_price, level_quantity);
      if (*at_ == ']' || !ok_) return;
      skip(",");
    }
  }

  template <class Sink>
  void ticker(Sink &sink) {
    BestPrices best;
    skip("bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":");
    best.update_id = integer();
    skip(",\"s\":\"");
    skip_symbol();
    skip("\",\"b\":\"");
    best.bid_price = price();
    skip("\",\"B\":\"");
    best.bid_quantity = quantity();
    skip("\",\"a\":\"");
    best.ask_price = price();
    skip("\",\"A\":\"");
    best.ask_quantity = quantity();
    skip("\",\"T\":");
    best.transaction_ms = integer();
    skip(",\"E\":");
    best.event_ms = integer();
    skip("}}");
    sink.ticker(best);
  }

  template <class Sink>
  void trade(Sink &sink) {
    TradeRow row;
    skip("trade\",\"data\":{\"e\":\"trade\",\"E\":");
    row.event_ms = integer();
    skip(",\"T\":");
    row.transaction_ms = integer();
    skip(",\"s\":\"");
    skip_symbol();
    skip("\",\"t\":");
    row.id = integer();
    skip(",\"p\":\"");
    row.price = price();
    skip("\",\"q\":\"");
    row.quantity = quantity();
    skip("\",\"X\":\"");
    while (*at_ != '"' && *at_ != '}') ++at_;  // MARKET, INSURANCE_FUND, ...
    skip("\",\"m\":");
    row.buyer_is_maker = *at_ == 't';
    if (row.buyer_is_maker)
      skip("true}}");
    else
      skip("false}}");
    sink.trade(row);
  }

  const char *at_ = nullptr;
  const char *end_ = nullptr;
  bool ok_ = true;
  size_t symbol_length_;
};

}  // namespace floors
