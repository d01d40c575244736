// What every part of the shim shares: the handle, the error slot, and the guard around exceptions.
#pragma once

#include <ATen/ATen.h>

#include <string>

#include "CTorch.h"

struct ct_tensor {
  at::Tensor value;
};

inline ct_tensor *wrap(at::Tensor tensor) { return new ct_tensor{std::move(tensor)}; }

inline std::string &errorSlot() {
  thread_local std::string text;
  return text;
}

// Runs `body`; an exception becomes the text of the error slot and `failure`.
template <typename Result, typename Body>
Result guarded(Result failure, Body body) {
  try {
    return body();
  } catch (const c10::Error &error) {
    errorSlot() = error.what_without_backtrace();
  } catch (const std::exception &error) {
    errorSlot() = error.what();
  }
  return failure;
}
