/* note_parts.h: what the two files of the notes share; nobody else includes it.
 *
 * note_text.c has lines and makes a text normal, note.c finds and places it.
 */
#ifndef SB_CORE_NOTE_PARTS_H
#define SB_CORE_NOTE_PARTS_H

#include "core/buf.h"
#include "core/document.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

/* A file, the sections that the loader sees in it, and where its lines start. */
struct note_view {
    struct str file;
    struct document *document;
    const struct section *sections;
    size_t count;
    size_t *starts;
    size_t lines;
};

/* Offsets in the file. */
struct note_region {
    size_t from; /* the headline */
    size_t body; /* the line behind it */
    size_t text, text_end;
    size_t end; /* the next section */
};

void note_view_open(struct note_view *view, struct str file);
void note_view_close(struct note_view *view);

/* Lines end in CR, LF or both. */
bool note_is_line_end(char c);
/* The line at the offset, without its end. */
struct str note_line(struct str text, size_t from);
/* The offset of the line behind the one that holds `at`; the text's length for the last. */
size_t note_next_line(struct str text, size_t at);
/* Where a line (from 1) of the file starts. */
size_t note_line_start(const struct note_view *view, size_t line);
/* The offset behind a byte-order mark. */
size_t note_behind_mark(struct str file);
/* Appends the text with other line ends. */
void note_add_lines(struct buf *out, struct str text, const char *line_end);

/* Is the section opened by a heading, and is that alone on its line? */
bool note_is_native(const struct note_view *view, size_t i);
/* The lines of a native section. */
struct note_region note_region(const struct note_view *view, size_t i);

/* Puts into *out the k-th line that may be needed to close what is open at the end of a text: none,
 * or a fence that is long enough for any in it. False behind the last. */
bool note_closing_line(struct str text, size_t k, struct buf *out);
/* Appends the text as it can stand in a section of this level (note.h). False when it cannot. */
bool note_normalise(struct buf *text, struct str given, int level);

#endif
