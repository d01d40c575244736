#include "tiff.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// MARK: - The file in memory

static tmsize_t take(thandle_t handle, void *target, tmsize_t size) {
  tiff_source *from = handle;
  const uint64_t left = from->place < from->count ? from->count - from->place : 0;
  const uint64_t taken = size < 0 ? 0 : (uint64_t)size < left ? (uint64_t)size : left;
  if (taken > 0) memcpy(target, from->bytes + from->place, taken);
  from->place += taken;
  return (tmsize_t)taken;
}

static tmsize_t put(thandle_t handle, void *bytes, tmsize_t size) {
  (void)handle, (void)bytes, (void)size;
  return -1;
}

static toff_t seek(thandle_t handle, toff_t offset, int origin) {
  tiff_source *from = handle;
  const uint64_t start = origin == SEEK_SET ? 0 : origin == SEEK_CUR ? from->place : from->count;
  from->place = start + offset;
  return from->place;
}

static int close_source(thandle_t handle) {
  (void)handle;
  return 0;
}

static toff_t size_of(thandle_t handle) { return ((tiff_source *)handle)->count; }

static int map(thandle_t handle, void **base, toff_t *size) {
  tiff_source *from = handle;
  *base = (void *)(uintptr_t)from->bytes;  // libtiff reads what is mapped and writes elsewhere
  *size = from->count;
  return 1;
}

static void unmap(thandle_t handle, void *base, toff_t size) {
  (void)handle, (void)base, (void)size;
}

// MARK: - Messages

/// Keeps the first message, which is the cause of those that follow.
static void note(thandle_t handle, const char *module, const char *format, va_list values) {
  (void)module;
  tiff_source *from = handle;
  if (!from || from->has_failed) return;
  from->has_failed = true;
  vsnprintf(from->message, sizeof from->message, format, values);
}

/// The JPEG within a TIFF warns where it should fail: rows that are not there are grey.
static void warn(thandle_t handle, const char *module, const char *format, va_list values) {
  if (!module || strcmp(module, "JPEGLib") != 0) return;
  char text[160];
  va_list copy;
  va_copy(copy, values);
  vsnprintf(text, sizeof text, format, copy);
  va_end(copy);
  if (strncmp(text, "Premature end", 13) != 0 && !strstr(text, "premature end") &&
      !strstr(text, "bad Huffman")) {
    return;
  }
  note(handle, module, format, values);
}

static void set_handlers(void) {
  TIFFSetErrorHandler(NULL);
  TIFFSetWarningHandler(NULL);
  TIFFSetErrorHandlerExt(note);
  TIFFSetWarningHandlerExt(warn);
}

TIFF *tiff_open(tiff_source *from, const uint8_t *bytes, size_t count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, set_handlers);
  memset(from, 0, sizeof *from);
  from->bytes = bytes;
  from->count = count;
  return TIFFClientOpen("", "r", from, take, put, seek, close_source, size_of, map, unmap);
}

// MARK: - Rows

/// The next row of one plane as it is stored, in strips.
static const uint8_t *strip_row(tiff_picture *picture, int plane) {
  TIFF *tiff = picture->tiffs[plane];
  uint8_t *row = picture->stored[plane];
  const bool is_read = TIFFReadScanline(tiff, row, picture->next, (uint16_t)plane) == 1;
  return is_read && !picture->sources[plane].has_failed ? row : NULL;
}

/// The same in tiles, which are read a row of them at a time.
static const uint8_t *tile_row(tiff_picture *picture, int plane) {
  TIFF *tiff = picture->tiffs[0];
  const uint32_t inside = picture->next % picture->tile_height;
  const size_t stride = picture->tile_row * picture->tiles_across;
  if (inside == 0) {
    for (uint32_t i = 0; i < picture->tiles_across; i++) {
      const tmsize_t size = TIFFReadTile(tiff, picture->tile, i * picture->tile_width,
                                         picture->next, 0, (uint16_t)plane);
      if (size < 0 || picture->sources[0].has_failed) return NULL;
      for (uint32_t y = 0; y < picture->tile_height; y++) {
        memcpy(picture->stored[plane] + y * stride + i * picture->tile_row,
               picture->tile + y * picture->tile_row, picture->tile_row);
      }
    }
  }
  return picture->stored[plane] + inside * stride;
}

/// One sample of a stored row, in the range of its bits.
static uint32_t sample(const uint8_t *row, size_t index, unsigned bits) {
  if (bits == 8) return row[index];
  if (bits == 16) return ((const uint16_t *)(const void *)row)[index];
  uint32_t value = 0;
  for (size_t bit = index * bits; bit < (index + 1) * bits; bit++) {
    value = value << 1 | (row[bit / 8] >> (7 - bit % 8) & 1);
  }
  return value;
}

