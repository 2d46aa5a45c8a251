/* document_parts.h: what the two files of the document loader share; nobody else includes it.
 *
 * document.c finds headings, document_blocks.c the entries in lists, tables and lines.
 */
#ifndef SB_CORE_DOCUMENT_PARTS_H
#define SB_CORE_DOCUMENT_PARTS_H

#include "core/buf.h"
#include "core/document.h"
#include "core/headline.h"
#include "core/markup.h"
#include "core/mem.h"

/* Counts lines forwards, since sections are found in order. */
struct line_counter {
    const char *at;
    size_t line;
};

struct document {
    char *name;
    const char *encoding; /* "" for UTF-8 */
    size_t cut_line;      /* 0 for none */
    struct buf text;      /* clean */
    struct section *sections;
    size_t section_count, section_capacity;
    size_t first_heading; /* where in the text the first heading's line starts */
    struct arena strings;
    struct line_counter lines;
};

struct section *document_add(struct document *document, struct section section);
/* The number of the line that holds the byte. */
size_t document_line(struct document *document, const char *at);
/* A copy that the document owns, on one line: newlines and tabs become spaces. */
struct str document_keep_line(struct document *document, struct str line);
/* The same of the line without markup. */
struct str document_plain(struct document *document, struct str line);
/* Kind, code, phrase, tag and name from the headline. */
void document_describe(struct section *section, struct headline headline);
/* Finds the entries in the text from `start` to the first section and in the bodies of all sections
 * that are not entries, and puts them where they belong. */
void document_scan_blocks(struct document *document, size_t start);

#endif
