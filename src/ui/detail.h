/* detail.h: the page of one entry, as a pane that scrolls.
 *
 * The page is laid out once for an entry, a language and a width; lines, links and matches all
 * refer to that layout. When the width changes, what stood at the top stays at the top.
 */
#ifndef SB_UI_DETAIL_H
#define SB_UI_DETAIL_H

#include "core/layout.h"
#include "core/search.h"
#include "ui/canvas.h"
#include "ui/list.h"
#include "ui/page.h"
#include <stdbool.h>

#define DETAIL_NONE ((size_t)-1)

struct detail {
    struct layout layout;
    struct buf markdown;  /* of the page */
    struct scroll scroll; /* over the lines of the layout */
    size_t link;          /* the current link, or DETAIL_NONE */
    struct fold_range *matches;
    size_t match_count, match; /* the current match, or DETAIL_NONE */
};

/* Zero-initialise. Shows an entry from its top, for panes of this width. */
void detail_show(struct detail *detail, const struct page_source *source, size_t entry, int width);
void detail_release(struct detail *detail);
void detail_resize(struct detail *detail, int rows, int width);

/* Marks what the search looks for in the page of the entry (ENTRY_NONE: of none), or nothing when
 * the search is null or not active. */
void detail_mark(struct detail *detail, const struct search *search, size_t entry);
/* To the next (1) or previous (−1) match, which is scrolled into view; false when there is none
 * that way. */
bool detail_next_match(struct detail *detail, int direction);

void detail_move(struct detail *detail, struct motion motion);
/* To the next (1) or previous (−1) link; begins with what is on the screen. False when there is
 * none that way. */
bool detail_next_link(struct detail *detail, int direction);
/* The target of the current link, or null. */
const char *detail_link(const struct detail *detail);
/* The link that is drawn in this cell of the pane becomes the current one; false when there is
 * none. */
bool detail_click(struct detail *detail, int row, int column);

void detail_draw(const struct detail *detail, struct canvas *canvas, struct rect rect, bool focus);

#endif
