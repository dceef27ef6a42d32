// How a decimal is written: the guess that lets the cursor run ahead of the search for a number's end.
#pragma once
#include "bytes.hpp"

namespace cdecode {

/// Where the point and the end of a decimal are, for up to eight whole digits and up to eight decimals. Numbers that
/// follow each other mostly have one layout, and a CPU that takes it for granted need not wait for the search.
struct Layout {
  /// Characters before the point, and in all; 0: no layout, fits nothing.
  uint32_t whole = 0;
  uint32_t length = 0;
  /// What stands behind the whole digits: '.', or the closing quote.
  char point = 0;
  /// '0' where the number has several whole digits.
  char forbiddenFirst = 0;
  /// More than eight digits: whole digits and decimals fill a word each, the whole ones shifted to its end.
  bool isWide = false;
  uint32_t wholeShift = 0;
  /// Not wide: the bytes before the point, where text is read once as it stands and once one byte on.
  uint64_t wholeMask = 0;
  /// Bytes that are digits, of the one word or of the decimals' word.
  uint64_t digitMask = 0;

  constexpr Layout() = default;
  constexpr Layout(uint32_t wholeDigits, uint32_t decimals)
      : whole(wholeDigits),
        length(decimals > 0 ? wholeDigits + 1 + decimals : wholeDigits),
        point(decimals > 0 ? '.' : '"'),
        forbiddenFirst(wholeDigits > 1 ? '0' : 0),
        isWide(wholeDigits + decimals > 8),
        wholeShift(64 - 8 * wholeDigits),
        wholeMask(decimals > 0 ? lowBytes(wholeDigits) : ~uint64_t{0}),
        digitMask(lowBytes(isWide ? decimals : wholeDigits + decimals)) {}

  bool fits(const char *text) const { return text[length] == '"' && text[whole] == point; }
};

/// All layouts by whole digits and decimals; those that cannot be are empty.
struct LayoutTable {
  Layout layouts[16][16];

  constexpr LayoutTable() {
    for (uint32_t whole = 1; whole <= 8; ++whole) {
      for (uint32_t decimals = 0; decimals <= 8; ++decimals) layouts[whole][decimals] = Layout(whole, decimals);
    }
  }
};

inline constexpr LayoutTable kLayouts;
/// Fits nothing.
inline constexpr const Layout &kNoLayout = kLayouts.layouts[0][0];

/// A decimal's layout as it turns out to be.
struct FoundLayout {
  const Layout *layout;
  /// Characters up to the closing quote; the same as the layout's, but known without waiting for it.
  uint32_t length;

  /// False if the text is no number, or one too long for a layout.
  bool isValid() const { return layout->length == length && length > 0; }
};

/// Looks at sixteen characters.
CDECODE_INLINE FoundLayout findLayout(const char *text) {
  const Marks marks = findMarks(text);
  const auto length = static_cast<uint32_t>(__builtin_ctz(marks.quotes | 1u << 16));
  const auto whole = static_cast<uint32_t>(__builtin_ctz(marks.quotes | marks.points | 1u << 16));
  const uint32_t decimals = length - whole - (whole != length);
  return {&kLayouts.layouts[whole & 15][decimals & 15], length};
}

/// The last layouts of a price and of the quantity behind it.
struct QuoteLayout {
  const Layout *price = &kNoLayout;
  const Layout *quantity = &kNoLayout;
  /// How often a quantity was laid out differently from the one before.
  uint32_t changes = 0;
};

}  // namespace cdecode
