// Neighbouring pixels of a row as channels, and the adjoint. A convolution over images of three
// channels, or into three, leaves most of a vector register empty; with the columns of its kernel
// as channels there are 21 of them. Copies and sums alone, so one instruction set is enough.
#include <algorithm>
#include <cstring>

#include "CKernels.h"
#include "Parallel.h"

namespace {

// Sizes of one row of the narrow side; `size` columns become channels, `border` zeros are at both
// ends.
struct Row {
  size_t width, channels, size, border;

  size_t windows() const { return width + 2 * border - size + 1; }
  size_t narrow() const { return width * channels; }
  size_t wide() const { return windows() * size * channels; }
};

// windows[i, j c + k] = x[i + j - border, k], zero outside, for one row.
template <typename T>
void gather(const Row &row, const T *x, T *windows) {
  const ptrdiff_t w = row.width, c = row.channels, size = row.size, border = row.border;
  for (ptrdiff_t i = 0; i < ptrdiff_t(row.windows()); ++i, windows += size * c) {
    const ptrdiff_t begin = std::max<ptrdiff_t>(0, border - i);
    const ptrdiff_t end = std::min(size, w + border - i);
    std::fill(windows, windows + begin * c, T(0));
    std::memcpy(windows + begin * c, x + (i + begin - border) * c, (end - begin) * c * sizeof(T));
    std::fill(windows + end * c, windows + size * c, T(0));
  }
}

// The adjoint: x[i, k] = sum over j of windows[i + border - j, j c + k].
template <ptrdiff_t Fixed, typename T>
void spread(const Row &row, const T *windows, T *x) {
  const ptrdiff_t w = row.width, size = row.size, border = row.border, count = row.windows();
  const ptrdiff_t c = Fixed ? Fixed : ptrdiff_t(row.channels);
  for (ptrdiff_t i = 0; i < w; ++i, x += c) {
    const ptrdiff_t begin = std::max<ptrdiff_t>(0, i + border - count + 1);
    const ptrdiff_t end = std::min(size, i + border + 1);
    for (ptrdiff_t k = 0; k < c; ++k) x[k] = 0;
    for (ptrdiff_t j = begin; j < end; ++j) {
      const T *from = windows + (i + border - j) * size * c + j * c;
      for (ptrdiff_t k = 0; k < c; ++k) x[k] += from[k];
    }
  }
}

template <typename T>
void columns(const Row &row, size_t rows, bool adjoint, size_t threads, const void *source,
             void *target) {
  constexpr size_t block = 8;
  const T *from = static_cast<const T *>(source);
  T *to = static_cast<T *>(target);
  inParallel((rows + block - 1) / block, threads, [&](size_t b) {
    for (size_t r = b * block; r < std::min(rows, (b + 1) * block); ++r) {
      if (!adjoint)
        gather(row, from + r * row.narrow(), to + r * row.wide());
      else
        (row.channels == 3 ? spread<3, T> : spread<0, T>)(row, from + r * row.wide(),
                                                          to + r * row.narrow());
    }
  });
}

}  // namespace

extern "C" {

void ck_columns(size_t rows, size_t width, size_t channels, size_t size, size_t border,
                bool adjoint, bool wide, size_t threads, const void *source, void *target) {
  const Row row{width, channels, size, border};
  (wide ? columns<double> : columns<float>)(row, rows, adjoint, threads, source, target);
}

}  // extern "C"
