#include "replay.h"

#include <stdlib.h>
#include <string.h>
#include <vterm.h>

enum { MOVE = 6, COLOR = 4 };

struct picture {
    VTermScreenCell *cells;
    VTermPos cursor;
};

struct terminal {
    VTerm *vterm;
    VTermScreen *screen;
    int rows, columns;
    size_t count;
    VTermScreenCell plain;
};

static void open_terminal(struct terminal *terminal, int rows, int columns)
{
    *terminal = (struct terminal){.rows = rows, .columns = columns};
    terminal->count = (size_t)rows * (size_t)columns;
    terminal->vterm = vterm_new(rows, columns);
    vterm_set_utf8(terminal->vterm, 1);
    terminal->screen = vterm_obtain_screen(terminal->vterm);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
    vterm_screen_get_cell(terminal->screen, (VTermPos){0, 0}, &terminal->plain);
}

static bool shows_blank(const VTermScreenCell *cell)
{
    return cell->chars[0] == ' ' && !cell->attrs.underline && !cell->attrs.reverse &&
           !cell->attrs.strike && VTERM_COLOR_IS_DEFAULT_BG(&cell->bg);
}

static void get_cell(const struct terminal *terminal, VTermPos at, VTermScreenCell *cell)
{
    memset(cell, 0, sizeof *cell);
    vterm_screen_get_cell(terminal->screen, at, cell);
    if (cell->chars[0] == 0)
        cell->chars[0] = ' ';
}

static void take_picture(const struct terminal *terminal, struct picture *picture)
{
    VTermScreenCell *cell = picture->cells;
    for (int row = 0; row < terminal->rows; row++)
        for (int column = 0; column < terminal->columns; column++)
            get_cell(terminal, (VTermPos){row, column}, cell++);
    vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &picture->cursor);
}

static struct picture new_picture(const struct terminal *terminal)
{
    struct picture picture = {calloc(terminal->count, sizeof *picture.cells), {0, 0}};
    if (!picture.cells)
        abort();
    take_picture(terminal, &picture);
    return picture;
}

static bool same_look(const VTermScreenCell *a, const VTermScreenCell *b)
{
    return a->attrs.bold == b->attrs.bold && a->attrs.underline == b->attrs.underline &&
           a->attrs.italic == b->attrs.italic && a->attrs.reverse == b->attrs.reverse &&
           a->attrs.strike == b->attrs.strike && vterm_color_is_equal(&a->fg, &b->fg) &&
           vterm_color_is_equal(&a->bg, &b->bg);
}

/* To the eye: the colour of a blank does not count. */
static bool same_cell(const VTermScreenCell *a, const VTermScreenCell *b)
{
    return memcmp(a->chars, b->chars, sizeof a->chars) == 0 &&
           (same_look(a, b) || (shows_blank(a) && shows_blank(b)));
}

static bool same_picture(const struct terminal *terminal, const struct picture *a,
                         const struct picture *b)
{
    if (a->cursor.row != b->cursor.row || a->cursor.col != b->cursor.col)
        return false;
    for (size_t i = 0; i < terminal->count; i++)
        if (!same_cell(&a->cells[i], &b->cells[i]))
            return false;
    return true;
}

static bool is_right_half(const VTermScreenCell *cell)
{
    return cell->chars[0] == (uint32_t)-1;
}

static long utf8_length(const VTermScreenCell *cell)
{
    long len = 0;
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] && !is_right_half(cell); i++)
        len += cell->chars[i] < 0x80      ? 1
               : cell->chars[i] < 0x800   ? 2
               : cell->chars[i] < 0x10000 ? 3
                                          : 4;
    return len;
}

/* From the cell behind the last one written, or from elsewhere when that is null. */
static long move_cost(const VTermScreenCell *behind, const VTermScreenCell *cell)
{
    long len = 0;
    if (!behind)
        return MOVE;
    while (behind < cell && len < MOVE)
        len += utf8_length(behind++);
    return len < MOVE ? len : MOVE;
}

static long row_cost(const VTermScreenCell *before, const VTermScreenCell *after, int columns,
                     const VTermScreenCell **pen)
{
    long cost = 0;
    const VTermScreenCell *behind = NULL;
    for (int column = 0; column < columns; column++) {
        const VTermScreenCell *cell = &after[column];
        if (is_right_half(cell) || same_cell(&before[column], cell))
            continue;
        cost += move_cost(behind, cell) + utf8_length(cell);
        if (!same_look(*pen, cell) && !(shows_blank(cell) && !(*pen)->attrs.reverse)) {
            cost += COLOR;
            *pen = cell;
        }
        behind = cell + (cell->width == 2 ? 2 : 1);
    }
    return cost;
}

static long ideal_cost(const struct terminal *terminal, const struct picture *before,
                       const struct picture *after)
{
    const VTermScreenCell *pen = &terminal->plain;
    long cost = 0;
    for (int row = 0; row < terminal->rows; row++) {
        size_t at = (size_t)row * (size_t)terminal->columns;
        cost += row_cost(before->cells + at, after->cells + at, terminal->columns, &pen);
    }
    return cost;
}

static bool shows(const struct terminal *terminal, const char *sought)
{
    char text[4096];
    for (int row = 0; sought && row < terminal->rows; row++) {
        VTermRect rect = {row, row + 1, 0, terminal->columns};
        size_t len = vterm_screen_get_text(terminal->screen, text, sizeof text - 1, rect);
        text[len] = '\0';
        if (strstr(text, sought))
            return true;
    }
    return false;
}

static struct figures replay_step(const struct terminal *terminal, const struct watch *watch,
                                  const struct watch_step *step)
{
    struct figures figures = {.ms = -1, .first_ms = -1};
    struct picture first = new_picture(terminal), shown = new_picture(terminal),
                   last = new_picture(terminal);
    for (size_t i = step->first; i < step->first + step->count; i++) {
        const struct watch_chunk *chunk = &watch->chunks[i];
        vterm_input_write(terminal->vterm, watch->output + chunk->from, chunk->to - chunk->from);
        figures.bytes += (long)(chunk->to - chunk->from);
        take_picture(terminal, &shown);
        if (same_picture(terminal, &shown, &last))
            continue;
        figures.ms = chunk->ms;
        if (figures.first_ms < 0)
            figures.first_ms = chunk->ms;
        struct picture spare = last;
        last = shown;
        shown = spare;
    }
    if (step->given_up)
        figures.ms = watch->limit;
    figures.ideal = ideal_cost(terminal, &first, &last);
    free(first.cells);
    free(shown.cells);
    free(last.cells);
    return figures;
}

void replay(const struct watch *watch, int rows, int columns, const char *sought,
            struct figures *figures)
{
    struct terminal terminal;
    open_terminal(&terminal, rows, columns);
    for (size_t i = 0; i < watch->step_count; i++) {
        figures[i] = replay_step(&terminal, watch, &watch->steps[i]);
        figures[i].found = shows(&terminal, sought);
    }
    vterm_free(terminal.vterm);
}
