// The inner loops of the fused instance norm, included once for every instruction set. No #pragma
// once: that is the point. Pixels lie one after another, the channels of a pixel side by side.

// Kernels on rows of numbers that repeat with the channels. Several pixels of few channels are
// worked on at a time, so that a loop over `lane` fills whole vectors: entry l belongs to channel
// l % channels.
template <typename T>
struct NormKernels {
  static constexpr InstructionSet set = INSTRUCTION_SET;

  // Mean and sum of squared distances of every channel over `pixels` pixels.
  // Two sweeps over what fits into the first cache lose less than a running sum of squares.
  static void moments(const T *x, size_t pixels, size_t channels, size_t lane, T *RESTRICT sums,
                      T *RESTRICT mean, double *RESTRICT means, double *RESTRICT squares) {
    const size_t size = pixels * channels;
    for (size_t l = 0; l < lane; ++l) sums[l] = 0;
    size_t i = 0;
    for (; i + lane <= size; i += lane)
      for (size_t l = 0; l < lane; ++l) sums[l] += x[i + l];
    for (size_t l = 0; i + l < size; ++l) sums[l] += x[i + l];
    for (size_t c = 0; c < channels; ++c) {
      double sum = 0;
      for (size_t l = c; l < lane; l += channels) sum += sums[l];
      means[c] = sum / double(pixels);
    }
    for (size_t l = 0; l < lane; ++l) {
      mean[l] = T(means[l % channels]);
      sums[l] = 0;
    }
    for (i = 0; i + lane <= size; i += lane)
      for (size_t l = 0; l < lane; ++l) sums[l] += (x[i + l] - mean[l]) * (x[i + l] - mean[l]);
    for (size_t l = 0; i + l < size; ++l) sums[l] += (x[i + l] - mean[l]) * (x[i + l] - mean[l]);
    for (size_t c = 0; c < channels; ++c) {
      double sum = 0;
      for (size_t l = c; l < lane; l += channels) sum += sums[l];
      const double off = means[c] - double(mean[c]);  // the sweep went around the rounded mean
      squares[c] = sum - double(pixels) * off * off;
    }
  }

  // y = act((x - mean) rstd) + residual, for one row; the residual may be missing.
  static void normalize(const T *RESTRICT x, size_t size, size_t lane, const T *RESTRICT mean,
                        const T *RESTRICT rstd, T slope, const T *RESTRICT residual,
                        T *RESTRICT y) {
    size_t i = 0;
    for (; i < size; i += lane) {
      const size_t end = size - i < lane ? size - i : lane;
      if (residual) {
        for (size_t l = 0; l < end; ++l)
          y[i + l] = (x[i + l] - mean[l]) * rstd[l] + residual[i + l];
      } else {
        for (size_t l = 0; l < end; ++l) {
          const T value = (x[i + l] - mean[l]) * rstd[l];
          y[i + l] = value > 0 ? value : value * slope;
        }
      }
    }
  }

  // g, the gradient after the activation, becomes the one before it; adds up g and g (x - mean).
  static void activate(const T *RESTRICT x, size_t size, size_t lane, const T *RESTRICT mean,
                       T slope, T *RESTRICT g, T *RESTRICT sums, T *RESTRICT products) {
    for (size_t i = 0; i < size; i += lane) {
      const size_t end = size - i < lane ? size - i : lane;
      for (size_t l = 0; l < end; ++l) {
        const T off = x[i + l] - mean[l];
        const T slopeHere = off > 0 ? T(1) : slope;
        const T value = g[i + l] * slopeHere;
        g[i + l] = value;
        sums[l] += value;
        products[l] += value * off;
      }
    }
  }

  // gx = rstd (g - first - (x - mean) second).
  static void gradient(const T *RESTRICT x, const T *g, size_t size, size_t lane,
                       const T *RESTRICT mean, const T *RESTRICT rstd, const T *RESTRICT first,
                       const T *RESTRICT second, T *gx) {
    for (size_t i = 0; i < size; i += lane) {
      const size_t end = size - i < lane ? size - i : lane;
      for (size_t l = 0; l < end; ++l)
        gx[i + l] = rstd[l] * (g[i + l] - first[l] - (x[i + l] - mean[l]) * second[l]);
    }
  }

  // sum += row
  static void add(const T *RESTRICT row, size_t size, T *RESTRICT sum) {
    for (size_t i = 0; i < size; ++i) sum[i] += row[i];
  }
};
