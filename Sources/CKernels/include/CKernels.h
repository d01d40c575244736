// Kernels on plain memory, which know neither tensors nor gradients: the wavelet transform, its
// adjoint and the wavelet loss (`cw_`), the instance norm and the columns of a convolution (`ck_`).
//
// They stand apart from CTorch, which calls two of them and records gradients around them, because
// nothing here needs LibTorch: a kernel is a function from memory to memory, and the caller says
// how many threads it may use. All kernels share one thread bridge and one choice of instruction
// set. For each instruction set results are the same bits on every machine and with every number of
// threads.
//
// Numbers are double if `wide`, else float. `threads` bounds the workers.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Instruction set

// The choice for this process, "AVX512", "AVX2" or "baseline": the best of the processor, or less
// where the environment variable ATEN_CPU_CAPABILITY says "avx2" or "default", as LibTorch has it.
const char *ck_instruction_set(void);
// The sets that the kernels in fact run on: those of the instance norm and of the transforms.
const char *ck_norm_instruction_set(void);
const char *cw_instruction_set(void);

// MARK: Wavelets
//
// One analysis step in two dimensions and its adjoint, whole pyramids of them, and the wavelet loss
// with its gradient. Every boundary mode comes in as a table, and an inverse transform is the
// adjoint of an analysis with the mirrored reconstruction filters. Levels are finest first.

// Coefficient k is the sum over j of filter[j] * sample[2 k + offset - j].
typedef struct {
  size_t taps;
  ptrdiff_t offset;
  const double *low;
  const double *high;
} cw_filters;

// One axis of one level: `length` samples give `count` coefficients. Sample -left ... -1 and
// length ... length + right - 1 are sums of weight[i] * sample[index[i]] with i from starts[e] to
// starts[e + 1], where e counts these outer samples from the left.
typedef struct {
  size_t length;
  size_t count;
  size_t left;
  size_t right;
  const int32_t *starts;
  const int32_t *index;
  const double *weight;
} cw_axis;

typedef struct {
  cw_axis y;
  cw_axis x;
} cw_level;

// Bands of one level, each `planes` times `y.count` times `x.count` numbers. The first letter names
// the filter along x, the second along y.
typedef struct {
  void *lh;
  void *hl;
  void *hh;
} cw_details;

// Images [planes, y.length, x.length] of the first level to the bands of every level.
void cw_analyze(const cw_filters *filters, const cw_level *levels, size_t depth, size_t planes,
                bool wide, size_t threads, const void *images, const cw_details *details,
                void *coarsest);
void cw_analyze_adjoint(const cw_filters *filters, const cw_level *levels, size_t depth,
                        size_t planes, bool wide, size_t threads, const cw_details *details,
                        const void *coarsest, void *images);

// Sum over levels and bands of weight * sum of |c| (or c * c if `squared`), where c are the
// coefficients of student - teacher. `weights` holds LH, HL, HH of each level, finest first, then
// LL. Writes the gradient with respect to the student.
double cw_loss(const cw_filters *filters, const cw_level *levels, size_t depth, size_t planes,
               bool wide, size_t threads, const double *weights, bool squared, const void *student,
               const void *teacher, void *gradient);

// The same step along the last axis alone: `rows` signals.
void cw_analyze_rows(const cw_filters *filters, const cw_axis *axis, size_t rows, bool wide,
                     size_t threads, const void *signals, void *low, void *high);
void cw_analyze_rows_adjoint(const cw_filters *filters, const cw_axis *axis, size_t rows, bool wide,
                             size_t threads, const void *low, const void *high, void *signals);

// Among the numbers whose magnitudes' bits begin with `prefix`, adds to counts[b] those whose next 16
// bits, `shift` above the last one, are b. The first reading of double has the shift 48, of float 16;
// its prefix is ignored.
void cw_count_magnitudes(const void *numbers, size_t count, bool wide, unsigned shift,
                         uint64_t prefix, uint64_t *counts);
// Marks the numbers whose magnitudes' bits exceed `limit`, and the first `ties` of those that equal
// it; returns how many ties are left.
size_t cw_mark_magnitudes(const void *numbers, size_t count, bool wide, uint64_t limit, size_t ties,
                          bool *marks);

// MARK: Layers

// Images [count, channels, height, width] with the channels of a pixel side by side in memory
// (channels-last), and the mirrored border of `padding` pixels around the result.
typedef struct {
  size_t count;
  size_t channels;
  size_t height;
  size_t width;
  size_t padding;
} ck_images;

// Instance norm of `x`, then a leaky ReLU of that slope (1: none, 0: ReLU) or, where `residual` is
// not NULL, its sum with it; then the mirrored border. `border` pixels around the residual are left
// out. Writes mean and reciprocal standard deviation [count, channels] for the gradient.
void ck_norm(const ck_images *images, double epsilon, double slope, bool wide, size_t threads,
             const void *x, const void *residual, size_t border, void *mean, void *rstd, void *y);
// The first half of `ck_norm`: mean and reciprocal standard deviation [count, channels].
void ck_norm_moments(const ck_images *images, double epsilon, bool wide, size_t threads,
                     const void *x, void *mean, void *rstd);
// The second half for some rows: those from `first` to before `last` of the normalised and activated
// images with their border, which is mirrored or zero: [count, last - first, width + 2 padding,
// channels].
void ck_norm_rows(const ck_images *images, double slope, bool wide, size_t threads, const void *x,
                  const void *mean, const void *rstd, bool mirrored, size_t first, size_t last,
                  void *y);
// The gradient `gx` with respect to `x` from `gy`, that of the padded result; also the one with
// respect to the residual where `residual` is not NULL, whose border is left untouched.
void ck_norm_gradient(const ck_images *images, double slope, bool wide, size_t threads,
                      const void *x, const void *mean, const void *rstd, const void *gy,
                      void *residual, size_t border, void *gx);

// `size` neighbouring pixels of each row as channels, after `border` zeros at both ends: `rows`
// times [width, channels] to [width + 2 border - size + 1, size channels]. Or the adjoint, from
// there back.
void ck_columns(size_t rows, size_t width, size_t channels, size_t size, size_t border,
                bool adjoint, bool wide, size_t threads, const void *source, void *target);

#ifdef __cplusplus
}
#endif
#endif
