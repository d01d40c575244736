// libpng, libjpeg, libwebp, libtiff and zlib. Swift calls zlib and libpng's simple interface for figures; all
// that reads people's pictures is called by CPictures, which keeps the libraries' errors.
#ifndef CCODECS_SHIM_H
#define CCODECS_SHIM_H

#include <png.h>
#include <zlib.h>

#endif
