#include "CPictures.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static void fail(png_structp png, png_const_charp reason) {
  cpng_info *info = png_get_error_ptr(png);
  strncpy(info->message, reason, sizeof info->message - 1);
  info->message[sizeof info->message - 1] = 0;
  png_longjmp(png, 1);
}

// A warning is about a chunk that does not change the samples.
static void ignore(png_structp png, png_const_charp reason) {
  (void)png;
  (void)reason;
}

typedef struct {
  const uint8_t *bytes;
  size_t count;
} source;

static void take(png_structp png, png_bytep target, size_t count) {
  source *from = png_get_io_ptr(png);
  if (count > from->count) png_error(png, "it ends too early");
  memcpy(target, from->bytes, count);
  from->bytes += count;
  from->count -= count;
}

bool cpng_decode(
    const uint8_t *bytes, size_t count, cpng_info *info, uint8_t *pixels, size_t size) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, info, fail, ignore);
  png_infop header = png ? png_create_info_struct(png) : NULL;
  if (!header || setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, &header, NULL);
    return false;
  }
  source from = {bytes, count};
  png_set_read_fn(png, &from, take);
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);  // the caller has looked at the size
  png_read_info(png, header);
  png_set_expand(png);  // palettes to RGB, 1 to 4 bits to 8, a transparent colour to alpha
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, header);
  size_t row = png_get_rowbytes(png, header);
  if (png_get_image_width(png, header) != info->width ||
      png_get_image_height(png, header) != info->height ||
      png_get_channels(png, header) != info->channels ||
      png_get_bit_depth(png, header) != info->depth || row * info->height != size) {
    png_error(png, "its header contradicts itself");
  }
  for (int pass = 0; pass < passes; pass++) {
    for (size_t y = 0; y < info->height; y++) png_read_row(png, pixels + y * row, NULL);
  }
  png_read_end(png, NULL);
  png_destroy_read_struct(&png, &header, NULL);
  return true;
}

typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
} sink;

static void put(png_structp png, png_bytep bytes, size_t count) {
  sink *to = png_get_io_ptr(png);
  if (count > to->capacity - to->count) {
    size_t capacity = 2 * to->capacity + count;
    uint8_t *larger = realloc(to->bytes, capacity);
    if (!larger) png_error(png, "no memory");
    to->bytes = larger;
    to->capacity = capacity;
  }
  memcpy(to->bytes + to->count, bytes, count);
  to->count += count;
}

static void flush(png_structp png) { (void)png; }

static bool encode(cpng_info *info, const uint8_t *pixels, sink *to) {
  static const int types[] = {
      PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
  if (info->channels < 1 || info->channels > 4) return false;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, info, fail, ignore);
  png_infop header = png ? png_create_info_struct(png) : NULL;
  if (!header || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &header);
    return false;
  }
  png_set_write_fn(png, to, put, flush);
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
  png_set_IHDR(
      png, header, info->width, info->height, info->depth, types[info->channels - 1],
      PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, header);
  size_t row = (size_t)info->width * info->channels * (info->depth / 8);
  for (size_t y = 0; y < info->height; y++) png_write_row(png, pixels + y * row);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &header);
  return true;
}

uint8_t *cpng_encode(cpng_info *info, const uint8_t *pixels, size_t *count) {
  sink to = {NULL, 0, 0};
  if (!encode(info, pixels, &to)) {
    free(to.bytes);
    return NULL;
  }
  *count = to.count;
  return to.bytes;
}

void cpng_free(uint8_t *bytes) { free(bytes); }
