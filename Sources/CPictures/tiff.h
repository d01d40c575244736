// The reader of TIFF in two parts: tiff_header.c says how pixels are stored, tiff.c reads them.
#ifndef PICTURE_TIFF_READER_H
#define PICTURE_TIFF_READER_H

#include <tiffio.h>

#include "picture.h"

/// Planes of a file whose colours are stored apart: four inks and alpha.
enum { TIFF_MOST_PLANES = 5 };

typedef struct {
  const uint8_t *bytes;
  uint64_t count;
  uint64_t place;
  bool has_failed;
  char message[160];
} tiff_source;

typedef enum { TIFF_GREY, TIFF_WHITE_IS_ZERO, TIFF_RGB, TIFF_PALETTE, TIFF_INKS } tiff_kind;

typedef struct {
  picture base;
  tiff_source sources[TIFF_MOST_PLANES];
  /// One reader for each plane, or one for all.
  TIFF *tiffs[TIFF_MOST_PLANES];

  // How pixels are stored.
  tiff_kind kind;
  unsigned bits;
  /// Samples that are stored for each pixel, and those that are read of them.
  size_t samples;
  int used;
  /// The sample that is alpha, or -1.
  int alpha;
  bool is_separate;
  /// Whether a stored row is what is wanted.
  bool is_plain;
  /// Whether libtiff has to turn the colours to RGB.
  bool needs_conversion;
  uint8_t palette[256][3];

  // Rows as they are stored: one of them, or as many as a tile has.
  uint8_t *stored[TIFF_MOST_PLANES];
  size_t stored_size;
  uint8_t *tile;
  size_t tile_size;
  uint32_t tile_width;
  uint32_t tile_height;
  uint32_t tiles_across;
  size_t tile_row;
  uint32_t *whole;
  uint32_t next;
} tiff_picture;

/// A reader of bytes that notes the first failure in its source.
TIFF *tiff_open(tiff_source *from, const uint8_t *bytes, size_t count);

/// Reads how the pixels are stored, and says so in `header`; false where they are not read.
bool tiff_read_header(tiff_picture *picture, uint64_t limit, picture_header *header,
                      picture_error *error);

#endif
