/* Tables: columns that share the width, or a list of rows where the width is too small. */
#include "core/layout_parts.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdlib.h>

enum {
    BETWEEN = 3,      /* " │ " */
    COLUMN_MIN = 6,   /* cells */
    WORD_MAX = 16,    /* cells; longer words may be torn to make room */
    COLUMNS_MAX = 64, /* more are shown as a list */
};

struct table {
    struct setting *setting;
    size_t first, end; /* its rows */
    int columns;
    int widths[COLUMNS_MAX];
    int words[COLUMNS_MAX]; /* of the longest word in each, at most WORD_MAX */
};

static const struct block *block_at(const struct table *table, size_t index)
{
    return &table->setting->markup->blocks[index];
}

static void measure(struct table *table)
{
    for (size_t row = table->first; row < table->end; row = block_at(table, row)->end) {
        int column = 0;
        for (size_t cell = row + 1; cell < block_at(table, row)->end; cell++, column++) {
            if (column >= table->columns)
                break;
            const struct block *block = block_at(table, cell);
            int cells = setting_natural_width(table->setting, block->from, block->to);
            if (cells > table->widths[column])
                table->widths[column] = cells;
            int word = setting_word_width(table->setting, block->from, block->to);
            if (word > table->words[column])
                table->words[column] = word < WORD_MAX ? word : WORD_MAX;
        }
    }
}

/* Can the column become narrower without tearing words? */
static bool can_give(const struct table *table, int column)
{
    return table->widths[column] > COLUMN_MIN && table->widths[column] > table->words[column];
}

/* Takes from the widest column until all fit; false when they cannot. */
static bool share(struct table *table, int cells)
{
    int total = BETWEEN * (table->columns - 1);
    for (int i = 0; i < table->columns; i++)
        total += table->widths[i];
    while (total > cells) {
        int widest = -1;
        for (int i = 0; i < table->columns; i++)
            if (can_give(table, i) && (widest < 0 || table->widths[i] > table->widths[widest]))
                widest = i;
        if (widest < 0)
            return false;
        table->widths[widest]--;
        total--;
    }
    return true;
}

static void draw_rule(struct table *table)
{
    struct buf rule = {0};
    for (int i = 0; i < table->columns; i++) {
        for (int cell = table->widths[i] + (i > 0) + (i + 1 < table->columns); cell > 0; cell--)
            buf_add_text(&rule, "─");
        if (i + 1 < table->columns)
            buf_add_text(&rule, "┼");
    }
    setting_open_line(table->setting);
    setting_mark(table->setting, table->setting->indent, buf_str(&rule), STYLE_MUTED);
    buf_release(&rule);
}

static void draw_row(struct table *table, size_t row)
{
    const struct block *block = block_at(table, row);
    struct extent *lines[COLUMNS_MAX] = {0};
    size_t counts[COLUMNS_MAX] = {0}, height = 1;
    int columns = (int)(block->end - row - 1);
    columns = columns < table->columns ? columns : table->columns;
    for (int i = 0; i < columns; i++) {
        const struct block *cell = block_at(table, row + 1 + (size_t)i);
        lines[i] = setting_wrap(table->setting, cell->from, cell->to, table->widths[i], &counts[i]);
        height = counts[i] > height ? counts[i] : height;
    }
    for (size_t line = 0; line < height; line++) {
        setting_open_line(table->setting);
        int column = table->setting->indent;
        for (int i = 0; i < table->columns; i++) {
            if (line < counts[i])
                setting_put(table->setting, column, lines[i][line],
                            block->number ? STYLE_STRONG : STYLE_PLAIN);
            column += table->widths[i];
            if (i + 1 < table->columns)
                setting_mark(table->setting, column + 1, STR("│"), STYLE_MUTED);
            column += BETWEEN;
        }
    }
    for (int i = 0; i < columns; i++)
        free(lines[i]);
}

/* Each row as a bullet, each cell on a line of its own; a narrow screen gets no indentation. */
static void draw_as_list(struct table *table)
{
    struct setting inner = *table->setting;
    bool beside = inner.indent + 2 + LAYOUT_MIN_WIDTH <= inner.layout->width;
    inner.indent += beside ? 2 : 0;
    int cells = inner.layout->width - inner.indent;
    for (size_t row = table->first; row < table->end; row = block_at(table, row)->end) {
        inner.marker = "•";
        inner.marker_column = table->setting->indent;
        if (!beside)
            setting_open_line(&inner);
        for (size_t cell = row + 1; cell < block_at(table, row)->end; cell++) {
            size_t count;
            const struct block *block = block_at(table, cell);
            struct extent *lines =
                setting_wrap(&inner, block->from, block->to,
                             cells < LAYOUT_MIN_WIDTH ? LAYOUT_MIN_WIDTH : cells, &count);
            for (size_t i = 0; i < count; i++) {
                setting_open_line(&inner);
                setting_put(&inner, inner.indent, lines[i],
                            block_at(table, row)->number ? STYLE_STRONG : STYLE_PLAIN);
            }
            free(lines);
        }
    }
}

void setting_table(struct setting *setting, size_t index)
{
    const struct block *block = &setting->markup->blocks[index];
    struct table table = {.setting = setting,
                          .first = index + 1,
                          .end = block->end,
                          .columns = block->number < COLUMNS_MAX ? block->number : COLUMNS_MAX};
    measure(&table);
    if (block->number > COLUMNS_MAX || !share(&table, setting->layout->width - setting->indent)) {
        draw_as_list(&table);
        return;
    }
    for (size_t row = table.first; row < table.end; row = block_at(&table, row)->end) {
        draw_row(&table, row);
        if (block_at(&table, row)->number)
            draw_rule(&table);
    }
}
