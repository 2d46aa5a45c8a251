#include "core/markup.h"
#include "core/delimiter.h"
#include "core/emphasis.h"
#include "core/entity.h"
#include "core/mem.h"
#include "core/text.h"

#include <md4c.h>
#include <stdlib.h>
#include <strings.h>

/* The parser looks some bytes past the end of what it is given. */
enum { PADDING = 16 };

struct parse {
    struct markup *markup;
    struct widenings widenings;
    const char *source; /* the padded copy */
    size_t source_len;
    size_t open[MARKUP_DEPTH + 1]; /* the blocks that are open, outermost first */
    int depth;
    style_t style; /* of the spans that are open */
    int emphasis, strong;
    int link;
    size_t target_bytes; /* of all links */
    bool new_line;       /* a soft break waits to see what follows */
    bool in_html;        /* inside a block of HTML or a comment */
    bool implicit;       /* the innermost block is a paragraph of our own */
    bool ended;          /* by the limits */
};

static const struct {
    MD_BLOCKTYPE type;
    enum block_kind kind;
} block_kinds[] = {
    {MD_BLOCK_P, BLOCK_PARAGRAPH},    {MD_BLOCK_H, BLOCK_HEADING},   {MD_BLOCK_UL, BLOCK_LIST},
    {MD_BLOCK_OL, BLOCK_LIST},        {MD_BLOCK_LI, BLOCK_ITEM},     {MD_BLOCK_QUOTE, BLOCK_QUOTE},
    {MD_BLOCK_CODE, BLOCK_CODE},      {MD_BLOCK_TABLE, BLOCK_TABLE}, {MD_BLOCK_TR, BLOCK_ROW},
    {MD_BLOCK_TH, BLOCK_CELL},        {MD_BLOCK_TD, BLOCK_CELL},     {MD_BLOCK_HR, BLOCK_RULE},
    {MD_BLOCK_HTML, BLOCK_PARAGRAPH},
};

/* The kind of block, or -1 for those that only group others (the document, THEAD, TBODY). */
static int kind_of(MD_BLOCKTYPE type)
{
    for (size_t i = 0; i < sizeof block_kinds / sizeof *block_kinds; i++)
        if (block_kinds[i].type == type)
            return (int)block_kinds[i].kind;
    return -1;
}

static struct block *current_block(struct parse *parse)
{
    return parse->depth ? &parse->markup->blocks[parse->open[parse->depth - 1]] : NULL;
}

static void block_details(struct parse *parse, struct block *block, MD_BLOCKTYPE type, void *detail)
{
    struct block *outer = current_block(parse);
    switch (type) {
    case MD_BLOCK_H:
        block->number = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
        break;
    case MD_BLOCK_UL:
        block->tight = ((MD_BLOCK_UL_DETAIL *)detail)->is_tight != 0;
        break;
    case MD_BLOCK_OL:
        block->tight = ((MD_BLOCK_OL_DETAIL *)detail)->is_tight != 0;
        block->number = 1;
        block->to = ((MD_BLOCK_OL_DETAIL *)detail)->start; /* counts the items until it ends */
        break;
    case MD_BLOCK_LI:
        if (outer && outer->kind == BLOCK_LIST && outer->number)
            block->number = (int)outer->to++;
        break;
    case MD_BLOCK_TABLE:
        block->number = (int)((MD_BLOCK_TABLE_DETAIL *)detail)->col_count;
        break;
    default:
        break;
    }
}

static bool push_block(struct parse *parse, struct block block)
{
    struct markup *markup = parse->markup;
    if (markup->block_count >= MARKUP_BLOCKS || parse->depth >= MARKUP_DEPTH) {
        markup->truncated = parse->ended = true;
        return false;
    }
    if (parse->depth == 0 && markup->text.len > 0)
        buf_add_char(&markup->text, '\n');
    block.depth = parse->depth;
    block.source = MARKUP_NOWHERE;
    block.from = markup->text.len;
    markup->blocks = mem_grow(markup->blocks, &markup->block_capacity, markup->block_count,
                              sizeof *markup->blocks);
    parse->open[parse->depth++] = markup->block_count;
    markup->blocks[markup->block_count++] = block;
    parse->new_line = false;
    return true;
}

/* Ends the innermost block: a leaf gets its separator behind it, which a container leaves outside.
 */
static void pop_block(struct parse *parse)
{
    struct buf *text = &parse->markup->text;
    struct block *block = current_block(parse);
    bool leaf = parse->open[--parse->depth] + 1 == parse->markup->block_count;
    block->end = parse->markup->block_count;
    if (block->kind == BLOCK_CODE && text->len > block->from && text->data[text->len - 1] == '\n')
        buf_cut(text, text->len - 1);
    block->to = text->len;
    if (leaf && block->kind == BLOCK_CELL)
        buf_add_char(text, '\t');
    else if (leaf && block->to > block->from)
        buf_add_char(text, '\n');
    else if (!leaf && block->to > block->from)
        block->to--;
    if (block->kind == BLOCK_ROW && block->to < text->len)
        text->data[block->to] = '\n'; /* instead of the last cell's tab */
    parse->new_line = false;
}

