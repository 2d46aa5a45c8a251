/* entity.h: HTML character references, as they occur in notes.
 *
 * Numeric references are all decoded; named ones from a table of those that people write (HTML 5.2,
 * section 8.5). The parser of Markdown leaves them alone.
 */
#ifndef SB_CORE_ENTITY_H
#define SB_CORE_ENTITY_H

#include "core/buf.h"
#include "core/str.h"

/* Appends what the reference ("&amp;", "&#20013;", "&#x4E2D;") stands for, or itself when it is not
 * known. The result is clean (text.h). */
void entity_add(struct buf *out, struct str reference);

#endif
