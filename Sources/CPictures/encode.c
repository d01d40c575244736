#include <stdlib.h>
#include <string.h>

#include "picture.h"

bool picture_append(picture_file *to, const uint8_t *bytes, size_t count) {
  if (count > to->capacity - to->count) {
    const size_t capacity = 2 * to->capacity + count;
    uint8_t *larger = realloc(to->bytes, capacity);
    if (!larger) return false;
    to->bytes = larger;
    to->capacity = capacity;
  }
  memcpy(to->bytes + to->count, bytes, count);
  to->count += count;
  return true;
}

uint8_t *picture_finish(picture_file *file, bool is_whole, size_t *count) {
  free(file->row);
  if (!is_whole) {
    free(file->bytes);
    return NULL;
  }
  *count = file->count;
  return file->bytes;
}

/// One sample of a plane, rounded to the nearest; what is no number becomes 0.
static inline uint32_t sample(const void *plane, picture_element element, size_t place,
                              uint32_t maximum) {
  if (element == PICTURE_BYTES) return ((const uint8_t *)plane)[place] * (maximum / 255);
  double value = element == PICTURE_FLOATS ? (double)((const float *)plane)[place]
                                           : ((const double *)plane)[place];
  if (!(value > 0)) return 0;
  return value >= 1 ? maximum : (uint32_t)(value * maximum + 0.5);
}

/// The colour that gives `seen` when it is laid on white.
static inline uint32_t off_white(uint32_t seen, uint32_t alpha, uint32_t maximum) {
  if (alpha == 0 || alpha == maximum) return seen;
  int64_t share = (int64_t)maximum * (seen + (int64_t)alpha - maximum);
  int64_t color = share <= 0 ? 0 : (share + alpha / 2) / alpha;
  return color > maximum ? maximum : (uint32_t)color;
}

void picture_gather(const picture_planes *planes, uint32_t row, bool keeps_alpha,
                    uint8_t *samples) {
  const uint32_t maximum = planes->depth == 16 ? 65535 : 255;
  const size_t size = (size_t)planes->width * planes->height;
  const size_t start = (size_t)row * planes->width;
  const int channels = planes->channels + (keeps_alpha ? 1 : 0);
  uint16_t *wide = (uint16_t *)(void *)samples;
  for (size_t x = 0; x < planes->width; x++) {
    const size_t place = start + x;
    const uint32_t alpha =
        keeps_alpha ? sample(planes->alpha, planes->alpha_element, place, maximum) : maximum;
    for (int c = 0; c < channels; c++) {
      uint32_t value = alpha;
      if (c < planes->channels) {
        value = sample(planes->colors, planes->element, place + (size_t)c * size, maximum);
        value = off_white(value, alpha, maximum);
      }
      if (planes->depth == 16) {
        wide[x * (size_t)channels + (size_t)c] = (uint16_t)value;
      } else {
        samples[x * (size_t)channels + (size_t)c] = (uint8_t)value;
      }
    }
  }
}