/* The text of a tight list's item comes without a paragraph: it is given one. */
static void close_implicit(struct parse *parse)
{
    if (parse->implicit) {
        parse->implicit = false;
        pop_block(parse);
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    struct parse *parse = userdata;
    int kind = kind_of(type);
    if (type == MD_BLOCK_HTML)
        parse->in_html = true;
    if (kind < 0)
        return 0;
    close_implicit(parse);
    struct block block = {.kind = (enum block_kind)kind};
    block_details(parse, &block, type, detail);
    if (type == MD_BLOCK_TH)
        current_block(parse)->number = 1;
    if (!push_block(parse, block))
        return -1;
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    (void)detail;
    struct parse *parse = userdata;
    if (type == MD_BLOCK_HTML)
        parse->in_html = false;
    if (kind_of(type) < 0)
        return 0;
    close_implicit(parse);
    pop_block(parse);
    return 0;
}

/* A definition may be long and used often, so that the targets are many times the source; beyond
 * the limit their links are plain text. */
static int add_link(struct parse *parse, const MD_ATTRIBUTE *target)
{
    struct markup *markup = parse->markup;
    struct buf url = {0};
    parse->target_bytes += target->size;
    if (parse->target_bytes / MARKUP_TARGETS > parse->source_len) {
        markup->truncated = true;
        return -1;
    }
    for (size_t i = 0; target->size > 0 && target->substr_offsets[i] < target->size; i++) {
        struct str piece = {target->text + target->substr_offsets[i],
                            target->substr_offsets[i + 1] - target->substr_offsets[i]};
        if (target->substr_types[i] == MD_TEXT_ENTITY)
            entity_add(&url, piece);
        else
            buf_add(&url, piece);
    }
    markup->links =
        mem_grow(markup->links, &markup->link_capacity, markup->link_count, sizeof *markup->links);
    markup->links[markup->link_count] = buf_detach(&url);
    return (int)markup->link_count++;
}

static void set_styles(struct parse *parse)
{
    style_t keep = parse->style & ~(style_t)(STYLE_STRONG | STYLE_EMPHASIS);
    parse->style = keep | (parse->strong > 0 ? STYLE_STRONG : 0u) |
                   (parse->emphasis > 0 ? STYLE_EMPHASIS : 0u);
}

static int change_span(struct parse *parse, MD_SPANTYPE type, void *detail, int step)
{
    style_t bit = type == MD_SPAN_CODE  ? STYLE_CODE
                  : type == MD_SPAN_DEL ? STYLE_STRUCK
                  : type == MD_SPAN_A   ? STYLE_LINK
                                        : 0u;
    if (type == MD_SPAN_EM)
        parse->emphasis += step;
    else if (type == MD_SPAN_STRONG)
        parse->strong += step;
    else if (type == MD_SPAN_A)
        parse->link = step > 0 ? add_link(parse, &((MD_SPAN_A_DETAIL *)detail)->href) : -1;
    bool shown = step > 0 && (type != MD_SPAN_A || parse->link >= 0);
    parse->style = shown ? parse->style | bit : parse->style & ~bit;
    set_styles(parse);
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    return change_span(userdata, type, detail, 1);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    return change_span(userdata, type, detail, -1);
}

/* A space for a soft break, unless Chinese text stands on both sides (which has no word spaces). */
static void settle_soft_break(struct parse *parse, struct str next)
{
    struct buf *text = &parse->markup->text;
    parse->new_line = false;
    size_t from = current_block(parse) ? current_block(parse)->from : 0;
    if (text->len == from || text->data[text->len - 1] == '\n')
        return;
    size_t last = text->len - 1, size;
    while (last > from && ((unsigned char)text->data[last] & 0xC0) == 0x80)
        last--;
    uint32_t before = text_decode(str_slice(buf_str(text), last, text->len), &size);
    uint32_t after = next.len ? text_decode(next, &size) : ' ';
    if (before < 0x2E80 || after < 0x2E80)
        buf_add_char(text, ' ');
}

static void note_span(struct parse *parse, size_t from)
{
    struct markup *markup = parse->markup;
    if (parse->style == 0 || markup->text.len == from)
        return;
    struct span *last = markup->span_count ? &markup->spans[markup->span_count - 1] : NULL;
    if (last && last->to == from && last->style == parse->style && last->link == parse->link) {
        last->to = markup->text.len;
        return;
    }
    markup->spans =
        mem_grow(markup->spans, &markup->span_capacity, markup->span_count, sizeof *markup->spans);
    markup->spans[markup->span_count++] =
        (struct span){from, markup->text.len, parse->style, parse->link};
}

/* Adds HTML without its tags; <br> breaks the line. */
static void add_html(struct parse *parse, struct str html)
{
    struct buf *text = &parse->markup->text;
    const char *last = html.len ? memrchr(html.data, '>', html.len) : NULL;
    for (size_t i = 0; i < html.len;) {
        if (html.data[i] == '<' && last && html.data + i < last) {
            if (html.len - i > 3 && strncasecmp(html.data + i, "<br", 3) == 0)
                buf_add_char(text, '\n');
            const char *end = memchr(html.data + i, '>', html.len - i);
            i = (size_t)(end - html.data) + 1;
        } else {
            if (parse->in_html && html.data[i] == '\n')
                parse->new_line = true;
            else if (parse->in_html)
                buf_add_char(text, html.data[i]);
            i++;
        }
    }
}

static void note_source(struct parse *parse, const char *at)
{
    bool inside = at >= parse->source && at < parse->source + parse->source_len;
    for (int i = parse->depth; inside && i > 0; i--) {
        struct block *block = &parse->markup->blocks[parse->open[i - 1]];
        if (block->source != MARKUP_NOWHERE)
            break;
        block->source = delimiter_origin(&parse->widenings, (size_t)(at - parse->source));
    }
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE size, void *userdata)
{
    struct parse *parse = userdata;
    struct buf *text = &parse->markup->text;
    struct str piece = {data, size};
    if (parse->depth > 0 && current_block(parse)->kind == BLOCK_ITEM) {
        parse->implicit = push_block(parse, (struct block){.kind = BLOCK_PARAGRAPH});
        if (!parse->implicit)
            return -1;
    }
    note_source(parse, data);
    if (type == MD_TEXT_SOFTBR) {
        parse->new_line = true;
        return 0;
    }
    if (parse->new_line)
        settle_soft_break(parse, piece);
    size_t from = text->len;
    if (type == MD_TEXT_BR)
        buf_add_char(text, '\n');
    else if (type == MD_TEXT_ENTITY)
        entity_add(text, piece);
    else if (type == MD_TEXT_HTML)
        add_html(parse, piece);
    else if (type == MD_TEXT_NULLCHAR)
        buf_add_text(text, "\uFFFD");
    else
        buf_add(text, piece);
    note_span(parse, from);
    return 0;
}

static size_t last_source(const struct markup *markup)
{
    for (size_t i = markup->block_count; i > 0; i--)
        if (markup->blocks[i - 1].source != MARKUP_NOWHERE)
            return markup->blocks[i - 1].source;
    return 0;
}

void markup_parse(struct markup *markup, struct str source)
{
    *markup = (struct markup){0};
    struct buf padded = {0};
    struct parse parse = {.markup = markup, .link = -1};
    delimiter_widen(&padded, source, &parse.widenings);
    buf_reserve(&padded, PADDING);
    memset(padded.data + padded.len, 0, PADDING);
    emphasis_mend(padded.data, padded.len);
    parse.source = padded.data;
    parse.source_len = padded.len;
    MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_WIKILINKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = add_text,
    };
    /* md4c counts in 32 bits. */
    MD_SIZE size = padded.len > UINT32_MAX / 2 ? UINT32_MAX / 2 : (MD_SIZE)padded.len;
    markup->truncated = size < padded.len;
    md_parse(padded.data, size, &parser, &parse);
    while (parse.depth > 0) /* left open when the limits ended the parse */
        pop_block(&parse);
    markup->cut = parse.ended ? last_source(markup) : MARKUP_NOWHERE;
    free(parse.widenings.list);
    buf_release(&padded);
}

