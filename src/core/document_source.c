/* From plain text back to the Markdown that it was made of. */
#include "core/document_parts.h"
#include "core/entity.h"

#include <strings.h>

size_t source_line_start(struct str source, size_t at)
{
    const char *newline = at > 0 ? memrchr(source.data, '\n', at) : NULL;
    return newline ? (size_t)(newline - source.data) + 1 : 0;
}

size_t source_start(const struct scan *scan, const struct block *block)
{
    size_t at = source_line_start(scan->source, block->source);
    if (block->kind != BLOCK_CODE || at == 0)
        return at;
    size_t above = source_line_start(scan->source, at - 1);
    struct str line = str_trim(str_slice(scan->source, above, at));
    return str_starts(line, STR("```")) || str_starts(line, STR("~~~")) ? above : at;
}

size_t source_end(const struct scan *scan, const struct block *block)
{
    for (size_t next = block->end; next < scan->markup->block_count; next++)
        if (scan->markup->blocks[next].source != MARKUP_NOWHERE)
            return source_start(scan, &scan->markup->blocks[next]);
    return scan->source.len;
}

/* The length of the character reference ("&nbsp;") at the start of the text, or 0. */
static size_t reference_size(struct str text)
{
    enum { LONGEST = 16 };
    for (size_t i = 1; i < text.len && i < LONGEST && text.data[0] == '&'; i++) {
        if (text.data[i] == ';')
            return i + 1;
        if (strchr(" \t\n&", text.data[i]))
            break;
    }
    return 0;
}

/* The bytes of plain text that the reference at `at` stands for where it fits, or 0. */
static size_t referenced(struct str source, size_t at, size_t end, struct str plain, size_t *size)
{
    struct buf text = {0};
    *size = reference_size(str_slice(source, at, end));
    if (*size == 0)
        return 0;
    entity_add(&text, str_slice(source, at, at + *size));
    size_t len = str_starts(plain, buf_str(&text)) ? text.len : 0;
    if (text.len > 0 && len == 0)
        *size = 0;
    buf_release(&text);
    return len;
}

/* "<https://…>" is a link that shows its target. */
static bool is_address(struct str tag)
{
    enum { LONGEST = 2000 };
    return tag.len > 0 && tag.len < LONGEST && memmem(tag.data, tag.len, "://", 3) &&
           !memchr(tag.data, ' ', tag.len);
}

/* What plain text does not have at all, a tag of inline HTML, a comment, the target of a link: its
 * length where the walk stands, or 0. */
static size_t unseen_size(struct source_walk *walk)
{
    static const char closers[] = {'>', ')', ']'};
    struct str rest = str_slice(walk->source, walk->at, walk->end);
    if (!rest.data || rest.len < 2)
        return 0;
    bool tag = rest.data[0] == '<' && (strchr("/!", rest.data[1]) || (rest.data[1] | 32) >= 'a');
    bool link = str_starts(rest, STR("](")), reference = str_starts(rest, STR("]["));
    int kind = tag ? 0 : link ? 1 : 2;
    if ((!tag && !link && !reference) || walk->unclosed & 1u << kind)
        return 0;
    const char *close = memchr(rest.data + 1, closers[kind], rest.len - 1);
    walk->unclosed |= close ? 0 : 1u << kind;
    size_t size = close ? (size_t)(close - rest.data) + 1 : 0;
    return tag && is_address(str_slice(rest, 0, size)) ? 0 : size;
}

/* Does a styled stretch begin at this byte of the plain text? */
static bool opens_style(const struct markup *markup, size_t at)
{
    size_t span = markup_first_span(markup, at);
    return span < markup->span_count && markup->spans[span].from == at;
}

/* How many bytes at the start of both are the same, and no reference begins there. */
static size_t common_size(const char *a, const char *b, size_t len)
{
    enum { PIECE = 64 };
    size_t at = 0;
    while (at + PIECE <= len && memcmp(a + at, b + at, PIECE) == 0 && !memchr(a + at, '&', PIECE))
        at += PIECE;
    while (at < len && a[at] == b[at] && a[at] != '&')
        at++;
    return at;
}

