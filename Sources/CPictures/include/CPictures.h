// PNG through libpng's row interface: the samples as the file holds them, without gamma correction.
//
// libpng reports errors by longjmp, which must not cross Swift; so its calls stand here.
#ifndef CPICTURES_H
#define CPICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Size and kind of the decoded samples, and the reason of a failure.
typedef struct {
  uint32_t width;
  uint32_t height;
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.
  int channels;
  /// 8 or 16 bits; 16-bit samples have their high byte first.
  int depth;
  char message[128];
} cpng_info;

/// Decodes a whole file into `pixels`, which has room for `size` bytes.
///
/// Size, channels and depth must be filled in; a file that decodes to another size is refused.
bool cpng_decode(
    const uint8_t *bytes, size_t count, cpng_info *info, uint8_t *pixels, size_t size);

/// Encodes interleaved samples; the result is freed with `cpng_free`. NULL where it failed.
uint8_t *cpng_encode(cpng_info *info, const uint8_t *pixels, size_t *count);

void cpng_free(uint8_t *bytes);

#ifdef __cplusplus
}
#endif

#endif
