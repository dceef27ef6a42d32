#ifndef CALLOCATIONCOUNT_H
#define CALLOCATIONCOUNT_H

#include <stdbool.h>
#include <stdint.h>

// What the calling thread asked of the heap and of Swift's reference counting. For tests and benchmarks only: linking
// this target replaces malloc, swift_retain, swift_release and their relatives in the whole process by versions that
// count and then call the originals. There is nothing to install or to switch off.
//
// Every counter belongs to the thread that reads it and only grows, so a measurement is the difference of two reads
// around the work, and other threads (parallel tests, the test runner) cannot disturb it. A read costs one
// thread-local load.

/// Calls of malloc, calloc, realloc, reallocarray, aligned_alloc, posix_memalign, memalign, valloc and pvalloc by this
/// thread since it started, failed ones included. Swift's own allocations arrive here too: swift_slowAlloc ends in
/// malloc or posix_memalign. Always 0 where `tw_allocation_count_is_active` is false.
uint64_t tw_allocation_count(void);

/// False in a build with a sanitizer that owns malloc itself (address, thread, memory): nothing is counted there.
bool tw_allocation_count_is_active(void);

/// Strong retains of native, bridge and error objects by this thread since it started; a retain by n counts n. Seen is
/// every call that the compiler put into the executable (our modules, and generic library code specialised for them)
/// and into libraries other than libswiftCore, whose calls to itself cannot be replaced. Retains of immortal objects
/// and of the string contents that share a bridge object's place count as well, though they cost little.
/// Always 0 where `tw_reference_count_is_active` is false.
uint64_t tw_retain_count(void);

/// Strong releases, counted in the same way.
uint64_t tw_release_count(void);

/// False on CPUs where retain and release have a calling convention of their own (arm64): nothing is counted there.
bool tw_reference_count_is_active(void);

#endif