/* On over what is the same in both, to `offset` at most. */
static void walk_common(struct source_walk *walk, size_t offset, size_t limit)
{
    size_t stop = offset < walk->plain.len ? offset : walk->plain.len;
    if (walk->offset >= stop || walk->at >= limit)
        return;
    size_t left = stop - walk->offset, room = limit - walk->at;
    size_t size = common_size(walk->source.data + walk->at, walk->plain.data + walk->offset,
                              left < room ? left : room);
    walk->at += size;
    walk->offset += size;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

void source_walk(struct source_walk *walk, size_t offset, size_t limit)
{
    struct str plain = walk->plain, source = walk->source;
    for (;;) {
        walk_common(walk, offset, limit);
        if (walk->at >= limit || walk->offset >= plain.len)
            break;
        size_t at = walk->at, size;
        char c = source.data[at], wanted = plain.data[walk->offset];
        size_t reference =
            referenced(source, at, walk->end, str_slice(plain, walk->offset, plain.len), &size);
        bool broken =
            wanted == '\n' && source.len - at > 3 && strncasecmp(source.data + at, "<br", 3) == 0;
        size_t unseen = size == 0 && wanted != c ? unseen_size(walk) : 0;
        bool same = c == wanted || (wanted == ' ' && (c == '\t' || c == '\n'));
        if (walk->offset >= offset && (reference > 0 || (size == 0 && same)))
            return;
        walk->offset += reference > 0 ? reference : size == 0 && (same || broken);
        walk->at += size > 0 ? size : unseen > 0 ? unseen : 1;
    }
    if (walk->offset >= plain.len && walk->at < limit && offset >= plain.len)
        walk->at = limit;
    while (walk->offset < plain.len && is_continuation(plain.data[walk->offset]))
        walk->offset++; /* no half of a character, even where text and source do not agree */
}

size_t source_with_markup(const struct scan *scan, const struct source_walk *walk, size_t base)
{
    size_t at = walk->at;
    bool opens = walk->offset < walk->plain.len && opens_style(scan->markup, base + walk->offset);
    while (opens && at > 0 && strchr("*_~`[", scan->source.data[at - 1]))
        at--;
    return at;
}

struct source_piece source_behind(const struct scan *scan, const struct source_walk *walk,
                                  size_t base, size_t end)
{
    const struct markup *markup = scan->markup;
    size_t from = source_with_markup(scan, walk, base), at = base + walk->offset;
    size_t span = markup_first_span(markup, at), size = 1,
           limit = walk->end < end ? walk->end : end;
    struct source_piece piece = {from, end, end, end};
    if (span == markup->span_count || markup->spans[span].from >= at)
        return piece;
    while (span + 1 < markup->span_count && markup->spans[span + 1].from == markup->spans[span].to)
        span++;
    size_t closes = markup->spans[span].to - base, last = closes - 1;
    for (; last > walk->offset && ((unsigned char)walk->plain.data[last] & 0xC0) == 0x80; last--)
        size++;
    struct source_walk on = *walk;
    source_walk(&on, last, limit);
    piece.skip_from = on.at + size < limit ? on.at + size : limit;
    on.at = piece.skip_from;
    on.offset = closes;
    source_walk(&on, closes, limit);
    piece.skip_to = closes < walk->plain.len ? source_with_markup(scan, &on, base) : limit;
    return piece;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Where a blank or another character leads; tabs stop at every fourth column (CommonMark 2.2). */
static size_t column_behind(size_t column, char c)
{
    return c == '\t' ? column / 4 * 4 + 4 : column + 1;
}

size_t source_column(struct str source, size_t at)
{
    size_t column = 0;
    for (size_t i = source_line_start(source, at); i < at; i++)
        column = column_behind(column, source.data[i]);
    return column;
}

/* Appends lines without up to `indent` blanks at the start of each; *column: how many of them have
 * been passed by in the line that has begun, `indent` behind them. */
static void add_dedented(struct buf *out, struct str text, size_t indent, size_t *column)
{
    for (size_t at = 0, next; at < text.len; at = next) {
        for (; at < text.len && is_blank(text.data[at]) && *column < indent; at++)
            *column = column_behind(*column, text.data[at]);
        for (size_t over = indent; over < *column; over++) /* the rest of a tab */
            buf_add_char(out, ' ');
        const char *newline = memchr(text.data + at, '\n', text.len - at);
        next = newline ? (size_t)(newline - text.data) + 1 : text.len;
        if (next > at)
            *column = newline ? 0 : indent;
        buf_add(out, str_slice(text, at, next));
    }
}

/* Of what is left out, the ends of the lines stay. */
static void add_newlines(struct buf *out, struct str text, size_t *column)
{
    for (size_t at = 0; at < text.len; at++)
        if (text.data[at] == '\n') {
            buf_add_char(out, '\n');
            *column = 0;
        }
}

struct str source_dedented(struct scan *scan, const struct source_piece *piece, size_t indent)
{
    struct buf out = {0};
    size_t column = indent, to = piece->to;
    size_t skip_to = piece->skip_to < to ? piece->skip_to : to;
    size_t skip_from = piece->skip_from < skip_to ? piece->skip_from : skip_to;
    skip_from = skip_from > piece->from ? skip_from : piece->from;
    add_dedented(&out, str_slice(scan->source, piece->from, skip_from), indent, &column);
    add_newlines(&out, str_slice(scan->source, skip_from, skip_to), &column);
    add_dedented(&out, str_slice(scan->source, skip_to > piece->from ? skip_to : piece->from, to),
                 indent, &column);
    struct str body = arena_copy(&scan->document->strings, str_trim(buf_str(&out)));
    buf_release(&out);
    return body;
}
