// The whole boundary between Swift and LibTorch: an opaque tensor handle, one generic operator call
// through LibTorch's dispatcher, gradients, and one error slot. No C++ exception leaves it.
#ifndef CTORCH_H
#define CTORCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ct_tensor ct_tensor;

typedef enum {
  CT_NONE,
  CT_TENSOR,
  CT_TENSORS,
  CT_INT,
  CT_DOUBLE,
  CT_BOOL,
  CT_INTS,
  CT_DOUBLES,
  CT_STRING
} ct_kind;

// One operator argument. `items` points to `count` elements of the kind named; a single tensor is
// `tensor`, a single number is `integer` or `real`.
typedef struct {
  ct_kind kind;
  int64_t integer;
  double real;
  ct_tensor *tensor;
  const void *items;
  size_t count;
} ct_value;

// Every function that can fail returns NULL, false or -1 and leaves its reason here (per thread).
const char *ct_error(void);

// Calls an operator of LibTorch by its schema name ("aten::add") and overload ("Tensor" or "").
// Missing trailing arguments take the schema's defaults. Up to `capacity` tensors are written to
// `results`; numbers come back as zero-dimensional tensors. Returns their count, or -1.
int ct_call(const char *name, const char *overload, const ct_value *arguments, size_t count,
            ct_tensor **results, size_t capacity);

// Copies elements from `data` into a new contiguous tensor; `type` is LibTorch's number of their
// type.
ct_tensor *ct_from_data(const void *data, const int64_t *shape, size_t rank, int type);
// Copies the elements into `data`; the tensor's own element type decides their size.
bool ct_copy_data(const ct_tensor *tensor, void *data, size_t bytes);
// Another handle of the same tensor.
ct_tensor *ct_retain(const ct_tensor *tensor);
void ct_release(ct_tensor *tensor);

int64_t ct_rank(const ct_tensor *tensor);
int64_t ct_size(const ct_tensor *tensor, int64_t axis);
int ct_type(const ct_tensor *tensor);
// LibTorch's number of the device type: 0 for the CPU, 1 for CUDA.
int ct_device(const ct_tensor *tensor);
bool ct_is_on_cpu(const ct_tensor *tensor);
// The elements of a contiguous tensor on the CPU, or NULL; they live as long as the tensor.
void *ct_data(const ct_tensor *tensor);

bool ct_requires_gradient(const ct_tensor *tensor);
bool ct_set_requires_gradient(ct_tensor *tensor, bool required);
// Gradients of a scalar with respect to `inputs`, in their order; NULL for an input it does not
// depend on. Frees the graph unless it is to be kept. A gradient lies in memory as its input does.
bool ct_gradients(const ct_tensor *scalar, ct_tensor *const *inputs, size_t count, bool keep,
                  ct_tensor **gradients);
// Switches gradient recording of this thread on or off and returns what it was.
bool ct_set_recording(bool recording);

// A linear map from some tensors to some others, or its adjoint the other way round. The handles of
// `inputs` become the callee's; those that it writes to `outputs` become the caller's.
typedef void (*ct_linear)(const void *context, bool adjoint, ct_tensor **inputs, size_t input_count,
                          ct_tensor **outputs, size_t output_count);
// Applies the map and records it, so that gradients flow back through the adjoint, and through the
// map itself once more. `release` is called when nothing refers to `context` any longer.
bool ct_apply_linear(ct_linear map, void *context, void (*release)(void *),
                     ct_tensor *const *inputs, size_t input_count, ct_tensor **outputs,
                     size_t output_count);
// A scalar of the given value whose gradient with respect to `input` is `gradient`.
ct_tensor *ct_known_gradient(const ct_tensor *input, double value, const ct_tensor *gradient);

// Instance norm of [N, C, H, W], then a leaky ReLU of that slope (1: none, 0: ReLU) or, where there
// is a residual, its sum with it; then a mirrored border of `padding`. The residual may have a
// border of its own, which is left out. Floating-point tensors on the CPU; the result is
// channels-last.
ct_tensor *ct_instance_norm(const ct_tensor *x, const ct_tensor *residual, double epsilon,
                            double slope, int64_t padding);
// The two halves of it, which record no gradient: mean and reciprocal standard deviation [N, C], and
// the rows from `first` to before `last` of the result without a residual, with a border that is
// mirrored or zero.
bool ct_norm_moments(const ct_tensor *x, double epsilon, ct_tensor **mean, ct_tensor **rstd);
ct_tensor *ct_norm_rows(const ct_tensor *x, const ct_tensor *mean, const ct_tensor *rstd,
                        double slope, int64_t padding, bool mirrored, int64_t first, int64_t last);
// `size` neighbouring pixels of a row as channels, after `border` zeros at both ends:
// [N, C, H, W] to [N, size C, H, W + 2 border - size + 1]. Or the adjoint, from there back.
ct_tensor *ct_columns(const ct_tensor *x, int64_t size, int64_t border, bool adjoint);

// Keeps freed memory for the next tensors instead of giving it back to the system.
void ct_keep_memory(void);
// Gives the system the freed memory that the allocator has kept.
void ct_give_back_memory(void);
bool ct_set_threads(int threads);
int ct_threads(void);
const char *ct_version(void);
// The vector instructions of LibTorch's own kernels, "AVX512", "AVX2", "DEFAULT"; empty on failure.
const char *ct_cpu_capability(void);
// Loads the CUDA half of LibTorch where there is one; returns the number of devices.
int ct_load_cuda(void);
// Lets convolutions and products on a device compute in bfloat16, in this thread.
bool ct_set_autocast(int device, bool enabled);

#ifdef __cplusplus
}
#endif
#endif
