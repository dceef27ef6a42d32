// What must hold for the decoder on any bytes: the fuzzer's body, also run small by the tests.
#pragma once
#include "CDecode.h"

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

/// The first thing that did not hold.
typedef enum __attribute__((enum_extensibility(closed))) tw_check {
  TW_CHECK_PASSED __attribute__((swift_name("passed"))) = 0,
  /// tw_decode and tw_decode_general differ.
  TW_CHECK_PATHS_DIFFER __attribute__((swift_name("pathsDiffer"))) = 1,
  /// The bytes behind the frame changed the result.
  TW_CHECK_PADDING_MATTERS __attribute__((swift_name("paddingMatters"))) = 2,
  /// The frame was not rejected, but simdjson rejects its text.
  TW_CHECK_NOT_JSON __attribute__((swift_name("notJSON"))) = 3,
  /// A field holds what no frame may give: see the header's ranges.
  TW_CHECK_OUT_OF_RANGE __attribute__((swift_name("outOfRange"))) = 4,
  /// No memory for the check itself.
  TW_CHECK_NO_MEMORY __attribute__((swift_name("noMemory"))) = 5,
} tw_check;

/// Decodes copies of the frame, whole and cut short, on both paths and with different bytes behind it, and compares
/// every field and row.
/// BTCUSDT, BTCUSD_PERP, NEXOUSDT and 1000PEPEUSDT are registered, ETHUSDT is filtered. The decoders are kept from
/// call to call, so this is not for use by two threads at once.
tw_check tw_check_frame(tw_venue venue, const char *bytes, size_t length);

/// Decodes well-formed BTCUSDT frames of each hot kind, so that what the decoder guesses about the next frame's
/// spelling does not depend on what was checked before.
void tw_check_prime(tw_venue venue);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif
