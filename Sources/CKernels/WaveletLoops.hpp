// The inner loops of the wavelet kernels, included once for every instruction set. No #pragma once:
// that is the point. The compiler fuses multiplications and additions where the set can, so the
// sets differ in the last bits, but each gives the same bits on every machine. Names: y runs over
// rows, x over columns; E and O are the even and odd samples of a row.

// Numbers that are worked on at once: two strips of sums must fit into the registers.
template <typename T>
struct Strip {
  typedef T Sums __attribute__((vector_size(STRIP_BYTES)));
  static constexpr size_t size = STRIP_BYTES / sizeof(T);
};
template <typename T>
static constexpr size_t strip = Strip<T>::size;

// sums += factor * the strip at `numbers`, which need not be aligned.
template <typename T>
INLINE void addStrip(typename Strip<T>::Sums &sums, T factor, const T *numbers) {
  typename Strip<T>::Sums loaded;
  __builtin_memcpy(&loaded, numbers, sizeof loaded);
  sums += factor * loaded;
}

// Splits a row with its outer samples into even and odd positions, so that a filter with stride two
// reads neighbours.
template <typename T>
INLINE void splitRow(const cw_axis &axis, const T *source, T *even, T *odd) {
  // Position p is stored at p + origin, where origin is left rounded up to an even number.
  const size_t origin = (axis.left + 1) & ~size_t(1);
  const size_t half = origin / 2;
  const size_t pairs = axis.length / 2;
  T *e = even + half, *o = odd + half;
  for (size_t i = 0; i < pairs; ++i) {
    e[i] = source[2 * i];
    o[i] = source[2 * i + 1];
  }
  if (axis.length % 2) e[pairs] = source[axis.length - 1];
  for (size_t outer = 0; outer < axis.left + axis.right; ++outer) {
    T sum = 0;
    for (int32_t i = axis.starts[outer]; i < axis.starts[outer + 1]; ++i)
      sum += T(axis.weight[i]) * source[axis.index[i]];
    const size_t place =
        outer < axis.left ? origin - axis.left + outer : origin + axis.length + outer - axis.left;
    (place % 2 ? odd : even)[place / 2] = sum;
  }
}

// low[c] and high[c] from a split row.
template <size_t Taps, typename T>
INLINE void filterRow(const cw_filters &filters, const cw_axis &axis, const T *even, const T *odd,
                      T *RESTRICT low, T *RESTRICT high) {
  constexpr size_t tile = strip<T>;
  const size_t taps = Taps ? Taps : filters.taps;
  const ptrdiff_t origin = (axis.left + 1) & ~size_t(1);
  auto source = [&](size_t j) {
    const ptrdiff_t place = origin + filters.offset - ptrdiff_t(j);
    return (place % 2 ? odd : even) + place / 2;
  };
  size_t start = 0;
  for (; start + tile <= axis.count; start += tile) {
    typename Strip<T>::Sums a = {}, b = {};
    for (size_t j = 0; j < taps; ++j) {
      addStrip<T>(a, T(filters.low[j]), source(j) + start);
      addStrip<T>(b, T(filters.high[j]), source(j) + start);
    }
    __builtin_memcpy(low + start, &a, sizeof a);
    __builtin_memcpy(high + start, &b, sizeof b);
  }
  for (; start < axis.count; ++start) {
    T a = 0, b = 0;
    for (size_t j = 0; j < taps; ++j) {
      const T x = source(j)[start];
      a += T(filters.low[j]) * x, b += T(filters.high[j]) * x;
    }
    low[start] = a, high[start] = b;
  }
}

// The low and the high row of coefficients from the rows that they need.
template <size_t Taps, typename T>
INLINE void filterColumns(const cw_filters &filters, const T *const *rows, size_t width,
                          T *RESTRICT low, T *RESTRICT high) {
  constexpr size_t tile = strip<T>;
  const size_t taps = Taps ? Taps : filters.taps;
  size_t start = 0;
  for (; start + tile <= width; start += tile) {
    typename Strip<T>::Sums a = {}, b = {};
    for (size_t j = 0; j < taps; ++j) {
      addStrip<T>(a, T(filters.low[j]), rows[-ptrdiff_t(j)] + start);
      addStrip<T>(b, T(filters.high[j]), rows[-ptrdiff_t(j)] + start);
    }
    __builtin_memcpy(low + start, &a, sizeof a);
    __builtin_memcpy(high + start, &b, sizeof b);
  }
  for (; start < width; ++start) {
    T a = 0, b = 0;
    for (size_t j = 0; j < taps; ++j) {
      const T x = rows[-ptrdiff_t(j)][start];
      a += T(filters.low[j]) * x, b += T(filters.high[j]) * x;
    }
    low[start] = a, high[start] = b;
  }
}

