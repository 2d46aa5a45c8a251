/* layout_parts.h: what the files of the layout share; nobody else includes it. */
#ifndef SB_CORE_LAYOUT_PARTS_H
#define SB_CORE_LAYOUT_PARTS_H

#include "core/layout.h"
#include <stdint.h>

#define LAYOUT_BARS 8

/* What is being laid out, and where it may go. */
struct setting {
    struct layout *layout;
    const struct markup *markup;
    size_t base;           /* where the markup's text starts in the layout's */
    int link_base;         /* where its links start */
    int indent;            /* columns kept free at the left */
    int bars[LAYOUT_BARS]; /* columns of the quotation bars to draw on every line */
    int bar_count;
    const char *marker; /* a bullet or number waiting for its first line, or null */
    int marker_column;
    style_t style; /* added to everything */
};

/* One line of a stretch of text. */
struct extent {
    size_t from, to; /* in markup.text */
};

void setting_open_line(struct setting *setting);
/* An empty line, unless there is one already or nothing above. */
void setting_gap(struct setting *setting);
void setting_mark(struct setting *setting, int column, struct str mark, style_t style);
/* Shows a stretch of text from the column on; returns the column behind it. */
int setting_put(struct setting *setting, int column, struct extent extent, style_t style);
/* Wraps [from, to) of the markup's text; the list is for free(). */
struct extent *setting_wrap(const struct setting *setting, size_t from, size_t to, int cells,
                            size_t *count);
/* The widest line of the stretch when nothing is wrapped. */
int setting_natural_width(const struct setting *setting, size_t from, size_t to);
/* The widest piece of the stretch that should not be broken. */
int setting_word_width(const struct setting *setting, size_t from, size_t to);

void setting_table(struct setting *setting, size_t index);

#endif
