/* layout.h: a text set into lines of a given width.
 *
 * Layout happens once for a width; drawing, printing, scrolling and searching all use the lines
 * that it made. A line is a row of pieces in the order of their columns, each with its column, its
 * width in cells and one style. A piece shows either a stretch of `text`, the plain text of what
 * was laid out (the same as the markup's, see markup.h), or a stretch of `marks`, what layout adds
 * of its own: bullets, rules, borders.
 *
 * Paragraphs are wrapped as text_wrap() tells, so Chinese is set as Chinese is set; code keeps its
 * lines and is cut only where it does not fit; tables are drawn with columns that share the width,
 * or, where that leaves too little, as a list of their rows.
 */
#ifndef SB_CORE_LAYOUT_H
#define SB_CORE_LAYOUT_H

#include "core/buf.h"
#include "core/markup.h"
#include "core/str.h"
#include "core/style.h"
#include <stdbool.h>
#include <stddef.h>

#define LAYOUT_MIN_WIDTH 4

struct piece {
    size_t from, to; /* in text, or, for a mark, in marks */
    bool mark;
    int column, cells;
    style_t style;
    int link; /* index into links, or -1 */
};

struct layout_line {
    size_t first, count; /* pieces */
};

struct layout {
    int width; /* cells */
    struct buf text, marks;
    struct piece *pieces;
    size_t piece_count, piece_capacity;
    struct layout_line *lines;
    size_t line_count, line_capacity;
    char **links; /* targets */
    size_t link_count, link_capacity;
};

/* Zero-initialise, then set the width by this; widths under LAYOUT_MIN_WIDTH count as that. Clears
 * what was laid out before. */
void layout_begin(struct layout *layout, int width);
/* Adds a text below what is there. */
void layout_add(struct layout *layout, const struct markup *markup);
/* Parses and adds. */
void layout_add_markdown(struct layout *layout, struct str markdown);
void layout_release(struct layout *layout);

/* What a piece shows; borrowed until the layout changes. */
struct str layout_text(const struct layout *layout, const struct piece *piece);
/* The line on which the byte `offset` of `text` is shown: the last that begins at or before it. */
size_t layout_line_of(const struct layout *layout, size_t offset);
/* The first line that shows the link; line_count when none does. */
size_t layout_line_of_link(const struct layout *layout, size_t link);

#endif
