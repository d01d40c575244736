// Includes the file named by LOOPS once for every instruction set, in the namespaces baseline, avx2
// and avx512. No #pragma once: a file of kernels includes this once, after it has defined LOOPS.
#include "InstructionSet.h"

#define INLINE static inline __attribute__((always_inline))
#define RESTRICT __restrict__

#define INSTRUCTION_SET InstructionSet::baseline
#define STRIP_BYTES 64
namespace baseline {
#include LOOPS
}
#undef STRIP_BYTES
#undef INSTRUCTION_SET

#if defined(__x86_64__)
#define STRIP_BYTES 128
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define INSTRUCTION_SET InstructionSet::avx2
namespace avx2 {
#include LOOPS
}
#undef INSTRUCTION_SET
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx2,fma"))), \
                             apply_to = function)
#define INSTRUCTION_SET InstructionSet::avx512
namespace avx512 {
#include LOOPS
}
#undef INSTRUCTION_SET
#pragma clang attribute pop
#undef STRIP_BYTES
#else
namespace avx2 = baseline;
namespace avx512 = baseline;
#endif
