// Counting replacements of the Swift runtime's retain and release, by the same means as those of malloc: the dynamic
// linker prefers a definition in the executable over one in libswiftCore, and RTLD_NEXT finds the latter.
//
// The runtime also exports replaceable function pointers for this (_swift_retain and a flag that turns them on, made
// for Apple's Instruments). They must not be used: with the flag on, the runtime of Swift 6.3 on Linux strips the tag
// of small strings before it retains them, takes their characters for an address and crashes (swiftlang/swift#88924).

#define _GNU_SOURCE  // RTLD_NEXT
#include "CAllocationCount.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

static _Thread_local uint64_t retain_count;
static _Thread_local uint64_t release_count;

uint64_t tw_retain_count(void) { return retain_count; }

uint64_t tw_release_count(void) { return release_count; }

#ifndef __x86_64__

bool tw_reference_count_is_active(void) { return false; }

#else

bool tw_reference_count_is_active(void) { return true; }

typedef _Atomic(void *) CachedSymbol;

// Looked up at the first call and not in a constructor: libraries retain objects before ours would run. Two threads may
// both look it up; they find the same.
static void *original(CachedSymbol *cached, const char *name) {
  void *symbol = atomic_load_explicit(cached, memory_order_relaxed);
  if (symbol == NULL) {
    symbol = dlsym(RTLD_NEXT, name);
    if (symbol == NULL) {
      abort();
    }
    atomic_store_explicit(cached, symbol, memory_order_relaxed);
  }
  return symbol;
}

// One replacement each for the shapes `T f(T)`, `T f(T, n)`, `void f(T)` and `void f(T, n)`.
#define COUNT_RETAIN(name)                                             \
  void *name(void *object);                                            \
  void *name(void *object) {                                           \
    static CachedSymbol cached;                                        \
    retain_count += 1;                                                 \
    return ((void *(*)(void *))original(&cached, #name))(object);      \
  }

#define COUNT_RETAIN_N(name)                                                        \
  void *name(void *object, uint32_t count);                                         \
  void *name(void *object, uint32_t count) {                                        \
    static CachedSymbol cached;                                                     \
    retain_count += count;                                                          \
    return ((void *(*)(void *, uint32_t))original(&cached, #name))(object, count);  \
  }

#define COUNT_RELEASE(name)                                    \
  void name(void *object);                                     \
  void name(void *object) {                                    \
    static CachedSymbol cached;                                \
    release_count += 1;                                        \
    ((void (*)(void *))original(&cached, #name))(object);      \
  }

#define COUNT_RELEASE_N(name)                                               \
  void name(void *object, uint32_t count);                                  \
  void name(void *object, uint32_t count) {                                 \
    static CachedSymbol cached;                                             \
    release_count += count;                                                 \
    ((void (*)(void *, uint32_t))original(&cached, #name))(object, count);  \
  }

COUNT_RETAIN(swift_retain)
COUNT_RETAIN(swift_bridgeObjectRetain)
COUNT_RETAIN(swift_errorRetain)
COUNT_RETAIN_N(swift_retain_n)
COUNT_RETAIN_N(swift_bridgeObjectRetain_n)
COUNT_RELEASE(swift_release)
COUNT_RELEASE(swift_bridgeObjectRelease)
COUNT_RELEASE(swift_errorRelease)
COUNT_RELEASE_N(swift_release_n)
COUNT_RELEASE_N(swift_bridgeObjectRelease_n)

#endif
