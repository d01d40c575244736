// Operations that LibTorch's autograd does not know: linear maps with their adjoint, scalars whose
// gradient is known already, and the layers whose kernels are in CKernels.
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include <memory>

#include "CKernels.h"
#include "Handle.h"

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

// MARK: Linear maps

struct Map : torch::CustomClassHolder {
  Map(ct_linear apply, void *context, void (*release)(void *))
      : apply(apply), context(context), release(release) {}
  ~Map() override { release(context); }

  ct_linear apply;
  void *context;
  void (*release)(void *);
};

struct Linear : Function<Linear> {
  static variable_list forward(AutogradContext *context, at::TensorList inputs,
                               const c10::intrusive_ptr<Map> &map, bool adjoint, int64_t count) {
    context->saved_data["map"] = c10::IValue::make_capsule(map);
    context->saved_data["adjoint"] = adjoint;
    context->saved_data["inputs"] = static_cast<int64_t>(inputs.size());
    std::vector<ct_tensor *> arguments, handles(count, nullptr);
    for (const auto &input : inputs) arguments.push_back(wrap(input.detach().contiguous()));
    map->apply(map->context, adjoint, arguments.data(), arguments.size(), handles.data(), count);
    const std::vector<std::unique_ptr<ct_tensor>> owned(handles.begin(), handles.end());
    variable_list outputs;
    for (const auto &handle : owned) {
      TORCH_CHECK(handle, "the map gave no tensor: ", errorSlot());
      outputs.push_back(handle->value);
    }
    return outputs;
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    auto map = c10::static_intrusive_pointer_cast<Map>(context->saved_data["map"].toCapsule());
    auto results =
        Linear::apply(at::TensorList(gradients), map, !context->saved_data["adjoint"].toBool(),
                      context->saved_data["inputs"].toInt());
    results.resize(results.size() + 3);  // nothing for the map, the direction and the count
    return results;
  }
};

struct KnownGradient : Function<KnownGradient> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &input, double value,
                            const at::Tensor &gradient) {
    context->save_for_backward({gradient});
    return at::scalar_tensor(value, input.options());
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const at::Tensor gradient = context->get_saved_variables()[0];
    const double factor = gradients[0].item<double>();
    return {factor == 1 ? gradient : gradient * factor, at::Tensor(), at::Tensor()};
  }
};

// MARK: Layers

constexpr auto channelsLast = at::MemoryFormat::ChannelsLast;

// The threads that a kernel may use here; one where LibTorch's threads are at work already.
size_t threadsHere() { return at::in_parallel_region() ? 1 : size_t(at::get_num_threads()); }

bool isWide(const at::Tensor &x, const char *operation) {
  const auto type = x.scalar_type();
  TORCH_CHECK(type == at::kFloat || type == at::kDouble, operation,
              " takes float32 or float64, not ", type);
  return type == at::kDouble;
}

at::Tensor emptyLike(const at::Tensor &x, int64_t padding, bool zeros = false) {
  const std::vector<int64_t> shape = {x.size(0), x.size(1), x.size(2) + 2 * padding,
                                      x.size(3) + 2 * padding};
  at::Tensor result = at::empty(shape, x.options(), channelsLast);
  return zeros ? result.zero_() : result;
}

ck_images sizesOf(const at::Tensor &x, int64_t padding) {
  return {size_t(x.size(0)), size_t(x.size(1)), size_t(x.size(2)), size_t(x.size(3)),
          size_t(padding)};
}

// Only the convolution's output is kept for the gradient, with two numbers for each channel.
struct InstanceNorm : Function<InstanceNorm> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &input,
                            const std::optional<at::Tensor> &added, double epsilon, double slope,
                            int64_t padding) {
    const at::Tensor x = input.contiguous(channelsLast);
    const at::Tensor residual = added ? added->contiguous(channelsLast) : at::Tensor();
    const int64_t border = added ? (residual.size(2) - x.size(2)) / 2 : 0;
    const at::Tensor mean = at::empty({x.size(0), x.size(1)}, x.options());
    const at::Tensor rstd = at::empty_like(mean);
    const at::Tensor y = emptyLike(x, padding);
    const ck_images images = sizesOf(x, padding);
    ck_norm(&images, epsilon, slope, isWide(x, "instance norm"), threadsHere(), x.const_data_ptr(),
            added ? residual.const_data_ptr() : nullptr, border, mean.data_ptr(), rstd.data_ptr(),
            y.data_ptr());
    context->save_for_backward({x, mean, rstd});
    context->saved_data["slope"] = slope;
    context->saved_data["padding"] = padding;
    context->saved_data["border"] = border;
    context->saved_data["residual"] = residual.defined();
    return y;
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    TORCH_CHECK(!at::GradMode::is_enabled(), "the fused instance norm has first derivatives only");
    const auto saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &mean = saved[1], &rstd = saved[2];
    const int64_t border = context->saved_data["border"].toInt();
    const at::Tensor gy = gradients[0].contiguous(channelsLast);
    const at::Tensor gx = emptyLike(x, 0);
    at::Tensor residual;
    if (context->saved_data["residual"].toBool() && context->needs_input_grad(1))
      residual = emptyLike(x, border, border > 0);
    const ck_images images = sizesOf(x, context->saved_data["padding"].toInt());
    ck_norm_gradient(&images, context->saved_data["slope"].toDouble(), isWide(x, "instance norm"),
                     threadsHere(), x.const_data_ptr(), mean.const_data_ptr(),
                     rstd.const_data_ptr(), gy.const_data_ptr(),
                     residual.defined() ? residual.data_ptr() : nullptr, border, gx.data_ptr());
    return {gx, residual, at::Tensor(), at::Tensor(), at::Tensor()};
  }
};

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
    ck_columns(n * h, w, c, size, border, adjoint, isWide(from, "columns"), threadsHere(),
               from.const_data_ptr(), to.data_ptr());
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

