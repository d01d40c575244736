// Instance norm with what surrounds it in a generator, in one operation: activation or residual
// before it is written, mirrored border around it. Only the convolution's output is kept for the
// gradient.
#include <ATen/ATen.h>
#include <ATen/Version.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstring>
#include <numeric>
#include <vector>

#include "Handle.h"
#include "Parallel.h"

#define RESTRICT __restrict__
namespace baseline {
#include "NormKernels.hpp"
}
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
namespace avx2 {
#include "NormKernels.hpp"
}
#pragma clang attribute pop
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx2,fma"))), apply_to = function)
namespace avx512 {
#include "NormKernels.hpp"
}
#pragma clang attribute pop
#endif

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

constexpr auto channelsLast = at::MemoryFormat::ChannelsLast;
constexpr size_t blockElements = 6144;  // of one task: what fits into the first cache twice

template <typename T>
struct Table {
  decltype(&baseline::NormKernels<T>::moments) moments;
  decltype(&baseline::NormKernels<T>::normalize) normalize;
  decltype(&baseline::NormKernels<T>::activate) activate;
  decltype(&baseline::NormKernels<T>::gradient) gradient;
  decltype(&baseline::NormKernels<T>::add) add;

  template <typename K>
  static Table of() {
    return {K::moments, K::normalize, K::activate, K::gradient, K::add};
  }

  // Follows LibTorch's own choice, so that ATEN_CPU_CAPABILITY rules both.
  static const Table &best() {
    static const Table table = [] {
#if defined(__x86_64__)
      const std::string capability = at::get_cpu_capability();
      if (capability == "AVX512") return of<avx512::NormKernels<T>>();
      if (capability == "AVX2") return of<avx2::NormKernels<T>>();
#endif
      return of<baseline::NormKernels<T>>();
    }();
    return table;
  }
};

// Sizes of one call. Tensors are channels-last: a pixel's channels are neighbours.
struct Sizes {
  size_t n, c, h, w, padding;
  size_t lane;  // numbers after which the loops repeat their channels
  size_t rows;  // of one task

  Sizes(const at::Tensor &x, int64_t padding)
      : n(x.size(0)), c(x.size(1)), h(x.size(2)), w(x.size(3)), padding(padding) {
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
    inParallel(n * count, [&](size_t task) {
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
    table.moments(x + (n * s.h + begin) * s.row(), (end - begin) * s.w, s.c, s.lane,
                  scratch.data(), scratch.data() + s.lane, &means[place], &squares[place]);
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
void normalize(const Sizes &s, const T *x, const T *mean, const T *rstd, T slope,
               const T *residual, size_t border, T *y) {
  const auto &table = Table<T>::best();
  const Lanes<T> means(s, [&](size_t n, size_t c) { return mean[n * s.c + c]; });
  const Lanes<T> factors(s, [&](size_t n, size_t c) { return rstd[n * s.c + c]; });
  const size_t p = s.padding, pixel = s.c * sizeof(T);
  s.forBlocks([&](size_t n, size_t, size_t begin, size_t end) {
    T *image = y + n * s.paddedImage(p);
    const auto target = [&](size_t row) { return image + row * s.paddedRow(p); };
    for (size_t h = begin; h < end; ++h) {
      T *inner = target(h + p) + p * s.c;
      table.normalize(
          x + (n * s.h + h) * s.row(), s.row(), s.lane, means[n], factors[n], slope,
          residual ? residual + n * s.paddedImage(border) + (h + border) * s.paddedRow(border) +
                         border * s.c
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
    if (bottom)
      table.add(image + (p + s.h - 1 + below) * s.paddedRow(p), s.paddedRow(p), scratch);
    padded = scratch;
  }
  std::memcpy(row, padded + p * s.c, s.row() * sizeof(T));
  for (size_t j = 1; j <= p; ++j) {
    table.add(padded + (p - j) * s.c, s.c, row + j * s.c);
    table.add(padded + (p + s.w - 1 + j) * s.c, s.c, row + (s.w - 1 - j) * s.c);
  }
}

// gx from gy, the gradient of the padded result; the residual's own gradient where `residual` points.
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

at::Tensor emptyLike(const at::Tensor &x, int64_t padding, bool zeros = false) {
  const std::vector<int64_t> shape = {x.size(0), x.size(1), x.size(2) + 2 * padding,
                                      x.size(3) + 2 * padding};
  at::Tensor result = at::empty(shape, x.options(), channelsLast);
  return zeros ? result.zero_() : result;
}

int64_t borderOf(const at::Tensor &residual, const at::Tensor &x) {
  return residual.defined() ? (residual.size(2) - x.size(2)) / 2 : 0;
}

template <typename T>
const T *elements(const at::Tensor &tensor) {
  return tensor.defined() ? tensor.const_data_ptr<T>() : nullptr;
}

struct InstanceNorm : Function<InstanceNorm> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &input,
                            const std::optional<at::Tensor> &added, double epsilon, double slope,
                            int64_t padding) {
    const at::Tensor x = input.contiguous(channelsLast);
    const at::Tensor residual = added ? added->contiguous(channelsLast) : at::Tensor();
    const Sizes sizes(x, padding);
    const at::Tensor mean = at::empty({x.size(0), x.size(1)}, x.options());
    const at::Tensor rstd = at::empty_like(mean);
    const at::Tensor y = emptyLike(x, padding);
    AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "instance_norm", [&] {
      moments(sizes, elements<scalar_t>(x), epsilon, mean.data_ptr<scalar_t>(),
              rstd.data_ptr<scalar_t>());
      normalize(sizes, elements<scalar_t>(x), elements<scalar_t>(mean), elements<scalar_t>(rstd),
                scalar_t(slope), elements<scalar_t>(residual), borderOf(residual, x),
                y.data_ptr<scalar_t>());
    });
    context->save_for_backward({x, mean, rstd});
    context->saved_data["slope"] = slope;
    context->saved_data["padding"] = padding;
    context->saved_data["border"] = borderOf(residual, x);
    context->saved_data["residual"] = residual.defined();
    return y;
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    TORCH_CHECK(!at::GradMode::is_enabled(), "the fused instance norm has first derivatives only");
    const auto saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &mean = saved[1], &rstd = saved[2];
    const int64_t border = context->saved_data["border"].toInt();
    const Sizes sizes(x, context->saved_data["padding"].toInt());
    const at::Tensor gy = gradients[0].contiguous(channelsLast);
    const at::Tensor gx = emptyLike(x, 0);
    at::Tensor residual;
    if (context->saved_data["residual"].toBool() && context->needs_input_grad(1))
      residual = emptyLike(x, border, border > 0);
    AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "instance_norm_backward", [&] {
      differentiate(sizes, elements<scalar_t>(x), elements<scalar_t>(mean),
                    elements<scalar_t>(rstd), scalar_t(context->saved_data["slope"].toDouble()),
                    elements<scalar_t>(gy),
                    residual.defined() ? residual.data_ptr<scalar_t>() : nullptr, border,
                    gx.data_ptr<scalar_t>());
    });
    return {gx, residual, at::Tensor(), at::Tensor(), at::Tensor()};
  }
};

}  // namespace

extern "C" {

ct_tensor *ct_instance_norm(const ct_tensor *x, const ct_tensor *residual, double epsilon,
                            double slope, int64_t padding) {
  return guarded<ct_tensor *>(nullptr, [&] {
    const auto added = residual ? std::optional(residual->value) : std::nullopt;
    return wrap(InstanceNorm::apply(x->value, added, epsilon, slope, padding));
  });
}

}  // extern "C"
