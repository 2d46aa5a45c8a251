#include "ui/canvas.h"

#include "core/mem.h"
#include <stdlib.h>
#include <wchar.h>

static const struct cell blank_cell = {.character = {' '}, .width = 1};

static const struct str ellipsis = {"\xe2\x80\xa6", 3};

/* The letter under a cell in a dump; the first that fits. */
static const struct letter {
    style_t mask, style;
    char letter;
} letters[] = {
    {STYLE_MATCH, STYLE_MATCH, 'm'},
    {STYLE_CURRENT | STYLE_FOCUS, STYLE_CURRENT | STYLE_FOCUS, 'C'},
    {STYLE_CURRENT, STYLE_CURRENT, 'c'},
    {STYLE_KEY, STYLE_KEY, 'k'},
    {STYLE_BAR, STYLE_BAR, 'b'},
    {STYLE_NOTICE, STYLE_NOTICE, '!'},
    {STYLE_LINK, STYLE_LINK, 'l'},
    {STYLE_CODE, STYLE_CODE, 'o'},
    {STYLE_STRUCK, STYLE_STRUCK, 'x'},
    {STYLE_CLASS_MASK, 1u << STYLE_CLASS_SHIFT, '1'},
    {STYLE_CLASS_MASK, 2u << STYLE_CLASS_SHIFT, '2'},
    {STYLE_CLASS_MASK, 3u << STYLE_CLASS_SHIFT, '3'},
    {STYLE_CLASS_MASK, 4u << STYLE_CLASS_SHIFT, '4'},
    {STYLE_CLASS_MASK, 5u << STYLE_CLASS_SHIFT, '5'},
    {STYLE_NUMBER, STYLE_NUMBER, 'n'},
    {STYLE_HEADING, STYLE_HEADING, 'h'},
    {STYLE_FACT, STYLE_FACT, 'f'},
    {STYLE_STRONG, STYLE_STRONG, 's'},
    {STYLE_EMPHASIS, STYLE_EMPHASIS, 'e'},
    {STYLE_MUTED, STYLE_MUTED, 'u'},
    {STYLE_FOCUS, STYLE_FOCUS, 'F'},
};

void canvas_resize(struct canvas *canvas, int rows, int columns)
{
    rows = rows < 1 ? 1 : rows;
    columns = columns < 1 ? 1 : columns;
    if (!canvas->cells || rows != canvas->rows || columns != canvas->columns) {
        free(canvas->cells);
        canvas->cells = mem_new((size_t)rows * (size_t)columns, sizeof *canvas->cells);
        canvas->rows = rows;
        canvas->columns = columns;
    }
    canvas_clear(canvas);
    canvas_place_cursor(canvas, 0, 0, false);
}