static void convert(tiff_picture *picture, const uint8_t *const *rows, uint8_t *target) {
  const picture_header *header = &picture->base.header;
  const uint64_t top = header->depth == 16 ? 65535 : 255;
  const uint64_t largest = (1u << picture->bits) - 1;
  const int colors = picture->kind == TIFF_INKS ? 4 : picture->kind == TIFF_RGB ? 3 : 1;
  uint16_t *wide = (uint16_t *)(void *)target;
  for (size_t x = 0; x < header->width; x++) {
    uint64_t values[5] = {0};
    for (int i = 0; i < picture->used; i++) {
      const int index = i < colors ? i : picture->alpha;
      const uint64_t raw =
          picture->is_separate
              ? sample(rows[index], x, picture->bits)
              : sample(rows[0], x * picture->samples + (size_t)index, picture->bits);
      const bool is_index = picture->kind == TIFF_PALETTE && i == 0;
      values[i] = is_index ? raw : (raw * top + largest / 2) / largest;
    }
    uint64_t pixel[4] = {values[0], values[1], values[2], values[3]};
    switch (picture->kind) {
      case TIFF_GREY:
        break;
      case TIFF_WHITE_IS_ZERO:
        pixel[0] = top - values[0];
        break;
      case TIFF_RGB:
        break;
      case TIFF_PALETTE:
        for (int c = 0; c < 3; c++) pixel[c] = picture->palette[values[0]][c];
        pixel[3] = values[1];
        break;
      case TIFF_INKS:
        for (int c = 0; c < 3; c++) {
          pixel[c] = ((top - values[c]) * (top - values[3]) + top / 2) / top;
        }
        pixel[3] = values[4];
        break;
    }
    for (int c = 0; c < header->channels; c++) {
      const size_t place = x * (size_t)header->channels + (size_t)c;
      if (header->depth == 16) {
        wide[place] = (uint16_t)pixel[c];
      } else {
        target[place] = (uint8_t)pixel[c];
      }
    }
  }
}

static bool fail(tiff_picture *picture, picture_error *error) {
  const char *text = "its pixels cannot be decoded";
  for (int i = 0; i < TIFF_MOST_PLANES; i++) {
    if (picture->sources[i].has_failed) text = picture->sources[i].message;
  }
  picture_fail(error, PICTURE_DAMAGED, text);
  return false;
}

/// Whether a plane of that number is stored for itself and read.
static bool has_plane(const tiff_picture *picture, int plane) {
  if (plane == 0 || !picture->is_separate) return plane == 0;
  return plane < picture->used - (picture->alpha >= 0) || plane == picture->alpha;
}

/// Notes the sizes of stored rows or tiles; false where they cannot be.
static bool measure(tiff_picture *picture, picture_header *header) {
  TIFF *tiff = picture->tiffs[0];
  uint64_t size = (uint64_t)TIFFScanlineSize(tiff);
  if (TIFFIsTiled(tiff)) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &picture->tile_width);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &picture->tile_height);
    picture->tile_row = (size_t)TIFFTileRowSize(tiff);
    picture->tile_size = (size_t)TIFFTileSize(tiff);
    if (picture->tile_width == 0 || picture->tile_height == 0 || picture->tile_row == 0 ||
        picture->tile_size / picture->tile_row < picture->tile_height) {
      return false;
    }
    // Tiles are put side by side, so that their rows must end with a whole byte.
    const uint64_t in_pixel = picture->bits * (picture->is_separate ? 1 : picture->samples);
    if (picture->tile_width * in_pixel % 8 != 0) return false;
    picture->tiles_across = (header->width - 1) / picture->tile_width + 1;
    if ((size_t)PTRDIFF_MAX / picture->tile_size / 2 < picture->tiles_across) return false;
    size = (uint64_t)picture->tile_size * picture->tiles_across;
  }
  if (size == 0 || size > PTRDIFF_MAX / 8) return false;
  picture->stored_size = (size_t)size;
  header->memory += picture->tile_size;
  for (int i = 0; i < TIFF_MOST_PLANES; i++) header->memory += has_plane(picture, i) ? size : 0;
  return true;
}

