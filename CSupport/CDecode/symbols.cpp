#include "symbols.hpp"

#include <algorithm>
#include <new>

namespace cdecode {

namespace {

/// Most symbols a table may hold; above what any venue lists by two orders of magnitude.
constexpr int32_t kMostSymbols = 1 << 20;

void setScales(Symbol &symbol, const tw_grid &grid) {
  symbol.price = Scale::make(grid.tick_mantissa, grid.tick_decimals);
  symbol.quantity = Scale::make(grid.lot_mantissa, grid.lot_decimals);
}

}  // namespace

uint64_t NameWords::hash() const {
  uint64_t hash = 0;
  for (const uint64_t word : words) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 32;
  }
  return hash;
}

bool isValidGrid(const tw_grid &grid) {
  return Scale::isValid(grid.tick_mantissa, grid.tick_decimals) && Scale::isValid(grid.lot_mantissa, grid.lot_decimals);
}

bool SymbolTable::allocate(int32_t capacity) {
  if (capacity < 0 || capacity > kMostSymbols) return false;
  uint32_t entries = 8;
  while (entries < 2 * static_cast<uint32_t>(capacity)) entries *= 2;
  symbols_.reset(new (std::nothrow) Symbol[static_cast<size_t>(capacity)]);
  index_.reset(new (std::nothrow) int32_t[entries]);
  if (!symbols_ || !index_) return false;
  std::fill_n(index_.get(), entries, -1);
  mask_ = entries - 1;
  capacity_ = capacity;
  return true;
}

uint32_t SymbolTable::place(const NameWords &name, int32_t length) const {
  uint32_t at = static_cast<uint32_t>(name.hash()) & mask_;
  for (; index_[at] >= 0; at = (at + 1) & mask_) {
    const Symbol &symbol = symbols_[index_[at]];
    if (symbol.length == length && symbol.name == name) break;
  }
  return at;
}

bool SymbolTable::add(std::string_view name, int32_t slot, const tw_grid &grid) {
  if (name.empty() || name.size() > TW_SYMBOL_BYTES || count_ == capacity_ || slot < -1) return false;
  const NameWords words(name);
  const auto length = static_cast<int32_t>(name.size());
  const uint32_t at = place(words, length);
  if (index_[at] >= 0) return false;
  Symbol &symbol = symbols_[count_];
  symbol.name = words;
  symbol.length = length;
  symbol.slot = slot;
  symbol.masks[0] = lowBytes(std::min(8u, static_cast<unsigned>(length)));
  symbol.masks[1] = length > 8 ? lowBytes(std::min(8u, static_cast<unsigned>(length - 8))) : 0;
  setScales(symbol, grid);
  index_[at] = count_++;
  return true;
}

bool SymbolTable::setGrid(int32_t slot, const tw_grid &grid) {
  bool isFound = false;
  for (int32_t i = 0; i < count_; ++i) {
    if (slot < 0 || symbols_[i].slot != slot) continue;
    setScales(symbols_[i], grid);
    isFound = true;
  }
  return isFound;
}

bool SymbolTable::setNear(int32_t slot, const char *start, int32_t bytes) {
  bool isFound = false;
  for (int32_t i = 0; i < count_; ++i) {
    if (slot < 0 || symbols_[i].slot != slot) continue;
    symbols_[i].near = start;
    symbols_[i].nearBytes = bytes;
    isFound = true;
  }
  return isFound;
}

Symbol *SymbolTable::find(std::string_view name) const {
  if (name.size() > TW_SYMBOL_BYTES) return nullptr;
  const int32_t number = index_[place(NameWords(name), static_cast<int32_t>(name.size()))];
  return number >= 0 ? &symbols_[number] : nullptr;
}

const Symbol *SymbolTable::findSlot(int32_t slot) const {
  for (int32_t i = 0; i < count_; ++i) {
    if (slot >= 0 && symbols_[i].slot == slot) return &symbols_[i];
  }
  return nullptr;
}

}  // namespace cdecode
