#include "picture.h"

#include <stdlib.h>
#include <string.h>

picture *picture_open(picture_format format, const uint8_t *bytes, size_t count, uint64_t limit,
                      picture_header *header, picture_error *error) {
  memset(header, 0, sizeof *header);
  memset(error, 0, sizeof *error);
  header->orientation = 1;
  picture *result = NULL;
  switch (format) {
    case PICTURE_PNG:
      result = picture_open_png(bytes, count, limit, header, error);
      break;
    case PICTURE_JPEG:
      result = picture_open_jpeg(bytes, count, limit, header, error);
      break;
    case PICTURE_WEBP:
      result = picture_open_webp(bytes, count, limit, header, error);
      break;
    case PICTURE_TIFF:
      result = picture_open_tiff(bytes, count, limit, header, error);
      break;
  }
  if (result) result->header = *header;
  return result;
}

bool picture_read(picture *from, uint8_t *rows, uint32_t count, picture_error *error) {
  memset(error, 0, sizeof *error);
  return from->read(from, rows, count, error);
}

void picture_close(picture *from) {
  if (from) from->close(from);
}

void picture_free(uint8_t *bytes) { free(bytes); }

void picture_fail(picture_error *error, picture_fault fault, const char *text) {
  error->fault = fault;
  error->advice = "";
  size_t length = 0;
  for (; text[length] && length < sizeof error->text - 1; length++) {
    char letter = text[length];
    // A library may repeat bytes of the file, which must not reach a terminal.
    error->text[length] = letter >= ' ' && letter <= '~' ? letter : '?';
  }
  error->text[length] = 0;
}

void picture_refuse(picture_error *error, const char *kind, const char *advice) {
  picture_fail(error, PICTURE_UNSUPPORTED, kind);
  error->advice = advice;
}

bool picture_size_is_read(const picture_header *header, uint64_t limit, picture_error *error) {
  uint64_t pixels = (uint64_t)header->width * header->height;
  if (pixels == 0) {
    picture_fail(error, PICTURE_EMPTY, "");
  } else if (pixels > limit) {
    picture_fail(error, PICTURE_TOO_LARGE, "");
  }
  return pixels > 0 && pixels <= limit;
}
