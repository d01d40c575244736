// libpng's simplified interface, libjpeg-turbo's and zlib's, with the macros that Swift cannot import.
#ifndef CCODECS_SHIM_H
#define CCODECS_SHIM_H

#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

static const png_uint_32 wkd_png_format_rgb = PNG_FORMAT_RGB;
static const png_uint_32 wkd_png_format_gray = PNG_FORMAT_GRAY;
static const png_uint_32 wkd_png_version = PNG_IMAGE_VERSION;

#endif