// Numbers that one worker needs for rows of `axis`.
inline size_t rowScratch(const cw_axis &axis, size_t taps) {
  return axis.left + axis.length + axis.right + 2 * axis.count + 8 * taps + 4 * STRIP_BYTES;
}

// Rows k of the coefficients, from `first` to `last`, of one plane.
template <size_t Taps, typename T>
void analyzeRows(const cw_filters &filters, const cw_level &level, const T *image, size_t first,
                 size_t last, T *ll, T *lh, T *hl, T *hh, std::vector<T> &memory) {
  constexpr size_t tile = strip<T>;
  const cw_axis &y = level.y, &x = level.x;
  const size_t width = x.length, split = (rowScratch(x, filters.taps) + 1) / 2 + tile;
  memory.resize((y.left + y.right) * width + 2 * (width + tile) + 2 * split);
  T *outer = memory.data();
  T *lowY = outer + (y.left + y.right) * width, *highY = lowY + width + tile;
  T *even = highY + width + tile, *odd = even + split;

  std::vector<const T *> rows(y.left + y.length + y.right);
  for (size_t p = 0; p < rows.size(); ++p) {
    if (p >= y.left && p < y.left + y.length) {
      rows[p] = image + (p - y.left) * width;
      continue;
    }
    const size_t e = p < y.left ? p : p - y.length;
    T *row = outer + e * width;
    rows[p] = row;
    // Only the worker's own edge rows are needed, but they are few.
    for (size_t i = 0; i < width; ++i) row[i] = 0;
    for (int32_t t = y.starts[e]; t < y.starts[e + 1]; ++t) {
      const T *source = image + size_t(y.index[t]) * width;
      const T weight = T(y.weight[t]);
      for (size_t i = 0; i < width; ++i) row[i] += weight * source[i];
    }
  }
  for (size_t k = first; k < last; ++k) {
    const T *const *sources = rows.data() + ptrdiff_t(y.left + 2 * k) + filters.offset;
    filterColumns<Taps>(filters, sources, width, lowY, highY);
    splitRow(x, lowY, even, odd);
    filterRow<Taps>(filters, x, even, odd, ll + k * x.count, hl + k * x.count);
    splitRow(x, highY, even, odd);
    filterRow<Taps>(filters, x, even, odd, lh + k * x.count, hh + k * x.count);
  }
}

// Zeros on either side of a row of coefficients, as many as the furthest sample looks beyond them.
inline size_t spreadMargin(const cw_axis &axis, size_t taps) {
  return axis.left + axis.right + taps + 2;
}

// Adds the two halves of a row back onto its samples: the adjoint of splitRow and filterRow.
template <size_t Taps, typename T>
INLINE void spreadRow(const cw_filters &filters, const cw_axis &axis, const T *low, const T *high,
                      T *padded, T *even, T *odd, T *RESTRICT samples) {
  constexpr size_t tile = strip<T>;
  const ptrdiff_t origin = (axis.left + 1) & ~size_t(1);
  const size_t taps = Taps ? Taps : filters.taps;
  const size_t positions = size_t(origin) + axis.length + axis.right;
  const size_t half = positions / 2 + 1;
  // Coefficients with zeros on both sides, so that every sample sees a full filter.
  const size_t margin = spreadMargin(axis, taps), length = axis.count + 2 * margin + 2 * tile;
  T *l = padded, *h = padded + length;
  for (size_t i = 0; i < margin; ++i) l[i] = h[i] = 0;
  for (size_t i = 0; i < axis.count; ++i) l[margin + i] = low[i], h[margin + i] = high[i];
  for (size_t i = margin + axis.count; i < length; ++i) l[i] = h[i] = 0;
  for (int parity = 0; parity < 2; ++parity) {
    T *out = parity ? odd : even;
    for (size_t start = 0; start < half; start += tile) {
      typename Strip<T>::Sums a = {};
      for (size_t j = 0; j < taps; ++j) {
        const ptrdiff_t place = origin + filters.offset - ptrdiff_t(j);
        if ((place & 1) != parity) continue;
        // Stored place 2 i + parity takes coefficient c = i - place / 2.
        const ptrdiff_t shift = ptrdiff_t(start) - (place - parity) / 2 + ptrdiff_t(margin);
        addStrip<T>(a, T(filters.low[j]), l + shift);
        addStrip<T>(a, T(filters.high[j]), h + shift);
      }
      __builtin_memcpy(out + start, &a, sizeof a);
    }
  }
  const size_t first = size_t(origin) / 2, pairs = axis.length / 2;
  for (size_t i = 0; i < pairs; ++i) {
    samples[2 * i] = even[first + i];
    samples[2 * i + 1] = odd[first + i];
  }
  if (axis.length % 2) samples[axis.length - 1] = even[first + pairs];
  for (size_t outer = 0; outer < axis.left + axis.right; ++outer) {
    const size_t place = outer < axis.left ? size_t(origin) - axis.left + outer
                                           : size_t(origin) + axis.length + outer - axis.left;
    const T value = (place % 2 ? odd : even)[place / 2];
    for (int32_t i = axis.starts[outer]; i < axis.starts[outer + 1]; ++i)
      samples[axis.index[i]] += T(axis.weight[i]) * value;
  }
}

