#include "ui/tree.h"
#include "core/mem.h"
#include "ui/i18n.h"
#include "ui/page.h"

#include <stdio.h>
#include <stdlib.h>

static bool is_branch(const struct shelf *shelf, size_t entry)
{
    return shelf->entries[entry].end > entry + 1;
}

static void count_below(struct tree *tree)
{
    const struct shelf *shelf = tree->shelf;
    for (size_t i = 0; i < shelf->count; i++) {
        bool status = shelf->entries[i].section->kind == SECTION_ENTRY;
        tree->below[i] = tree->filter ? search_is_hit(tree->filter, i) : status;
    }
    for (size_t i = shelf->count; i-- > 0;) /* children stand behind their parents */
        if (shelf->entries[i].parent != ENTRY_NONE)
            tree->below[shelf->entries[i].parent] += tree->below[i];
}

static void collect_rows(struct tree *tree)
{
    size_t count = 0;
    for (size_t i = 0; i < tree->shelf->count;) {
        bool hidden = tree->filter && tree->below[i] == 0;
        if (!hidden)
            tree->rows[count++] = i;
        i = hidden || tree->closed[i] ? tree->shelf->entries[i].end : i + 1;
    }
    list_set_count(&tree->list, count);
}

/* The row of an entry, or of the nearest branch above it that is shown; LIST_NONE for neither. */
static size_t row_of(const struct tree *tree, size_t entry)
{
    size_t low = 0, high = tree->list.window.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tree->rows[middle] < entry)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < tree->list.window.count && tree->rows[low] == entry)
        return low;
    size_t parent = tree->shelf->entries[entry].parent;
    return parent == ENTRY_NONE ? LIST_NONE : row_of(tree, parent);
}

/* Makes the rows anew and keeps the selected entry in its row of the screen. */
static void refresh(struct tree *tree)
{
    size_t entry = tree_selected(tree);
    long row = list_row(&tree->list);
    collect_rows(tree);
    size_t line = entry == ENTRY_NONE ? LIST_NONE : row_of(tree, entry);
    if (line != LIST_NONE)
        list_place(&tree->list, line, row);
}

/* The classes begin open, other branches of an edition, those of the vendors, closed: whoever comes
 * to learn sees the registered codes first. A user's document begins open, as it was written; the
 * edition behind it closed, so that its classes are one key away from where the document ends. */
static void close_branches(bool *closed, const struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++) {
        const struct entry *entry = &shelf->entries[i];
        closed[i] =
            entry->builtin && entry->section->kind == SECTION_HEADING && is_branch(shelf, i);
    }
}

void tree_set_shelf(struct tree *tree, const struct shelf *shelf)
{
    int rows = tree->list.window.rows;
    tree_release(tree);
    tree->shelf = shelf;
    tree->closed = mem_new(shelf->count, sizeof *tree->closed);
    tree->below = mem_new(shelf->count, sizeof *tree->below);
    tree->rows = mem_new(shelf->count, sizeof *tree->rows);
    list_set_rows(&tree->list, rows);
    close_branches(tree->closed, shelf);
    count_below(tree);
    collect_rows(tree);
}

void tree_release(struct tree *tree)
{
    free(tree->closed);
    free(tree->below);
    free(tree->rows);
    *tree = (struct tree){0};
}

void tree_set_filter(struct tree *tree, const struct search *filter)
{
    if (filter && !tree->filter)
        memset(tree->closed, 0, tree->shelf->count * sizeof *tree->closed);
    tree->filter = filter;
    count_below(tree);
    refresh(tree);
}

void tree_set_rows(struct tree *tree, int rows)
{
    list_set_rows(&tree->list, rows);
}

size_t tree_selected(const struct tree *tree)
{
    return tree->list.window.count > 0 ? tree->rows[tree->list.selected] : ENTRY_NONE;
}

