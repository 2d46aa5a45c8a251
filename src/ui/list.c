#include "ui/list.h"

#include <limits.h>

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t rows_of(const struct scroll *scroll)
{
    return scroll->rows > 1 ? (size_t)scroll->rows : 1;
}

static size_t last_top(const struct scroll *scroll)
{
    size_t rows = rows_of(scroll);
    return scroll->count > rows ? scroll->count - rows : 0;
}

static size_t last_line(const struct list *list)
{
    return list->window.count > 0 ? list->window.count - 1 : 0;
}

/* at + by, held between 0 and last. */
static size_t moved(size_t at, long by, size_t last)
{
    if (by < 0)
        return smaller(at - smaller(at, 0 - (size_t)by), last);
    return at < last && (size_t)by < last - at ? at + (size_t)by : last;
}

int list_margin(int rows)
{
    return rows >= 8 ? 2 : rows >= 5 ? 1 : 0;
}

static long lines_in(const struct scroll *scroll, enum motion_unit unit)
{
    int rows = (int)rows_of(scroll);
    switch (unit) {
    case MOTION_HALF_PAGE:
        return rows > 1 ? rows / 2 : 1;
    case MOTION_PAGE:
        return rows - list_margin(rows);
    case MOTION_ALL:
        return LONG_MAX;
    case MOTION_LINE:
        break;
    }
    return 1;
}

static long distance(const struct scroll *scroll, struct motion motion)
{
    long lines;
    if (__builtin_mul_overflow(lines_in(scroll, motion.unit), motion.times, &lines))
        return motion.times < 0 ? LONG_MIN : LONG_MAX;
    return lines;
}

void scroll_set_count(struct scroll *scroll, size_t count)
{
    scroll->count = count;
    scroll->top = smaller(scroll->top, last_top(scroll));
}

void scroll_set_rows(struct scroll *scroll, int rows)
{
    scroll->rows = rows > 0 ? rows : 0;
    scroll->top = smaller(scroll->top, last_top(scroll));
}

void scroll_move(struct scroll *scroll, struct motion motion)
{
    scroll->top = moved(scroll->top, distance(scroll, motion), last_top(scroll));
}

void scroll_show(struct scroll *scroll, size_t from, size_t to)
{
    size_t rows = rows_of(scroll);
    to = smaller(to, scroll->count);
    if (to > scroll->top && to - scroll->top > rows)
        scroll->top = to - rows;
    if (from < scroll->top)
        scroll->top = from;
    scroll->top = smaller(scroll->top, last_top(scroll));
}

size_t scroll_end(const struct scroll *scroll)
{
    size_t rows = scroll->rows > 0 ? (size_t)scroll->rows : 0;
    return scroll->top + smaller(rows, scroll->count - scroll->top);
}

int scroll_percent(const struct scroll *scroll)
{
    size_t end = scroll->top + smaller(rows_of(scroll), scroll->count - scroll->top);
    if (end >= scroll->count)
        return 100;
    return (int)((double)end * 100 / (double)scroll->count);
}

static void keep_in_window(struct list *list)
{
    size_t margin = (size_t)list_margin(list->window.rows), at = list->selected;
    scroll_show(&list->window, at - smaller(at, margin), at + margin + 1);
}

void list_set_count(struct list *list, size_t count)
{
    scroll_set_count(&list->window, count);
    list_select(list, list->selected);
}

void list_set_rows(struct list *list, int rows)
{
    scroll_set_rows(&list->window, rows);
    keep_in_window(list);
}

void list_move(struct list *list, struct motion motion)
{
    if (motion.unit == MOTION_PAGE || motion.unit == MOTION_HALF_PAGE)
        scroll_move(&list->window, motion);
    list_select(list, moved(list->selected, distance(&list->window, motion), last_line(list)));
}

void list_scroll(struct list *list, struct motion motion)
{
    struct scroll *window = &list->window;
    scroll_move(window, motion);
    size_t margin = (size_t)list_margin(window->rows);
    size_t first = window->top > 0 ? window->top + margin : 0;
    size_t last = last_line(list);
    if (window->top < last_top(window))
        last = window->top + rows_of(window) - 1 - margin;
    if (list->selected < first)
        list->selected = first;
    list->selected = smaller(list->selected, last);
}

void list_select(struct list *list, size_t line)
{
    list->selected = smaller(line, last_line(list));
    keep_in_window(list);
}

void list_place(struct list *list, size_t line, long row)
{
    line = smaller(line, last_line(list));
    list->window.top = moved(line, row > 0 ? -row : 0, last_top(&list->window));
    list_select(list, line);
}

void list_reveal(struct list *list, size_t to)
{
    scroll_show(&list->window, list->selected, to);
    keep_in_window(list);
}

int list_row(const struct list *list)
{
    return (int)(list->selected - list->window.top);
}

size_t list_line_at(const struct list *list, int row)
{
    if (row < 0 || (size_t)row >= scroll_end(&list->window) - list->window.top)
        return LIST_NONE;
    return list->window.top + (size_t)row;
}
