/* delimiter.h: the row between the titles and the cells of a table, as people write it.
 *
 * GitHub's Markdown is content with one hyphen for each column: "|-|:-|". The parser (md4c 0.4.8)
 * wants three characters, and takes the whole table for a paragraph otherwise.
 */
#ifndef SB_CORE_DELIMITER_H
#define SB_CORE_DELIMITER_H

#include "core/buf.h"
#include "core/str.h"
#include <stddef.h>

/* Where rows have grown: from `at` of the result on, it is `grown` bytes ahead of the source. */
struct widening {
    size_t at, grown;
};

struct widenings {
    struct widening *list;
    size_t count, capacity;
};

/* Appends the Markdown to *out, each such row with at least three characters a column; code between
 * fences is left alone. The caller frees map->list. */
void delimiter_widen(struct buf *out, struct str markdown, struct widenings *map);
/* Where a byte of the result stood in the source. */
size_t delimiter_origin(const struct widenings *map, size_t at);

#endif
