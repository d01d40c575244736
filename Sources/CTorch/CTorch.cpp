// Operator calls, data, gradients and the settings of the process; `Recorded.cpp` holds the
// operations that this project adds to LibTorch's autograd.
#include "CTorch.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <dlfcn.h>

#include <cstring>
#include <unordered_map>

#include "Handle.h"

namespace {

const c10::OperatorHandle &find(const char *name, const char *overload) {
  thread_local std::unordered_map<std::string, c10::OperatorHandle> known;
  std::string key = std::string(name) + "." + overload;
  auto found = known.find(key);
  if (found == known.end())
    found =
        known.emplace(key, c10::Dispatcher::singleton().findSchemaOrThrow(name, overload)).first;
  return found->second;
}

bool wantsOptionalTensors(const c10::TypePtr &type) {
  auto list = type->cast<c10::ListType>();
  return list && list->getElementType()->kind() == c10::TypeKind::OptionalType;
}

bool wantsDevice(c10::TypePtr type) {
  if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
  return type->kind() == c10::TypeKind::DeviceObjType;
}

c10::IValue toIValue(const ct_value &value, const c10::TypePtr &type) {
  switch (value.kind) {
    case CT_NONE:
      return {};
    case CT_TENSOR:
      return value.tensor->value;
    case CT_INT:
      return value.integer;
    case CT_DOUBLE:
      return value.real;
    case CT_BOOL:
      return value.integer != 0;
    case CT_STRING: {
      std::string text(static_cast<const char *>(value.items), value.count);
      if (wantsDevice(type)) return c10::Device(text);
      return text;
    }
    case CT_INTS: {
      auto items = static_cast<const int64_t *>(value.items);
      return c10::List<int64_t>(c10::ArrayRef<int64_t>(items, value.count));
    }
    case CT_DOUBLES: {
      auto items = static_cast<const double *>(value.items);
      return c10::List<double>(c10::ArrayRef<double>(items, value.count));
    }
    case CT_TENSORS: {
      auto items = static_cast<ct_tensor *const *>(value.items);
      if (wantsOptionalTensors(type)) {
        c10::List<std::optional<at::Tensor>> list;
        for (size_t i = 0; i < value.count; ++i) list.push_back(items[i]->value);
        return list;
      }
      c10::List<at::Tensor> list;
      for (size_t i = 0; i < value.count; ++i) list.push_back(items[i]->value);
      return list;
    }
  }
  return {};
}

void append(std::vector<at::Tensor> &results, const c10::IValue &value) {
  if (value.isTensor()) {
    results.push_back(value.toTensor());
  } else if (value.isTensorList()) {
    for (const at::Tensor &tensor : value.toTensorVector()) results.push_back(tensor);
  } else if (value.isScalar()) {
    results.push_back(at::scalar_tensor(value.toScalar(), at::kDouble));
  }
}

}  // namespace

extern "C" {

const char *ct_error(void) { return errorSlot().c_str(); }

int ct_call(const char *name, const char *overload, const ct_value *arguments, size_t count,
            ct_tensor **results, size_t capacity) {
  return guarded(-1, [&] {
    const auto &op = find(name, overload);
    const auto &wanted = op.schema().arguments();
    TORCH_CHECK(count <= wanted.size(), name, " takes at most ", wanted.size(), " arguments");
    torch::jit::Stack stack;
    stack.reserve(wanted.size());
    for (size_t i = 0; i < wanted.size(); ++i) {
      if (i < count) {
        stack.push_back(toIValue(arguments[i], wanted[i].real_type()));
      } else {
        TORCH_CHECK(wanted[i].default_value(), name, " needs the argument ", wanted[i].name());
        stack.push_back(*wanted[i].default_value());
      }
    }
    op.callBoxed(stack);
    std::vector<at::Tensor> tensors;
    for (const auto &value : stack) append(tensors, value);
    TORCH_CHECK(tensors.size() <= capacity, name, " returned ", tensors.size(), " tensors");
    for (size_t i = 0; i < tensors.size(); ++i) results[i] = wrap(std::move(tensors[i]));
    return static_cast<int>(tensors.size());
  });
}

ct_tensor *ct_from_data(const void *data, const int64_t *shape, size_t rank, int type) {
  return guarded<ct_tensor *>(nullptr, [&] {
    // LibTorch looks the number up in a table without a check of its own.
    TORCH_CHECK(type >= 0 && type < static_cast<int>(at::ScalarType::NumOptions),
                "no element type has the number ", type);
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(type));
    at::Tensor tensor = at::empty(c10::IntArrayRef(shape, rank), options);
    if (tensor.nbytes() > 0) std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
    return wrap(tensor);
  });
}

