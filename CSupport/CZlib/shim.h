#pragma once
#include <zlib.h>

/// inflateInit2 is a macro, which Swift cannot call. 32 + MAX_WBITS accepts gzip and zlib headers.
static inline int tw_gunzip_start(z_stream *stream) { return inflateInit2(stream, 32 + MAX_WBITS); }
