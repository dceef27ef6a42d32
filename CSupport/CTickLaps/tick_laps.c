#include "CTickLaps.h"

#include <string.h>

tw_lap_sum tw_lap_sums[TW_LAP_GROUPS];
uint64_t tw_lap_latest;
uint64_t tw_lap_tick;

void tw_lap_reset(void) {
  memset(tw_lap_sums, 0, sizeof tw_lap_sums);
  tw_lap_tick = 0;
}
