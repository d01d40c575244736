// Drivers of the wavelet kernels: whole pyramids, their adjoint and the loss, spread over planes,
// rows and threads.
#include <vector>

#include "CKernels.h"
#include "Parallel.h"

#define LOOPS "WaveletLoops.hpp"
#include "EveryInstructionSet.hpp"

namespace {

// The kernels of one number type and one instruction set.
template <typename T>
struct Table {
  InstructionSet set;
  decltype(&baseline::WaveletKernels<T>::analyze) analyze;
  decltype(&baseline::WaveletKernels<T>::spread) spread;
  decltype(&baseline::WaveletKernels<T>::difference) difference;
  decltype(&baseline::WaveletKernels<T>::loss) loss;
  decltype(&baseline::WaveletKernels<T>::analyzeRow) analyzeRow;
  decltype(&baseline::WaveletKernels<T>::spreadOne) spreadOne;

  template <typename K>
  static Table of() {
    return {K::set, K::analyze, K::spread, K::difference, K::loss, K::analyzeRow, K::spreadOne};
  }

  static const Table &best() {
    static const Table table =
        chosen(of<baseline::WaveletKernels<T>>(), of<avx2::WaveletKernels<T>>(),
               of<avx512::WaveletKernels<T>>());
    return table;
  }
};

size_t coefficients(const cw_level &level) { return level.y.count * level.x.count; }
size_t samples(const cw_level &level) { return level.y.length * level.x.length; }

template <typename T>
T *plane(const void *numbers, size_t index, size_t size) {
  return static_cast<T *>(const_cast<void *>(numbers)) + index * size;
}

// Coarse bands between the levels, for one plane.
template <typename T>
T *coarseScratch(const cw_level *levels, size_t depth, std::vector<T> &memory,
                 std::vector<T *> &coarse) {
  size_t size = 0;
  for (size_t l = 0; l < depth; ++l) size += coefficients(levels[l]);
  memory.resize(size);
  coarse.resize(depth);
  size = 0;
  for (size_t l = 0; l < depth; ++l) {
    coarse[l] = memory.data() + size;
    size += coefficients(levels[l]);
  }
  return memory.data();
}

template <typename T>
void analyze(const cw_filters &filters, const cw_level *levels, size_t depth, size_t planes,
             size_t threads, const void *images, const cw_details *details, void *coarsest) {
  const auto &table = Table<T>::best();
  if (planes >= threads) {
    return inParallel(planes, threads, [&](size_t p) {
      thread_local std::vector<T> memory, between;
      thread_local std::vector<T *> coarse;
      coarseScratch(levels, depth, between, coarse);
      coarse[depth - 1] = plane<T>(coarsest, p, coefficients(levels[depth - 1]));
      const T *input = plane<T>(images, p, samples(levels[0]));
      for (size_t l = 0; l < depth; ++l) {
        const size_t size = coefficients(levels[l]);
        table.analyze(filters, levels[l], input, 0, levels[l].y.count, coarse[l],
                      plane<T>(details[l].lh, p, size), plane<T>(details[l].hl, p, size),
                      plane<T>(details[l].hh, p, size), memory);
        input = coarse[l];
      }
    });
  }
  // Few large images: blocks of rows, level after level.
  std::vector<T> between;
  std::vector<T *> coarse;
  for (size_t p = 0; p < planes; ++p) {
    coarseScratch(levels, depth, between, coarse);
    coarse[depth - 1] = plane<T>(coarsest, p, coefficients(levels[depth - 1]));
    const T *input = plane<T>(images, p, samples(levels[0]));
    for (size_t l = 0; l < depth; ++l) {
      const size_t size = coefficients(levels[l]), rows = levels[l].y.count;
      const size_t block = (rows + 4 * threads - 1) / (4 * threads);
      inParallel((rows + block - 1) / block, threads, [&](size_t b) {
        thread_local std::vector<T> memory;
        const size_t end = (b + 1) * block < rows ? (b + 1) * block : rows;
        table.analyze(filters, levels[l], input, b * block, end, coarse[l],
                      plane<T>(details[l].lh, p, size), plane<T>(details[l].hl, p, size),
                      plane<T>(details[l].hh, p, size), memory);
      });
      input = coarse[l];
    }
  }
}

template <typename T>
void analyzeAdjoint(const cw_filters &filters, const cw_level *levels, size_t depth, size_t planes,
                    size_t threads, const cw_details *details, const void *coarsest, void *images) {
  const auto &table = Table<T>::best();
  inParallel(planes, threads, [&](size_t p) {
    thread_local std::vector<T> memory, between;
    thread_local std::vector<T *> coarse;
    coarseScratch(levels, depth, between, coarse);
    const T *ll = plane<T>(coarsest, p, coefficients(levels[depth - 1]));
    for (size_t l = depth; l-- > 0;) {
      const size_t size = coefficients(levels[l]);
      T *image = l == 0 ? plane<T>(images, p, samples(levels[0])) : coarse[l - 1];
      table.spread(filters, levels[l], ll, plane<T>(details[l].lh, p, size),
                   plane<T>(details[l].hl, p, size), plane<T>(details[l].hh, p, size), image,
                   memory);
      ll = image;
    }
  });
}

template <typename T>
double loss(const cw_filters &filters, const cw_level *levels, size_t depth, size_t planes,
            size_t threads, const double *weights, bool squared, const void *student,
            const void *teacher, void *gradient) {
  const auto &table = Table<T>::best();
  std::vector<double> totals(planes);
  inParallel(planes, threads, [&](size_t p) {
    thread_local std::vector<T> memory, between, bands, difference;
    thread_local std::vector<T *> coarse;
    coarseScratch(levels, depth, between, coarse);
    size_t size = 0;
    for (size_t l = 0; l < depth; ++l) size += 3 * coefficients(levels[l]);
    bands.resize(size);
    difference.resize(samples(levels[0]));
    table.difference(plane<T>(student, p, samples(levels[0])),
                     plane<T>(teacher, p, samples(levels[0])), difference.data(),
                     samples(levels[0]));

    double total = 0;
    const T *input = difference.data();
    T *detail = bands.data();
    for (size_t l = 0; l < depth; ++l) {
      const size_t count = coefficients(levels[l]);
      T *lh = detail, *hl = detail + count, *hh = detail + 2 * count;
      table.analyze(filters, levels[l], input, 0, levels[l].y.count, coarse[l], lh, hl, hh, memory);
      for (size_t b = 0; b < 3; ++b)
        total += table.loss(detail + b * count, count, weights[3 * l + b], squared);
      input = coarse[l];
      detail += 3 * count;
    }
    total +=
        table.loss(coarse[depth - 1], coefficients(levels[depth - 1]), weights[3 * depth], squared);
    totals[p] = total;

    const T *ll = coarse[depth - 1];
    for (size_t l = depth; l-- > 0;) {
      const size_t count = coefficients(levels[l]);
      detail -= 3 * count;
      T *image = l == 0 ? plane<T>(gradient, p, samples(levels[0])) : coarse[l - 1];
      table.spread(filters, levels[l], ll, detail, detail + count, detail + 2 * count, image,
                   memory);
      ll = image;
    }
  });
  double sum = 0;
  for (double total : totals) sum += total;
  return sum;
}

template <typename T>
void analyzeRows(const cw_filters &filters, const cw_axis &axis, size_t rows, size_t threads,
                 const void *signals, void *low, void *high) {
  const auto &table = Table<T>::best();
  inParallel(rows, threads, [&](size_t row) {
    thread_local std::vector<T> memory;
    table.analyzeRow(filters, axis, plane<T>(signals, row, axis.length),
                     plane<T>(low, row, axis.count), plane<T>(high, row, axis.count), memory);
  });
}

template <typename T>
void analyzeRowsAdjoint(const cw_filters &filters, const cw_axis &axis, size_t rows, size_t threads,
                        const void *low, const void *high, void *signals) {
  const auto &table = Table<T>::best();
  inParallel(rows, threads, [&](size_t row) {
    thread_local std::vector<T> memory;
    table.spreadOne(filters, axis, plane<T>(low, row, axis.count), plane<T>(high, row, axis.count),
                    plane<T>(signals, row, axis.length), memory);
  });
}

}  // namespace

