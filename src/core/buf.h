/* buf.h: a growing string.
 *
 * Zero-initialise ({0}), add to it, buf_release() it. `data` ends in NUL whenever it is not null;
 * `len` counts bytes without that NUL, and the text may itself hold NULs.
 */
#ifndef SB_CORE_BUF_H
#define SB_CORE_BUF_H

#include "core/str.h"
#include <stdarg.h>
#include <stddef.h>

struct buf {
    char *data;
    size_t len, capacity; /* bytes */
};

void buf_add(struct buf *buf, struct str text);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
/* As printf; the format is a literal or a translated one. */
void buf_add_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull));
/* Room for `more` further bytes and the NUL, so that data + len can be written to directly. */
void buf_reserve(struct buf *buf, size_t more);
/* Shortens to len bytes. */
void buf_cut(struct buf *buf, size_t len);
/* Replaces `old` bytes at `at` with a text. */
void buf_splice(struct buf *buf, size_t at, size_t old, struct str text);
/* The content, never a null pointer; valid until the next change. */
struct str buf_str(const struct buf *buf);
/* The string itself, for free(); the buf is empty afterwards. */
char *buf_detach(struct buf *buf);
void buf_release(struct buf *buf);

#endif
