#include "ui/detail.h"

#include <stdlib.h>

static void lay_out(struct detail *detail, int width)
{
    layout_begin(&detail->layout, width);
    layout_add_markdown(&detail->layout, buf_str(&detail->markdown));
    scroll_set_count(&detail->scroll, detail->layout.line_count);
}

static void forget_matches(struct detail *detail)
{
    free(detail->matches);
    detail->matches = NULL;
    detail->match_count = 0;
    detail->match = DETAIL_NONE;
}

void detail_show(struct detail *detail, const struct page_source *source, size_t entry, int width)
{
    buf_cut(&detail->markdown, 0);
    if (entry != ENTRY_NONE)
        page_compose(&detail->markdown, source, entry);
    detail->scroll.top = 0;
    detail->link = DETAIL_NONE;
    forget_matches(detail);
    lay_out(detail, width);
}

void detail_release(struct detail *detail)
{
    forget_matches(detail);
    layout_release(&detail->layout);
    buf_release(&detail->markdown);
    *detail = (struct detail){0};
}

static const struct piece *first_text(const struct detail *detail, size_t line)
{
    const struct layout *layout = &detail->layout;
    for (; line < layout->line_count; line++)
        for (size_t i = 0; i < layout->lines[line].count; i++)
            if (!layout->pieces[layout->lines[line].first + i].mark)
                return &layout->pieces[layout->lines[line].first + i];
    return NULL;
}

static bool is_visible(const struct detail *detail, size_t line)
{
    return line >= detail->scroll.top && line < scroll_end(&detail->scroll);
}

/* With a line of context, unless it can be seen already. */
static void show_line(struct detail *detail, size_t line)
{
    if (!is_visible(detail, line))
        scroll_show(&detail->scroll, line > 1 ? line - 1 : 0, line + 2);
}

static size_t line_of_match(const struct detail *detail)
{
    return layout_line_of(&detail->layout, detail->matches[detail->match].from);
}

void detail_resize(struct detail *detail, int rows, int width)
{
    bool matched = detail->match != DETAIL_NONE && is_visible(detail, line_of_match(detail));
    if (width != detail->layout.width) {
        const struct piece *top =
            detail->scroll.top > 0 ? first_text(detail, detail->scroll.top) : NULL;
        size_t offset = top ? top->from : 0;
        lay_out(detail, width);
        detail->scroll.top = top ? layout_line_of(&detail->layout, offset) : 0;
    }
    scroll_set_rows(&detail->scroll, rows);
    if (matched)
        show_line(detail, line_of_match(detail));
}

void detail_mark(struct detail *detail, const struct search *search, size_t entry)
{
    forget_matches(detail);
    if (search && search_is_active(search))
        detail->matches =
            search_ranges(search, entry, buf_str(&detail->layout.text), &detail->match_count);
}

bool detail_next_match(struct detail *detail, int direction)
{
    size_t next = detail->match == DETAIL_NONE ? (direction > 0 ? 0 : detail->match_count - 1)
                  : direction > 0              ? detail->match + 1
                                               : detail->match - 1;
    if (next >= detail->match_count)
        return false;
    detail->match = next;
    show_line(detail, line_of_match(detail));
    return true;
}

void detail_move(struct detail *detail, struct motion motion)
{
    scroll_move(&detail->scroll, motion);
}

/* The link to begin with where the current one is not on the screen. */
static size_t link_on_screen(const struct detail *detail, int direction)
{
    size_t count = detail->layout.link_count;
    for (size_t i = 0; i < count; i++) {
        size_t link = direction > 0 ? i : count - 1 - i;
        size_t line = layout_line_of_link(&detail->layout, link);
        bool ahead =
            direction > 0 ? line >= detail->scroll.top : line < scroll_end(&detail->scroll);
        if (line < detail->layout.line_count && ahead)
            return link;
    }
    return DETAIL_NONE;
}

bool detail_next_link(struct detail *detail, int direction)
{
    size_t count = detail->layout.link_count, next;
    bool here = detail->link != DETAIL_NONE &&
                is_visible(detail, layout_line_of_link(&detail->layout, detail->link));
    if (here)
        next = direction > 0 ? detail->link + 1 : detail->link - 1;
    else
        next = link_on_screen(detail, direction);
    if (next >= count)
        return false;
    detail->link = next;
    show_line(detail, layout_line_of_link(&detail->layout, next));
    return true;
}

const char *detail_link(const struct detail *detail)
{
    return detail->link < detail->layout.link_count ? detail->layout.links[detail->link] : NULL;
}

bool detail_click(struct detail *detail, int row, int column)
{
    size_t line = detail->scroll.top + (size_t)row;
    if (row < 0 || line >= detail->layout.line_count)
        return false;
    for (size_t i = 0; i < detail->layout.lines[line].count; i++) {
        const struct piece *piece = &detail->layout.pieces[detail->layout.lines[line].first + i];
        if (piece->link >= 0 && column >= piece->column && column < piece->column + piece->cells) {
            detail->link = (size_t)piece->link;
            return true;
        }
    }
    return false;
}

/* The first match that ends behind the offset. */
static size_t match_behind(const struct detail *detail, size_t offset)
{
    size_t low = 0, high = detail->match_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (detail->matches[middle].to <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void draw_matches(const struct detail *detail, struct canvas *canvas, struct rect where,
                         const struct piece *piece)
{
    struct str text = buf_str(&detail->layout.text);
    for (size_t i = match_behind(detail, piece->from); i < detail->match_count; i++) {
        size_t from = detail->matches[i].from, to = detail->matches[i].to;
        if (from >= piece->to)
            break;
        from = from > piece->from ? from : piece->from;
        to = to < piece->to ? to : piece->to;
        int before = text_width(str_slice(text, piece->from, from));
        int cells = text_width(str_slice(text, from, to));
        style_t style = STYLE_MATCH | (i == detail->match ? STYLE_CURRENT | STYLE_FOCUS : 0u);
        canvas_add_style(canvas, (struct rect){where.row, where.column + before, 1, cells}, style);
    }
}

static void draw_piece(const struct detail *detail, struct canvas *canvas, struct rect line,
                       const struct piece *piece, bool focus)
{
    int column = line.column + piece->column;
    bool current = piece->link >= 0 && (size_t)piece->link == detail->link;
    style_t style = piece->style | (current ? (style_t)STYLE_CURRENT : 0u) |
                    (current && focus ? (style_t)STYLE_FOCUS : 0u);
    canvas_text(canvas, line.row, column, line.columns - piece->column,
                layout_text(&detail->layout, piece), style);
    if (!piece->mark && detail->match_count > 0)
        draw_matches(detail, canvas, (struct rect){line.row, column, 1, piece->cells}, piece);
    if (current && focus)
        canvas_place_cursor(canvas, line.row, column, false);
}

void detail_draw(const struct detail *detail, struct canvas *canvas, struct rect rect, bool focus)
{
    if (focus)
        canvas_place_cursor(canvas, rect.row, rect.column, false);
    for (size_t i = detail->scroll.top; i < scroll_end(&detail->scroll); i++) {
        int row = (int)(i - detail->scroll.top);
        if (row >= rect.rows)
            break;
        const struct layout_line *line = &detail->layout.lines[i];
        for (size_t j = 0; j < line->count; j++)
            draw_piece(detail, canvas, (struct rect){rect.row + row, rect.column, 1, rect.columns},
                       &detail->layout.pieces[line->first + j], focus);
    }
}
