// One rule for the instruction set of every kernel, so that one process never computes a transform
// with one set and a norm with another.
#pragma once

enum class InstructionSet { baseline, avx2, avx512 };

// The set of this process, decided at the first call.
InstructionSet instructionSet();

// "AVX512", "AVX2" or "baseline".
const char *nameOf(InstructionSet set);

// The table of kernels for the set of this process.
template <typename Table>
Table chosen(const Table &baseline, const Table &avx2, const Table &avx512) {
  switch (instructionSet()) {
    case InstructionSet::avx512:
      return avx512;
    case InstructionSet::avx2:
      return avx2;
    case InstructionSet::baseline:
      return baseline;
  }
  return baseline;
}
