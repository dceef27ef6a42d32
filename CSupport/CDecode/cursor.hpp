// A strict cursor over canonical JSON text: no white space, no escapes, numbers as the venues write them.
//
// Every read checks each byte it passes and fails on anything it does not expect. It stops at most TW_FRAME_PADDING
// bytes behind the end, and a frame is accepted only when the cursor ends exactly behind its last byte: bytes behind
// the end can make a read succeed, but then the cursor is past the end and stays there.
//
// Everything hot is inlined so that the position lives in a register; what is out of line takes and gives plain values.
#pragma once
#include "decoder.hpp"

namespace cdecode {

/// A value and where the text goes on; `next` is null when the text is not what it should be.
template <typename Value>
struct Read {
  const char *next;
  Value value;
};

/// Any decimal string that is a number of steps, from its opening quote. Slow, and never wrong.
Read<int64_t> readAnyOnGrid(const char *p, const char *end, const Scale &scale);
/// An unsigned JSON integer of up to 18 digits.
Read<int64_t> readAnyInteger(const char *p);
/// A string of printable ASCII, from its opening quote.
Read<std::string_view> readText(const char *p, const char *end);
/// A registered symbol with a slot, from its opening quote.
Read<Symbol *> readSymbol(tw_decoder &decoder, const char *p, const char *end);
/// [["price","quantity"],…] behind the first bracket; the value is the number of levels, all with a positive price.
Read<int32_t> readLevels(const char *p, const char *end, Symbol &symbol, tw_level *out);

/// Digits and at most one point, laid out as `layout` says, as steps of a scale; -1 if it is something else.
///
/// Text such as 61659.70 becomes digits left-aligned in a word: a number of units, short by a power of ten that only
/// the point's place decides. `Scale::inverse` holds that power too.
CDECODE_INLINE int64_t stepsOf(const char *text, const Layout &layout, const Scale &scale) {
  WordPair words, mask;
  if (layout.isWide) {
    words = makePair(load64(text) << layout.wholeShift, load64(text + layout.whole + 1));
    mask = makePair(~uint64_t{0} << layout.wholeShift, layout.digitMask);
  } else {
    const uint64_t squeezed = (load64(text) & layout.wholeMask) | (load64(text + 1) & ~layout.wholeMask);
    words = makePair(squeezed, 0);
    mask = makePair(layout.digitMask, 0);
  }
  const WordPair digits = toDigits(words, mask);
  const uint64_t values = eightDigits(digits);
  const uint64_t first = values & 0xFFFFFFFF;
  const uint64_t units = layout.isWide ? first * kPowersOfTen[8] + (values >> 32) : first;
  const uint64_t steps = scale.stepsOf(units, layout.isWide ? 0 : layout.whole);
  const bool isCanonical = areDigits(digits) && *text != layout.forbiddenFirst;
  return isCanonical && steps <= scale.limit ? static_cast<int64_t>(steps) : -1;
}

/// The layout of the decimal at `text`, kNoLayout if it has none.
const Layout *learn(const char *text);

/// A decimal string that is a number of steps, from its opening quote.
CDECODE_INLINE Read<int64_t> readOnGrid(const char *p, const char *end, const Layout *&layout, const Scale &scale) {
  const char *const text = p + 1;
  if (*p != '"') return {nullptr, 0};
  if (__builtin_expect(!layout->fits(text), 0)) layout = learn(text);
  const int64_t steps = stepsOf(text, *layout, scale);
  if (__builtin_expect(steps < 0 || layout->length == 0, 0)) return readAnyOnGrid(p, end, scale);
  return {text + layout->length + 1, steps};
}

/// The last `count` of the sixteen digits before `end`; count is 9…16. False if there is anything but digits.
CDECODE_INLINE bool lastDigits(const char *end, uint32_t count, int64_t &out) {
  // Masks of the upper word: a window that slides from no byte to all eight.
  const uint64_t highMask = count == 16 ? ~uint64_t{0} : ~lowBytes(16 - count);
  const WordPair text = makePair(load64(end - 16), load64(end - 8));
  const WordPair digits = toDigits(text, makePair(highMask, ~uint64_t{0}));
  const uint64_t values = eightDigits(digits);
  out = static_cast<int64_t>((values & 0xFFFFFFFF) * kPowersOfTen[8] + (values >> 32));
  return areDigits(digits);
}

/// A price, the separator that starts with its closing quote, and a quantity.
struct Quote {
  /// The quantity's closing quote; null when the text is something else.
  const char *end;
  int64_t ticks;
  int64_t lots;
};

/// Up to eight bytes of text, for comparing them at once.
struct Word {
  uint64_t bytes = 0;
  unsigned length = 0;

