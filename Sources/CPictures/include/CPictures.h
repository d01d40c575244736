// Pictures: decoders that give rows one after another, and encoders that take planes.
//
// libpng, libjpeg, libwebp and libtiff report errors by longjmp or through callbacks, which must
// not cross Swift; so every call of theirs stands here. No function here trusts the bytes it is
// given.
#ifndef CPICTURES_H
#define CPICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { PICTURE_PNG, PICTURE_JPEG, PICTURE_WEBP, PICTURE_TIFF } picture_format;

/// Size and kind of a picture, as its file stores it.
typedef struct {
  uint32_t width;
  uint32_t height;
  /// Interleaved samples of a pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.
  int channels;
  /// Bits of a sample: 8, or 16 in the order of this machine.
  int depth;
  /// Whether the colours are multiplied by alpha already.
  bool premultiplied;
  /// How the rows and columns lie when the picture is shown, by EXIF's numbers: 1 to 8.
  int orientation;
  /// Bytes that the decoder takes for itself while it gives rows, at most.
  uint64_t memory;
} picture_header;

typedef enum {
  PICTURE_DAMAGED,
  /// Whole, but of a kind that is not read: `text` names the kind, `advice` the way out.
  PICTURE_UNSUPPORTED,
  PICTURE_ANIMATED,
  PICTURE_EMPTY,
  /// More pixels than the limit; the header holds the size.
  PICTURE_TOO_LARGE,
  PICTURE_NO_MEMORY,
} picture_fault;

/// The reason of a failure, in printable ASCII.
typedef struct {
  picture_fault fault;
  char text[160];
  const char *advice;
} picture_error;

typedef struct picture picture;

/// Reads what stands before the pixels; takes little memory. NULL where it failed.
///
/// The bytes must stay until the picture is closed. A picture of more than `limit` pixels is
/// refused.
picture *picture_open(picture_format format, const uint8_t *bytes, size_t count, uint64_t limit,
                      picture_header *header, picture_error *error);

/// Decodes the next `count` rows, interleaved and without gaps.
bool picture_read(picture *from, uint8_t *rows, uint32_t count, picture_error *error);

void picture_close(picture *from);

/// Planes to which the pixels of a window of the file are written, in any of the eight
/// orientations.
typedef struct {
  /// Planes of bytes, or of floats that hold 16-bit samples where `wide` is set.
  void *colors;
  /// One plane of the same type, or NULL.
  void *alpha;
  bool wide;
  /// Elements from one plane to the next.
  size_t plane;
  /// The element for the first pixel of the window, and the steps to its neighbours.
  ptrdiff_t origin;
  ptrdiff_t step_x;
  ptrdiff_t step_y;
  /// The window, in columns and rows of the file.
  uint32_t left;
  uint32_t right;
  uint32_t top;
  uint32_t bottom;
} picture_target;

/// Writes the part of `count` rows that lies in the window, colours laid on white by alpha.
void picture_place(const picture_header *header, const uint8_t *rows, uint32_t first,
                   uint32_t count, const picture_target *target);

typedef enum { PICTURE_BYTES, PICTURE_FLOATS, PICTURE_DOUBLES } picture_element;

/// Planes of a picture to be encoded: bytes, or numbers from 0 to 1, which are clamped.
typedef struct {
  const void *colors;
  picture_element element;
  /// One plane, or NULL.
  const void *alpha;
  picture_element alpha_element;
  uint32_t width;
  uint32_t height;
  /// 1 grey, 3 RGB.
  int channels;
  /// 8 or 16 bits of a sample in the file.
  int depth;
  /// 1 to 100, for JPEG.
  int quality;
} picture_planes;

/// The file of a picture, which is freed with `picture_free`. NULL where it failed.
uint8_t *picture_encode_png(const picture_planes *planes, size_t *count, picture_error *error);
uint8_t *picture_encode_jpeg(const picture_planes *planes, size_t *count, picture_error *error);

void picture_free(uint8_t *bytes);

#ifdef __cplusplus
}
#endif

#endif
