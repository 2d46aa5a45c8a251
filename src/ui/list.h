/* list.h: a window on many lines, with a selected line or without.
 *
 * struct scroll is the window alone: `rows` lines are shown of `count`, from `top` on (the detail
 * pane, the help). struct list adds a selected line, which always stays in the window (the tree,
 * the hits). Both are pure models: they know numbers, not what the lines are, and own nothing; a
 * copy of the struct is a bookmark that can be put back. Zero-initialise.
 *
 * What always holds after any of these functions:
 *   - top is at most count - rows: the window shows nothing behind the last line while there are
 *     lines before it that it could show;
 *   - with count 0, top and selected are 0, and there is no selected line;
 *   - otherwise selected is less than count and inside the window, with list_margin() lines above
 * and below it where the list has them;
 *   - with rows 0 or less nothing is shown, and all else is as if there were one row.
 *
 * Moving too far is no error: it ends at the first or the last line.
 */
#ifndef SB_UI_LIST_H
#define SB_UI_LIST_H

#include <stddef.h>

struct scroll {
    size_t count, top;
    int rows;
};

struct list {
    struct scroll window;
    size_t selected;
};

/* How far: a number of lines, of half windows, of windows less the margin (so that a page and the
 * next have lines in common), or all the way. Negative is towards the start. */
enum motion_unit { MOTION_LINE, MOTION_HALF_PAGE, MOTION_PAGE, MOTION_ALL };

struct motion {
    enum motion_unit unit;
    long times;
};

/* The lines of context kept around the selected one, and from one page to the next: 2, but 1 in
 * windows under 8 rows and none under 5. */
int list_margin(int rows);

/* The window. Its top stays where it is, or goes up as far as the new size demands. */
void scroll_set_count(struct scroll *scroll, size_t count);
void scroll_set_rows(struct scroll *scroll, int rows);
void scroll_move(struct scroll *scroll, struct motion motion);
/* Scrolls as little as shows the lines [from, to); where they do not fit, `from` comes first. */
void scroll_show(struct scroll *scroll, size_t from, size_t to);
/* One behind the last line that is shown. */
size_t scroll_end(const struct scroll *scroll);
/* How much of the whole lies above the window's lower edge: 100 at the end and for no lines. */
int scroll_percent(const struct scroll *scroll);

/* The list. The selected line keeps its number while there is a line of that number. */
void list_set_count(struct list *list, size_t count);
void list_set_rows(struct list *list, int rows);
/* Moves the selection. With pages and half pages the window moves along, so that the selected line
 * stays in its row. */
void list_move(struct list *list, struct motion motion);
/* Moves the window (the wheel); the selection changes only as far as it must to stay inside. */
void list_scroll(struct list *list, struct motion motion);
/* Selects a line and scrolls as little as shows it. */
void list_select(struct list *list, size_t line);
/* Selects a line and, as far as the ends allow, puts it in that row: keeps the eye's place when
 * lines above have come or gone. */
void list_place(struct list *list, size_t line, long row);
/* Scrolls so that the lines from the selected one up to `to` are shown too, as far as they fit
 * (what a branch that was just opened holds). */
void list_reveal(struct list *list, size_t to);

#define LIST_NONE ((size_t)-1)

/* The row in which the selected line stands. */
int list_row(const struct list *list);
/* The line in a row of the window, or LIST_NONE. */
size_t list_line_at(const struct list *list, int row);

#endif
