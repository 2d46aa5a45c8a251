#include "core/layout.h"
#include "core/layout_parts.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>

void layout_begin(struct layout *layout, int width)
{
    for (size_t i = 0; i < layout->link_count; i++)
        free(layout->links[i]);
    layout->link_count = layout->line_count = layout->piece_count = 0;
    buf_cut(&layout->text, 0);
    buf_cut(&layout->marks, 0);
    layout->width = width < LAYOUT_MIN_WIDTH ? LAYOUT_MIN_WIDTH : width;
}

void layout_release(struct layout *layout)
{
    layout_begin(layout, 0);
    free(layout->links);
    free(layout->pieces);
    free(layout->lines);
    buf_release(&layout->text);
    buf_release(&layout->marks);
    *layout = (struct layout){0};
}

static void add_piece(struct layout *layout, struct piece piece)
{
    layout->pieces = mem_grow(layout->pieces, &layout->piece_capacity, layout->piece_count,
                              sizeof *layout->pieces);
    layout->pieces[layout->piece_count++] = piece;
    layout->lines[layout->line_count - 1].count++;
}

void setting_mark(struct setting *setting, int column, struct str mark, style_t style)
{
    struct layout *layout = setting->layout;
    size_t from = layout->marks.len;
    buf_add(&layout->marks, mark);
    add_piece(layout, (struct piece){.from = from,
                                     .to = layout->marks.len,
                                     .mark = true,
                                     .column = column,
                                     .cells = text_width(mark),
                                     .style = style,
                                     .link = -1});
}

static void new_line(struct layout *layout)
{
    layout->lines =
        mem_grow(layout->lines, &layout->line_capacity, layout->line_count, sizeof *layout->lines);
    layout->lines[layout->line_count++] = (struct layout_line){layout->piece_count, 0};
}

static void put_marker(struct setting *setting)
{
    if (setting->marker)
        setting_mark(setting, setting->marker_column, str_of(setting->marker), STYLE_MUTED);
    setting->marker = NULL;
}

/* The marker stands among the bars: left of those of a quotation that begins its item. */
void setting_open_line(struct setting *setting)
{
    new_line(setting->layout);
    for (int i = 0; i < setting->bar_count; i++) {
        if (setting->bars[i] > setting->marker_column)
            put_marker(setting);
        setting_mark(setting, setting->bars[i], STR("│"), STYLE_MUTED);
    }
    put_marker(setting);
}

void setting_gap(struct setting *setting)
{
    struct layout *layout = setting->layout;
    if (layout->line_count == 0 || setting->marker)
        return;
    const struct layout_line *last = &layout->lines[layout->line_count - 1];
    if (last->count > (size_t)setting->bar_count)
        setting_open_line(setting);
}

int setting_put(struct setting *setting, int column, struct extent extent, style_t style)
{
    const struct markup *markup = setting->markup;
    size_t next = markup_first_span(markup, extent.from);
    for (size_t at = extent.from; at < extent.to;) {
        const struct span *span = next < markup->span_count ? &markup->spans[next] : NULL;
        bool inside = span && span->from <= at;
        size_t to = inside ? span->to : span ? span->from : extent.to;
        to = to < extent.to ? to : extent.to;
        int cells = text_width(str_slice(buf_str(&markup->text), at, to));
        struct piece piece = {.from = setting->base + at,
                              .to = setting->base + to,
                              .column = column,
                              .cells = cells,
                              .style = style | setting->style | (inside ? span->style : 0u),
                              .link =
                                  inside && span->link >= 0 ? span->link + setting->link_base : -1};
        add_piece(setting->layout, piece);
        column += cells;
        next += inside && to == span->to;
        at = to;
    }
    return column;
}

/* Wraps one stretch without newlines. */
static void wrap_line(struct str text, size_t offset, const uint8_t *breaks, int cells,
                      struct extent **list, size_t *count, size_t *capacity)
{
    size_t from = 0;
    do {
        size_t to = from < text.len ? text_wrap(text, breaks, from, cells) : text.len;
        size_t end = to;
        while (end > from && (text.data[end - 1] == ' ' || text.data[end - 1] == '\t'))
            end--;
        *list = mem_grow(*list, capacity, *count, sizeof **list);
        (*list)[(*count)++] = (struct extent){offset + from, offset + end};
        from = to;
    } while (from < text.len);
}

