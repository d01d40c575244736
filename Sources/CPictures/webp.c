#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>

#include "picture.h"

typedef struct {
  picture base;
  /// The file, or the only frame of an animation.
  const uint8_t *bytes;
  size_t count;
  uint8_t *whole;
  uint32_t next;
} webp_picture;

static uint32_t word(const uint8_t *bytes) {
  return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

static uint32_t size_of_frame(const uint8_t *bytes) {
  return ((uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0]) + 1;
}

/// The chunks of an extended file beside its pixels.
typedef struct {
  int frames;
  const uint8_t *frame;
  size_t frame_count;
} survey;

// Source: WebP container specification, "Extended File Format".
static survey look(const uint8_t *bytes, size_t count, picture_header *header) {
  survey found = {0, NULL, 0};
  for (uint64_t place = 12; place + 8 <= count;) {
    const uint8_t *chunk = bytes + place;
    const uint32_t length = word(chunk + 4);
    const uint64_t left = count - place - 8;
    if (memcmp(chunk, "EXIF", 4) == 0 && length <= left) {
      header->orientation = picture_exif_orientation(chunk + 8, length);
    }
    if (memcmp(chunk, "ANMF", 4) == 0 && length >= 16 && left >= 16) {
      const uint8_t *place_of_frame = chunk + 8;
      const bool is_whole = size_of_frame(place_of_frame + 6) == header->width &&
                            size_of_frame(place_of_frame + 9) == header->height;
      found.frames += is_whole ? 1 : 2;  // a part of the canvas is no picture
      found.frame = chunk + 24;
      found.frame_count = (length < left ? length : (size_t)left) - 16;
    }
    place += 8 + (uint64_t)length + (length & 1);
  }
  return found;
}

static bool fail(VP8StatusCode status, picture_error *error) {
  switch (status) {
    case VP8_STATUS_OK:
      return true;
    case VP8_STATUS_OUT_OF_MEMORY:
      picture_fail(error, PICTURE_NO_MEMORY, "");
      break;
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
      picture_fail(error, PICTURE_DAMAGED, "it ends too early");
      break;
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      picture_refuse(error, "a WebP of an unknown kind",
                     "convert it to PNG with the program that made it");
      break;
    default:
      picture_fail(error, PICTURE_DAMAGED, "its pixels cannot be decoded");
  }
  return false;
}

static bool decode(webp_picture *picture, picture_error *error) {
  const picture_header *header = &picture->base.header;
  const size_t row = (size_t)header->width * (size_t)header->channels;
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return fail(VP8_STATUS_UNSUPPORTED_FEATURE, error);
  picture->whole = malloc(row * header->height);
  if (!picture->whole) return fail(VP8_STATUS_OUT_OF_MEMORY, error);
  config.output.colorspace = header->channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = picture->whole;
  config.output.u.RGBA.stride = (int)row;
  config.output.u.RGBA.size = row * header->height;
  const bool is_read = fail(WebPDecode(picture->bytes, picture->count, &config), error);
  WebPFreeDecBuffer(&config.output);
  return is_read;
}

static bool read_rows(picture *from, uint8_t *rows, uint32_t count, picture_error *error) {
  webp_picture *picture = (webp_picture *)from;
  const size_t row = (size_t)from->header.width * (size_t)from->header.channels;
  if (!picture->whole && !decode(picture, error)) return false;
  memcpy(rows, picture->whole + picture->next * row, count * row);
  picture->next += count;
  return true;
}

static void close_webp(picture *from) {
  webp_picture *picture = (webp_picture *)from;
  free(picture->whole);
  free(picture);
}

picture *picture_open_webp(const uint8_t *bytes, size_t count, uint64_t limit,
                           picture_header *header, picture_error *error) {
  WebPBitstreamFeatures features;
  if (!fail(WebPGetFeatures(bytes, count, &features), error)) return NULL;
  header->width = (uint32_t)features.width;
  header->height = (uint32_t)features.height;
  if (!picture_size_is_read(header, limit, error)) return NULL;
  survey found = look(bytes, count, header);
  if (features.has_animation) {
    if (found.frames != 1) {
      picture_fail(error, PICTURE_ANIMATED, "WebP");
      return NULL;
    }
    WebPBitstreamFeatures frame;
    if (!fail(WebPGetFeatures(found.frame, found.frame_count, &frame), error)) return NULL;
    if (frame.width != features.width || frame.height != features.height) {
      picture_fail(error, PICTURE_DAMAGED, "its frame has another size");
      return NULL;
    }
    features.has_alpha = frame.has_alpha;
    bytes = found.frame;
    count = found.frame_count;
  }
  header->channels = features.has_alpha ? 4 : 3;
  header->depth = 8;
  // The picture itself, and the pixels of a lossless one once more as the decoder keeps them.
  header->memory = (uint64_t)header->width * header->height * (uint64_t)(header->channels + 5);
  webp_picture *result = calloc(1, sizeof *result);
  if (!result) {
    picture_fail(error, PICTURE_NO_MEMORY, "");
    return NULL;
  }
  result->base.read = read_rows;
  result->base.close = close_webp;
  result->bytes = bytes;
  result->count = count;
  return &result->base;
}
