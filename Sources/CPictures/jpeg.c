#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// jpeglib.h needs the declarations above, and jerror.h those of jpeglib.h.
#include <jpeglib.h>

#include <jerror.h>

#include "picture.h"

/// The most scans of a picture; each of them costs a walk over all coefficients.
///
/// Encoders write about ten of them, and hardly more than twenty.
static uint32_t scan_limit(const picture_header *header) {
  const uint64_t pixels = (uint64_t)header->width * header->height;
  const uint64_t in_seconds = 3000000000 / pixels;
  return in_seconds < 25 ? 25 : in_seconds > 100 ? 100 : (uint32_t)in_seconds;
}

typedef struct {
  picture base;
  struct jpeg_decompress_struct decoder;
  struct jpeg_error_mgr manager;
  jmp_buf failed;
  struct jpeg_progress_mgr progress;
  picture_error *error;
  bool has_started;
  bool lacks_end;
  JSAMPROW inks;  // one row of cyan, magenta, yellow, black
} jpeg_picture;

static void stop(j_common_ptr decoder) {
  jpeg_picture *picture = decoder->client_data;
  char text[JMSG_LENGTH_MAX];
  decoder->err->format_message(decoder, text);
  switch (decoder->err->msg_code) {
    case JERR_BAD_PRECISION:
      picture_refuse(picture->error, "a JPEG of more than 8 bits a sample",
                     "convert it to PNG with the program that made it");
      break;
    case JERR_SOF_UNSUPPORTED:
#if JPEG_LIB_VERSION < 70
    case JERR_ARITH_NOTIMPL:
#endif
    case JERR_CCIR601_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
      picture_refuse(
          picture->error,
          "a JPEG of a rare kind (lossless, hierarchical, arithmetic or of fractional sampling)",
          "convert it to PNG with the program that made it");
      break;
    case JERR_EMPTY_IMAGE:
      picture_fail(picture->error, PICTURE_EMPTY, "");
      break;
    case JERR_OUT_OF_MEMORY:
      picture_fail(picture->error, PICTURE_NO_MEMORY, "");
      break;
    default:
      picture_fail(picture->error, PICTURE_DAMAGED, text);
  }
  longjmp(picture->failed, 1);
}

/// Most warnings are about bytes that cost no pixel; these are about pixels that are not there.
static void warn(j_common_ptr decoder, int level) {
  jpeg_picture *picture = decoder->client_data;
  if (level >= 0) return;
  if (decoder->err->msg_code == JWRN_JPEG_EOF) picture->lacks_end = true;
  switch (decoder->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
#if JPEG_LIB_VERSION >= 70 || defined(D_ARITH_CODING_SUPPORTED)
    case JWRN_ARITH_BAD_CODE:
#endif
    case JWRN_MUST_RESYNC:
      decoder->err->error_exit(decoder);
  }
}

static void refuse_scans(picture_error *error, uint32_t limit) {
  char kind[80];
  snprintf(kind, sizeof kind, "a JPEG of more than %u scans", limit);
  picture_refuse(error, kind, "such files are made to keep their readers busy, save it anew");
}

static void watch(j_common_ptr decoder) {
  jpeg_picture *picture = decoder->client_data;
  const uint32_t limit = scan_limit(&picture->base.header);
  if ((uint32_t)picture->decoder.input_scan_number <= limit) return;
  refuse_scans(picture->error, limit);
  longjmp(picture->failed, 1);
}

/// The number of scans, counted by their markers up to `most`.
static uint32_t scans(const uint8_t *bytes, size_t count, uint32_t most) {
  uint32_t found = 0;
  for (size_t place = 2; place + 4 <= count && found < most;) {
    const uint8_t *mark = memchr(bytes + place, 0xff, count - place - 3);
    if (!mark) break;
    place = (size_t)(mark - bytes) + 1;
    const uint8_t kind = bytes[place];
    if (kind == 0xff) continue;
    place += 1;
    const bool is_alone = kind == 0x00 || kind == 0x01 || (kind >= 0xd0 && kind <= 0xd8);
    if (is_alone) continue;
    if (kind == 0xd9) break;
    found += kind == 0xda;
    const size_t length = (size_t)bytes[place] << 8 | bytes[place + 1];
    place += length;
  }
  return found;
}

static int orientation(const struct jpeg_decompress_struct *decoder) {
  for (jpeg_saved_marker_ptr mark = decoder->marker_list; mark; mark = mark->next) {
    if (mark->data_length >= 6 && memcmp(mark->data, "Exif\0\0", 6) == 0) {
      return picture_exif_orientation(mark->data, mark->data_length);
    }
  }
  return 1;
}

static bool choose_colors(jpeg_picture *picture, picture_header *header) {
  struct jpeg_decompress_struct *decoder = &picture->decoder;
  switch (decoder->jpeg_color_space) {
    case JCS_GRAYSCALE:
      decoder->out_color_space = JCS_GRAYSCALE;
      header->channels = 1;
      return true;
    case JCS_CMYK:
    case JCS_YCCK:
      decoder->out_color_space = JCS_CMYK;
      header->channels = 3;
      return true;
    case JCS_UNKNOWN:
      picture_refuse(picture->error, "a JPEG that is neither grey nor of three or four colours",
                     "convert it to PNG with the program that made it");
      return false;
    default:
      decoder->out_color_space = JCS_RGB;
      header->channels = 3;
      return true;
  }
}

