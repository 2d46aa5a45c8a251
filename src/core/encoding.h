/* encoding.h: the encoding of a file, and its text as UTF-8.
 *
 * Files are UTF-8 unless they are plainly something else. A byte-order mark decides; without one,
 * UTF-16 is known by the zero bytes of its ASCII characters, and GB18030 (with GBK and GB 2312,
 * which are parts of it) by text that is more often broken than right as UTF-8 and as GB18030
 * consists mostly of common Chinese characters: those of level 1 of GB 2312, which are the rows 16
 * to 55, and the punctuation of its rows 1 to 3. Letters with accents in the encodings of Western
 * Europe do not look like that, as what follows them is mostly ASCII. A text that is UTF-8 but for
 * some bytes stays UTF-8. To tell takes a look at the beginning only, at ENCODING_SAMPLE characters
 * beyond ASCII.
 *
 * The conversion is libunistring's over iconv: what is broken becomes U+FFFD.
 */
#ifndef SB_CORE_ENCODING_H
#define SB_CORE_ENCODING_H

#include "core/buf.h"
#include "core/str.h"
#include <stdbool.h>

#define ENCODING_SAMPLE 65536

/* "GB18030", "UTF-16LE", "UTF-16BE", "UTF-32LE" or "UTF-32BE", a literal; "" for UTF-8 and for what
 * is nothing that is known. */
const char *encoding_of(struct str bytes);

/* Replaces bytes in another encoding by the same text in UTF-8, without a byte-order mark; leaves
 * others as they are. *name is what encoding_of() says of them. Needs room for the bytes, the
 * text and its longest line. False, with errno set, when this system cannot convert from that
 * encoding. */
bool encoding_to_utf8(struct buf *bytes, const char **name);

#endif
