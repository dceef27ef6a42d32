// Names of Bybit V5 topics.
#pragma once
#include <cstdint>
#include <string_view>

namespace cdecode::bybit {

/// A topic's name: "kline.5.BTCUSDT" is group "kline", argument "5" and symbol "BTCUSDT".
struct Topic {
  std::string_view group;
  /// Empty where the topic has only one dot.
  std::string_view argument;
  std::string_view symbol;
};

inline Topic parseTopic(std::string_view text) {
  Topic topic;
  const size_t first = text.find('.');
  topic.group = text.substr(0, first);
  if (first == std::string_view::npos) return topic;
  topic.symbol = text.substr(first + 1);
  const size_t second = topic.symbol.find('.');
  if (second == std::string_view::npos) return topic;
  topic.argument = topic.symbol.substr(0, second);
  topic.symbol = topic.symbol.substr(second + 1);
  return topic;
}

/// Levels a side of an order book topic, -1 for one that nothing here reads (rpi, full, option depths).
inline int32_t bookDepth(std::string_view argument) {
  if (argument == "1") return 1;
  if (argument == "50") return 50;
  if (argument == "200") return 200;
  if (argument == "500") return 500;
  return argument == "1000" ? 1000 : -1;
}

}  // namespace cdecode::bybit
