/* edit.h: the line editor, as a pure model.
 *
 * One line of text, a cursor in it, and the lines that were entered before. It knows neither keys
 * nor the screen; edit_view() says which part of the line a field of so many cells shows.
 *
 * Zero-initialise; edit_release() frees it. What always holds: the text is clean (text.h), without
 * newlines and tabs, and at most EDIT_LIMIT bytes long; the cursor stands on a grapheme boundary.
 * A word, for the functions that move by words, is a run of letters and digits of any script; for
 * edit_delete_word() it is what stands between blanks.
 */
#ifndef SB_UI_EDIT_H
#define SB_UI_EDIT_H

#include "core/buf.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

#define EDIT_LIMIT   1000 /* bytes */
#define EDIT_HISTORY 100  /* lines */

struct edit {
    struct buf text;
    size_t cursor;               /* bytes */
    size_t shown;                /* where the part that was last shown begins */
    char *history[EDIT_HISTORY]; /* oldest first */
    size_t history_count;
    size_t place;     /* in the history, as counted from its end: 0 is the line being written */
    struct buf draft; /* that line, while an earlier one stands in `text` */
};

void edit_release(struct edit *edit);

/* The line; valid until the next change. */
struct str edit_text(const struct edit *edit);

/* All functions below tell whether the text changed, so that the search must run again. */

/* Begins a new line with a text, the cursor behind it. */
bool edit_set(struct edit *edit, struct str text);
bool edit_clear(struct edit *edit);
/* Inserts any text, made clean: newlines and tabs become spaces, and what is more than EDIT_LIMIT
 * is left out. */
bool edit_insert(struct edit *edit, struct str text);

bool edit_left(struct edit *edit);
bool edit_right(struct edit *edit);
bool edit_word_left(struct edit *edit);
bool edit_word_right(struct edit *edit);
bool edit_home(struct edit *edit);
bool edit_end(struct edit *edit);

bool edit_delete_backwards(struct edit *edit);
bool edit_delete_forwards(struct edit *edit);
bool edit_delete_word(struct edit *edit); /* backwards */
bool edit_delete_to_start(struct edit *edit);
bool edit_delete_to_end(struct edit *edit);

/* Keeps the line in the history, unless it is blank or the same as the newest there, and forgets
 * the oldest when there are too many. The line itself stays. */
void edit_remember(struct edit *edit);
/* Puts an earlier or a later line in the place of the text, the cursor behind it. Behind the newest
 * comes the unfinished line: what was written last, from nothing or by changing an earlier line. */
bool edit_older(struct edit *edit);
bool edit_newer(struct edit *edit);

/* The bytes [from, to) of the text that a field shows, and the cell in it where the cursor stands.
 */
struct edit_part {
    size_t from, to;
    int cursor_column;
};

/* The part to show in `cells` cells. The character under the cursor, or the cell behind the last
 * character when the cursor is there, is always wholly visible, the character before it where there
 * is room. The part moves only as far as that demands, and back where text could fill the room at
 * its end. With fewer cells than the character under the cursor takes, the part is empty. */
struct edit_part edit_view(struct edit *edit, int cells);

#endif