static bool read_header(jpeg_picture *picture, const uint8_t *bytes, size_t count, uint64_t limit,
                        picture_header *header) {
  struct jpeg_decompress_struct *decoder = &picture->decoder;
  if (setjmp(picture->failed)) return false;
  jpeg_create_decompress(decoder);
  jpeg_mem_src(decoder, bytes, count);
  jpeg_save_markers(decoder, JPEG_APP0 + 1, 0xffff);
  jpeg_read_header(decoder, TRUE);
  header->width = decoder->image_width;
  header->height = decoder->image_height;
  header->depth = 8;
  header->orientation = orientation(decoder);
  if (!picture_size_is_read(header, limit, picture->error)) return false;
  if (decoder->data_precision != 8) ERREXIT1(decoder, JERR_BAD_PRECISION, decoder->data_precision);
  if (!choose_colors(picture, header)) return false;
  header->memory = 64 * (uint64_t)header->width * (uint64_t)decoder->num_components + 1000000;
  if (jpeg_has_multiple_scans(decoder)) {
    const uint32_t limit_of_scans = scan_limit(header);
    if (scans(bytes, count, limit_of_scans + 1) > limit_of_scans) {
      refuse_scans(picture->error, limit_of_scans);
      return false;
    }
    for (int i = 0; i < decoder->num_components; i++) {
      const jpeg_component_info *part = decoder->comp_info + i;
      header->memory += sizeof(JBLOCK) * (uint64_t)part->width_in_blocks * part->height_in_blocks;
    }
  }
  return true;
}

static void ink_to_color(const JSAMPLE *inks, uint8_t *colors, size_t width) {
  // By Adobe's convention a file holds the paper that is left instead of the ink.
  for (size_t x = 0; x < width; x++, inks += 4, colors += 3) {
    for (int c = 0; c < 3; c++) colors[c] = picture_left(inks[c], inks[3]);
  }
}

/// Starts the decoder, which reads a file of several scans to its end, and looks whether all were
/// there.
static void start(jpeg_picture *picture) {
  struct jpeg_decompress_struct *decoder = &picture->decoder;
  picture->has_started = true;
  picture->progress.progress_monitor = watch;
  decoder->progress = &picture->progress;
  jpeg_start_decompress(decoder);
  bool is_whole = true;
  for (int i = 0; i < decoder->num_components; i++) {
    is_whole &= decoder->comp_info[i].quant_table != NULL;  // noted by the first scan that has it
    if (!decoder->coef_bits || !picture->lacks_end) continue;
    for (int k = 0; k < DCTSIZE2; k++) is_whole &= decoder->coef_bits[i][k] == 0;
  }
  if (!is_whole) ERREXIT(decoder, JERR_INPUT_EOF);
}

static bool read_rows(picture *from, uint8_t *rows, uint32_t count, picture_error *error) {
  jpeg_picture *picture = (jpeg_picture *)from;
  struct jpeg_decompress_struct *decoder = &picture->decoder;
  const size_t width = from->header.width;
  const size_t row = width * (size_t)from->header.channels;
  picture->error = error;
  if (setjmp(picture->failed)) return false;
  if (!picture->has_started) start(picture);
  const bool has_inks = decoder->out_color_space == JCS_CMYK;
  if (has_inks && !picture->inks) {
    picture->inks = malloc(4 * width);
    if (!picture->inks) ERREXIT1(decoder, JERR_OUT_OF_MEMORY, 0);
  }
  for (uint32_t y = 0; y < count; y++, rows += row) {
    JSAMPROW line = has_inks ? picture->inks : rows;
    if (jpeg_read_scanlines(decoder, &line, 1) != 1) ERREXIT(decoder, JERR_INPUT_EOF);
    if (has_inks) ink_to_color(line, rows, width);
  }
  return true;
}

static void close_jpeg(picture *from) {
  jpeg_picture *picture = (jpeg_picture *)from;
  if (!setjmp(picture->failed)) jpeg_destroy_decompress(&picture->decoder);
  free(picture->inks);
  free(picture);
}

picture *picture_open_jpeg(const uint8_t *bytes, size_t count, uint64_t limit,
                           picture_header *header, picture_error *error) {
  jpeg_picture *result = calloc(1, sizeof *result);
  if (!result) {
    picture_fail(error, PICTURE_NO_MEMORY, "");
    return NULL;
  }
  result->base.read = read_rows;
  result->base.close = close_jpeg;
  result->error = error;
  result->decoder.err = jpeg_std_error(&result->manager);
  result->decoder.client_data = result;
  result->manager.error_exit = stop;
  result->manager.emit_message = warn;
  if (read_header(result, bytes, count, limit, header)) return &result->base;
  close_jpeg(&result->base);
  return NULL;
}