/// Takes the memory for stored rows.
static bool begin(tiff_picture *picture, picture_error *error) {
  const tiff_source *first = &picture->sources[0];
  bool is_ready = true;
  if (picture->tile_size > 0) {
    picture->tile = malloc(picture->tile_size);
    is_ready = picture->tile != NULL;
  }
  for (int i = 0; i < TIFF_MOST_PLANES && is_ready; i++) {
    if (!has_plane(picture, i)) continue;
    // libtiff reads the rows of one plane after another, so that each plane has a reader of its
    // own.
    if (i > 0 && !picture->tile) {
      picture->tiffs[i] = tiff_open(&picture->sources[i], first->bytes, first->count);
      if (!picture->tiffs[i]) return fail(picture, error);
    }
    // libtiff leaves bits of the last byte alone.
    picture->stored[i] = calloc(picture->stored_size, 1);
    is_ready = picture->stored[i] != NULL;
  }
  if (!is_ready) picture_fail(error, PICTURE_NO_MEMORY, "");
  return is_ready;
}

static bool read_rows(picture *from, uint8_t *rows, uint32_t count, picture_error *error) {
  tiff_picture *picture = (tiff_picture *)from;
  const picture_header *header = &from->header;
  const size_t row = (size_t)header->width * (size_t)header->channels * (size_t)(header->depth / 8);
  if (!picture->stored[0] && !begin(picture, error)) return false;
  for (uint32_t y = 0; y < count; y++, picture->next++, rows += row) {
    const uint8_t *stored[TIFF_MOST_PLANES] = {NULL};
    for (int i = 0; i < TIFF_MOST_PLANES; i++) {
      if (!picture->stored[i]) continue;
      stored[i] = picture->tile ? tile_row(picture, i) : strip_row(picture, i);
      if (!stored[i]) return fail(picture, error);
    }
    if (picture->is_plain) {
      memcpy(rows, stored[0], row);
    } else {
      convert(picture, stored, rows);
    }
  }
  return true;
}

/// Rows of a picture that libtiff itself turns to RGB, as a whole.
static bool read_converted(picture *from, uint8_t *rows, uint32_t count, picture_error *error) {
  tiff_picture *picture = (tiff_picture *)from;
  const uint32_t width = from->header.width, height = from->header.height;
  if (!picture->whole) {
    picture->whole = malloc((size_t)width * height * sizeof *picture->whole);
    if (!picture->whole) {
      picture_fail(error, PICTURE_NO_MEMORY, "");
      return false;
    }
    // The rows as they are stored; they are turned where those of other formats are.
    TIFFSetField(picture->tiffs[0], TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    if (!TIFFReadRGBAImageOriented(picture->tiffs[0], width, height, picture->whole,
                                   ORIENTATION_TOPLEFT, 1) ||
        picture->sources[0].has_failed) {
      return fail(picture, error);
    }
  }
  const uint32_t *pixels = picture->whole + (size_t)picture->next * width;
  for (size_t i = 0; i < (size_t)count * width; i++) {
    rows[3 * i] = TIFFGetR(pixels[i]);
    rows[3 * i + 1] = TIFFGetG(pixels[i]);
    rows[3 * i + 2] = TIFFGetB(pixels[i]);
  }
  picture->next += count;
  return true;
}

// MARK: - Opening

static void close_tiff(picture *from) {
  tiff_picture *picture = (tiff_picture *)from;
  for (int i = 0; i < TIFF_MOST_PLANES; i++) {
    if (picture->tiffs[i]) TIFFClose(picture->tiffs[i]);
    free(picture->stored[i]);
  }
  free(picture->tile);
  free(picture->whole);
  free(picture);
}

picture *picture_open_tiff(const uint8_t *bytes, size_t count, uint64_t limit,
                           picture_header *header, picture_error *error) {
  tiff_picture *result = calloc(1, sizeof *result);
  if (!result) {
    picture_fail(error, PICTURE_NO_MEMORY, "");
    return NULL;
  }
  result->base.read = read_rows;
  result->base.close = close_tiff;
  result->tiffs[0] = tiff_open(&result->sources[0], bytes, count);
  bool is_open = false;
  if (!result->tiffs[0]) {
    fail(result, error);
  } else if (tiff_read_header(result, limit, header, error)) {
    // A message about a tag that is not needed is no failure.
    result->sources[0].has_failed = false;
    is_open = true;
    if (result->needs_conversion) {
      result->base.read = read_converted;
    } else if (!measure(result, header)) {
      picture_fail(error, PICTURE_DAMAGED, "its rows or tiles have impossible sizes");
      is_open = false;
    }
  }
  if (is_open) return &result->base;
  close_tiff(&result->base);
  return NULL;
}
