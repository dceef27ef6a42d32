// Exact decimals: text to mantissa and decimals, and from there to whole ticks or lots of a grid.
#pragma once
#include <cstddef>
#include <cstdint>

#include "CDecode.h"
#include "bytes.hpp"

namespace cdecode {

/// Most digits a mantissa, a tick count or a lot count may have.
inline constexpr uint64_t kLargestMantissa = kPowersOfTen[18] - 1;

/// Decimals that the cursor reads at once: text becomes units of 10^-8 before it is divided by the grid.
inline constexpr int32_t kUnitDecimals = 8;

enum class GridFit { on, off, tooLarge };

/// One side of an instrument's grid: steps of mantissa / 10^decimals, and what turns units into steps by one multiply.
///
/// A step is D = odd · 2^shift units. A number of units n is divisible by D if and only if rotating
/// n · odd⁻¹ (mod 2^64) right by `shift` gives at most (2^64 − 1) / D, and that is then the quotient
/// (Granlund and Montgomery 1994, section 9).
struct Scale {
  int64_t mantissa = 1;
  int32_t decimals = 0;
  int32_t shift = 0;
  /// 0 where a step is no whole number of units: then only exact arithmetic serves, except for zero.
  uint64_t limit = 0;
  /// odd⁻¹ · 10^i: for a number read i digits short of its units.
  uint64_t inverse[kUnitDecimals + 1] = {};

  static bool isValid(int64_t mantissa, int32_t decimals);
  static Scale make(int64_t mantissa, int32_t decimals);

  /// Steps in digits · 10^(whole − 8), or more than `limit` if that is no whole number of them. `digits` has at most
  /// eight digits, or sixteen when `whole` is 0 and it is in units already.
  uint64_t stepsOf(uint64_t digits, uint32_t whole) const {
    return __builtin_rotateright64(digits * inverse[whole], static_cast<uint64_t>(shift));
  }

  /// Whole steps in a value. Exact for every value and scale; costs one 128-bit division.
  GridFit steps(const tw_decimal &value, int64_t &out) const;
};

/// See tw_parse_decimal. Trailing zeros of the fraction are dropped, so equal numbers give equal results.
bool parseDecimal(const char *text, size_t length, tw_decimal &out);

}  // namespace cdecode