void canvas_release(struct canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

void canvas_clear(struct canvas *canvas)
{
    size_t count = (size_t)canvas->rows * (size_t)canvas->columns;
    for (size_t i = 0; i < count; i++)
        canvas->cells[i] = blank_cell;
}

static struct cell *row_cells(const struct canvas *canvas, int row)
{
    return canvas->cells + (size_t)row * (size_t)canvas->columns;
}

static void blank(struct cell *cell)
{
    style_t style = cell->style;
    *cell = blank_cell;
    cell->style = style;
}

/* Cells [from, to) of a row are about to be overwritten: no half may stay on either side. */
static void cut_around(const struct canvas *canvas, struct cell *row, int from, int to)
{
    if (from > 0 && row[from].width == 0)
        blank(&row[from - 1]);
    if (to < canvas->columns && row[to].width == 0)
        blank(&row[to]);
}

/* Puts a cell that fits between `from` and the right edge. */
static void put(const struct canvas *canvas, struct cell *row, int at, struct cell cell)
{
    cut_around(canvas, row, at, at + cell.width);
    row[at] = cell;
    if (cell.width == 2)
        row[at + 1] = (struct cell){.style = cell.style, .width = 0};
}

static struct cell cell_of(struct str cluster, int width, style_t style)
{
    struct cell cell = {.style = style, .width = (int8_t)width};
    size_t count = 0;
    while (cluster.len > 0 && count < sizeof cell.character / sizeof cell.character[0]) {
        size_t size;
        uint32_t character = text_decode(cluster, &size);
        bool is_blank = character == '\n' || character == '\t';
        if (is_blank)
            character = ' ';
        else if (character == 0 || wcwidth((wchar_t)character) < 0)
            character = TEXT_REPLACEMENT;
        cell.character[count++] = character;
        cluster = str_slice(cluster, size, cluster.len);
    }
    return cell;
}

/* The first cluster as a cell, and its length. Runs of ASCII are most of what is drawn. */
static size_t next_cell(struct str text, style_t style, struct cell *cell)
{
    unsigned char first = (unsigned char)text.data[0];
    bool alone = text.len == 1 || (unsigned char)text.data[1] < 0x80;
    if (first >= 0x20 && first < 0x7f && alone) {
        *cell = (struct cell){.character = {first}, .style = style, .width = 1};
        return 1;
    }
    int width;
    size_t size = text_cluster(text, &width);
    /* Newlines and tabs have no width of their own; marks without a base have none either. */
    bool control = first == '\n' || first == '\t';
    *cell = cell_of(str_slice(text, 0, size), control ? 1 : width > 2 ? 2 : width, style);
    return size;
}

static int draw(struct canvas *canvas, int row, int column, int columns, struct str text,
                style_t style)
{
    struct cell *cells = row_cells(canvas, row);
    int right = columns < (long)canvas->columns - column ? column + columns : canvas->columns;
    int at = column;
    while (text.len > 0 && at < right) {
        struct cell cell;
        size_t size = next_cell(text, style, &cell);
        int width = cell.width;
        text = str_slice(text, size, text.len);
        if (width == 0)
            continue;
        if (at + width > right || (at < 0 && at + width > 0)) {
            /* Cut in two by an edge: its half is a blank. */
            cell = blank_cell;
            cell.style = style;
            width = at + width > right ? 1 : width;
        }
        int first = at + width - cell.width;
        if (first >= 0)
            put(canvas, cells, first, cell);
        at += width;
    }
    return at - column;
}

int canvas_text(struct canvas *canvas, int row, int column, int columns, struct str text,
                style_t style)
{
    if (row < 0 || row >= canvas->rows || column >= canvas->columns || columns <= 0)
        return 0;
    return draw(canvas, row, column, columns, text, style);
}

int canvas_text_elided(struct canvas *canvas, int row, int column, int columns, struct str text,
                       style_t style)
{
    int room = columns < canvas->columns - column ? columns : canvas->columns - column;
    if (text_width(text) <= room || room <= 0)
        return canvas_text(canvas, row, column, columns, text, style);
    int used = 0, dots = text_width(ellipsis);
    size_t len = text_fit(text, room > dots ? room - dots : 0, &used);
    canvas_text(canvas, row, column, used, str_slice(text, 0, len), style);
    return used + canvas_text(canvas, row, column + used, room - used, ellipsis, style);
}

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* The part of a rectangle that is on the canvas; its sums cannot overflow. */
static struct rect clip(const struct canvas *canvas, struct rect rect)
{
    long bottom = (long)rect.row + rect.rows, right = (long)rect.column + rect.columns;
    int row = clamp(rect.row, 0, canvas->rows), column = clamp(rect.column, 0, canvas->columns);
    int last_row = bottom < canvas->rows ? (int)bottom : canvas->rows;
    int last_column = right < canvas->columns ? (int)right : canvas->columns;
    return (struct rect){row, column, last_row > row ? last_row - row : 0,
                         last_column > column ? last_column - column : 0};
}

void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t character, style_t style)
{
    struct cell cell = {.style = style, .width = 1};
    cell.character[0] = wcwidth((wchar_t)character) == 1 ? character : ' ';
    rect = clip(canvas, rect);
    for (int row = rect.row; rect.columns > 0 && row < rect.row + rect.rows; row++) {
        struct cell *cells = row_cells(canvas, row);
        cut_around(canvas, cells, rect.column, rect.column + rect.columns);
        for (int i = 0; i < rect.columns; i++)
            cells[rect.column + i] = cell;
    }
}

void canvas_add_style(struct canvas *canvas, struct rect rect, style_t style)
{
    rect = clip(canvas, rect);
    for (int row = rect.row; rect.columns > 0 && row < rect.row + rect.rows; row++) {
        struct cell *cells = row_cells(canvas, row);
        int from = rect.column, to = rect.column + rect.columns;
        from -= from > 0 && cells[from].width == 0;
        to += to < canvas->columns && cells[to].width == 0;
        for (int i = from; i < to; i++)
            cells[i].style |= style;
    }
}

void canvas_place_cursor(struct canvas *canvas, int row, int column, bool visible)
{
    canvas->cursor_row = clamp(row, 0, canvas->rows - 1);
    canvas->cursor_column = clamp(column, 0, canvas->columns - 1);
    canvas->cursor_visible = visible;
}

/* Dumps. */

static char letter_of(style_t style)
{
    for (size_t i = 0; style && i < sizeof letters / sizeof letters[0]; i++)
        if ((style & letters[i].mask) == letters[i].style)
            return letters[i].letter;
    return ' ';
}

static void trim_blanks(struct buf *out, size_t from)
{
    while (out->len > from && out->data[out->len - 1] == ' ')
        buf_cut(out, out->len - 1);
}

static void dump_text(const struct canvas *canvas, const struct cell *cells, struct buf *out)
{
    size_t start = out->len;
    for (int i = 0; i < canvas->columns; i++)
        for (int k = 0; cells[i].width > 0 && k <= TEXT_MARKS && cells[i].character[k]; k++)
            text_encode(out, cells[i].character[k]);
    trim_blanks(out, start);
    buf_add_char(out, '\n');
}

static void dump_styles(const struct canvas *canvas, const struct cell *cells, struct buf *out)
{
    size_t start = out->len;
    for (int i = 0; i < canvas->columns; i++)
        buf_add_char(out, letter_of(cells[i].style));
    trim_blanks(out, start);
    if (out->len > start)
        buf_add_char(out, '\n');
}

void canvas_dump(const struct canvas *canvas, struct buf *out, bool styles)
{
    for (int row = 0; row < canvas->rows; row++) {
        const struct cell *cells = row_cells(canvas, row);
        dump_text(canvas, cells, out);
        if (styles)
            dump_styles(canvas, cells, out);
    }
}
