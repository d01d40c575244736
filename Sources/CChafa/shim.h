// The interface of chafa, which draws pictures in terminals.
#ifndef CCHAFA_SHIM_H
#define CCHAFA_SHIM_H

#include <chafa.h>

#endif
