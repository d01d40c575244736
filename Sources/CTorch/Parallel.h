// Runs independent pieces of work on the threads that LibTorch keeps, so that two pools never compete
// for the cores. (at::parallel_for would be serial here: its header wants a compiler with OpenMP.)
#pragma once

#include <ATen/Parallel.h>
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

// body(0) ... body(count - 1), in any order.
template <typename Body>
void inParallel(size_t count, const Body &body) {
  ParallelJob<Body> job{body, count};
  const size_t threads = std::min<size_t>(at::get_num_threads(), count);
  if (threads <= 1 || at::in_parallel_region()) return ParallelJob<Body>::work(&job);
#if defined(__APPLE__)
  dispatch_apply_f(threads, DISPATCH_APPLY_AUTO, &job,
                   [](void *context, size_t) { ParallelJob<Body>::work(context); });
#else
  using Parallel = void (*)(void (*)(void *), void *, unsigned, unsigned);
  static const auto run = reinterpret_cast<Parallel>(dlsym(RTLD_DEFAULT, "GOMP_parallel"));
  if (!run) return ParallelJob<Body>::work(&job);
  run(ParallelJob<Body>::work, &job, unsigned(threads), 0);
#endif
}
