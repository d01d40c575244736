// The interfaces of libpng, libjpeg-turbo, libwebp, libtiff and zlib.
#ifndef CCODECS_SHIM_H
#define CCODECS_SHIM_H

#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

#endif
