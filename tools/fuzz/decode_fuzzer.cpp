// libFuzzer target for the decoder: the first byte picks the venue, each line behind it is a frame.
// Several frames, because the decoder remembers how the last ones were written.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "CDecodeCheck.h"

static void check(tw_venue venue, std::string_view frame) {
  const tw_check result = tw_check_frame(venue, frame.data(), frame.size());
  if (result == TW_CHECK_PASSED) return;
  const auto length = static_cast<int>(frame.size());
  std::fprintf(stderr, "check %d failed for venue %d: %.*s\n", result, venue, length, frame.data());
  std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  const auto venue = static_cast<tw_venue>(data[0] % (TW_BYBIT_INVERSE + 1));
  std::string_view rest(reinterpret_cast<const char *>(data + 1), size - 1);
  tw_check_prime(venue);
  while (!rest.empty()) {
    const std::string_view frame = rest.substr(0, rest.find('\n'));
    check(venue, frame);
    rest.remove_prefix(frame.size() == rest.size() ? frame.size() : frame.size() + 1);
  }
  return 0;
}