  template <size_t size>
  constexpr explicit Word(const char (&text)[size]) : length(size - 1) {
    static_assert(size >= 2 && size <= 9);
    for (unsigned i = 0; i < length; ++i) bytes |= static_cast<uint64_t>(static_cast<unsigned char>(text[i])) << 8 * i;
  }
  CDECODE_INLINE bool isAt(const char *p) const { return (load64(p) & lowBytes(length)) == bytes; }
};

/// The quote at the price's first digit, whatever its layout; returns Quote's `end`.
const char *readAnyQuote(const char *p, const char *end, const Symbol &symbol, Word separator, int64_t &ticks,
                         int64_t &lots);

/// Keeps the fields of the result in registers: only these locals have an address.
CDECODE_INLINE Quote slowQuote(const char *p, const char *end, const Symbol &symbol, Word separator) {
  int64_t ticks = 0, lots = 0;
  const char *const quoteEnd = readAnyQuote(p, end, symbol, separator, ticks, lots);
  return {quoteEnd, ticks, lots};
}

/// A quote's numbers on the grid.
struct Steps {
  int64_t ticks;
  int64_t lots;
};

/// Both numbers have up to eight digits: they are converted side by side. Negative steps if they are no numbers.
CDECODE_INLINE Steps convertPair(const char *p, const char *second, const Layout &price, const Layout &quantity,
                                 const Symbol &symbol) {
  const WordPair text = makePair(load64(p), load64(second));
  const WordPair behindPoint = makePair(load64(p + 1), load64(second + 1));
  const WordPair squeezed = choose(makePair(price.wholeMask, quantity.wholeMask), text, behindPoint);
  const WordPair digits = toDigits(squeezed, makePair(price.digitMask, quantity.digitMask));
  const uint64_t values = eightDigits(digits);
  const uint64_t ticks = symbol.price.stepsOf(values & 0xFFFFFFFF, price.whole);
  const uint64_t lots = symbol.quantity.stepsOf(values >> 32, quantity.whole);
  const bool isCanonical = areDigits(digits) && *p != price.forbiddenFirst && *second != quantity.forbiddenFirst;
  const bool isOnGrid = ticks <= symbol.price.limit && lots <= symbol.quantity.limit;
  if (__builtin_expect(!isCanonical || !isOnGrid, 0)) return {-1, -1};
  return {static_cast<int64_t>(ticks), static_cast<int64_t>(lots)};
}

/// Whether to take the last quantity's layout for granted too, or to search for the end of each: a wrong guess costs
/// more than several searches.
enum class Quantities { alike, varied };

/// A quote from the price's first digit, probably laid out as the last one.
template <Quantities quantities>
CDECODE_INLINE Quote readQuote(const char *p, const char *end, QuoteLayout &layout, const Symbol &symbol,
                               Word separator) {
  const bool fitsPrice = p[layout.price->whole] == layout.price->point && separator.isAt(p + layout.price->length);
  if (__builtin_expect(!fitsPrice, 0)) {
    layout.price = learn(p);
    const bool isPrice = layout.price->length > 0 && separator.isAt(p + layout.price->length);
    if (!isPrice) return slowQuote(p, end, symbol, separator);
  }
  const char *const second = p + layout.price->length + separator.length;
  FoundLayout quantity = {layout.quantity, layout.quantity->length};
  if (quantities == Quantities::varied || !layout.quantity->fits(second)) {
    quantity = findLayout(second);
    if (__builtin_expect(!quantity.isValid(), 0)) return slowQuote(p, end, symbol, separator);
    layout.changes += layout.quantity != quantity.layout;
    layout.quantity = quantity.layout;
  }
  Steps steps;
  if (layout.price->isWide | quantity.layout->isWide) {
    steps = {stepsOf(p, *layout.price, symbol.price), stepsOf(second, *quantity.layout, symbol.quantity)};
  } else {
    steps = convertPair(p, second, *layout.price, *quantity.layout, symbol);
  }
  if (__builtin_expect((steps.ticks | steps.lots) < 0, 0)) return slowQuote(p, end, symbol, separator);
  return {second + quantity.length, steps.ticks, steps.lots};
}

class Cursor {
 public:
  CDECODE_INLINE Cursor(const char *bytes, size_t length) : p_(bytes), start_(bytes), end_(bytes + length) {}

