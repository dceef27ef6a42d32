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

const Layout *learn(const char *text) {
  const FoundLayout found = findLayout(text);
  return found.isValid() ? found.layout : &kNoLayout;
}

Read<int64_t> readAnyOnGrid(const char *p, const char *end, const Scale &scale) {
  const Read<std::string_view> text = readText(p, end);
  tw_decimal number;
  int64_t steps = 0;
  if (text.next == nullptr || !parseDecimal(text.value.data(), text.value.size(), number)) return {nullptr, 0};
  if (number.mantissa < 0 || scale.steps(number, steps) != GridFit::on) return {nullptr, 0};
  return {text.next, steps};
}

Read<int64_t> readAnyInteger(const char *p) {
  const char *const start = p;
  uint64_t value = 0;
  for (; *p >= '0' && *p <= '9'; ++p) {
    if (p - start == 18) return {nullptr, 0};
    value = value * 10 + static_cast<uint64_t>(*p - '0');
  }
  if (p == start || (*start == '0' && p - start > 1)) return {nullptr, 0};
  return {p, static_cast<int64_t>(value)};
}

Read<Symbol *> readSymbol(tw_decoder &decoder, const char *p, const char *end) {
  // Names that JSON text would escape, or beyond ASCII, are left to the general path: readText stops at them.
  const Read<std::string_view> name = readText(p, end);
  if (name.next == nullptr) return {nullptr, nullptr};
  Symbol *const found = decoder.symbols.find(name.value);
  if (found == nullptr || found->slot < 0) return {nullptr, nullptr};
  decoder.lastSymbol = found;
  found->fetchNear();
  return {name.next, found};
}

}  // namespace cdecode
