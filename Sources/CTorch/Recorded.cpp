// Operations that LibTorch's autograd did not know: linear maps with their adjoint, and scalars whose
// gradient is known already.
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include "Handle.h"

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

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
    variable_list outputs;
    for (ct_tensor *handle : handles) {
      outputs.push_back(handle->value);
      delete handle;
    }
    return outputs;
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    auto map = c10::static_intrusive_pointer_cast<Map>(context->saved_data["map"].toCapsule());
    auto results = Linear::apply(at::TensorList(gradients), map,
                                 !context->saved_data["adjoint"].toBool(),
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

}  // namespace

extern "C" {

void *ct_data(const ct_tensor *tensor) {
  const at::Tensor &value = tensor->value;
  return value.is_cpu() && value.is_contiguous() ? value.data_ptr() : nullptr;
}

ct_tensor *ct_retain(const ct_tensor *tensor) { return wrap(tensor->value); }

bool ct_apply_linear(ct_linear map, void *context, void (*release)(void *), ct_tensor *const *inputs,
                     size_t input_count, ct_tensor **outputs, size_t output_count) {
  auto owned = c10::make_intrusive<Map>(map, context, release);
  return guarded(false, [&] {
    variable_list tensors;
    for (size_t i = 0; i < input_count; ++i) tensors.push_back(inputs[i]->value);
    auto results =
        Linear::apply(at::TensorList(tensors), owned, false, static_cast<int64_t>(output_count));
    for (size_t i = 0; i < output_count; ++i) outputs[i] = wrap(std::move(results[i]));
    return true;
  });
}

ct_tensor *ct_known_gradient(const ct_tensor *input, double value, const ct_tensor *gradient) {
  return guarded<ct_tensor *>(nullptr, [&] {
    return wrap(KnownGradient::apply(input->value, value, gradient->value));
  });
}

}  // extern "C"
