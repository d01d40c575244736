// The common part of the decoders and encoders.
#ifndef PICTURE_H
#define PICTURE_H

#include "CPictures.h"

/// A decoder's own struct begins with this.
struct picture {
  picture_header header;
  bool (*read)(picture *from, uint8_t *rows, uint32_t count, picture_error *error);
  void (*close)(picture *from);
};

picture *picture_open_png(const uint8_t *bytes, size_t count, uint64_t limit,
                          picture_header *header, picture_error *error);
picture *picture_open_jpeg(const uint8_t *bytes, size_t count, uint64_t limit,
                           picture_header *header, picture_error *error);
picture *picture_open_webp(const uint8_t *bytes, size_t count, uint64_t limit,
                           picture_header *header, picture_error *error);
picture *picture_open_tiff(const uint8_t *bytes, size_t count, uint64_t limit,
                           picture_header *header, picture_error *error);

/// Notes a failure; `text` may come from a library or a file.
void picture_fail(picture_error *error, picture_fault fault, const char *text);

/// Notes that a whole file is of a kind that is not read.
void picture_refuse(picture_error *error, const char *kind, const char *advice);

/// Whether the size is one that is read; notes the failure where it is not.
bool picture_size_is_read(const picture_header *header, uint64_t limit, picture_error *error);

/// The orientation that a block of EXIF names, 1 where it names none or is broken.
int picture_exif_orientation(const uint8_t *bytes, size_t count);

/// RGB of cyan, magenta, yellow and black, of which `paper` is what they leave: 255 less the ink.
///
/// Source: Pillow, which turns CMYK to RGB so.
static inline uint8_t picture_left(unsigned paper, unsigned black) {
  return (uint8_t)((paper * black + 127) / 255);
}

/// A file that grows in memory, and one row of its samples.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  uint8_t *row;
  picture_error *error;
} picture_file;

/// False where there is no memory.
bool picture_append(picture_file *to, const uint8_t *bytes, size_t count);

/// The bytes of a whole file, or NULL; frees the rest.
uint8_t *picture_finish(picture_file *file, bool is_whole, size_t *count);

/// One row of planes as interleaved samples of the file, 16-bit ones in the order of this machine.
///
/// With `keeps_alpha`, alpha is the last sample, and the colours are those that give the
/// planes when they are laid on white.
void picture_gather(const picture_planes *planes, uint32_t row, bool keeps_alpha, uint8_t *samples);

#endif
