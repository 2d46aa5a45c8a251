/* canvas.h: a rectangle of styled cells, what views draw on.
 *
 * Rows and columns count from 0. A cell holds one cluster (text.h): a base character and up to
 * TEXT_MARKS combining ones. A wide character takes its cell and the one to the right, whose width
 * is 0. Whatever overwrites one half of a wide character blanks the other, and a wide character
 * that would be cut by an edge is a blank instead, so that no half is ever shown.
 *
 * Drawing outside the canvas is clipped, never an error. Text is made harmless (text_clean) by
 * whoever brings it in; what is still unprintable here is drawn as U+FFFD.
 */
#ifndef SB_UI_CANVAS_H
#define SB_UI_CANVAS_H

#include "core/buf.h"
#include "core/str.h"
#include "core/style.h"
#include "core/text.h"
#include <stdbool.h>
#include <stdint.h>

struct cell {
    uint32_t character[1 + TEXT_MARKS]; /* ended by 0 when shorter */
    style_t style;
    int8_t width; /* 1 or 2; 0 for the right half of a wide character */
};

struct canvas {
    struct cell *cells; /* rows * columns, row by row */
    int rows, columns;
    int cursor_row, cursor_column; /* where the hardware cursor stands; always inside */
    bool cursor_visible;           /* shown (typing), or only placed (for screen readers) */
};

/* A part of the canvas that a view draws in. */
struct rect {
    int row, column, rows, columns;
};

/* Zero-initialise; resizing blanks all of it. Sizes under 1 become 1. */
void canvas_resize(struct canvas *canvas, int rows, int columns);
void canvas_release(struct canvas *canvas);
/* Blanks everything. */
void canvas_clear(struct canvas *canvas);

/* Draws one line of text from the cell on, at most `columns` cells wide, and returns the cells
 * used. A newline or tab in it is drawn as a blank. */
int canvas_text(struct canvas *canvas, int row, int column, int columns, struct str text,
                style_t style);
/* The same; when the text does not fit, its end is replaced by an ellipsis. */
int canvas_text_elided(struct canvas *canvas, int row, int column, int columns, struct str text,
                       style_t style);
/* Fills with one character of width 1 (' ', or a line such as U+2500). */
void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t character, style_t style);
/* Adds style bits to cells that are already drawn; a wide character is taken whole. */
void canvas_add_style(struct canvas *canvas, struct rect rect, style_t style);
void canvas_place_cursor(struct canvas *canvas, int row, int column, bool visible);

/* The cells as text, a line each, trailing blanks cut: what the tests compare. With styles, each
 * line is followed, where anything on it is styled, by a line that has one letter under each styled
 * cell. */
void canvas_dump(const struct canvas *canvas, struct buf *out, bool styles);

#endif