  CDECODE_INLINE bool isAtEnd() const { return p_ == end_; }
  /// Asked once a field or level, of which none is read further than the padding.
  CDECODE_INLINE bool isInside() const { return p_ < end_; }
  CDECODE_INLINE char peek(size_t offset = 0) const { return p_[offset]; }
  CDECODE_INLINE void skip(size_t count) { p_ += count; }

  CDECODE_INLINE bool take(char c) {
    if (*p_ != c) return false;
    ++p_;
    return true;
  }

  /// A literal of up to 32 bytes.
  template <size_t size>
  CDECODE_INLINE bool take(const char (&literal)[size]) {
    if (std::memcmp(p_, literal, size - 1) != 0) return false;
    p_ += size - 1;
    return true;
  }

  CDECODE_INLINE bool boolean(bool &out) {
    const bool isTrue = load<uint32_t>(p_) == load<uint32_t>("true");
    if (!isTrue && (load<uint32_t>(p_) != load<uint32_t>("fals") || p_[4] != 'e')) return false;
    out = isTrue;
    p_ += isTrue ? 4 : 5;
    return true;
  }

  /// An unsigned JSON integer of up to 18 digits, probably of `digits` digits (9…16).
  CDECODE_INLINE bool integer(uint32_t &digits, int64_t &out) {
    const char *const next = p_ + digits;
    const bool isLikely = next - start_ >= 16 && static_cast<unsigned char>(*next - '0') > 9 && *p_ != '0';
    if (__builtin_expect(isLikely && lastDigits(next, digits, out), 1)) {
      p_ = next;
      return true;
    }
    const Read<int64_t> read = readAnyInteger(p_);
    if (read.next - p_ > 8 && read.next - p_ <= 16) digits = static_cast<uint32_t>(read.next - p_);
    return goTo(read, out);
  }

  /// An integer that is a venue time, in ms.
  CDECODE_INLINE bool time(int64_t &out) {
    const char *const next = p_ + 13;
    if (next - start_ >= 16 && static_cast<unsigned char>(*next - '0') > 9 && lastDigits(next, 13, out)) {
      p_ = next;
      // From thirteen digits on the first one is not 0.
      return out >= kFirstTimeOfThirteenDigits && out < kEndOfTime;
    }
    if (!goTo(readAnyInteger(p_), out)) return false;
    out = toMilliseconds(out);
    return out >= 0;
  }

  /// From the price's opening quote to behind the quantity's closing one.
  CDECODE_INLINE bool quote(QuoteLayout &layout, const Symbol &symbol, Word separator, int64_t &ticks, int64_t &lots) {
    if (!isInside() || *p_ != '"') return false;
    const Quote quote = readQuote<Quantities::alike>(p_ + 1, end_, layout, symbol, separator);
    if (quote.end == nullptr) return false;
    p_ = quote.end + 1;
    ticks = quote.ticks;
    lots = quote.lots;
    return true;
  }

  /// A string of printable ASCII, probably of less than 32 characters.
  CDECODE_INLINE bool text(std::string_view &out) {
    const uint32_t special = findSpecial(p_ + 1) | findSpecial(p_ + 17) << 16;
    const char *const close = p_ + 1 + __builtin_ctz(special | 1u << 31);
    if (__builtin_expect(*p_ != '"' || *close != '"', 0)) return goTo(readText(p_, end_), out);
    out = {p_ + 1, static_cast<size_t>(close - p_ - 1)};
    p_ = close + 1;
    return true;
  }

  /// A decimal string that is a whole number of steps, probably laid out like the last one.
  CDECODE_INLINE bool onGrid(const Layout *&layout, const Scale &scale, int64_t &out) {
    return goTo(readOnGrid(p_, end_, layout, scale), out);
  }

  CDECODE_INLINE bool levels(Symbol &symbol, tw_level *out, int32_t &count) {
    return goTo(readLevels(p_, end_, symbol, out), count);
  }

  CDECODE_INLINE bool symbol(tw_decoder &decoder, Symbol *&out) {
    Symbol *const last = decoder.lastSymbol;
    if (last == nullptr || *p_ != '"' || !last->isAt(p_ + 1)) return goTo(readSymbol(decoder, p_, end_), out);
    out = last;
    p_ += last->length + 2;
    return true;
  }

 private:
  template <typename Value>
  CDECODE_INLINE bool goTo(const Read<Value> &read, Value &out) {
    if (read.next == nullptr) return false;
    p_ = read.next;
    out = read.value;
    return true;
  }

  const char *p_;
  const char *const start_;
  const char *const end_;
};

}  // namespace cdecode