bool tree_select(struct tree *tree, size_t entry)
{
    if (tree->filter && tree->below[entry] == 0)
        return false;
    for (size_t up = tree->shelf->entries[entry].parent; up != ENTRY_NONE;
         up = tree->shelf->entries[up].parent)
        tree->closed[up] = false;
    refresh(tree);
    size_t line = row_of(tree, entry);
    if (line == LIST_NONE)
        return false;
    list_select(&tree->list, line);
    return true;
}

void tree_move(struct tree *tree, struct motion motion)
{
    list_move(&tree->list, motion);
}

void tree_open(struct tree *tree)
{
    size_t entry = tree_selected(tree);
    if (entry == ENTRY_NONE || !is_branch(tree->shelf, entry))
        return;
    if (!tree->closed[entry]) {
        list_move(&tree->list, (struct motion){MOTION_LINE, 1});
        return;
    }
    tree_toggle(tree);
}

void tree_close(struct tree *tree)
{
    size_t entry = tree_selected(tree);
    if (entry == ENTRY_NONE)
        return;
    if (is_branch(tree->shelf, entry) && !tree->closed[entry])
        tree_toggle(tree);
    else if (tree->shelf->entries[entry].parent != ENTRY_NONE)
        list_select(&tree->list, row_of(tree, tree->shelf->entries[entry].parent));
}

bool tree_toggle(struct tree *tree)
{
    size_t entry = tree_selected(tree);
    if (entry == ENTRY_NONE || !is_branch(tree->shelf, entry))
        return false;
    tree->closed[entry] = !tree->closed[entry];
    refresh(tree);
    if (!tree->closed[entry])
        list_reveal(&tree->list, row_of(tree, tree->shelf->entries[entry].end - 1) + 1);
    return true;
}

void tree_close_all(struct tree *tree, bool closed)
{
    for (size_t i = 0; i < tree->shelf->count; i++)
        tree->closed[i] = closed && is_branch(tree->shelf, i);
    refresh(tree);
}

void tree_place_take(struct tree_place *place, const struct tree *tree)
{
    tree_place_release(place);
    place->count = tree->shelf->count;
    place->closed = mem_new(place->count, sizeof *place->closed);
    memcpy(place->closed, tree->closed, place->count * sizeof *place->closed);
    place->row = list_row(&tree->list);
    place->entry = tree_selected(tree);
    place->taken = true;
    place->filtered = tree->filter != NULL;
}

void tree_place_restore(const struct tree_place *place, struct tree *tree)
{
    if (!place->taken)
        return;
    memcpy(tree->closed, place->closed, place->count * sizeof *place->closed);
    refresh(tree);
    size_t line = place->entry == ENTRY_NONE ? LIST_NONE : row_of(tree, place->entry);
    if (line != LIST_NONE)
        list_place(&tree->list, line, place->row);
}

void tree_place_move(struct tree_place *place, const struct shelf *from, const struct shelf *to,
                     const size_t *map)
{
    if (!place->taken)
        return;
    bool *closed = mem_new(to->count, sizeof *closed);
    if (!place->filtered)
        close_branches(closed, to);
    for (size_t i = 0; i < from->count; i++)
        if (map[i] != ENTRY_NONE)
            closed[map[i]] = place->closed[i] && is_branch(to, map[i]);
    free(place->closed);
    place->closed = closed;
    place->count = to->count;
    if (place->entry == ENTRY_NONE)
        return;
    place->entry = shelf_counterpart(from, to, map, place->entry);
    for (size_t i = place->entry; i != ENTRY_NONE; i = to->entries[i].parent)
        if (i != place->entry)
            closed[i] = false;
}

void tree_place_release(struct tree_place *place)
{
    free(place->closed);
    *place = (struct tree_place){0};
}

