// Price levels and what else the cursor reads out of line.
#include "cursor.hpp"

namespace cdecode {

namespace {

constexpr Word kBetweenNumbers("\",\"");
constexpr Word kBetweenLevels("\"],[\"");
constexpr Word kAfterLevels("\"]]");

constexpr uint32_t kLevelsToLearnFrom = 512;

}  // namespace

const char *readAnyQuote(const char *p, const char *end, const Symbol &symbol, Word separator, int64_t &ticks,
                         int64_t &lots) {
  const Read<int64_t> first = readAnyOnGrid(p - 1, end, symbol.price);
  if (first.next == nullptr || !separator.isAt(first.next - 1)) return nullptr;
  const Read<int64_t> second = readAnyOnGrid(first.next - 2 + separator.length, end, symbol.quantity);
  if (second.next == nullptr) return nullptr;
  ticks = first.value;
  lots = second.value;
  return second.next - 1;
}

/// Decides how to read the next levels of the symbol: a wrong guess costs about eight times what a search adds.
static void reconsider(Symbol &symbol) {
  symbol.levelsVary = 8 * symbol.levels.changes > symbol.levelsSeen;
  symbol.levels.changes = 0;
  symbol.levelsSeen = 0;
}

/// As readLevels, from the first price's first digit; fails with a null `next`.
template <Quantities quantities>
static Read<int32_t> readSide(const char *p, const char *end, QuoteLayout &layout, const Symbol &symbol,
                              tw_level *out) {
  for (int32_t count = 0; p < end && count < TW_MAX_LEVELS;) {
    const Quote quote = readQuote<quantities>(p, end, layout, symbol, kBetweenNumbers);
    if (quote.end == nullptr || quote.ticks == 0) break;
    out[count++] = {quote.ticks, quote.lots};
    p = quote.end + kBetweenLevels.length;
    if (kBetweenLevels.isAt(quote.end)) continue;
    if (!kAfterLevels.isAt(quote.end)) break;
    return {quote.end + kAfterLevels.length, count};
  }
  return {nullptr, 0};
}

Read<int32_t> readLevels(const char *p, const char *end, Symbol &symbol, tw_level *out) {
  if (*p == ']') return {p + 1, 0};
  if (p[0] != '[' || p[1] != '"') return {nullptr, 0};
  QuoteLayout layout = symbol.levels;
  const auto readSideOf = symbol.levelsVary ? readSide<Quantities::varied> : readSide<Quantities::alike>;
  const Read<int32_t> side = readSideOf(p + 2, end, layout, symbol, out);
  symbol.levels = layout;
  symbol.levelsSeen += static_cast<uint32_t>(side.value);
  if (symbol.levelsSeen >= kLevelsToLearnFrom) reconsider(symbol);
  return side;
}

}  // namespace cdecode
