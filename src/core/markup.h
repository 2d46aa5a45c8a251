/* markup.h: Markdown as blocks and plain text with styles; the only module that sees the parser.
 *
 * The result is flat. `text` holds the plain text of the whole source, without any markup, each
 * leaf block followed by a newline, top-level blocks by an empty line, the cells of a row separated
 * by tabs, hard line breaks as newlines. This is *the* text of an entry: what `--json` prints, what
 * is searched, and what layout.h cuts into lines; all three mean the same offsets (bytes of
 * `text`). Blocks stand in document order, each before the blocks inside it.
 *
 * Entities are decoded, HTML tags left out (<br> is a line break), soft line breaks become a space,
 * or nothing between two Chinese characters. The source should be clean (text.h); what entities
 * bring in is cleaned here.
 *
 * Limits, against documents made to be slow: MARKUP_BLOCKS blocks, MARKUP_DEPTH levels of nesting,
 * link targets that are together MARKUP_TARGETS times as long as the source; what lies beyond is
 * left out and `truncated` is set.
 */
#ifndef SB_CORE_MARKUP_H
#define SB_CORE_MARKUP_H

#include "core/buf.h"
#include "core/str.h"
#include "core/style.h"
#include <stdbool.h>
#include <stddef.h>

#define MARKUP_BLOCKS  200000
#define MARKUP_DEPTH   100
#define MARKUP_TARGETS 16
#define MARKUP_NOWHERE ((size_t)-1)

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* number: level 1 to 6 */
    BLOCK_LIST,    /* number: 1 for an ordered list */
    BLOCK_ITEM,    /* number: its number, 0 in an unordered list */
    BLOCK_QUOTE,
    BLOCK_CODE,
    BLOCK_TABLE, /* number: columns */
    BLOCK_ROW,   /* number: 1 in the head */
    BLOCK_CELL,
    BLOCK_RULE,
};

struct block {
    enum block_kind kind;
    int depth;       /* 0 at the top */
    int number;      /* see above */
    bool tight;      /* lists: no empty lines between items */
    size_t end;      /* index behind the last block inside this one */
    size_t from, to; /* its text, [from, to) of `text`, without the newline behind it */
    size_t source;   /* where its first character stands in the source, or MARKUP_NOWHERE */
};

/* A stretch of text with a style. Stretches do not overlap and stand in order; text between them is
 * plain. */
struct span {
    size_t from, to;
    style_t style;
    int link; /* index into links, or -1 */
};

struct markup {
    struct buf text;
    struct block *blocks;
    size_t block_count, block_capacity;
    struct span *spans;
    size_t span_count, span_capacity;
    char **links; /* targets as written */
    size_t link_count, link_capacity;
    bool truncated;
    size_t cut; /* where in the source the last block stands that was seen, when the first two
                   limits ended the parse; else MARKUP_NOWHERE */
};

/* Zero-initialises *markup and fills it; markup_release() frees it. */
void markup_parse(struct markup *markup, struct str source);
void markup_release(struct markup *markup);

/* The first span that ends behind a byte of `text`; the number of spans when there is none. */
size_t markup_first_span(const struct markup *markup, size_t from);

/* Appends one line of Markdown (a heading's content, a table cell) without its markup. */
void markup_plain(struct buf *out, struct str line);

#endif
