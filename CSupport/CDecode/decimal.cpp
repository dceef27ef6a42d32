#include "decimal.hpp"

namespace cdecode {

namespace {

constexpr int32_t kMostDecimals = 18;

/// odd⁻¹ modulo 2^64: each step of Newton's iteration doubles the number of right bits, from three.
uint64_t inverseOf(uint64_t odd) {
  uint64_t inverse = odd;
  for (int step = 0; step < 5; ++step) inverse *= 2 - odd * inverse;
  return inverse;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The digits of a number without point and sign. Zeros are held back until another digit follows, so that
/// trailing ones take no room in the mantissa.
struct Digits {
  uint64_t mantissa = 0;
  /// Power of ten of the last digit in `mantissa`.
  int32_t exponent = 0;
  int32_t zerosHeld = 0;
  int32_t significant = 0;

  bool push(char c, bool isFraction) {
    if (isFraction) --exponent;
    if (c == '0') return pushZero();
    const int32_t added = significant == 0 ? 1 : zerosHeld + 1;
    significant += added;
    if (significant > 18) return false;
    mantissa = mantissa * kPowersOfTen[added] + static_cast<uint64_t>(c - '0');
    zerosHeld = 0;
    return true;
  }

 private:
  bool pushZero() {
    if (significant > 0) ++zerosHeld;
    return true;
  }
};

/// Up to four digits with an optional sign; more would be out of range whatever the mantissa.
bool parseExponent(const char *p, const char *end, int32_t &out) {
  const bool isNegative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) ++p;
  if (p == end || end - p > 4) return false;
  int32_t value = 0;
  for (; p < end; ++p) {
    if (!isDigit(*p)) return false;
    value = value * 10 + (*p - '0');
  }
  out = isNegative ? -value : value;
  return true;
}

/// mantissa · 10^exponent as a decimal with 0…18 decimals, the mantissa not ending in 0 unless it must.
bool normalise(uint64_t mantissa, int32_t exponent, bool isNegative, tw_decimal &out) {
  out = {0, 0, 1};
  if (mantissa == 0) return true;
  if (exponent < -kMostDecimals || exponent > 17) return false;
  if (exponent > 0) {
    if (mantissa > kLargestMantissa / kPowersOfTen[exponent]) return false;
    mantissa *= kPowersOfTen[exponent];
    exponent = 0;
  }
  out.mantissa = isNegative ? -static_cast<int64_t>(mantissa) : static_cast<int64_t>(mantissa);
  out.decimals = -exponent;
  return true;
}

}  // namespace

bool parseDecimal(const char *text, size_t length, tw_decimal &out) {
  const char *p = text;
  const char *const end = text + length;
  const bool isNegative = p < end && *p == '-';
  if (isNegative) ++p;
  if (p == end || !isDigit(*p)) return false;
  if (*p == '0' && p + 1 < end && isDigit(p[1])) return false;
  Digits digits;
  for (; p < end && isDigit(*p); ++p) {
    if (!digits.push(*p, false)) return false;
  }
  if (p < end && *p == '.') {
    if (++p == end || !isDigit(*p)) return false;
    for (; p < end && isDigit(*p); ++p) {
      if (!digits.push(*p, true)) return false;
    }
  }
  int32_t exponent = 0;
  if (p < end) {
    if ((*p != 'e' && *p != 'E') || !parseExponent(p + 1, end, exponent)) return false;
  }
  return normalise(digits.mantissa, digits.exponent + digits.zerosHeld + exponent, isNegative, out);
}

bool Scale::isValid(int64_t mantissa, int32_t decimals) {
  const bool isMantissa = mantissa > 0 && static_cast<uint64_t>(mantissa) <= kLargestMantissa;
  return isMantissa && decimals >= 0 && decimals <= kMostDecimals;
}

Scale Scale::make(int64_t mantissa, int32_t decimals) {
  Scale scale;
  scale.mantissa = mantissa;
  scale.decimals = decimals;
  // Where a step is no whole number of units, the product is the value itself and only 0 passes the limit.
  for (int32_t i = 0; i <= kUnitDecimals; ++i) scale.inverse[i] = kPowersOfTen[i];
  if (decimals > kUnitDecimals) return scale;
  const uint64_t unitsPerDecimal = kPowersOfTen[kUnitDecimals - decimals];
  if (static_cast<uint64_t>(mantissa) > kLargestMantissa / unitsPerDecimal) return scale;
  const uint64_t step = static_cast<uint64_t>(mantissa) * unitsPerDecimal;
  scale.shift = __builtin_ctzll(step);
  scale.limit = ~uint64_t{0} / step;
  const uint64_t inverse = inverseOf(step >> scale.shift);
  for (int32_t i = 0; i <= kUnitDecimals; ++i) scale.inverse[i] = inverse * kPowersOfTen[i];
  return scale;
}

GridFit Scale::steps(const tw_decimal &value, int64_t &out) const {
  const __int128 numerator = static_cast<__int128>(value.mantissa) * static_cast<int64_t>(kPowersOfTen[decimals]);
  const __int128 step = static_cast<__int128>(mantissa) * static_cast<int64_t>(kPowersOfTen[value.decimals]);
  const __int128 quotient = numerator / step;
  if (quotient > static_cast<__int128>(kLargestMantissa)) return GridFit::tooLarge;
  if (quotient * step != numerator) return GridFit::off;
  out = static_cast<int64_t>(quotient);
  return GridFit::on;
}

}  // namespace cdecode

int32_t tw_parse_decimal(const char *bytes, size_t length, tw_decimal *out) {
  return cdecode::parseDecimal(bytes, length, *out) ? 1 : 0;
}