extern "C" {

void cw_analyze(const cw_filters *filters, const cw_level *levels, size_t depth, size_t planes,
                bool wide, size_t threads, const void *images, const cw_details *details,
                void *coarsest) {
  (wide ? analyze<double> : analyze<float>)(*filters, levels, depth, planes, threads, images,
                                            details, coarsest);
}

void cw_analyze_adjoint(const cw_filters *filters, const cw_level *levels, size_t depth,
                        size_t planes, bool wide, size_t threads, const cw_details *details,
                        const void *coarsest, void *images) {
  (wide ? analyzeAdjoint<double> : analyzeAdjoint<float>)(*filters, levels, depth, planes, threads,
                                                          details, coarsest, images);
}

double cw_loss(const cw_filters *filters, const cw_level *levels, size_t depth, size_t planes,
               bool wide, size_t threads, const double *weights, bool squared, const void *student,
               const void *teacher, void *gradient) {
  return (wide ? loss<double> : loss<float>)(*filters, levels, depth, planes, threads, weights,
                                             squared, student, teacher, gradient);
}

void cw_analyze_rows(const cw_filters *filters, const cw_axis *axis, size_t rows, bool wide,
                     size_t threads, const void *signals, void *low, void *high) {
  (wide ? analyzeRows<double> : analyzeRows<float>)(*filters, *axis, rows, threads, signals, low,
                                                    high);
}

void cw_analyze_rows_adjoint(const cw_filters *filters, const cw_axis *axis, size_t rows, bool wide,
                             size_t threads, const void *low, const void *high, void *signals) {
  (wide ? analyzeRowsAdjoint<double> : analyzeRowsAdjoint<float>)(*filters, *axis, rows, threads,
                                                                  low, high, signals);
}

const char *cw_instruction_set(void) { return nameOf(Table<float>::best().set); }

}  // extern "C"
