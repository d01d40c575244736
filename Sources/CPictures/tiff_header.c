#include "tiff.h"

#include <stdio.h>

static const char *const convert = "convert it to PNG with the program that made it";

/// Notes the colours of a palette, whose entries have 16 bits, or 8 in files of old programs.
static bool read_palette(tiff_picture *picture) {
  uint16_t *parts[3];
  if (picture->bits > 8 ||
      !TIFFGetField(picture->tiffs[0], TIFFTAG_COLORMAP, &parts[0], &parts[1], &parts[2])) {
    return false;
  }
  const int count = 1 << picture->bits;
  bool is_wide = false;
  for (int c = 0; c < 3; c++) {
    for (int i = 0; i < count; i++) is_wide |= parts[c][i] > 255;
  }
  for (int c = 0; c < 3; c++) {
    for (int i = 0; i < count; i++) {
      picture->palette[i][c] = (uint8_t)(is_wide ? parts[c][i] >> 8 : parts[c][i]);
    }
  }
  return true;
}

/// The kind of the colours, and how many samples they take; 0 for a kind that is not read.
static int read_colors(tiff_picture *picture, uint16_t photometric, bool is_rgb) {
  uint16_t inks = INKSET_CMYK;
  switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
      picture->kind = TIFF_WHITE_IS_ZERO;
      return 1;
    case PHOTOMETRIC_MINISBLACK:
      picture->kind = TIFF_GREY;
      return 1;
    case PHOTOMETRIC_RGB:
      picture->kind = TIFF_RGB;
      return 3;
    case PHOTOMETRIC_PALETTE:
      picture->kind = TIFF_PALETTE;
      return read_palette(picture) ? 1 : 0;
    case PHOTOMETRIC_SEPARATED:
      picture->kind = TIFF_INKS;
      TIFFGetFieldDefaulted(picture->tiffs[0], TIFFTAG_INKSET, &inks);
      return inks == INKSET_CMYK ? 4 : 0;
    case PHOTOMETRIC_YCBCR:
      picture->kind = TIFF_RGB;
      return is_rgb ? 3 : 0;
    default:
      return 0;
  }
}

/// Finds the sample that is alpha, as Pillow does: a fourth one that has no description is it.
static void find_alpha(tiff_picture *picture, int colors, picture_header *header) {
  uint16_t count = 0, *kinds = NULL;
  const bool is_described =
      TIFFGetField(picture->tiffs[0], TIFFTAG_EXTRASAMPLES, &count, &kinds) && count > 0;
  picture->alpha = -1;
  if (!is_described && (int)picture->samples == colors + 1) picture->alpha = colors;
  for (int i = 0; is_described && i < count && picture->alpha < 0; i++) {
    if (kinds[i] == EXTRASAMPLE_UNSPECIFIED) continue;
    picture->alpha = colors + i;
    header->premultiplied = kinds[i] == EXTRASAMPLE_ASSOCALPHA;
  }
}

static bool refuse_compression(uint16_t compression, picture_error *error) {
  char kind[80];
  const TIFFCodec *codec = TIFFFindCODEC(compression);
  if (codec) {
    snprintf(kind, sizeof kind, "a TIFF compressed by %s", codec->name);
  } else {
    snprintf(kind, sizeof kind, "a TIFF of the unknown compression %d", compression);
  }
  picture_refuse(error, kind, convert);
  return false;
}

/// Whether the samples are whole numbers of 1 to 16 bits.
static bool has_plain_samples(tiff_picture *picture, picture_error *error) {
  uint16_t format = SAMPLEFORMAT_UINT, bits = 1;
  TIFFGetFieldDefaulted(picture->tiffs[0], TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetFieldDefaulted(picture->tiffs[0], TIFFTAG_BITSPERSAMPLE, &bits);
  picture->bits = bits;
  const bool is_whole = format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID;
  if (is_whole && bits >= 1 && bits <= 16) return true;
  char kind[80];
  const char *numbers = format == SAMPLEFORMAT_IEEEFP ? "fractions" : "whole numbers";
  snprintf(kind, sizeof kind, "a TIFF of %s%s with %d bits",
           format == SAMPLEFORMAT_INT ? "signed " : "", numbers, bits);
  picture_refuse(error, kind, "convert it to whole numbers from 0 to 255 or to 65535");
  return false;
}

bool tiff_read_header(tiff_picture *picture, uint64_t limit, picture_header *header,
                      picture_error *error) {
  TIFF *tiff = picture->tiffs[0];
  uint16_t photometric = 0, compression = 0, samples = 1, planes = 0, orientation = 1;
  void *version = NULL;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &header->width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &header->height);
  if (!picture_size_is_read(header, limit, error)) return false;
  if (TIFFGetField(tiff, TIFFTAG_DNGVERSION, &version)) {
    picture_refuse(error, "the raw file of a camera",
                   "develop it and save it as PNG or TIFF first");
    return false;
  }
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planes);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric)) {
    photometric = samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
  }
  header->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  if (!TIFFIsCODECConfigured(compression)) return refuse_compression(compression, error);
  if (!has_plain_samples(picture, error)) return false;
  picture->samples = samples;
  picture->is_separate = planes == PLANARCONFIG_SEPARATE && samples > 1;

  const bool is_ycbcr = photometric == PHOTOMETRIC_YCBCR;
  const bool is_rgb = is_ycbcr && compression == COMPRESSION_JPEG && !picture->is_separate;
  if (is_rgb) TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  const uint64_t pixels = (uint64_t)header->width * header->height;
  header->memory = 1000000;
  if ((is_ycbcr && !is_rgb) || photometric == PHOTOMETRIC_CIELAB ||
      compression == COMPRESSION_OJPEG) {
    char reason[1024];
    if (!TIFFRGBAImageOK(tiff, reason)) {
      picture_refuse(error, "a TIFF whose colours are stored in a rare way", convert);
      return false;
    }
    picture->needs_conversion = true;
    header->channels = 3;
    header->depth = 8;
    header->memory += 8 * pixels;
    return true;
  }
  const int colors = read_colors(picture, photometric, is_rgb);
  if (colors == 0 || samples < colors) {
    picture_refuse(error, "a TIFF whose colours are stored in a rare way", convert);
    return false;
  }
  find_alpha(picture, colors, header);
  const int most = picture->is_separate && samples > TIFF_MOST_PLANES ? TIFF_MOST_PLANES : samples;
  const bool has_alpha = picture->alpha >= 0 && picture->alpha < most;
  if (!has_alpha) picture->alpha = -1;
  picture->used = colors + has_alpha;
  header->depth = picture->bits > 8 ? 16 : 8;
  header->channels =
      (picture->kind == TIFF_GREY || picture->kind == TIFF_WHITE_IS_ZERO ? 1 : 3) + has_alpha;
  picture->is_plain = (picture->kind == TIFF_GREY || picture->kind == TIFF_RGB) &&
                      (picture->bits == 8 || picture->bits == 16) && !picture->is_separate &&
                      samples == header->channels;
  return true;
}
