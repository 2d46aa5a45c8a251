/* print.h: what the program prints when it does not browse.
 *
 * All three print the chosen entries of a shelf, in the order given, to a stream. What they print
 * is harmless on a terminal: documents are clean (core/text.h), and JSON escapes.
 */
#ifndef SB_PRINT_H
#define SB_PRINT_H

#include "core/search.h"
#include "ui/ascii.h"
#include "ui/page.h"
#include "ui/theme.h"
#include <stdbool.h>
#include <stdio.h>

struct selection {
    struct page_source source;
    const struct search *search; /* null where there was no query */
    const size_t *entries;
    size_t count;
};

struct print_style {
    int width;                 /* cells */
    const struct theme *theme; /* null for plain text */
    int colors;                /* of the terminal */
    enum ascii_use ascii;
};

/* The pages, laid out; headings of the tree are entries here like any other. */
void print_pages(FILE *out, const struct selection *selection, const struct print_style *style);
/* CODE TAB ORIGIN TAB PHRASE TAB NAME, one line for each status. */
void print_list(FILE *out, const struct selection *selection);
/* A JSON array. */
void print_json(FILE *out, const struct selection *selection);

/* --check: what the linter (core/lint.h) finds dubious in the document, a line "FILE:LINE: MESSAGE"
 * for each. Returns how many. */
size_t print_problems(FILE *out, const struct document *document, const struct registry *registry);

#endif
