// simdjson On-Demand, used as its documentation recommends for speed: one parser kept, fields visited in the order in
// which they come, numbers in strings read where they lie without unescaping or copying. It validates what it passes.
//
// Twice, because what the compiler inlines decides its speed more than anything else: with `PlainValues` as one would
// write it (380 ns a frame), and with `InlinedValues` as one would find after profiling (160 ns).
#pragma once
#include <simdjson.h>

#include <cstring>

#include "sink.hpp"

namespace floors {

/// How one value is read, always within its caller.
struct InlinedValues {
  template <class Field>
  [[gnu::always_inline]] static bool integer(Field &field, uint64_t &out) {
    return !field.value().get_uint64().get(out);
  }

  /// The digits around the point as one integer. Binance pads every value of a symbol to the same decimals.
  template <class Value>
  [[gnu::always_inline]] static bool fixed_point(Value value, int32_t decimals, int64_t &out) {
    simdjson::ondemand::raw_json_string text;
    if (value.get_raw_json_string().get(text)) return false;
    const char *at = text.raw();
    int64_t digits = 0;
    for (; *at != '"'; ++at) {
      const unsigned digit = static_cast<unsigned char>(*at) - static_cast<unsigned>('0');
      if (digit < 10) digits = digits * 10 + digit;
    }
    out = digits;
    return at[-1 - decimals] == '.';
  }
};

/// The same; what to inline is the compiler's choice.
struct PlainValues {
  template <class Field>
  static bool integer(Field &field, uint64_t &out) {
    return InlinedValues::integer(field, out);
  }

  template <class Value>
  static bool fixed_point(Value value, int32_t decimals, int64_t &out) {
    return InlinedValues::fixed_point(value, decimals, out);
  }
};

template <class Values>
class OnDemand {
 public:
  OnDemand(int32_t price_decimals, int32_t quantity_decimals)
      : price_decimals_(price_decimals), quantity_decimals_(quantity_decimals) {}

  /// False when the frame is no JSON that it can use, or a price or quantity has other decimals than said.
  template <class Sink>
  bool decode(const floors_frame &frame, Sink &sink) {
    simdjson::ondemand::document document;
    simdjson::ondemand::object root, data;
    simdjson::ondemand::raw_json_string stream;
    const size_t capacity = frame.length + simdjson::SIMDJSON_PADDING;
    if (parser_.iterate(frame.bytes, frame.length, capacity).get(document)) return false;
    if (document.get_object().get(root)) return false;
    if (root["stream"].get_raw_json_string().get(stream)) return false;
    if (root["data"].get_object().get(data)) return false;
    const char *topic = stream.raw();
    while (*topic != '@' && *topic != '"') ++topic;
    if (std::memcmp(topic, "@depth", 6) == 0) return depth(data, sink);
    if (std::memcmp(topic, "@bookTicker", 11) == 0) return ticker(data, sink);
    if (std::memcmp(topic, "@trade", 6) == 0 || std::memcmp(topic, "@aggTrade", 9) == 0) return trade(data, sink);
    return true;  // a stream that feeds neither book nor trades
  }

  /// A REST snapshot's levels, put into `level(side, price, quantity)`; false when it is none.
  template <class Level>
  bool snapshot(const floors_frame &frame, uint64_t &last_id, Level level) {
    simdjson::ondemand::document document;
    simdjson::ondemand::object root;
    const size_t capacity = frame.length + simdjson::SIMDJSON_PADDING;
    if (parser_.iterate(frame.bytes, frame.length, capacity).get(document)) return false;
    if (document.get_object().get(root) || root["lastUpdateId"].get_uint64().get(last_id)) return false;
    const auto bid = [&](int64_t price, int64_t quantity) { level(FLOORS_BID, price, quantity); };
    const auto ask = [&](int64_t price, int64_t quantity) { level(FLOORS_ASK, price, quantity); };
    return levels(root["bids"], bid) && levels(root["asks"], ask);
  }

