// Instance norm together with what surrounds it in a generator: activation or residual before the
// result is written, a mirrored border around it. One pass over memory instead of four.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <vector>

#include "CKernels.h"
#include "Parallel.h"

#define LOOPS "InstanceNormLoops.hpp"
#include "EveryInstructionSet.hpp"

namespace {

constexpr size_t blockElements = 6144;  // of one task: what fits into the first cache twice

// The kernels of one number type and one instruction set.
template <typename T>
struct Table {
  InstructionSet set;
  decltype(&baseline::NormKernels<T>::moments) moments;
  decltype(&baseline::NormKernels<T>::normalize) normalize;
  decltype(&baseline::NormKernels<T>::activate) activate;
  decltype(&baseline::NormKernels<T>::gradient) gradient;
  decltype(&baseline::NormKernels<T>::add) add;

  template <typename K>
  static Table of() {
    return {K::set, K::moments, K::normalize, K::activate, K::gradient, K::add};
  }

  static const Table &best() {
    static const Table table = chosen(of<baseline::NormKernels<T>>(), of<avx2::NormKernels<T>>(),
                                      of<avx512::NormKernels<T>>());
    return table;
  }
};

// Sizes of one call, and how its rows are shared out.
struct Sizes {
  size_t n, c, h, w, padding;
  size_t threads;
  size_t lane;  // numbers after which the loops repeat their channels
  size_t rows;  // of one task

  Sizes(const ck_images &images, size_t threads)
      : n(images.count),
        c(images.channels),
        h(images.height),
        w(images.width),
        padding(images.padding),
        threads(threads) {
    const size_t whole = c * (16 / std::gcd<size_t>(c, 16));  // fills vectors of any set
    lane = whole * std::max<size_t>(1, 64 / whole);
    rows = std::max<size_t>(1, blockElements / (w * c));
  }

  size_t row() const { return w * c; }
  size_t paddedRow(size_t p) const { return (w + 2 * p) * c; }
  size_t paddedImage(size_t p) const { return (h + 2 * p) * paddedRow(p); }
  size_t blocks() const { return (h + rows - 1) / rows; }

  // body(image, block, first row, row after the last one), in parallel.
  template <typename Body>
  void forBlocks(const Body &body) const {
    const size_t count = blocks();
    inParallel(n * count, threads, [&](size_t task) {
      const size_t block = task % count;
      body(task / count, block, block * rows, std::min(h, (block + 1) * rows));
    });
  }
};

// Numbers per channel of every image, repeated along the lane.
template <typename T>
struct Lanes {
  std::vector<T> values;
  size_t lane;

  explicit Lanes(const Sizes &s) : values(s.n * s.lane), lane(s.lane) {}
  T *operator[](size_t image) { return values.data() + image * lane; }
  const T *operator[](size_t image) const { return values.data() + image * lane; }

