#include "picture.h"

#include <string.h>

typedef struct {
  const uint8_t *bytes;
  size_t count;
  bool big;
} tiff_block;

/// Two or four bytes at a place, 0 beyond the end.
static uint32_t number(const tiff_block *block, size_t place, size_t size) {
  uint32_t value = 0;
  if (place > block->count || block->count - place < size) return 0;
  for (size_t i = 0; i < size; i++) {
    value = value << 8 | block->bytes[place + (block->big ? i : size - 1 - i)];
  }
  return value;
}

// Source: EXIF 2.32, 4.5: a TIFF header, then a directory of entries of 12 bytes each.
int picture_exif_orientation(const uint8_t *bytes, size_t count) {
  enum { tag = 0x0112, byte_type = 1, short_type = 3, long_type = 4 };
  if (count >= 6 && memcmp(bytes, "Exif\0\0", 6) == 0) {
    bytes += 6;
    count -= 6;
  }
  if (count < 8) return 1;
  tiff_block block = {bytes, count, bytes[0] == 'M'};
  if (memcmp(bytes, "II*\0", 4) != 0 && memcmp(bytes, "MM\0*", 4) != 0) return 1;
  size_t directory = number(&block, 4, 4);
  uint32_t entries = number(&block, directory, 2);
  for (uint32_t i = 0; i < entries; i++) {
    size_t entry = directory + 2 + 12 * (size_t)i;
    if (entry + 12 > count) break;
    if (number(&block, entry, 2) != tag) continue;
    uint32_t value = 0;
    switch (number(&block, entry + 2, 2)) {
      case byte_type:
        value = bytes[entry + 8];
        break;
      case short_type:
        value = number(&block, entry + 8, 2);
        break;
      case long_type:
        value = number(&block, entry + 8, 4);
        break;
    }
    return value >= 1 && value <= 8 ? (int)value : 1;
  }
  return 1;
}
