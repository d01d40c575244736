#include "InstructionSet.h"

#include <cstdlib>
#include <string_view>

#include "CKernels.h"

namespace {

InstructionSet bestOfProcessor() {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
    return InstructionSet::baseline;
  const bool has512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  return has512 ? InstructionSet::avx512 : InstructionSet::avx2;
#else
  return InstructionSet::baseline;
#endif
}

// The words of LibTorch's ATEN_CPU_CAPABILITY, of which any other is ignored. A set that the
// processor lacks is not used even on request: it would end in SIGILL.
InstructionSet decide(const char *request) {
  const InstructionSet best = bestOfProcessor();
  const std::string_view word = request ? request : "";
  if (word == "default") return InstructionSet::baseline;
  if (word == "avx2" && best == InstructionSet::avx512) return InstructionSet::avx2;
  return best;
}

}  // namespace

InstructionSet instructionSet() {
  static const InstructionSet set = decide(std::getenv("ATEN_CPU_CAPABILITY"));
  return set;
}

const char *nameOf(InstructionSet set) {
  switch (set) {
    case InstructionSet::avx512:
      return "AVX512";
    case InstructionSet::avx2:
      return "AVX2";
    case InstructionSet::baseline:
      return "baseline";
  }
  return "baseline";
}

extern "C" {

const char *ck_instruction_set(void) { return nameOf(instructionSet()); }

}  // extern "C"
