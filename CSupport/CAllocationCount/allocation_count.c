// Counting replacements of glibc's allocation functions. The dynamic linker prefers a definition in the executable over
// one in a shared library, so calls from libswiftCore, Foundation and the C++ runtime come here as well as our own.
// glibc keeps its originals reachable under __libc_ names, which needs no dlsym and therefore no bootstrap allocation.

#include "CAllocationCount.h"

#include <errno.h>
#include <stddef.h>

static _Thread_local uint64_t allocation_count;

uint64_t tw_allocation_count(void) { return allocation_count; }

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define MALLOC_BELONGS_TO_SANITIZER 1
#endif
#endif

#ifdef MALLOC_BELONGS_TO_SANITIZER

bool tw_allocation_count_is_active(void) { return false; }

#else

bool tw_allocation_count_is_active(void) { return true; }

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void *__libc_valloc(size_t size);
extern void *__libc_pvalloc(size_t size);

void *malloc(size_t size) {
  allocation_count += 1;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  allocation_count += 1;
  return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
  allocation_count += 1;
  return __libc_realloc(memory, size);
}

void *reallocarray(void *memory, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(memory, bytes);
}

void *memalign(size_t alignment, size_t size) {
  allocation_count += 1;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

void *valloc(size_t size) {
  allocation_count += 1;
  return __libc_valloc(size);
}

void *pvalloc(size_t size) {
  allocation_count += 1;
  return __libc_pvalloc(size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  const bool is_power_of_two = alignment != 0 && (alignment & (alignment - 1)) == 0;
  if (!is_power_of_two || alignment % sizeof(void *) != 0) {
    return EINVAL;
  }
  // memalign reports through errno, which posix_memalign promises to leave alone.
  const int saved_errno = errno;
  void *const memory = memalign(alignment, size);
  errno = saved_errno;
  if (memory == NULL) {
    return ENOMEM;
  }
  *result = memory;
  return 0;
}

#endif
