/* excerpt.h: how much of a long text a page has.
 *
 * The screen is drawn anew at each key, so that a page in the detail pane is bounded whatever a
 * document holds; and no page has more blocks than the parser takes (MARKUP_BLOCKS of markup.h),
 * with room for the built-in text and the facts behind it.
 */
#ifndef SB_UI_EXCERPT_H
#define SB_UI_EXCERPT_H

#include "core/buf.h"
#include "core/markup.h"

#define EXCERPT_BLOCKS (MARKUP_BLOCKS / 2)

/* Borrowed from the text that it begins. */
struct excerpt {
    struct str text;
    size_t left;      /* bytes behind it */
    struct str fence; /* the line that closes the code at its end, or empty */
};

/* The beginning of Markdown: EXCERPT_BLOCKS blocks at most and, unless `limit` is 0, so many bytes.
 * It ends with a whole line where one ends nearby. */
struct excerpt excerpt_of(struct str markdown, size_t limit);

/* A name on one line: so many bytes of it at most, and "…" where there were more. */
void excerpt_add_name(struct buf *out, struct str name, size_t limit);

#endif
