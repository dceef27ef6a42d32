// Words of text: loads, eight digits at a time, and the places of '"' and '.' in sixteen bytes.
#pragma once
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "digit words are read with the first character lowest");

/// For what is on the way of every field; a call there costs as much as the work.
#define CDECODE_INLINE inline __attribute__((always_inline))

namespace cdecode {

inline constexpr uint64_t kZeros = 0x3030303030303030;
inline constexpr uint64_t kHighBits = 0x8080808080808080;

/// 10^0 … 10^18: every power that 18 digits can need.
inline constexpr uint64_t kPowersOfTen[19] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
    10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000};

template <typename Word>
inline Word load(const char *p) {
  Word word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

inline uint64_t load64(const char *p) { return load<uint64_t>(p); }

/// The first `count` bytes of a word; count is 1…8.
inline constexpr uint64_t lowBytes(unsigned count) { return ~uint64_t{0} >> (64 - 8 * count); }

/// High bit of each byte that is not 0…9. Exact up to the first such byte, and zero only if there is none.
inline uint64_t notDigits(uint64_t digits) { return ((digits + 0x7676767676767676) | digits) & kHighBits; }

/// Value of eight bytes 0…9, the lowest byte being the most significant digit.
inline uint64_t eightDigits(uint64_t digits) {
  digits = digits * 2561 >> 8;
  digits = (digits & 0x00FF00FF00FF00FF) * 6553601 >> 16;
  return (digits & 0x0000FFFF0000FFFF) * 42949672960001 >> 32;
}

/// Where '"' and '.' stand in sixteen bytes, one bit a byte.
struct Marks {
  uint32_t quotes;
  uint32_t points;
};

#if defined(__SSE2__)

inline Marks findMarks(const char *p) {
  const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
  const int quotes = _mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('"')));
  const int points = _mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('.')));
  return {static_cast<uint32_t>(quotes), static_cast<uint32_t>(points)};
}

/// One bit for each of sixteen bytes that cannot stand for itself inside a string: '"', '\\', below 0x20, above 0x7e.
inline uint32_t findSpecial(const char *p) {
  const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
  const __m128i quote = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
  const __m128i escape = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
  const __m128i rubout = _mm_cmpeq_epi8(text, _mm_set1_epi8(0x7f));
  // Compared as signed bytes, everything above 0x7f counts as below 0x20.
  const __m128i control = _mm_or_si128(_mm_cmplt_epi8(text, _mm_set1_epi8(0x20)), rubout);
  return static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, escape), control)));
}

/// A pair of eight-digit words, one in each half of a register.
using WordPair = __m128i;

inline WordPair makePair(uint64_t first, uint64_t second) {
  return _mm_unpacklo_epi64(_mm_cvtsi64_si128(static_cast<int64_t>(first)),
                            _mm_cvtsi64_si128(static_cast<int64_t>(second)));
}

/// Characters as digits; those that `mask` leaves out become 0.
inline WordPair toDigits(WordPair text, WordPair mask) {
  return _mm_and_si128(_mm_sub_epi8(text, _mm_set1_epi8('0')), mask);
}

inline bool areDigits(WordPair digits) {
  const __m128i excess = _mm_subs_epu8(digits, _mm_set1_epi8(9));
  return _mm_movemask_epi8(_mm_cmpeq_epi8(excess, _mm_setzero_si128())) == 0xFFFF;
}

/// Values of both words, the first in the lower half of the result.
inline uint64_t eightDigits(WordPair digits) {
  const __m128i tens = _mm_mullo_epi16(_mm_and_si128(digits, _mm_set1_epi16(0xFF)), _mm_set1_epi16(10));
  const __m128i twos = _mm_add_epi16(tens, _mm_srli_epi16(digits, 8));
  const __m128i fours = _mm_madd_epi16(twos, _mm_set1_epi32(1 << 16 | 100));
  const __m128i eights = _mm_madd_epi16(_mm_packs_epi32(fours, fours), _mm_set1_epi32(1 << 16 | 10000));
  return static_cast<uint64_t>(_mm_cvtsi128_si64(eights));
}

/// The bits of `a` where `mask` has ones, else those of `b`.
inline WordPair choose(WordPair mask, WordPair a, WordPair b) {
  return _mm_xor_si128(_mm_and_si128(_mm_xor_si128(a, b), mask), b);
}

#else

inline Marks findMarks(const char *p) {
  Marks marks = {0, 0};
  for (unsigned i = 0; i < 16; ++i) {
    marks.quotes |= static_cast<uint32_t>(p[i] == '"') << i;
    marks.points |= static_cast<uint32_t>(p[i] == '.') << i;
  }
  return marks;
}

inline uint32_t findSpecial(const char *p) {
  uint32_t special = 0;
  for (unsigned i = 0; i < 16; ++i) {
    const auto byte = static_cast<unsigned char>(p[i]);
    const bool isPlain = byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
    special |= static_cast<uint32_t>(!isPlain) << i;
  }
  return special;
}

struct WordPair {
  uint64_t first;
  uint64_t second;
};

inline WordPair makePair(uint64_t first, uint64_t second) { return {first, second}; }

inline WordPair toDigits(WordPair text, WordPair mask) {
  return {(text.first ^ kZeros) & mask.first, (text.second ^ kZeros) & mask.second};
}

inline bool areDigits(WordPair digits) { return (notDigits(digits.first) | notDigits(digits.second)) == 0; }

inline uint64_t eightDigits(WordPair digits) {
  return eightDigits(digits.first) | eightDigits(digits.second) << 32;
}

inline WordPair choose(WordPair mask, WordPair a, WordPair b) {
  return {(a.first & mask.first) | (b.first & ~mask.first), (a.second & mask.second) | (b.second & ~mask.second)};
}

#endif

}  // namespace cdecode