bool ct_apply_linear(ct_linear map, void *context, void (*release)(void *),
                     ct_tensor *const *inputs, size_t input_count, ct_tensor **outputs,
                     size_t output_count) {
  return guarded(false, [&] {
    std::unique_ptr<void, void (*)(void *)> pending(context, release);
    auto owned = c10::make_intrusive<Map>(map, context, release);
    pending.release();  // the map releases it from here on
    variable_list tensors;
    for (size_t i = 0; i < input_count; ++i) tensors.push_back(inputs[i]->value);
    auto results =
        Linear::apply(at::TensorList(tensors), owned, false, static_cast<int64_t>(output_count));
    for (size_t i = 0; i < output_count; ++i) outputs[i] = wrap(std::move(results[i]));
    return true;
  });
}

ct_tensor *ct_known_gradient(const ct_tensor *input, double value, const ct_tensor *gradient) {
  return guarded<ct_tensor *>(
      nullptr, [&] { return wrap(KnownGradient::apply(input->value, value, gradient->value)); });
}

ct_tensor *ct_instance_norm(const ct_tensor *x, const ct_tensor *residual, double epsilon,
                            double slope, int64_t padding) {
  return guarded<ct_tensor *>(nullptr, [&] {
    const auto added = residual ? std::optional(residual->value) : std::nullopt;
    return wrap(InstanceNorm::apply(x->value, added, epsilon, slope, padding));
  });
}

bool ct_norm_moments(const ct_tensor *x, double epsilon, ct_tensor **mean, ct_tensor **rstd) {
  return guarded(false, [&] {
    const at::Tensor images = x->value.detach().contiguous(channelsLast);
    const at::Tensor middle = at::empty({images.size(0), images.size(1)}, images.options());
    const at::Tensor factor = at::empty_like(middle);
    const ck_images sizes = sizesOf(images, 0);
    ck_norm_moments(&sizes, epsilon, isWide(images, "instance norm"), threadsHere(),
                    images.const_data_ptr(), middle.data_ptr(), factor.data_ptr());
    *mean = wrap(middle);
    *rstd = wrap(factor);
    return true;
  });
}

ct_tensor *ct_norm_rows(const ct_tensor *x, const ct_tensor *mean, const ct_tensor *rstd,
                        double slope, int64_t padding, bool mirrored, int64_t first, int64_t last) {
  return guarded<ct_tensor *>(nullptr, [&] {
    const at::Tensor images = x->value.detach().contiguous(channelsLast);
    TORCH_CHECK(0 <= first && first < last && last <= images.size(2) + 2 * padding, "rows ", first,
                " to ", last, " of ", images.size(2), " with a border of ", padding);
    const at::Tensor y =
        at::empty({images.size(0), images.size(1), last - first, images.size(3) + 2 * padding},
                  images.options(), channelsLast);
    const ck_images sizes = sizesOf(images, padding);
    ck_norm_rows(&sizes, slope, isWide(images, "instance norm"), threadsHere(),
                 images.const_data_ptr(), mean->value.const_data_ptr(),
                 rstd->value.const_data_ptr(), mirrored, size_t(first), size_t(last), y.data_ptr());
    return wrap(y);
  });
}

ct_tensor *ct_columns(const ct_tensor *x, int64_t size, int64_t border, bool adjoint) {
  return guarded<ct_tensor *>(
      nullptr, [&] { return wrap(Columns::apply(x->value, size, border, adjoint)); });
}

}  // extern "C"
