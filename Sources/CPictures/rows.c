#include "picture.h"

// Every quotient here is by an odd number, so that none lies halfway between two whole ones.
static inline uint32_t on_white8(uint32_t color, uint32_t alpha, bool premultiplied) {
  const uint32_t paper = 255 - alpha;
  if (premultiplied) return color + paper > 255 ? 255 : color + paper;
  return (color * alpha + 255 * paper + 127) / 255;
}

static inline uint32_t on_white16(uint32_t color, uint32_t alpha, bool premultiplied) {
  const uint32_t paper = 65535 - alpha;
  if (premultiplied) return color + paper > 65535 ? 65535 : color + paper;
  return (color * alpha + 65535 * paper + 32767) / 65535;
}

static inline uint8_t narrow(uint32_t sample) { return (uint8_t)((sample + 128) / 257); }

/// The rows of the window that are written: from `first` up to `last`, as rows of the file.
typedef struct {
  const uint8_t *rows;
  uint32_t start;
  uint32_t first;
  uint32_t last;
} strip;

/// Writes one pixel; all that stands after `place` is known when this is compiled.
static inline __attribute__((always_inline)) void put(const picture_target *to, ptrdiff_t place,
                                                      const uint8_t *pixel, bool premultiplied,
                                                      int channels, bool from_wide, bool to_wide) {
  const uint16_t *wide = (const uint16_t *)(const void *)pixel;
  const int colors = channels > 2 ? 3 : 1;
  const bool has_alpha = channels % 2 == 0;
  for (int c = 0; c < channels; c++) {
    const bool is_alpha = c == colors;
    uint32_t value = from_wide ? wide[c] : pixel[c];
    if (has_alpha && !is_alpha) {
      value = from_wide ? on_white16(value, wide[colors], premultiplied)
                        : on_white8(value, pixel[colors], premultiplied);
    }
    if (is_alpha && !to->alpha) continue;
    void *plane = is_alpha ? to->alpha : to->colors;
    const ptrdiff_t element = place + (is_alpha ? 0 : (ptrdiff_t)((size_t)c * to->plane));
    if (to_wide) {
      ((float *)plane)[element] = (float)value;
    } else {
      ((uint8_t *)plane)[element] = from_wide ? narrow(value) : (uint8_t)value;
    }
  }
}

static inline __attribute__((always_inline)) void fill(const picture_header *header,
                                                       const picture_target *to, strip part,
                                                       int channels, bool from_wide, bool to_wide) {
  const size_t pixel = (size_t)channels * (from_wide ? 2 : 1);
  const size_t stride = header->width * pixel;
  const size_t width = to->right - to->left, height = part.last - part.first;
  const uint8_t *rows = part.rows + (part.first - part.start) * stride + to->left * pixel;
  const ptrdiff_t start = to->origin + (ptrdiff_t)(part.first - to->top) * to->step_y;
  const bool premultiplied = header->premultiplied;
  // A picture that is turned by a quarter is written along the lines of its memory, too.
  const bool turned = to->step_y == 1 || to->step_y == -1;
  const size_t outer = turned ? width : height, inner = turned ? height : width;
  for (size_t a = 0; a < outer; a++) {
    const uint8_t *at = rows + a * (turned ? pixel : stride);
    ptrdiff_t place = start + (ptrdiff_t)a * (turned ? to->step_x : to->step_y);
    const ptrdiff_t step = turned ? to->step_y : to->step_x;
    for (size_t b = 0; b < inner; b++, place += step, at += turned ? stride : pixel) {
      put(to, place, at, premultiplied, channels, from_wide, to_wide);
    }
  }
}

void picture_place(const picture_header *header, const uint8_t *rows, uint32_t first,
                   uint32_t count, const picture_target *to) {
  strip part = {rows, first, first > to->top ? first : to->top,
                first + count < to->bottom ? first + count : to->bottom};
  if (part.first >= part.last || to->left >= to->right) return;
  // One copy of the loops for each kind of sample, so that the innermost has no question left.
  switch (header->channels * 4 + (header->depth == 16) * 2 + to->wide) {
    case 4:
      fill(header, to, part, 1, false, false);
      break;
    case 6:
      fill(header, to, part, 1, true, false);
      break;
    case 7:
      fill(header, to, part, 1, true, true);
      break;
    case 8:
      fill(header, to, part, 2, false, false);
      break;
    case 10:
      fill(header, to, part, 2, true, false);
      break;
    case 11:
      fill(header, to, part, 2, true, true);
      break;
    case 12:
      fill(header, to, part, 3, false, false);
      break;
    case 14:
      fill(header, to, part, 3, true, false);
      break;
    case 15:
      fill(header, to, part, 3, true, true);
      break;
    case 16:
      fill(header, to, part, 4, false, false);
      break;
    case 18:
      fill(header, to, part, 4, true, false);
      break;
    case 19:
      fill(header, to, part, 4, true, true);
      break;
  }
}