void markup_release(struct markup *markup)
{
    for (size_t i = 0; i < markup->link_count; i++)
        free(markup->links[i]);
    free(markup->links);
    free(markup->blocks);
    free(markup->spans);
    buf_release(&markup->text);
    *markup = (struct markup){0};
}

size_t markup_first_span(const struct markup *markup, size_t from)
{
    size_t low = 0, high = markup->span_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (markup->spans[middle].to <= from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void markup_plain(struct buf *out, struct str line)
{
    static const bool marks[256] = {
        ['*'] = true, ['_'] = true, ['`'] = true,  ['['] = true, [']'] = true, ['<'] = true,
        ['>'] = true, ['&'] = true, ['\\'] = true, ['~'] = true, ['!'] = true, ['\0'] = true};
    bool marked = false;
    for (size_t i = 0; i < line.len && !marked; i++)
        marked = marks[(unsigned char)line.data[i]];
    line = str_trim(line);
    if (!marked) {
        buf_add(out, line);
        return;
    }
    /* As the content of a heading, so that "1." or "#" at its start stay what they are. */
    struct buf heading = {0};
    buf_add_text(&heading, "# ");
    buf_add(&heading, line);
    struct markup markup;
    markup_parse(&markup, buf_str(&heading));
    buf_add(out, str_trim(buf_str(&markup.text)));
    markup_release(&markup);
    buf_release(&heading);
}
