/* alias.h: words that are said otherwise in Taiwan and Hong Kong than on the mainland.
 *
 * Simplifying characters (han.h) makes 伺服器 of 伺服器, not 服务器: the words differ, not only
 * their writing. The list is short: the vocabulary of this subject.
 */
#ifndef SB_CORE_ALIAS_H
#define SB_CORE_ALIAS_H

#include "core/buf.h"
#include "core/str.h"
#include <stdbool.h>

/* Appends the text, folded and simplified, with the mainland's words in the place of others; a word
 * that the text ends in before it is complete counts as one, so that nothing is lost while somebody
 * types. False, with nothing appended, when there is nothing to replace. */
bool alias_replace(struct buf *out, struct str text);

#endif