bool ct_copy_data(const ct_tensor *tensor, void *data, size_t bytes) {
  return guarded(false, [&] {
    at::Tensor source = tensor->value.detach().cpu().contiguous();
    TORCH_CHECK(source.nbytes() == bytes, "copy of ", bytes, " bytes from ", source.nbytes());
    if (bytes > 0) std::memcpy(data, source.data_ptr(), bytes);
    return true;
  });
}

ct_tensor *ct_retain(const ct_tensor *tensor) {
  return guarded<ct_tensor *>(nullptr, [&] { return wrap(tensor->value); });
}

void ct_release(ct_tensor *tensor) {
  guarded(false, [&] {
    delete tensor;
    return true;
  });
}

int64_t ct_rank(const ct_tensor *tensor) {
  return guarded<int64_t>(-1, [&] { return tensor->value.dim(); });
}

int64_t ct_size(const ct_tensor *tensor, int64_t axis) {
  return guarded<int64_t>(-1, [&] { return tensor->value.size(axis); });
}

int ct_type(const ct_tensor *tensor) {
  return guarded(-1, [&] { return static_cast<int>(tensor->value.scalar_type()); });
}

int ct_device(const ct_tensor *tensor) {
  return guarded(-1, [&] { return static_cast<int>(tensor->value.device().type()); });
}

bool ct_is_on_cpu(const ct_tensor *tensor) {
  return guarded(false, [&] { return tensor->value.is_cpu(); });
}

void *ct_data(const ct_tensor *tensor) {
  return guarded<void *>(nullptr, [&]() -> void * {
    const at::Tensor &value = tensor->value;
    return value.is_cpu() && value.is_contiguous() ? value.data_ptr() : nullptr;
  });
}

bool ct_requires_gradient(const ct_tensor *tensor) {
  return guarded(false, [&] { return tensor->value.requires_grad(); });
}

bool ct_set_requires_gradient(ct_tensor *tensor, bool required) {
  return guarded(false, [&] {
    tensor->value.requires_grad_(required);
    return true;
  });
}

bool ct_gradients(const ct_tensor *scalar, ct_tensor *const *inputs, size_t count, bool keep,
                  ct_tensor **gradients) {
  return guarded(false, [&] {
    std::vector<at::Tensor> wanted;
    for (size_t i = 0; i < count; ++i) wanted.push_back(inputs[i]->value);
    auto found = torch::autograd::grad({scalar->value}, wanted, {}, keep, false, true);
    for (size_t i = 0; i < count; ++i) {
      const at::Tensor &gradient = found[i];
      if (!gradient.defined()) {
        gradients[i] = nullptr;
      } else if (gradient.strides() == wanted[i].strides()) {
        gradients[i] = wrap(gradient);
      } else {  // fused optimisers walk parameter and gradient side by side
        gradients[i] = wrap(at::empty_like(wanted[i].detach()).copy_(gradient));
      }
    }
    return true;
  });
}

bool ct_set_recording(bool recording) {
  return guarded(recording, [&] {
    const bool before = c10::GradMode::is_enabled();
    c10::GradMode::set_enabled(recording);
    return before;
  });
}

void ct_keep_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the largest that glibc takes
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

void ct_give_back_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

bool ct_set_threads(int threads) {
  return guarded(false, [&] {
    at::set_num_threads(threads);
    return true;
  });
}

int ct_threads(void) {
  return guarded(-1, [] { return at::get_num_threads(); });
}

const char *ct_version(void) { return TORCH_VERSION; }

const char *ct_cpu_capability(void) {
  return guarded("", [] {
    static const std::string capability = at::get_cpu_capability();
    return capability.c_str();
  });
}

int ct_load_cuda(void) {
  return guarded(0, [] {
    // Not linked, so that one program serves machines with and without it; found beside
    // libtorch_cpu.
    static void *library = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
    return library && at::hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0;
  });
}

bool ct_set_autocast(int device, bool enabled) {
  return guarded(false, [&] {
    auto type = static_cast<at::DeviceType>(device);
    // This call refuses unknown devices; the one that sets the element type would write anywhere.
    TORCH_CHECK(device >= 0 && device < at::COMPILE_TIME_MAX_DEVICE_TYPES,
                "no device type has the number ", device);
    at::autocast::set_autocast_enabled(type, enabled);
    at::autocast::set_autocast_dtype(type, at::kBFloat16);
    // An optimiser changes weights in place, which the cache of their short forms would not see.
    at::autocast::set_autocast_cache_enabled(false);
    return true;
  });
}

}  // extern "C"
