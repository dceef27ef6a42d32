// libFuzzer target for the decoder: the first byte picks the venue, the rest is the frame.
#include <cstdio>
#include <cstdlib>

#include "CDecodeCheck.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  const auto venue = static_cast<tw_venue>(data[0] % (TW_BYBIT_INVERSE + 1));
  const tw_check check = tw_check_frame(venue, reinterpret_cast<const char *>(data + 1), size - 1);
  if (check == TW_CHECK_PASSED) return 0;
  std::fprintf(stderr, "check %d failed for venue %d\n", check, venue);
  std::abort();
}
