#include "driver.h"

#include <stdatomic.h>

// The interface of AddressSanitizer's allocator: sanitizer/allocator_interface.h.
int __sanitizer_install_malloc_and_free_hooks(void (*taken)(const volatile void *, size_t),
                                              void (*given)(const volatile void *));
size_t __sanitizer_get_allocated_size(const volatile void *pointer);

static atomic_int_fast64_t held, peak, start;

static void taken(const volatile void *pointer, size_t size) {
  (void)pointer;
  int_fast64_t now = atomic_fetch_add(&held, (int_fast64_t)size) + (int_fast64_t)size;
  int_fast64_t most = atomic_load(&peak);
  while (now > most && !atomic_compare_exchange_weak(&peak, &most, now)) {
  }
}

static void given(const volatile void *pointer) {
  atomic_fetch_sub(&held, (int_fast64_t)__sanitizer_get_allocated_size(pointer));
}

void memory_watch(void) { __sanitizer_install_malloc_and_free_hooks(taken, given); }

void memory_begin(void) {
  int_fast64_t now = atomic_load(&held);
  atomic_store(&start, now);
  atomic_store(&peak, now);
}

int64_t memory_peak(void) { return (int64_t)(atomic_load(&peak) - atomic_load(&start)); }
