// The known fields of one JSON object, found in a single pass over it.
#pragma once
#include <simdjson.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace cdecode {

/// The field names a venue's frames use, numbered as in its enum of keys. At most 64.
template <size_t count>
struct KeyTable {
  static_assert(count <= 64, "Fields keeps one bit a key");

  constexpr explicit KeyTable(const std::array<std::string_view, count> &list) : names(list) {
    for (size_t i = 0; i < 128; ++i) single[i] = -1;
    for (size_t i = 0; i < count; ++i) {
      if (names[i].size() == 1) single[static_cast<size_t>(names[i][0])] = static_cast<int8_t>(i);
    }
  }

  /// Number of a name, -1 for one that is not known.
  int find(std::string_view name) const {
    if (name.size() == 1) return static_cast<signed char>(name[0]) >= 0 ? single[static_cast<size_t>(name[0])] : -1;
    for (size_t i = 0; i < count; ++i) {
      if (names[i] == name) return static_cast<int>(i);
    }
    return -1;
  }

  std::array<std::string_view, count> names;
  int8_t single[128] = {};
};

/// What an object holds under the known keys; unknown ones are skipped.
class Fields {
 public:
  /// False when a known key occurs twice.
  template <size_t count>
  bool collect(simdjson::dom::object object, const KeyTable<count> &keys) {
    seen_ = 0;
    for (const simdjson::dom::key_value_pair field : object) {
      const int key = keys.find(field.key);
      if (key < 0) continue;
      if (has(key)) return false;
      seen_ |= uint64_t{1} << key;
      values_[key] = field.value;
    }
    return true;
  }

  bool has(int key) const { return (seen_ >> key & 1) != 0; }

  /// Only for a key that `has` confirmed.
  simdjson::dom::element operator[](int key) const { return values_[key]; }

 private:
  uint64_t seen_ = 0;
  simdjson::dom::element values_[64];
};

}  // namespace cdecode
