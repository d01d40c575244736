// Order among the magnitudes of many numbers without sorting them. The bits of a number without its
// sign, read as a whole number, have the order of the magnitudes (NaN after infinity), so that counts
// of their leading bits narrow a rank down by 16 bits at each reading.
#include <algorithm>
#include <cstring>

#include "CKernels.h"

namespace {

// The bits of the number at `index` without its sign.
template <typename Bits>
Bits key(const void *numbers, size_t index) {
  Bits bits;
  std::memcpy(&bits, static_cast<const Bits *>(numbers) + index, sizeof bits);
  return bits & (Bits(-1) >> 1);
}

template <typename Bits>
void countKeys(const void *numbers, size_t count, unsigned shift, uint64_t prefix,
               uint64_t *counts) {
  constexpr unsigned width = 8 * sizeof(Bits);
  for (size_t i = 0; i < count; ++i) {
    const Bits bits = key<Bits>(numbers, i);
    if (shift + 16 == width || uint64_t(bits >> (shift + 16)) == prefix)
      ++counts[(bits >> shift) & 0xffff];
  }
}

template <typename Bits>
size_t markKeys(const void *numbers, size_t count, uint64_t limit, size_t ties, bool *marks) {
  const Bits least = Bits(limit);
  for (size_t i = 0; i < count; ++i) {
    const Bits bits = key<Bits>(numbers, i);
    const bool isTie = bits == least && ties > 0;
    ties -= isTie;
    marks[i] = bits > least || isTie;
  }
  return ties;
}

}  // namespace

extern "C" {

void cw_count_magnitudes(const void *numbers, size_t count, bool wide, unsigned shift,
                         uint64_t prefix, uint64_t *counts) {
  (wide ? countKeys<uint64_t> : countKeys<uint32_t>)(numbers, count, shift, prefix, counts);
}

size_t cw_mark_magnitudes(const void *numbers, size_t count, bool wide, uint64_t limit, size_t ties,
                          bool *marks) {
  return (wide ? markKeys<uint64_t> : markKeys<uint32_t>)(numbers, count, limit, ties, marks);
}

}  // extern "C"
