#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

// jpeglib.h needs the declarations above, and jerror.h those of jpeglib.h.
#include <jpeglib.h>

#include <jerror.h>

#include "picture.h"

typedef struct {
  struct jpeg_compress_struct encoder;
  struct jpeg_error_mgr manager;
  struct jpeg_destination_mgr target;
  jmp_buf failed;
  picture_file *file;
  JOCTET block[1 << 14];
} jpeg_writer;

static void stop(j_common_ptr encoder) {
  jpeg_writer *writer = encoder->client_data;
  picture_fail(writer->file->error, PICTURE_NO_MEMORY, "");
  longjmp(writer->failed, 1);
}

static void ignore(j_common_ptr encoder, int level) {
  (void)encoder;
  (void)level;
}

static void begin(j_compress_ptr encoder) {
  jpeg_writer *writer = encoder->client_data;
  writer->target.next_output_byte = writer->block;
  writer->target.free_in_buffer = sizeof writer->block;
}

static void append(j_compress_ptr encoder, size_t count) {
  jpeg_writer *writer = encoder->client_data;
  if (!picture_append(writer->file, writer->block, count)) {
    ERREXIT1(encoder, JERR_OUT_OF_MEMORY, 0);
  }
  begin(encoder);
}

static boolean put_block(j_compress_ptr encoder) {
  append(encoder, sizeof((jpeg_writer *)encoder->client_data)->block);
  return TRUE;
}

static void put_rest(j_compress_ptr encoder) {
  jpeg_writer *writer = encoder->client_data;
  append(encoder, sizeof writer->block - writer->target.free_in_buffer);
}

static bool encode(const picture_planes *planes, jpeg_writer *writer) {
  struct jpeg_compress_struct *encoder = &writer->encoder;
  if (setjmp(writer->failed)) return false;
  jpeg_create_compress(encoder);
  encoder->dest = &writer->target;
  encoder->image_width = planes->width;
  encoder->image_height = planes->height;
  encoder->input_components = planes->channels;
  encoder->in_color_space = planes->channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(encoder);
  jpeg_set_quality(encoder, planes->quality, TRUE);
  // At a quality where no block shows, halved colours would.
  if (planes->quality > 90) {
    encoder->comp_info[0].h_samp_factor = 1;
    encoder->comp_info[0].v_samp_factor = 1;
  }
  jpeg_start_compress(encoder, TRUE);
  for (uint32_t y = 0; y < planes->height; y++) {
    picture_gather(planes, y, false, writer->file->row);
    jpeg_write_scanlines(encoder, &writer->file->row, 1);
  }
  jpeg_finish_compress(encoder);
  return true;
}

uint8_t *picture_encode_jpeg(const picture_planes *planes, size_t *count, picture_error *error) {
  picture_fail(error, PICTURE_NO_MEMORY, "");
  if (planes->width > JPEG_MAX_DIMENSION || planes->height > JPEG_MAX_DIMENSION) {
    picture_fail(error, PICTURE_TOO_LARGE, "");
    return NULL;
  }
  jpeg_writer *writer = calloc(1, sizeof *writer);
  if (!writer) return NULL;
  picture_file file = {NULL, 0, 0, NULL, error};
  file.row = malloc((size_t)planes->width * (size_t)planes->channels);
  writer->file = &file;
  writer->encoder.err = jpeg_std_error(&writer->manager);
  writer->encoder.client_data = writer;
  writer->manager.error_exit = stop;
  writer->manager.emit_message = ignore;
  writer->target.init_destination = begin;
  writer->target.empty_output_buffer = put_block;
  writer->target.term_destination = put_rest;
  const bool is_whole = file.row && encode(planes, writer);
  jpeg_destroy_compress(&writer->encoder);
  free(writer);
  return picture_finish(&file, is_whole, count);
}