  template <typename Value>
  Lanes(const Sizes &s, const Value &value) : Lanes(s) {
    for (size_t n = 0; n < s.n; ++n)
      for (size_t c = 0; c < s.c; ++c) {
        const T number = T(value(n, c));
        for (size_t l = c; l < lane; l += s.c) (*this)[n][l] = number;
      }
  }
};

template <typename T>
void moments(const Sizes &s, const T *x, double epsilon, T *mean, T *rstd) {
  const auto &table = Table<T>::best();
  const size_t blocks = s.blocks();
  std::vector<double> means(s.n * blocks * s.c), squares(s.n * blocks * s.c);
  s.forBlocks([&](size_t n, size_t block, size_t begin, size_t end) {
    thread_local std::vector<T> scratch;
    scratch.resize(2 * s.lane);
    const size_t place = (n * blocks + block) * s.c;
    table.moments(x + (n * s.h + begin) * s.row(), (end - begin) * s.w, s.c, s.lane, scratch.data(),
                  scratch.data() + s.lane, &means[place], &squares[place]);
  });
  const double count = double(s.h * s.w);
  for (size_t n = 0; n < s.n; ++n)
    for (size_t c = 0; c < s.c; ++c) {
      double sum = 0, square = 0;
      const auto pixels = [&](size_t b) {
        return double((std::min(s.h, (b + 1) * s.rows) - b * s.rows) * s.w);
      };
      for (size_t b = 0; b < blocks; ++b) sum += pixels(b) * means[(n * blocks + b) * s.c + c];
      const double middle = sum / count;
      for (size_t b = 0; b < blocks; ++b) {
        const double off = means[(n * blocks + b) * s.c + c] - middle;
        square += squares[(n * blocks + b) * s.c + c] + pixels(b) * off * off;
      }
      mean[n * s.c + c] = T(middle);
      rstd[n * s.c + c] = T(1 / std::sqrt(square / count + epsilon));
    }
}

// Writes the normalised image, its mirrored columns and its mirrored rows.
template <typename T>
void normalize(const Sizes &s, const T *x, const T *mean, const T *rstd, T slope, const T *residual,
               size_t border, T *y) {
  const auto &table = Table<T>::best();
  const Lanes<T> means(s, [&](size_t n, size_t c) { return mean[n * s.c + c]; });
  const Lanes<T> factors(s, [&](size_t n, size_t c) { return rstd[n * s.c + c]; });
  const size_t p = s.padding, pixel = s.c * sizeof(T);
  s.forBlocks([&](size_t n, size_t, size_t begin, size_t end) {
    T *image = y + n * s.paddedImage(p);
    const auto target = [&](size_t row) { return image + row * s.paddedRow(p); };
    for (size_t h = begin; h < end; ++h) {
      T *inner = target(h + p) + p * s.c;
      table.normalize(x + (n * s.h + h) * s.row(), s.row(), s.lane, means[n], factors[n], slope,
                      residual ? residual + n * s.paddedImage(border) +
                                     (h + border) * s.paddedRow(border) + border * s.c
                               : nullptr,
                      inner);
      for (size_t j = 1; j <= p; ++j) {
        std::memcpy(inner - j * s.c, inner + j * s.c, pixel);
        std::memcpy(inner + (s.w - 1 + j) * s.c, inner + (s.w - 1 - j) * s.c, pixel);
      }
      const size_t whole = s.paddedRow(p) * sizeof(T), below = s.h - 1 - h;
      if (h >= 1 && h <= p) std::memcpy(target(p - h), target(h + p), whole);
      if (below >= 1 && below <= p) std::memcpy(target(p + s.h - 1 + below), target(h + p), whole);
    }
  });
}

// Some rows of what `normalize` writes without a residual; the border may be zero instead.
template <typename T>
void normalizeRows(const Sizes &s, const T *x, const T *mean, const T *rstd, T slope, bool mirrored,
                   size_t first, size_t last, T *y) {
  const auto &table = Table<T>::best();
  const Lanes<T> means(s, [&](size_t n, size_t c) { return mean[n * s.c + c]; });
  const Lanes<T> factors(s, [&](size_t n, size_t c) { return rstd[n * s.c + c]; });
  const size_t p = s.padding, rows = last - first, whole = s.paddedRow(p);
  inParallel(s.n * rows, s.threads, [&](size_t task) {
    const size_t n = task / rows;
    T *target = y + task * whole, *inner = target + p * s.c;
    ptrdiff_t h = ptrdiff_t(first + task % rows) - ptrdiff_t(p);
    const bool isOutside = h < 0 || h >= ptrdiff_t(s.h);
    if (isOutside && !mirrored) return std::fill(target, target + whole, T(0));
    if (isOutside) h = h < 0 ? -h : 2 * (ptrdiff_t(s.h) - 1) - h;
    table.normalize(x + (n * s.h + size_t(h)) * s.row(), s.row(), s.lane, means[n], factors[n],
                    slope, nullptr, inner);
    if (!mirrored) {
      std::fill(target, inner, T(0));
      std::fill(inner + s.row(), target + whole, T(0));
    }
    for (size_t j = 1; mirrored && j <= p; ++j) {
      std::memcpy(inner - j * s.c, inner + j * s.c, s.c * sizeof(T));
      std::memcpy(inner + (s.w - 1 + j) * s.c, inner + (s.w - 1 - j) * s.c, s.c * sizeof(T));
    }
  });
}

// One row of the gradient of the image without its mirrored border.
template <typename T>
void foldRow(const Sizes &s, const Table<T> &table, const T *image, size_t h, T *scratch, T *row) {
  const size_t p = s.padding;
  const T *padded = image + (h + p) * s.paddedRow(p);
  if (p == 0) {
    std::memcpy(row, padded, s.row() * sizeof(T));
    return;
  }
  const size_t below = s.h - 1 - h;
  const bool top = h >= 1 && h <= p, bottom = below >= 1 && below <= p;
  if (top || bottom) {
    std::memcpy(scratch, padded, s.paddedRow(p) * sizeof(T));
    if (top) table.add(image + (p - h) * s.paddedRow(p), s.paddedRow(p), scratch);
    if (bottom) table.add(image + (p + s.h - 1 + below) * s.paddedRow(p), s.paddedRow(p), scratch);
    padded = scratch;
  }
  std::memcpy(row, padded + p * s.c, s.row() * sizeof(T));
  for (size_t j = 1; j <= p; ++j) {
    table.add(padded + (p - j) * s.c, s.c, row + j * s.c);
    table.add(padded + (p + s.w - 1 + j) * s.c, s.c, row + (s.w - 1 - j) * s.c);
  }
}

// gx from gy, the gradient of the padded result; the residual's own gradient where `residual`
// points.
template <typename T>
void differentiate(const Sizes &s, const T *x, const T *mean, const T *rstd, T slope, const T *gy,
                   T *residual, size_t border, T *gx) {
  const auto &table = Table<T>::best();
  const size_t blocks = s.blocks();
  const Lanes<T> means(s, [&](size_t n, size_t c) { return mean[n * s.c + c]; });
  std::vector<double> sums(s.n * s.c * blocks), products(s.n * s.c * blocks);
  const auto source = [&](size_t n, size_t h) {  // where the gradient before the norm is kept
    return residual ? residual + n * s.paddedImage(border) + (h + border) * s.paddedRow(border) +
                          border * s.c
                    : gx + (n * s.h + h) * s.row();
  };
  s.forBlocks([&](size_t n, size_t block, size_t begin, size_t end) {
    thread_local std::vector<T> scratch;
    scratch.resize(2 * s.lane + s.paddedRow(s.padding));
    T *sum = scratch.data(), *product = sum + s.lane;
    std::fill(sum, product + s.lane, T(0));
    for (size_t h = begin; h < end; ++h) {
      T *row = source(n, h);
      foldRow(s, table, gy + n * s.paddedImage(s.padding), h, product + s.lane, row);
      table.activate(x + (n * s.h + h) * s.row(), s.row(), s.lane, means[n], slope, row, sum,
                     product);
    }
    for (size_t c = 0; c < s.c; ++c) {
      double total = 0, cross = 0;
      for (size_t l = c; l < s.lane; l += s.c) total += sum[l], cross += product[l];
      sums[(n * s.c + c) * blocks + block] = total;
      products[(n * s.c + c) * blocks + block] = cross;
    }
  });
  const auto average = [&](const std::vector<double> &parts, size_t n, size_t c) {
    const auto start = parts.begin() + (n * s.c + c) * blocks;
    return std::accumulate(start, start + blocks, 0.0) / double(s.h * s.w);
  };
  const Lanes<T> factors(s, [&](size_t n, size_t c) { return rstd[n * s.c + c]; });
  const Lanes<T> first(s, [&](size_t n, size_t c) { return average(sums, n, c); });
  const Lanes<T> second(s, [&](size_t n, size_t c) {
    const double factor = rstd[n * s.c + c];
    return factor * factor * average(products, n, c);
  });
  s.forBlocks([&](size_t n, size_t, size_t begin, size_t end) {
    for (size_t h = begin; h < end; ++h) {
      const size_t place = (n * s.h + h) * s.row();
      table.gradient(x + place, source(n, h), s.row(), s.lane, means[n], factors[n], first[n],
                     second[n], gx + place);
    }
  });
}

template <typename T>
const T *in(const void *numbers) {
  return static_cast<const T *>(numbers);
}
template <typename T>
T *out(void *numbers) {
  return static_cast<T *>(numbers);
}

template <typename T>
void apply(const Sizes &s, double epsilon, double slope, const T *x, const T *residual,
           size_t border, T *mean, T *rstd, T *y) {
  moments(s, x, epsilon, mean, rstd);
  normalize(s, x, mean, rstd, T(slope), residual, border, y);
}

}  // namespace

