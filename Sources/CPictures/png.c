#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"

typedef struct {
  picture base;
  png_structp png;
  png_infop info;
  picture_error *error;
  const uint8_t *bytes;
  size_t count;
  size_t place;
  size_t row;
  int passes;
  uint8_t *whole;  // all rows of an interlaced file
  uint32_t next;
} png_picture;

static void fail(png_structp png, png_const_charp reason) {
  png_picture *picture = png_get_error_ptr(png);
  picture_fail(picture->error, PICTURE_DAMAGED, reason);
  png_longjmp(png, 1);
}

// A warning is about a chunk that does not change the samples.
static void ignore(png_structp png, png_const_charp reason) {
  (void)png;
  (void)reason;
}

static void take(png_structp png, png_bytep target, size_t count) {
  png_picture *from = png_get_io_ptr(png);
  if (count > from->count - from->place) png_error(png, "it ends too early");
  memcpy(target, from->bytes + from->place, count);
  from->place += count;
}

static uint32_t word(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/// Notes the size, and what libpng does not say: frames and orientation.
static bool survey(const uint8_t *bytes, size_t count, uint64_t limit, picture_header *header,
                   picture_error *error) {
  static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  if (memcmp(bytes, signature, count < 8 ? count : 8) != 0) {
    picture_fail(error, PICTURE_DAMAGED,
                 "its line ends were changed, as a transfer in text mode does");
    return false;
  }
  if (count >= 16 && memcmp(bytes + 12, "CgBI", 4) == 0) {
    picture_refuse(
        error, "a PNG in Apple's own form for its devices (CgBI)",
        "open and export it on a Mac, or convert it with pngcrush -revert-iphone-optimizations");
    return false;
  }
  if (count < 33 || memcmp(bytes + 12, "IHDR", 4) != 0) {
    picture_fail(error, PICTURE_DAMAGED, count < 33 ? "it ends too early" : "it has no header");
    return false;
  }
  header->width = word(bytes + 16);
  header->height = word(bytes + 20);
  if (!picture_size_is_read(header, limit, error)) return false;
  bool has_pixels = false;
  for (uint64_t place = 33; place + 8 <= count;) {
    const uint8_t *chunk = bytes + place;
    const uint32_t length = word(chunk);
    const uint64_t left = count - place - 8;
    if (memcmp(chunk + 4, "IDAT", 4) == 0) has_pixels = true;
    if (memcmp(chunk + 4, "acTL", 4) == 0 && !has_pixels && length >= 8 && left >= 8 &&
        word(chunk + 8) > 1) {
      picture_fail(error, PICTURE_ANIMATED, "PNG");
      return false;
    }
    if (memcmp(chunk + 4, "eXIf", 4) == 0 && length <= left) {
      header->orientation = picture_exif_orientation(chunk + 8, length);
    }
    place += 12 + (uint64_t)length;
  }
  return true;
}

static bool read_header(png_picture *picture, picture_header *header) {
  png_structp png = picture->png;
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_read_fn(png, picture, take);
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);  // the size has been looked at
  // Texts and profiles are not read: they cost memory, and one that is broken costs no pixel.
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_read_info(png, picture->info);
  png_set_expand(png);  // palettes to RGB, 1 to 4 bits to 8, a transparent colour to alpha
  const uint16_t one = 1;
  if (*(const uint8_t *)&one == 1) png_set_swap(png);
  picture->passes = png_set_interlace_handling(png);
  png_read_update_info(png, picture->info);
  picture->row = png_get_rowbytes(png, picture->info);
  header->channels = png_get_channels(png, picture->info);
  header->depth = png_get_bit_depth(png, picture->info);
  const uint64_t whole = (uint64_t)picture->row * header->height;
  // Two rows as they are stored and one as it is given, beside the window of the inflater.
  header->memory = 4 * (uint64_t)picture->row + 100000 + (picture->passes > 1 ? whole : 0);
  return true;
}

static bool read_whole(png_picture *picture) {
  const size_t height = picture->base.header.height;
  picture->whole = malloc(picture->row * height);
  if (!picture->whole) {
    picture_fail(picture->error, PICTURE_NO_MEMORY, "");
    return false;
  }
  if (setjmp(png_jmpbuf(picture->png))) return false;
  for (int pass = 0; pass < picture->passes; pass++) {
    for (size_t y = 0; y < height; y++) {
      png_read_row(picture->png, picture->whole + y * picture->row, NULL);
    }
  }
  return true;
}

static bool read_rows(picture *from, uint8_t *rows, uint32_t count, picture_error *error) {
  png_picture *picture = (png_picture *)from;
  picture->error = error;
  if (picture->passes > 1) {
    if (!picture->whole && !read_whole(picture)) return false;
    memcpy(rows, picture->whole + picture->next * picture->row, count * picture->row);
    picture->next += count;
    return true;
  }
  if (setjmp(png_jmpbuf(picture->png))) return false;
  // With the last row libpng has checked the sum of the pixels; what follows costs none of them.
  for (size_t y = 0; y < count; y++) png_read_row(picture->png, rows + y * picture->row, NULL);
  return true;
}

static void close_png(picture *from) {
  png_picture *picture = (png_picture *)from;
  png_destroy_read_struct(&picture->png, &picture->info, NULL);
  free(picture->whole);
  free(picture);
}

picture *picture_open_png(const uint8_t *bytes, size_t count, uint64_t limit,
                          picture_header *header, picture_error *error) {
  if (!survey(bytes, count, limit, header, error)) return NULL;
  png_picture *result = calloc(1, sizeof *result);
  if (result) {
    result->base.read = read_rows;
    result->base.close = close_png;
    result->error = error;
    result->bytes = bytes;
    result->count = count;
    result->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, result, fail, ignore);
    result->info = result->png ? png_create_info_struct(result->png) : NULL;
  }
  if (!result || !result->info) {
    picture_fail(error, PICTURE_NO_MEMORY, "");
  } else if (read_header(result, header)) {
    return &result->base;
  }
  if (result) close_png(&result->base);
  return NULL;
}
