// The way from Swift to libFuzzer, and a count of the memory that reading one input takes.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer with the arguments of its command line; it ends the process.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));

/// Begins to count what malloc gives; once for a process, which AddressSanitizer must watch.
void memory_watch(void);

/// Forgets the peak so far.
void memory_begin(void);

/// The most bytes that were held at a time since `memory_begin`, beside those held then.
int64_t memory_peak(void);
