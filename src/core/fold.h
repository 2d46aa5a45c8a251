/* fold.h: the form in which text is compared when somebody searches.
 *
 * Folding takes away what a searching person does not mean: case, width and compatibility forms
 * (NFKC_Casefold as Unicode 15, section 3.13, defines it: full-width Ａ, ﬁ and A all meet), and
 * runs of blanks, which become one space. Punctuation stays. Offsets are bytes.
 *
 * Every folded byte knows where it came from, so that a match found in the folded text can be shown
 * on the original characters.
 */
#ifndef SB_CORE_FOLD_H
#define SB_CORE_FOLD_H

#include "core/buf.h"
#include "core/str.h"
#include <stddef.h>
#include <stdint.h>

struct folded {
    struct buf text;
    uint32_t *origin; /* text.len + 1 entries: byte i came from the original character at origin[i];
                         the last entry is the original's length. Null unless asked for. */
};

/* Appends the folded form of the text. ASCII and unified Han take a fast path. */
void fold_add(struct buf *out, struct str text);
/* The same with origins, into an empty folded; fold_release() frees it. */
void fold_with_origin(struct folded *out, struct str text);
void fold_release(struct folded *folded);

/* A range [from, to) of the original that stands for the range [from, to) of the folded text,
 * widened to whole characters. */
struct fold_range {
    size_t from, to;
};
struct fold_range fold_original(const struct folded *folded, size_t from, size_t to);

/* The place of the needle in the haystack at or after `from` (both already folded); SIZE_MAX when
 * it is not there. An empty needle is found at `from`. */
size_t fold_find(struct str haystack, struct str needle, size_t from);

#endif
