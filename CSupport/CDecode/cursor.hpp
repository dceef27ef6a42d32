// A strict cursor over canonical JSON text: no white space, no escapes, numbers as the venues write them.
//
// Every read checks each byte it passes and fails on anything it does not expect. Reads stop at most TW_FRAME_PADDING
// bytes behind the end, and a frame is accepted only when the cursor ends exactly behind its last byte: bytes behind the
// end can make a read succeed, but then the cursor is past the end and stays there.
//
// Everything hot is inlined so that the position lives in a register; what is out of line takes and gives plain values.
#pragma once
#include "decoder.hpp"

#define CDECODE_INLINE inline __attribute__((always_inline))

namespace cdecode {

/// A value and where the text goes on; `next` is null when the text is not what it should be.
template <typename Value>
struct Read {
  const char *next;
  Value value;
};

/// How many characters of a decimal stand before its point, and how many in all.
struct Shape {
  unsigned whole = 0;
  unsigned length = 0;
};

/// Any decimal string that is a number of steps, from its opening quote. Slow, and never wrong.
Read<int64_t> readAnyOnGrid(const char *p, const char *end, const Scale &scale);
/// A string of printable ASCII, from its opening quote.
Read<std::string_view> readText(const char *p, const char *end);
/// A registered symbol with a slot, from its opening quote.
Read<const Symbol *> readSymbol(tw_decoder &decoder, const char *p, const char *end);
/// [["price","quantity"],…] behind the first bracket; the value is the number of levels, all with a positive price.
Read<int32_t> readLevels(const char *p, const char *end, const Symbol &symbol, tw_level *out);

/// The shape of the decimal at `text`, length 0 if it is longer than fifteen characters.
CDECODE_INLINE Shape findShape(const char *text) {
  const Marks marks = findMarks(text);
  if (marks.quotes == 0) return {};
  return {static_cast<unsigned>(__builtin_ctz(marks.quotes | marks.points)),
          static_cast<unsigned>(__builtin_ctz(marks.quotes))};
}

/// Whether the point and the closing quote stand where `shape` says. Digits are not looked at.
CDECODE_INLINE bool hasShape(const char *text, Shape shape) {
  const char point = shape.whole == shape.length ? '"' : '.';
  return text[shape.length] == '"' && text[shape.whole] == point;
}

/// Decimal text of a known shape as steps of a scale; -1 unless it is digits and a point, and a number of steps.
///
/// Text such as 61659.70 becomes digits left-aligned in a word: a number of units, short by a power of ten that only
/// the point's place decides. `Scale::inverse` holds that power too.
CDECODE_INLINE int64_t stepsOf(const char *text, Shape shape, const Scale &scale) {
  const unsigned whole = shape.whole;
  const unsigned digits = shape.length - (whole != shape.length);
  if (whole - 1 >= 8 || whole + 1 == shape.length || (*text == '0' && whole > 1)) return -1;
  uint64_t product;
  if (digits <= 8) {
    const uint64_t mask = lowBytes(whole);
    const uint64_t squeezed = (load64(text) & mask) | (load64(text + 1) & ~mask);
    const uint64_t word = (squeezed ^ kZeros) & lowBytes(digits);
    if (notDigits(word) != 0) return -1;
    product = eightDigits(word) * scale.inverse[whole];
  } else {
    const unsigned decimals = digits - whole;
    if (decimals > 8) return -1;
    const uint64_t high = (load64(text) ^ kZeros) << (64 - 8 * whole);
    const uint64_t low = (load64(text + whole + 1) ^ kZeros) & lowBytes(decimals);
    if ((notDigits(high) | notDigits(low)) != 0) return -1;
    product = (eightDigits(high) * kPowersOfTen[8] + eightDigits(low)) * scale.inverse[0];
  }
  const uint64_t steps = __builtin_rotateright64(product, static_cast<uint64_t>(scale.shift));
  return steps <= scale.limit ? static_cast<int64_t>(steps) : -1;
}

class Cursor {
 public:
  CDECODE_INLINE Cursor(const char *bytes, size_t length) : p_(bytes), end_(bytes + length) {}

  CDECODE_INLINE bool isAtEnd() const { return p_ == end_; }
  /// Loops ask this once a round; one round reads less than the padding.
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

  /// An unsigned JSON integer of up to 18 digits.
  CDECODE_INLINE bool integer(int64_t &out);

  /// An integer that is a venue time, in ms.
  CDECODE_INLINE bool time(int64_t &out) {
    if (!integer(out)) return false;
    out = toMilliseconds(out);
    return out >= 0;
  }

  CDECODE_INLINE bool text(std::string_view &out) { return goTo(readText(p_, end_), out); }

  /// A decimal string that is a whole number of steps.
  CDECODE_INLINE bool onGrid(const Scale &scale, int64_t &out) {
    if (*p_ != '"') return false;
    const Shape shape = findShape(p_ + 1);
    const int64_t steps = stepsOf(p_ + 1, shape, scale);
    if (steps < 0) return goTo(readAnyOnGrid(p_, end_, scale), out);
    out = steps;
    p_ += shape.length + 2;
    return true;
  }

  CDECODE_INLINE bool levels(const Symbol &symbol, tw_level *out, int32_t &count) {
    return goTo(readLevels(p_, end_, symbol, out), count);
  }

  CDECODE_INLINE bool symbol(tw_decoder &decoder, const Symbol *&out) {
    const Symbol *const last = decoder.lastSymbol;
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
  const char *const end_;
};

bool Cursor::integer(int64_t &out) {
  const uint64_t first = load64(p_) ^ kZeros;
  const uint64_t firstEnd = notDigits(first);
  if (firstEnd != 0) {
    const unsigned count = static_cast<unsigned>(__builtin_ctzll(firstEnd)) / 8;
    if (count == 0 || (*p_ == '0' && count > 1)) return false;
    out = static_cast<int64_t>(eightDigits(first << (64 - 8 * count)));
    p_ += count;
    return true;
  }
  if (*p_ == '0') return false;
  const uint64_t second = load64(p_ + 8) ^ kZeros;
  const uint64_t secondEnd = notDigits(second);
  const uint64_t high = eightDigits(first);
  if (secondEnd != 0) {
    const unsigned count = static_cast<unsigned>(__builtin_ctzll(secondEnd)) / 8;
    // A shift by 64 would be undefined, so the word is shifted twice when it holds no digit.
    const uint64_t low = eightDigits(second << 8 * (7 - count) << 8);
    out = static_cast<int64_t>(high * kPowersOfTen[count] + low);
    p_ += 8 + count;
    return true;
  }
  uint64_t value = high * kPowersOfTen[8] + eightDigits(second);
  const char *p = p_ + 16;
  for (; *p >= '0' && *p <= '9'; ++p) {
    if (p == p_ + 18) return false;
    value = value * 10 + static_cast<uint64_t>(*p - '0');
  }
  out = static_cast<int64_t>(value);
  p_ = p;
  return true;
}

}  // namespace cdecode