/* Adds the style of matches to what was drawn of the text from the column on. */
static void mark_matches(const struct tree *tree, struct canvas *canvas, struct rect where,
                         size_t entry, struct str text)
{
    size_t count;
    text = str_slice(text, 0, text_fit(text, where.columns, NULL));
    struct fold_range *ranges = search_ranges(tree->filter, entry, text, &count);
    for (size_t i = 0; i < count; i++) {
        int from = text_width(str_slice(text, 0, ranges[i].from));
        int to = text_width(str_slice(text, 0, ranges[i].to));
        to = to < where.columns ? to : where.columns;
        if (from < to)
            canvas_add_style(canvas, (struct rect){where.row, where.column + from, 1, to - from},
                             STYLE_MATCH);
    }
    free(ranges);
}

/* The number at the right edge: hits below, or the statuses in a branch. Returns its width. */
static int draw_count(const struct tree *tree, struct canvas *canvas, struct rect row, size_t entry)
{
    char number[24];
    bool branch = is_branch(tree->shelf, entry);
    int len = branch ? snprintf(number, sizeof number, "%zu", tree->below[entry]) : 0;
    if (len <= 0 || len + 2 >= row.columns)
        return 0;
    canvas_text(canvas, row.row, row.column + row.columns - len - 1, len,
                (struct str){number, (size_t)len}, STYLE_MUTED);
    return len + 2;
}

/* Where the name begins in a title that is too long, so that the phrase is cut and the name is not;
 * the title's length when it fits, has no name, or leaves too little of the phrase. */
static size_t split_title(struct str title, struct str name, int columns)
{
    enum { PHRASE_MIN = 8 }; /* cells, the code among them */
    bool named = name.len > 0 && name.len < title.len &&
                 str_equal(str_slice(title, title.len - name.len, title.len), name);
    bool room = named && columns - text_width(name) - 1 >= PHRASE_MIN;
    return room && text_width(title) > columns ? title.len - name.len : title.len;
}

/* A piece of an entry's title, its matches marked; returns the cells used. */
static int draw_part(const struct tree *tree, struct canvas *canvas, struct rect where,
                     size_t entry, struct str text, style_t style)
{
    int cells = canvas_text_elided(canvas, where.row, where.column, where.columns, text, style);
    if (tree->filter && tree->shelf->entries[entry].section->kind == SECTION_ENTRY)
        mark_matches(tree, canvas, where, entry, text);
    return cells;
}

/* An edition's vendor stands in brackets behind the code, and its entries under a heading. */
static bool is_vendors(const struct tree *tree, const struct entry *entry)
{
    return entry->builtin && entry->section->tag.len > 0 && entry->parent != ENTRY_NONE &&
           tree->shelf->entries[entry->parent].section->kind == SECTION_HEADING;
}

/* The title of a row. Where several vendors use one number, what tells them apart comes first: "526
 * Cloudflare: Invalid SSL Certificate". */
void tree_row_title(struct buf *out, const struct tree *tree, const struct entry *entry)
{
    if (!is_vendors(tree, entry)) {
        page_title(out, entry);
        return;
    }
    const struct section *section = entry->section;
    struct str name = section->name.len > 0 ? section->name : section->phrase;
    buf_add_format(out, "%03d %.*s%s%.*s", section->code, STR_ARG(section->tag), _(": "),
                   STR_ARG(name));
}

/* Returns the cells used. */
static int draw_title(const struct tree *tree, struct canvas *canvas, struct rect where,
                      size_t index)
{
    const struct entry *entry = &tree->shelf->entries[index];
    bool status = entry->section->kind == SECTION_ENTRY;
    struct buf title = {0};
    tree_row_title(&title, tree, entry);
    style_t class = style_of_class(entry_class(entry));
    style_t style = status ? STYLE_PLAIN : STYLE_HEADING | class;
    struct str text = buf_str(&title);
    struct str name = {0};
    if (!is_vendors(tree, entry))
        name = entry_name(entry);
    size_t split = split_title(text, name, where.columns);
    struct rect head = where, tail = where;
    if (split < text.len)
        head.columns -= text_width(name) + 1;
    tail.column += draw_part(tree, canvas, head, index, str_trim(str_slice(text, 0, split)), style);
    tail.columns -= tail.column - where.column;
    if (split < text.len) {
        tail.column++;
        tail.column += draw_part(tree, canvas, tail, index, name, style);
    }
    if (status)
        canvas_add_style(
            canvas,
            (struct rect){where.row, where.column, 1, where.columns < 3 ? where.columns : 3},
            STYLE_NUMBER | class);
    buf_release(&title);
    return tail.column - where.column;
}