struct extent *setting_wrap(const struct setting *setting, size_t from, size_t to, int cells,
                            size_t *count)
{
    struct str all = buf_str(&setting->markup->text);
    struct extent *list = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t at = from; at <= to;) {
        const char *newline = at < to ? memchr(all.data + at, '\n', to - at) : NULL;
        size_t end = newline ? (size_t)(newline - all.data) : to;
        struct str line = str_slice(all, at, end);
        uint8_t *breaks = mem_new(line.len, 1);
        if (line.len > 0)
            text_breaks(line, breaks);
        wrap_line(line, at, breaks, cells, &list, count, &capacity);
        free(breaks);
        at = end + 1;
    }
    return list;
}

int setting_natural_width(const struct setting *setting, size_t from, size_t to)
{
    struct str all = buf_str(&setting->markup->text);
    int widest = 0;
    for (size_t at = from; at < to;) {
        const char *newline = memchr(all.data + at, '\n', to - at);
        size_t end = newline ? (size_t)(newline - all.data) : to;
        int cells = text_width(str_slice(all, at, end));
        widest = cells > widest ? cells : widest;
        at = end + 1;
    }
    return widest;
}

int setting_word_width(const struct setting *setting, size_t from, size_t to)
{
    struct str text = str_slice(buf_str(&setting->markup->text), from, to);
    uint8_t *breaks = mem_new(text.len, 1);
    int widest = 0;
    if (text.len > 0)
        text_breaks(text, breaks);
    for (size_t start = 0, at = 1; at <= text.len; at++)
        if (at == text.len || breaks[at] >= TEXT_BREAK_MAY) {
            int cells = text_width(str_trim(str_slice(text, start, at)));
            widest = cells > widest ? cells : widest;
            start = at;
        }
    free(breaks);
    return widest;
}

static int room(const struct setting *setting)
{
    int cells = setting->layout->width - setting->indent;
    return cells < LAYOUT_MIN_WIDTH ? LAYOUT_MIN_WIDTH : cells;
}

static void lay_paragraph(struct setting *setting, const struct block *block, style_t style)
{
    size_t count;
    struct extent *lines = setting_wrap(setting, block->from, block->to, room(setting), &count);
    for (size_t i = 0; i < count; i++) {
        setting_open_line(setting);
        setting_put(setting, setting->indent, lines[i], style);
    }
    free(lines);
}

/* Where a line of code that is too long for the cells is cut: behind a blank when there is one in
 * the second half. */
static size_t cut_code(struct str line, int cells)
{
    size_t fits = text_fit(line, cells, NULL);
    if (fits == line.len || line.len == 0)
        return fits;
    for (size_t at = fits; at > fits / 2; at--)
        if (line.data[at - 1] == ' ')
            return at;
    return fits > 0 ? fits : text_cluster(line, NULL);
}

/* Code keeps its lines; what is too long goes on in the next, with a mark before it, so that
 * nothing is lost and no line is taken for two. */
static void lay_code(struct setting *setting, const struct block *block)
{
    struct str all = buf_str(&setting->markup->text);
    int column = setting->indent + 2, cells = room(setting) - 2;
    for (size_t at = block->from; at <= block->to;) {
        const char *newline = at < block->to ? memchr(all.data + at, '\n', block->to - at) : NULL;
        size_t start = at, end = newline ? (size_t)(newline - all.data) : block->to;
        do {
            size_t taken = cut_code(str_slice(all, at, end), cells);
            setting_open_line(setting);
            if (at > start)
                setting_mark(setting, setting->indent, STR("↳"), STYLE_MUTED);
            setting_put(setting, column, (struct extent){at, at + taken}, STYLE_CODE);
            at += taken;
        } while (at < end);
        at = end + 1;
    }
}

static void lay_rule(struct setting *setting)
{
    struct buf rule = {0};
    for (int i = room(setting); i > 0; i--)
        buf_add_text(&rule, "─");
    setting_open_line(setting);
    setting_mark(setting, setting->indent, buf_str(&rule), STYLE_MUTED);
    buf_release(&rule);
}

static void lay_blocks(struct setting *setting, size_t from, size_t end, bool tight);

