/* tree.h: the tree of a shelf, as a pane.
 *
 * Branches open and close; a filter (a search) leaves only the hits and the branches above them.
 * The tree knows rows, not keys, and tells nothing to anybody: the application asks which entry is
 * selected. Entries are indices into the shelf.
 */
#ifndef SB_UI_TREE_H
#define SB_UI_TREE_H

#include "core/catalogue.h"
#include "core/search.h"
#include "ui/canvas.h"
#include "ui/list.h"
#include <stdbool.h>

struct tree {
    const struct shelf *shelf;
    const struct search *filter; /* null: everything is shown */
    bool *closed;                /* by entry */
    size_t *below;               /* statuses (with a filter: hits) in and below each entry */
    size_t *rows;                /* the entries that can be seen, in order */
    struct list list;            /* over rows */
};

/* A place to come back to. Zero-initialise; tree_place_release() frees it. */
struct tree_place {
    bool *closed;
    size_t count;
    size_t entry;
    int row; /* of the screen, in which the entry stood */
    bool taken, filtered;
};

/* Zero-initialise the tree first. The first row is selected; all branches are open but those of an
 * edition that are no classes (the vendors' codes). */
void tree_set_shelf(struct tree *tree, const struct shelf *shelf);
void tree_release(struct tree *tree);
/* Sets or takes away the filter, or tells that its hits have changed. Opens all branches when a
 * filter is set where there was none. The selected entry stays selected if it is still shown. */
void tree_set_filter(struct tree *tree, const struct search *filter);
void tree_set_rows(struct tree *tree, int rows);

/* ENTRY_NONE when there are no rows. */
size_t tree_selected(const struct tree *tree);
/* Selects an entry, opening the branches above it; false when the filter hides it. */
bool tree_select(struct tree *tree, size_t entry);
void tree_move(struct tree *tree, struct motion motion);
/* Opens a branch, or moves to its first row when it is open already. */
void tree_open(struct tree *tree);
/* Closes a branch, or moves to the branch above when there is nothing to close. */
void tree_close(struct tree *tree);
/* Is this column of the pane on the marker of the branch in the row? */
bool tree_on_marker(const struct tree *tree, size_t line, int column, int columns);
/* Opens what is closed and closes what is open; false when the entry is no branch. */
bool tree_toggle(struct tree *tree);
void tree_close_all(struct tree *tree, bool closed);

void tree_place_take(struct tree_place *place, const struct tree *tree);
/* Makes it a place in another shelf; `map` says where each entry has gone (shelf_map()). Branches
 * that are new begin as they do in a new tree, or open where a filter was; those above the entry
 * are open. */
void tree_place_move(struct tree_place *place, const struct shelf *from, const struct shelf *to,
                     const size_t *map);
/* Goes back to a place in the tree's shelf. */
void tree_place_restore(const struct tree_place *place, struct tree *tree);
void tree_place_release(struct tree_place *place);

/* Appends what the row of an entry says. */
void tree_row_title(struct buf *out, const struct tree *tree, const struct entry *entry);

/* Draws the pane; places the cursor on the selected row when it has the focus. */
void tree_draw(const struct tree *tree, struct canvas *canvas, struct rect rect, bool focus);

#endif