 private:
  template <class Pair>
  [[gnu::always_inline]] bool level(Pair pair, int64_t &price, int64_t &quantity) {
    simdjson::ondemand::array values;
    simdjson::ondemand::array_iterator at;
    if (pair.get_array().get(values) || values.begin().get(at)) return false;
    if (!Values::fixed_point(*at, price_decimals_, price)) return false;
    ++at;
    if (!Values::fixed_point(*at, quantity_decimals_, quantity)) return false;
    ++at;
    return true;
  }

  template <class Value, class Level>
  bool levels(Value value, Level take) {
    simdjson::ondemand::array pairs;
    if (value.get_array().get(pairs)) return false;
    for (auto pair : pairs) {
      int64_t price, quantity;
      if (!level(pair, price, quantity)) return false;
      take(price, quantity);
    }
    return true;
  }

  template <floors_side side, class Value, class Sink>
  bool side_of(Value value, Sink &sink) {
    return levels(value, [&](int64_t price, int64_t quantity) { sink.template level<side>(price, quantity); });
  }

  template <class Sink>
  bool depth(simdjson::ondemand::object &data, Sink &sink) {
    DepthHeader header;
    for (auto field : data) {
      simdjson::ondemand::raw_json_string key;
      if (field.key().get(key)) return false;
      const char *name = key.raw();
      bool ok = true;
      if (name[1] != '"') {
        if (name[0] == 'p' && name[1] == 'u') ok = Values::integer(field, header.previous_id);
      } else if (name[0] == 'E') {
        ok = Values::integer(field, header.event_ms);
      } else if (name[0] == 'T') {
        ok = Values::integer(field, header.transaction_ms);
      } else if (name[0] == 'U') {
        ok = Values::integer(field, header.first_id);
      } else if (name[0] == 'u') {
        ok = Values::integer(field, header.last_id);
      } else if (name[0] == 'b') {  // the ids stand before the levels
        sink.depth(header);
        ok = side_of<FLOORS_BID>(field.value(), sink);
      } else if (name[0] == 'a') {
        ok = side_of<FLOORS_ASK>(field.value(), sink);
      }
      if (!ok) return false;
    }
    return true;
  }

  template <class Sink>
  bool ticker(simdjson::ondemand::object &data, Sink &sink) {
    BestPrices best;
    for (auto field : data) {
      simdjson::ondemand::raw_json_string key;
      if (field.key().get(key)) return false;
      bool ok = true;
      switch (key.raw()[0]) {
        case 'u': ok = Values::integer(field, best.update_id); break;
        case 'T': ok = Values::integer(field, best.transaction_ms); break;
        case 'E': ok = Values::integer(field, best.event_ms); break;
        case 'b': ok = Values::fixed_point(field.value(), price_decimals_, best.bid_price); break;
        case 'B': ok = Values::fixed_point(field.value(), quantity_decimals_, best.bid_quantity); break;
        case 'a': ok = Values::fixed_point(field.value(), price_decimals_, best.ask_price); break;
        case 'A': ok = Values::fixed_point(field.value(), quantity_decimals_, best.ask_quantity); break;
        default: break;
      }
      if (!ok) return false;
    }
    sink.ticker(best);
    return true;
  }

  template <class Sink>
  bool trade(simdjson::ondemand::object &data, Sink &sink) {
    TradeRow row;
    for (auto field : data) {
      simdjson::ondemand::raw_json_string key;
      if (field.key().get(key)) return false;
      bool ok = true;
      switch (key.raw()[0]) {
        case 'E': ok = Values::integer(field, row.event_ms); break;
        case 'T': ok = Values::integer(field, row.transaction_ms); break;
        case 't': case 'a': ok = Values::integer(field, row.id); break;
        case 'p': ok = Values::fixed_point(field.value(), price_decimals_, row.price); break;
        case 'q': ok = Values::fixed_point(field.value(), quantity_decimals_, row.quantity); break;
        case 'm': ok = !field.value().get_bool().get(row.buyer_is_maker); break;
        default: break;
      }
      if (!ok) return false;
    }
    sink.trade(row);
    return true;
  }

  simdjson::ondemand::parser parser_;
  int32_t price_decimals_;
  int32_t quantity_decimals_;
};

}  // namespace floors
