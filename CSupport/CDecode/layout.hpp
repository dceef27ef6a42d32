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

inline constexpr Layout kNoLayout;

/// The layout of the decimal at `text`; kNoLayout if it is no number or a longer one. Looks at sixteen characters.
const Layout *findLayout(const char *text);

/// The layouts of a price and of the quantity behind it.
struct QuoteLayout {
  const Layout *price = &kNoLayout;
  const Layout *quantity = &kNoLayout;
};

}  // namespace cdecode
