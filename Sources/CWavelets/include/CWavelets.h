// Wavelet kernels on plain memory: one analysis step and its adjoint in two dimensions, whole
// pyramids of them, and the wavelet loss with its gradient. Every boundary mode comes in as a table,
// and an inverse transform is the adjoint of an analysis with the mirrored reconstruction filters.
#ifndef CWAVELETS_H
#define CWAVELETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

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

// Numbers are double if `wide`, else float. Levels are finest first. `threads` bounds the workers.
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
               bool wide, size_t threads, const double *weights, bool squared,
               const void *student, const void *teacher, void *gradient);

// The same step along the last axis alone: `rows` signals.
void cw_analyze_rows(const cw_filters *filters, const cw_axis *axis, size_t rows, bool wide,
                     size_t threads, const void *signals, void *low, void *high);
void cw_analyze_rows_adjoint(const cw_filters *filters, const cw_axis *axis, size_t rows, bool wide,
                             size_t threads, const void *low, const void *high, void *signals);

// The instruction set that the kernels chose: "AVX512", "AVX2" or "baseline".
const char *cw_instruction_set(void);

#ifdef __cplusplus
}
#endif
#endif