/* The column of a row's marker. */
static int indentation(const struct tree *tree, size_t index, int columns)
{
    int depth = tree->shelf->entries[index].depth;
    return 1 + (depth < 8 ? depth : 8) * (columns < 30 ? 1 : 2);
}

bool tree_on_marker(const struct tree *tree, size_t line, int column, int columns)
{
    int marker = indentation(tree, tree->rows[line], columns);
    return is_branch(tree->shelf, tree->rows[line]) && column >= marker - 1 && column <= marker + 1;
}

/* Does a user's entry stand among the edition's, as it does by class? */
static bool is_guest(const struct tree *tree, size_t index)
{
    const struct entry *entry = &tree->shelf->entries[index];
    return !entry->builtin && entry->parent != ENTRY_NONE &&
           tree->shelf->entries[entry->parent].builtin;
}

/* What the row of an entry says at its right edge: among the edition's, whose it is; else where a
 * hit was found, when the row does not show it. Null for nothing. */
static const char *remark(const struct tree *tree, size_t entry)
{
    static const char *const labels[FIELD_COUNT] = {[FIELD_FORMER] = N_("other phrase"),
                                                    [FIELD_KEYWORD] = N_("search word"),
                                                    [FIELD_HEADING] = N_("heading"),
                                                    [FIELD_TEXT] = N_("text")};
    if (is_guest(tree, entry))
        return tree->shelf->entries[entry].source;
    if (!tree->filter || !search_is_hit(tree->filter, entry) || search_is_near(tree->filter))
        return NULL;
    const char *label = labels[search_field(tree->filter, entry)];
    return label ? _(label) : NULL;
}

/* Where there is room for it. */
static void draw_remark(struct canvas *canvas, struct rect row, int used, const char *text)
{
    int cells = text ? text_width(str_of(text)) : 0;
    if (cells > 0 && used + 2 + cells < row.columns)
        canvas_text(canvas, row.row, row.column + row.columns - cells - 1, cells, str_of(text),
                    STYLE_MUTED);
}

static void draw_row(const struct tree *tree, struct canvas *canvas, struct rect row, size_t index)
{
    int indent = indentation(tree, index, row.columns);
    int taken = draw_count(tree, canvas, row, index);
    if (is_branch(tree->shelf, index))
        canvas_text(canvas, row.row, row.column + indent, indent < row.columns ? 1 : 0,
                    tree->closed[index] ? STR("▸") : STR("▾"), STYLE_MUTED);
    else if (is_guest(tree, index)) /* seen even where there is no room to say whose it is */
        canvas_text(canvas, row.row, row.column + indent, indent < row.columns ? 1 : 0, STR("•"),
                    STYLE_MUTED);
    indent += 2;
    int used = draw_title(
        tree, canvas,
        (struct rect){row.row, row.column + indent, 1, row.columns - indent - taken - !taken},
        index);
    if (taken == 0)
        draw_remark(canvas, row, indent + used, remark(tree, index));
}

void tree_draw(const struct tree *tree, struct canvas *canvas, struct rect rect, bool focus)
{
    for (int i = 0; i < rect.rows; i++) {
        size_t line = list_line_at(&tree->list, i);
        if (line == LIST_NONE)
            break;
        struct rect row = {rect.row + i, rect.column, 1, rect.columns};
        draw_row(tree, canvas, row, tree->rows[line]);
        if (line != tree->list.selected)
            continue;
        canvas_add_style(canvas, row, STYLE_CURRENT | (focus ? STYLE_FOCUS : 0u));
        if (focus)
            canvas_place_cursor(canvas, row.row, row.column, false);
    }
}
