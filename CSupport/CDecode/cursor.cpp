#include "cursor.hpp"

namespace cdecode {

Read<std::string_view> readText(const char *p, const char *end) {
  if (*p != '"') return {nullptr, {}};
  const char *const start = ++p;
  for (; p < end; p += 16) {
    const uint32_t special = findSpecial(p);
    if (special == 0) continue;
    p += __builtin_ctz(special);
    if (*p != '"') break;
    return {p + 1, {start, static_cast<size_t>(p - start)}};
  }
  return {nullptr, {}};
}

Read<int64_t> readAnyOnGrid(const char *p, const char *end, const Scale &scale) {
  const Read<std::string_view> text = readText(p, end);
  tw_decimal number;
  int64_t steps = 0;
  if (text.next == nullptr || !parseDecimal(text.value.data(), text.value.size(), number)) return {nullptr, 0};
  if (number.mantissa < 0 || scale.steps(number, steps) != GridFit::on) return {nullptr, 0};
  return {text.next, steps};
}

Read<const Symbol *> readSymbol(tw_decoder &decoder, const char *p, const char *end) {
  const Read<std::string_view> name = readText(p, end);
  if (name.next == nullptr) return {nullptr, nullptr};
  const Symbol *const found = decoder.symbols.find(name.value);
  if (found == nullptr || found->slot < 0) return {nullptr, nullptr};
  decoder.lastSymbol = found;
  return {name.next, found};
}

Read<int32_t> readLevels(const char *p, const char *end, const Symbol &symbol, tw_level *out) {
  const Scale price = symbol.price;
  const Scale quantity = symbol.quantity;
  if (*p == ']') return {p + 1, 0};
  Shape shape;
  for (int32_t count = 0; p < end && count < TW_MAX_LEVELS; ++count) {
    if (p[0] != '[' || p[1] != '"') break;
    // Prices of one frame mostly have one length. Guessing it lets the CPU run ahead to the next number; only a
    // wrong guess waits for the search.
    const char *text = p + 2;
    if (!hasShape(text, shape)) shape = findShape(text);
    Read<int64_t> ticks = {text + shape.length + 1, stepsOf(text, shape, price)};
    if (ticks.value < 0) ticks = readAnyOnGrid(text - 1, end, price);
    if (ticks.next == nullptr || ticks.value == 0 || ticks.next[0] != ',' || ticks.next[1] != '"') break;
    text = ticks.next + 2;
    const Shape quantityShape = findShape(text);
    Read<int64_t> lots = {text + quantityShape.length + 1, stepsOf(text, quantityShape, quantity)};
    if (lots.value < 0) lots = readAnyOnGrid(text - 1, end, quantity);
    if (lots.next == nullptr || lots.next[0] != ']') break;
    out[count] = {ticks.value, lots.value};
    if (lots.next[1] == ']') return {lots.next + 2, count + 1};
    if (lots.next[1] != ',') break;
    p = lots.next + 2;
  }
  return {nullptr, 0};
}

}  // namespace cdecode
