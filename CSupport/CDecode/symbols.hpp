// Registered symbols: name → slot and grid, in a table of fixed size.
#pragma once
#include <cstdint>
#include <memory>
#include <string_view>

#include "CDecode.h"
#include "decimal.hpp"
#include "layout.hpp"

namespace cdecode {

/// A name in eight-byte words, padded with zeros.
struct NameWords {
  uint64_t words[TW_SYMBOL_BYTES / 8] = {};

  explicit NameWords(std::string_view name) { std::memcpy(words, name.data(), name.size()); }
  NameWords() = default;

  bool operator==(const NameWords &other) const { return std::memcmp(words, other.words, sizeof words) == 0; }
  uint64_t hash() const;
};

struct Symbol {
  Scale price;
  Scale quantity;
  /// How this symbol's numbers were written last, by where they stand.
  QuoteLayout bids, asks, trades, levels;
  /// In the last levels, quantities changed their layout too often for guessing.
  bool levelsVary = false;
  uint32_t levelsSeen = 0;
  NameWords name;
  /// Bytes of the first two words that belong to the name; for comparing text in place.
  uint64_t masks[2] = {0, 0};
  int32_t length = 0;
  /// The caller's number; -1: its rows are ignored.
  int32_t slot = -1;
  /// What the caller will touch as soon as a frame of this symbol is decoded.
  const char *near = nullptr;
  int32_t nearBytes = 0;

  /// Fetches it while the frame is still being read.
  __attribute__((always_inline)) void fetchNear() const {
    for (int32_t at = 0; at < nearBytes; at += 64) __builtin_prefetch(near + at, 1, 3);
  }

  /// Whether text (readable up to TW_SYMBOL_BYTES) starts with this name and a closing quote.
  __attribute__((always_inline)) bool isAt(const char *text) const {
    if (length > 16) return std::memcmp(text, name.words, static_cast<size_t>(length)) == 0 && text[length] == '"';
    const uint64_t first = (load64(text) ^ name.words[0]) & masks[0];
    const uint64_t second = (load64(text + 8) ^ name.words[1]) & masks[1];
    return (first | second) == 0 && text[length] == '"';
  }
};

/// Open addressing, at most half full; nothing is ever removed, so symbols stay where they are.
class SymbolTable {
 public:
  /// False when memory is short.
  bool allocate(int32_t capacity);
  /// False when the table is full, or the name is empty, too long or already registered.
  bool add(std::string_view name, int32_t slot, const tw_grid &grid);
  /// False when no symbol has this slot.
  bool setGrid(int32_t slot, const tw_grid &grid);
  /// False when no symbol has this slot.
  bool setNear(int32_t slot, const char *start, int32_t bytes);
  /// Null when the name is not registered.
  Symbol *find(std::string_view name) const;
  /// Null when no symbol has this slot.
  const Symbol *findSlot(int32_t slot) const;

 private:
  /// Place of the name in `index_`, or of the empty entry where it would go.
  uint32_t place(const NameWords &name, int32_t length) const;

  std::unique_ptr<Symbol[]> symbols_;
  /// Numbers of symbols, -1 for an empty entry.
  std::unique_ptr<int32_t[]> index_;
  uint32_t mask_ = 0;
  int32_t capacity_ = 0;
  int32_t count_ = 0;
};

bool isValidGrid(const tw_grid &grid);

}  // namespace cdecode
