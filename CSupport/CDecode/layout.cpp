#include "layout.hpp"

namespace cdecode {

namespace {

struct LayoutTable {
  Layout layouts[9][9];

  constexpr LayoutTable() {
    for (uint32_t whole = 1; whole <= 8; ++whole) {
      for (uint32_t decimals = 0; decimals <= 8; ++decimals) layouts[whole][decimals] = Layout(whole, decimals);
    }
  }
};

constexpr LayoutTable kLayouts;

}  // namespace

const Layout *findLayout(const char *text) {
  const Marks marks = findMarks(text);
  if (marks.quotes == 0) return &kNoLayout;
  const auto length = static_cast<uint32_t>(__builtin_ctz(marks.quotes));
  const auto whole = static_cast<uint32_t>(__builtin_ctz(marks.quotes | marks.points));
  const uint32_t decimals = length - whole - (whole != length);
  const bool hasBarePoint = whole != length && decimals == 0;
  if (whole == 0 || whole > 8 || decimals > 8 || hasBarePoint) return &kNoLayout;
  return &kLayouts.layouts[whole][decimals];
}

}  // namespace cdecode