/* An item's bullets and nested blocks; a narrow screen gets no deeper indentation. */
static void lay_item(struct setting *setting, size_t index, bool tight)
{
    const struct block *item = &setting->markup->blocks[index];
    char number[16];
    snprintf(number, sizeof number, "%d.", item->number);
    bool narrow = setting->indent + text_width(str_of(number)) > setting->layout->width;
    const char *marker = item->number > 0 && !narrow ? number : "•";
    struct setting inner = *setting;
    if (setting->marker) /* a list that begins an item: the outer marker gets its line */
        setting_open_line(&inner);
    inner.marker = marker;
    inner.marker_column = setting->indent;
    int behind = text_width(str_of(marker)) + 1;
    bool beside = setting->indent + behind + LAYOUT_MIN_WIDTH <= setting->layout->width;
    if (beside)
        inner.indent += behind;
    if (item->end == index + 1 || !beside)
        setting_open_line(&inner);
    lay_blocks(&inner, index + 1, item->end, tight);
    setting->marker = NULL;
}

static void lay_quote(struct setting *setting, size_t index)
{
    struct setting inner = *setting;
    bool beside = setting->indent + 2 + LAYOUT_MIN_WIDTH <= setting->layout->width;
    if (beside && inner.bar_count < LAYOUT_BARS)
        inner.bars[inner.bar_count++] = setting->indent;
    if (beside)
        inner.indent += 2;
    inner.style |= STYLE_MUTED;
    lay_blocks(&inner, index + 1, setting->markup->blocks[index].end, false);
    setting->marker = NULL;
}

static void lay_block(struct setting *setting, size_t index, bool tight)
{
    const struct block *block = &setting->markup->blocks[index];
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        lay_paragraph(setting, block, STYLE_PLAIN);
        break;
    case BLOCK_HEADING:
        lay_paragraph(setting, block, STYLE_HEADING);
        break;
    case BLOCK_LIST:
        lay_blocks(setting, index + 1, block->end, block->tight);
        break;
    case BLOCK_ITEM:
        lay_item(setting, index, tight);
        break;
    case BLOCK_QUOTE:
        lay_quote(setting, index);
        break;
    case BLOCK_CODE:
        lay_code(setting, block);
        break;
    case BLOCK_TABLE:
        setting_table(setting, index);
        break;
    case BLOCK_RULE:
        lay_rule(setting);
        break;
    case BLOCK_ROW:
    case BLOCK_CELL:
        break; /* only inside tables */
    }
}

static void lay_blocks(struct setting *setting, size_t from, size_t end, bool tight)
{
    const struct block *blocks = setting->markup->blocks;
    bool after_rule = false;
    for (size_t i = from; i < end; i = blocks[i].end) {
        bool nested_list = blocks[i].kind == BLOCK_LIST && tight;
        if (!tight && !nested_list && !after_rule && blocks[i].kind != BLOCK_RULE)
            setting_gap(setting);
        lay_block(setting, i, tight);
        after_rule = blocks[i].kind == BLOCK_RULE;
    }
}

void layout_add(struct layout *layout, const struct markup *markup)
{
    struct setting setting = {.layout = layout,
                              .markup = markup,
                              .base = layout->text.len,
                              .link_base = (int)layout->link_count};
    buf_add(&layout->text, buf_str(&markup->text));
    for (size_t i = 0; i < markup->link_count; i++) {
        layout->links = mem_grow(layout->links, &layout->link_capacity, layout->link_count,
                                 sizeof *layout->links);
        layout->links[layout->link_count++] = mem_copy(str_of(markup->links[i]));
    }
    lay_blocks(&setting, 0, markup->block_count, false);
}

void layout_add_markdown(struct layout *layout, struct str markdown)
{
    struct markup markup;
    markup_parse(&markup, markdown);
    layout_add(layout, &markup);
    markup_release(&markup);
}

struct str layout_text(const struct layout *layout, const struct piece *piece)
{
    return str_slice(buf_str(piece->mark ? &layout->marks : &layout->text), piece->from, piece->to);
}

size_t layout_line_of(const struct layout *layout, size_t offset)
{
    size_t found = 0;
    for (size_t i = 0; i < layout->line_count; i++)
        for (size_t j = 0; j < layout->lines[i].count; j++) {
            const struct piece *piece = &layout->pieces[layout->lines[i].first + j];
            if (!piece->mark && piece->from <= offset && offset < piece->to)
                return i;
            if (!piece->mark && piece->from <= offset)
                found = i;
        }
    return found;
}

size_t layout_line_of_link(const struct layout *layout, size_t link)
{
    for (size_t i = 0; i < layout->line_count; i++)
        for (size_t j = 0; j < layout->lines[i].count; j++)
            if (layout->pieces[layout->lines[i].first + j].link == (int)link)
                return i;
    return layout->line_count;
}