extern "C" {

void ck_norm(const ck_images *images, double epsilon, double slope, bool wide, size_t threads,
             const void *x, const void *residual, size_t border, void *mean, void *rstd, void *y) {
  const Sizes sizes(*images, threads);
  if (wide)
    apply(sizes, epsilon, slope, in<double>(x), in<double>(residual), border, out<double>(mean),
          out<double>(rstd), out<double>(y));
  else
    apply(sizes, epsilon, slope, in<float>(x), in<float>(residual), border, out<float>(mean),
          out<float>(rstd), out<float>(y));
}

void ck_norm_moments(const ck_images *images, double epsilon, bool wide, size_t threads,
                     const void *x, void *mean, void *rstd) {
  const Sizes sizes(*images, threads);
  if (wide)
    moments(sizes, in<double>(x), epsilon, out<double>(mean), out<double>(rstd));
  else
    moments(sizes, in<float>(x), epsilon, out<float>(mean), out<float>(rstd));
}

void ck_norm_rows(const ck_images *images, double slope, bool wide, size_t threads, const void *x,
                  const void *mean, const void *rstd, bool mirrored, size_t first, size_t last,
                  void *y) {
  const Sizes sizes(*images, threads);
  if (wide)
    normalizeRows(sizes, in<double>(x), in<double>(mean), in<double>(rstd), slope, mirrored, first,
                  last, out<double>(y));
  else
    normalizeRows(sizes, in<float>(x), in<float>(mean), in<float>(rstd), float(slope), mirrored,
                  first, last, out<float>(y));
}

void ck_norm_gradient(const ck_images *images, double slope, bool wide, size_t threads,
                      const void *x, const void *mean, const void *rstd, const void *gy,
                      void *residual, size_t border, void *gx) {
  const Sizes sizes(*images, threads);
  if (wide)
    differentiate(sizes, in<double>(x), in<double>(mean), in<double>(rstd), slope, in<double>(gy),
                  out<double>(residual), border, out<double>(gx));
  else
    differentiate(sizes, in<float>(x), in<float>(mean), in<float>(rstd), float(slope),
                  in<float>(gy), out<float>(residual), border, out<float>(gx));
}

const char *ck_norm_instruction_set(void) { return nameOf(Table<float>::best().set); }

}  // extern "C"