// Row p of the samples takes from every k with 0 <= j = 2 k + offset - p < taps.
template <size_t Taps, typename T>
INLINE void gatherRow(const cw_filters &filters, size_t count, size_t width, const T *lowY,
                      const T *highY, ptrdiff_t p, T *RESTRICT row) {
  constexpr size_t tile = strip<T>;
  const size_t taps = Taps ? Taps : filters.taps;
  ptrdiff_t first = p - filters.offset;
  first = first > 0 ? (first + 1) / 2 : 0;
  ptrdiff_t last = p - filters.offset + ptrdiff_t(taps) - 1;
  last = last < 0 ? -1 : last / 2;
  if (last >= ptrdiff_t(count)) last = ptrdiff_t(count) - 1;
  size_t start = 0;
  for (; start + tile <= width; start += tile) {
    typename Strip<T>::Sums a = {};
    for (ptrdiff_t k = first; k <= last; ++k) {
      const size_t j = size_t(2 * k + filters.offset - p);
      addStrip<T>(a, T(filters.low[j]), lowY + size_t(k) * width + start);
      addStrip<T>(a, T(filters.high[j]), highY + size_t(k) * width + start);
    }
    __builtin_memcpy(row + start, &a, sizeof a);
  }
  for (; start < width; ++start) {
    T a = 0;
    for (ptrdiff_t k = first; k <= last; ++k) {
      const size_t j = size_t(2 * k + filters.offset - p), place = size_t(k) * width + start;
      a += T(filters.low[j]) * lowY[place] + T(filters.high[j]) * highY[place];
    }
    row[start] = a;
  }
}

// One plane of samples from its bands: the adjoint of analyzeRows over all k.
template <size_t Taps, typename T>
void spreadPlane(const cw_filters &filters, const cw_level &level, const T *ll, const T *lh,
                 const T *hl, const T *hh, T *image, std::vector<T> &memory) {
  constexpr size_t tile = strip<T>;
  const cw_axis &y = level.y, &x = level.x;
  const size_t width = x.length, taps = Taps ? Taps : filters.taps;
  const size_t split = (x.left + x.length + x.right) / 2 + 2 * tile + 4;
  const size_t padded = 2 * (x.count + 2 * spreadMargin(x, taps) + 2 * tile);
  memory.resize(2 * y.count * width + 2 * split + padded + width);
  T *lowY = memory.data(), *highY = lowY + y.count * width;
  T *even = highY + y.count * width, *odd = even + split, *pad = odd + split, *edge = pad + padded;
  for (size_t k = 0; k < y.count; ++k) {
    const size_t row = k * x.count;
    spreadRow<Taps>(filters, x, ll + row, hl + row, pad, even, odd, lowY + k * width);
    spreadRow<Taps>(filters, x, lh + row, hh + row, pad, even, odd, highY + k * width);
  }
  for (size_t p = 0; p < y.length; ++p)
    gatherRow<Taps>(filters, y.count, width, lowY, highY, ptrdiff_t(p), image + p * width);
  for (size_t outer = 0; outer < y.left + y.right; ++outer) {
    if (y.starts[outer] == y.starts[outer + 1]) continue;
    const ptrdiff_t p = outer < y.left ? ptrdiff_t(outer) - ptrdiff_t(y.left)
                                       : ptrdiff_t(y.length + outer - y.left);
    gatherRow<Taps>(filters, y.count, width, lowY, highY, p, edge);
    for (int32_t t = y.starts[outer]; t < y.starts[outer + 1]; ++t) {
      T *target = image + size_t(y.index[t]) * width;
      const T weight = T(y.weight[t]);
      for (size_t i = 0; i < width; ++i) target[i] += weight * edge[i];
    }
  }
}

