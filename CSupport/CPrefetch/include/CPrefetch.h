// Swift has no way to say that memory will be written soon; the compiler's builtin has.
#pragma once

/// Brings the cache line at `address` near, for writing. Never faults; changes nothing but time.
static inline void tw_prefetch_for_write(const void *_Nonnull address) { __builtin_prefetch(address, 1, 3); }
