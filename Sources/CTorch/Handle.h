// The shared part of the shim: the handle, the error slot, and the guard around exceptions.
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

// Keeps the reason of a failure, or nothing where not even the memory for its text is left.
inline void remember(const char *reason) noexcept {
  try {
    errorSlot() = reason;
  } catch (...) {
    errorSlot().clear();
  }
}

// Runs `body`; whatever it throws becomes the text of the error slot and `failure`.
template <typename Result, typename Body>
Result guarded(Result failure, Body body) noexcept {
  try {
    return body();
  } catch (const c10::Error &error) {
    remember(error.what_without_backtrace());
  } catch (const std::exception &error) {
    remember(error.what());
  } catch (...) {
    remember("an exception of an unknown type");
  }
  return failure;
}