template <typename T>
INLINE void subtract(const T *RESTRICT a, const T *RESTRICT b, T *RESTRICT result, size_t count) {
  for (size_t i = 0; i < count; ++i) result[i] = a[i] - b[i];
}

// Replaces coefficients by the gradient of weight * |c| or weight * c * c, and returns the loss.
// Sums run in 32 lanes and blocks of 4,096, so that single precision keeps its digits.
template <typename T>
double lossOfBand(T *band, size_t count, double weight, bool squared) {
  double total = 0;
  const T w = T(weight), w2 = T(2 * weight);
  for (size_t start = 0; start < count; start += 4096) {
    const size_t end = start + 4096 < count ? start + 4096 : count;
    T lanes[32] = {};
    size_t i = start;
    for (; i + 32 <= end; i += 32)
      for (size_t n = 0; n < 32; ++n) {
        const T c = band[i + n];
        const T size = c < 0 ? -c : c;
        lanes[n] += squared ? c * c : size;
        const T sign = c > 0 ? w : (c < 0 ? -w : T(0));
        band[i + n] = squared ? w2 * c : sign;
      }
    for (; i < end; ++i) {
      const T c = band[i];
      lanes[0] += squared ? c * c : (c < 0 ? -c : c);
      band[i] = squared ? w2 * c : (c > 0 ? w : (c < 0 ? -w : T(0)));
    }
    for (T lane : lanes) total += double(lane);
  }
  return weight * total;
}

template <typename T>
struct WaveletKernels {
  static constexpr InstructionSet set = INSTRUCTION_SET;
  static constexpr size_t tile = strip<T>;

  static void analyze(const cw_filters &f, const cw_level &l, const T *image, size_t first,
                      size_t last, T *ll, T *lh, T *hl, T *hh, std::vector<T> &memory) {
    switch (f.taps) {
      case 2:
        return analyzeRows<2>(f, l, image, first, last, ll, lh, hl, hh, memory);
      case 4:
        return analyzeRows<4>(f, l, image, first, last, ll, lh, hl, hh, memory);
      case 6:
        return analyzeRows<6>(f, l, image, first, last, ll, lh, hl, hh, memory);
      case 8:
        return analyzeRows<8>(f, l, image, first, last, ll, lh, hl, hh, memory);
      default:
        return analyzeRows<0>(f, l, image, first, last, ll, lh, hl, hh, memory);
    }
  }
  static void spread(const cw_filters &f, const cw_level &l, const T *ll, const T *lh, const T *hl,
                     const T *hh, T *image, std::vector<T> &memory) {
    switch (f.taps) {
      case 2:
        return spreadPlane<2>(f, l, ll, lh, hl, hh, image, memory);
      case 4:
        return spreadPlane<4>(f, l, ll, lh, hl, hh, image, memory);
      case 6:
        return spreadPlane<6>(f, l, ll, lh, hl, hh, image, memory);
      case 8:
        return spreadPlane<8>(f, l, ll, lh, hl, hh, image, memory);
      default:
        return spreadPlane<0>(f, l, ll, lh, hl, hh, image, memory);
    }
  }
  static void difference(const T *a, const T *b, T *result, size_t count) {
    subtract<T>(a, b, result, count);
  }
  static double loss(T *band, size_t count, double weight, bool squared) {
    return lossOfBand<T>(band, count, weight, squared);
  }
  static void analyzeRow(const cw_filters &f, const cw_axis &x, const T *row, T *low, T *high,
                         std::vector<T> &memory) {
    const size_t split = (rowScratch(x, f.taps) + 1) / 2 + tile;
    memory.resize(2 * split);
    splitRow<T>(x, row, memory.data(), memory.data() + split);
    filterRow<0>(f, x, memory.data(), memory.data() + split, low, high);
  }
  static void spreadOne(const cw_filters &f, const cw_axis &x, const T *low, const T *high, T *row,
                        std::vector<T> &memory) {
    const size_t split = (x.left + x.length + x.right) / 2 + 2 * tile + 4;
    memory.resize(2 * split + 2 * (x.count + 2 * spreadMargin(x, f.taps) + 2 * tile));
    spreadRow<0>(f, x, low, high, memory.data() + 2 * split, memory.data(), memory.data() + split,
                 row);
  }
};
