// A stopwatch for the parts of a tick: what has passed since the last lap is charged to one group. Only the measuring
// build of the benchmark calls it (TICK_LAPS); every other build's laps are empty functions.
#pragma once

#include <stdint.h>
#if defined(__x86_64__)
#include <x86intrin.h>
#else
#include <time.h>
#endif

#define TW_LAP_GROUPS 16

/// What one group has taken so far.
typedef struct {
  /// In units of `tw_lap_clock`.
  uint64_t time;
  uint64_t laps;
  /// Ticks in which it had a lap.
  uint64_t ticks;
  uint64_t latest_tick;
} tw_lap_sum;

/// One thread's; written without locks.
extern tw_lap_sum tw_lap_sums[TW_LAP_GROUPS];
extern uint64_t tw_lap_latest;
extern uint64_t tw_lap_tick;

/// The cycle counter where there is one that a program may read; else ns.
static inline uint64_t tw_lap_clock(void) {
#if defined(__x86_64__)
  return __rdtsc();
#else
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
#endif
}

/// A tick begins: what has passed until now is nobody's.
static inline void tw_lap_begin_tick(void) {
  tw_lap_tick++;
  tw_lap_latest = tw_lap_clock();
}

/// Charges the time since the last lap to `group`, below TW_LAP_GROUPS.
static inline void tw_lap(uint32_t group) {
  uint64_t now = tw_lap_clock();
  tw_lap_sum *sum = &tw_lap_sums[group];
  sum->time += now - tw_lap_latest;
  sum->laps++;
  if (sum->latest_tick != tw_lap_tick) {
    sum->latest_tick = tw_lap_tick;
    sum->ticks++;
  }
  tw_lap_latest = now;
}

/// What a group has taken.
static inline tw_lap_sum tw_lap_sum_of(uint32_t group) { return tw_lap_sums[group]; }

/// Forgets everything.
void tw_lap_reset(void);
