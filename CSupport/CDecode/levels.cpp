// Price levels and what else the cursor reads out of line.
#include "cursor.hpp"

namespace cdecode {

namespace {

constexpr Word kBetweenNumbers("\",\"");
constexpr Word kBetweenLevels("\"],[\"");
constexpr Word kAfterLevels("\"]]");

}  // namespace

QuoteLayout findQuoteLayout(const char *p, Word separator) {
  const Layout *const price = findLayout(p);
  if (price->length == 0 || !separator.isAt(p + price->length)) return {};
  const Layout *const quantity = findLayout(p + price->length + separator.length);
  if (quantity->length == 0) return {};
  return {price, quantity};
}

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

Read<int32_t> readLevels(const char *p, const char *end, Symbol &symbol, tw_level *out) {
  if (*p == ']') return {p + 1, 0};
  if (p[0] != '[' || p[1] != '"') return {nullptr, 0};
  QuoteLayout layout = symbol.levels;
  p += 2;
  for (int32_t count = 0; p < end && count < TW_MAX_LEVELS;) {
    const Quote quote = readQuote(p, end, layout, symbol, kBetweenNumbers);
    if (quote.end == nullptr || quote.ticks == 0) break;
    out[count++] = {quote.ticks, quote.lots};
    p = quote.end + 5;
    if (kBetweenLevels.isAt(quote.end)) continue;
    if (!kAfterLevels.isAt(quote.end)) break;
    symbol.levels = layout;
    return {quote.end + 3, count};
  }
  return {nullptr, 0};
}

}  // namespace cdecode
