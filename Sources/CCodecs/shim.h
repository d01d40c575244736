// libpng, libjpeg, libwebp, libtiff and zlib. Swift calls zlib alone; the pictures' libraries are called by
// CPictures, which keeps their errors.
#ifndef CCODECS_SHIM_H
#define CCODECS_SHIM_H

#include <zlib.h>

#endif
