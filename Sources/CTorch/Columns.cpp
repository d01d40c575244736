// Neighbouring pixels of a row as channels, and the adjoint. A convolution over pictures of three
// channels, or into three, leaves most of a vector register empty; with the columns of its kernel as
// channels there are 21 of them.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstring>

#include "Handle.h"
#include "Parallel.h"

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

constexpr auto channelsLast = at::MemoryFormat::ChannelsLast;

// out[i, j c + k] = x[i + j - border, k], zero outside, for one row.
template <typename T>
void gatherRow(const T *x, int64_t w, int64_t c, int64_t size, int64_t border, T *out) {
  for (int64_t i = 0; i < w + 2 * border - size + 1; ++i, out += size * c) {
    const int64_t begin = std::max<int64_t>(0, border - i);
    const int64_t end = std::min<int64_t>(size, w + border - i);
    std::fill(out, out + begin * c, T(0));
    std::memcpy(out + begin * c, x + (i + begin - border) * c, (end - begin) * c * sizeof(T));
    std::fill(out + end * c, out + size * c, T(0));
  }
}

// The adjoint: x[i, k] = sum over j of out[i + border - j, j c + k].
template <int64_t Fixed, typename T>
void spreadRow(const T *out, int64_t w, int64_t channels, int64_t size, int64_t border, T *x) {
  const int64_t c = Fixed ? Fixed : channels, width = w + 2 * border - size + 1;
  for (int64_t i = 0; i < w; ++i, x += c) {
    const int64_t begin = std::max<int64_t>(0, i + border - width + 1);
    const int64_t end = std::min<int64_t>(size, i + border + 1);
    for (int64_t k = 0; k < c; ++k) x[k] = 0;
    for (int64_t j = begin; j < end; ++j) {
      const T *from = out + (i + border - j) * size * c + j * c;
      for (int64_t k = 0; k < c; ++k) x[k] += from[k];
    }
  }
}

template <typename Body>
void forRows(int64_t rows, const Body &body) {
  constexpr int64_t block = 8;
  inParallel((rows + block - 1) / block, [&](size_t b) {
    for (int64_t r = b * block; r < std::min<int64_t>(rows, (b + 1) * block); ++r) body(r);
  });
}

struct Columns : Function<Columns> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &input, int64_t size,
                            int64_t border, bool adjoint) {
    context->saved_data["size"] = size;
    context->saved_data["border"] = border;
    context->saved_data["adjoint"] = adjoint;
    const at::Tensor from = input.contiguous(channelsLast);
    const int64_t n = from.size(0), h = from.size(2), grown = 2 * border - size + 1;
    const int64_t c = adjoint ? from.size(1) / size : from.size(1);
    const int64_t w = adjoint ? from.size(3) - grown : from.size(3);
    const at::Tensor to = at::empty({n, adjoint ? c : c * size, h, adjoint ? w : w + grown},
                                    from.options(), channelsLast);
    AT_DISPATCH_FLOATING_TYPES(from.scalar_type(), "columns", [&] {
      const scalar_t *source = from.const_data_ptr<scalar_t>();
      scalar_t *target = to.data_ptr<scalar_t>();
      const int64_t narrow = w * c, wide = (w + grown) * c * size;
      forRows(n * h, [&](int64_t r) {
        if (!adjoint) return gatherRow(source + r * narrow, w, c, size, border, target + r * wide);
        (c == 3 ? spreadRow<3, scalar_t> : spreadRow<0, scalar_t>)(source + r * wide, w, c, size,
                                                                   border, target + r * narrow);
      });
    });
    return to;
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    return {Columns::apply(gradients[0], context->saved_data["size"].toInt(),
                           context->saved_data["border"].toInt(),
                           !context->saved_data["adjoint"].toBool()),
            at::Tensor(), at::Tensor(), at::Tensor()};
  }
};

}  // namespace

extern "C" {

ct_tensor *ct_columns(const ct_tensor *x, int64_t size, int64_t border, bool adjoint) {
  return guarded<ct_tensor *>(
      nullptr, [&] { return wrap(Columns::apply(x->value, size, border, adjoint)); });
}

}  // extern "C"
