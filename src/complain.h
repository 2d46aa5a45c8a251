/* complain.h: what went wrong, in words. */
#ifndef SB_COMPLAIN_H
#define SB_COMPLAIN_H

#include "core/buf.h"
#include "core/error.h"

/* Appends "file:line: where: what: the system's reason", translated, as one harmless line without a
 * newline. */
void complain_words(struct buf *out, const struct error *error);
/* Says "statusbrowse: " and a harmless line on standard error. */
void complain_line(const char *words);
/* Both. */
void complain(const struct error *error);

#endif
