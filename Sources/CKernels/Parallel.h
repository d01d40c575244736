// The thread bridge of all kernels: independent pieces of work run on the OpenMP threads that
// LibTorch keeps already, so that two pools never compete for the cores. The caller says how many
// may work; without an OpenMP library in the process the work is serial.
#pragma once

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#if defined(__APPLE__)
#include <dispatch/dispatch.h>
#endif

template <typename Body>
struct ParallelJob {
  const Body &body;
  size_t count;
  std::atomic<size_t> next{0};

  static void work(void *job) {
    auto &self = *static_cast<ParallelJob *>(job);
    for (size_t i = self.next++; i < self.count; i = self.next++) self.body(i);
  }
};

// Calls body(0) ... body(count - 1) in any order, on up to `threads` threads.
template <typename Body>
void inParallel(size_t count, size_t threads, const Body &body) {
  ParallelJob<Body> job{body, count};
  const size_t workers = std::min(threads, count);
  if (workers <= 1) return ParallelJob<Body>::work(&job);
#if defined(__APPLE__)
  dispatch_apply_f(workers, DISPATCH_APPLY_AUTO, &job,
                   [](void *context, size_t) { ParallelJob<Body>::work(context); });
#else
  using Parallel = void (*)(void (*)(void *), void *, unsigned, unsigned);
  static const auto run = reinterpret_cast<Parallel>(dlsym(RTLD_DEFAULT, "GOMP_parallel"));
  if (!run) return ParallelJob<Body>::work(&job);
  run(ParallelJob<Body>::work, &job, unsigned(workers), 0);
#endif
}
