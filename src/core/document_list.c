/* Entries in lists. */
#include "core/document_parts.h"
#include "core/headline_parts.h"

#include <stdlib.h>

/* The first line of an item: in the source, and in plain text. */
struct item {
    const struct block *block, *text; /* the item and its first paragraph */
    struct str line;
    size_t line_end; /* in the source */
    struct headline headline;
};

/* Is the line a link to a place in the document? Then the list is a table of contents. */
static bool is_contents(const struct scan *scan, const struct item *item)
{
    const struct markup *markup = scan->markup;
    size_t span = markup_first_span(markup, item->text->from);
    int link = span < markup->span_count ? markup->spans[span].link : -1;
    return link >= 0 && markup->links[link][0] == '#' &&
           markup->spans[span].from == item->text->from &&
           markup->spans[span].to >= item->text->from + str_trim(item->line).len;
}

/* False for an item that begins with no text. */
static bool item_at(const struct scan *scan, size_t index, struct item *item)
{
    *item = (struct item){.block = &scan->markup->blocks[index]};
    item->text = item->block + 1;
    if (item->block->end == index + 1 || item->text->kind != BLOCK_PARAGRAPH ||
        item->text->source == MARKUP_NOWHERE)
        return false;
    struct str plain = scan_text(scan, item->text);
    size_t end = source_end(scan, item->text), from = item->text->source;
    const char *newline = memchr(scan->source.data + from, '\n', end - from);
    item->line_end = newline ? (size_t)(newline - scan->source.data) : end;
    struct source_walk walk = {scan->source, plain, end, from, 0, 0};
    if (newline && item->line_end + 1 < end)
        source_walk(&walk, plain.len, item->line_end);
    else
        walk.offset = plain.len;
    item->line = str_slice(plain, 0, walk.offset);
    const char *broken = plain.len ? memchr(item->line.data, '\n', item->line.len) : NULL;
    if (broken) /* a <br> */
        item->line.len = (size_t)(broken - item->line.data);
    if (!is_contents(scan, item))
        item->headline = scan_headline(scan, item->text->from, item->line, PLACE_ITEM);
    return true;
}

/* In a list of codes, what could be a sentence is a definition. */
static enum headline_certainty needed_certainty(const struct scan *scan, size_t list)
{
    const struct block *blocks = scan->markup->blocks;
    size_t items = 0, codes = 0;
    struct item item;
    for (size_t i = list + 1; i < blocks[list].end; i = blocks[i].end, items++)
        codes += item_at(scan, i, &item) && item.headline.kind == HEADLINE_CODE;
    return codes >= 2 && codes * 2 >= items ? HEADLINE_POSSIBLE : HEADLINE_LIKELY;
}

/* The first list inside an item, or 0. */
static size_t list_in(const struct scan *scan, size_t index)
{
    const struct block *blocks = scan->markup->blocks;
    for (size_t i = index + 1; i < blocks[index].end; i = blocks[i].end)
        if (blocks[i].kind == BLOCK_LIST && blocks[i].source != MARKUP_NOWHERE)
            return i;
    return 0;
}

/* Do at least two items of the list, and all of them, define a code of this class? */
static bool is_list_of_class(const struct scan *scan, size_t list, int digit)
{
    const struct block *blocks = scan->markup->blocks;
    size_t items = 0;
    struct item item;
    for (size_t i = list + 1; i < blocks[list].end; i = blocks[i].end, items++)
        if (!item_at(scan, i, &item) || item.headline.kind != HEADLINE_CODE ||
            item.headline.certainty < HEADLINE_SURE || item.headline.code / 100 != digit)
            return false;
    return items >= 2;
}

/* The text of an item behind its headline, up to `end` of the source. */
static struct str body_of(struct scan *scan, const struct item *item, size_t end)
{
    struct str plain = scan_text(scan, item->text);
    size_t rest = item->headline.rest, start = item->text->source;
    struct source_walk walk = {scan->source, plain, source_end(scan, item->text), start, 0, 0};
    while (rest >= item->line.len && rest < plain.len && strchr(" \n", plain.data[rest]))
        rest++;
    source_walk(&walk, rest, walk.end);
    struct source_piece piece = {walk.end, end, end, end};
    if (rest < plain.len)
        piece = source_behind(scan, &walk, item->text->from, end);
    return source_dedented(scan, &piece, source_column(scan->source, start));
}

/* The sign of a definition, in an item of its own: "- : text". */
static struct str without_definition_mark(struct str body)
{
    return str_starts(body, STR("- : ")) ? str_slice(body, strlen("- : "), body.len) : body;
}

static struct found found_item(struct scan *scan, const struct item *item, size_t end)
{
    struct found found = scan_keep(scan, item->line, &item->headline, item->text->source);
    found.body = without_definition_mark(body_of(scan, item, end));
    return found;
}

/* An item that defines codes; the items in it are its text, or define codes below it. */
static void scan_code_item(struct scan *scan, size_t index, size_t parent, const struct item *item)
{
    const struct block *blocks = scan->markup->blocks;
    size_t nested = list_in(scan, index);
    bool opens = nested && item->headline.count == 1 &&
                 is_list_of_class(scan, nested, item->headline.code / 100);
    size_t end = opens ? source_start(scan, &blocks[nested]) : source_end(scan, item->block);
    struct found found = found_item(scan, item, end);
    size_t added = scan_add(scan, parent, &found);
    if (opens)
        scan_list(scan, nested, added);
}

/* --- Series behind a class: "4xx: 400 Bad Request, 404 Not Found" --- */

/* The offset of the sign that ends the piece at `at`, or the end; *next is the piece behind it. */
static size_t piece_end(struct str series, size_t at, size_t *next)
{
    static const char *const signs[] = {"、", "，", "；", ", ", "; "};
    for (; at < series.len; at++)
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
            if (str_starts(str_slice(series, at, series.len), str_of(signs[i]))) {
                *next = at + strlen(signs[i]);
                return at;
            }
    *next = series.len;
    return series.len;
}

/* A code of the class with the phrase that belongs to it, and nothing else. */
static bool piece_headline(const struct scan *scan, struct str piece, int digit,
                           struct headline *headline)
{
    const struct registry *registry = scan->document->registry;
    struct headline_line line = {piece, PLACE_ITEM, 0, registry};
    *headline = headline_parse(&line);
    return headline->kind == HEADLINE_CODE && headline->count == 1 &&
           headline->code / 100 == digit && headline->phrase.len > 0 && registry &&
           registry_phrase_at(registry, headline->code, headline->phrase) > 0 &&
           headline->rest == piece.len;
}

/* How many pieces the series has, 0 where one is no entry; adds them when that is asked for. */
static size_t scan_pieces(struct scan *scan, const struct item *item, struct str series,
                          size_t parent, bool add)
{
    size_t pieces = 0, next;
    struct headline headline;
    for (size_t at = 0; at < series.len; at = next, pieces++) {
        struct str piece = str_trim(str_slice(series, at, piece_end(series, at, &next)));
        if (!piece_headline(scan, piece, item->headline.code, &headline))
            return 0;
        if (add) {
            struct found found = scan_keep(scan, piece, &headline, item->text->source);
            scan_add(scan, parent, &found);
        }
    }
    return pieces;
}

static bool scan_series(struct scan *scan, const struct item *item, size_t parent)
{
    enum { NEAR = 100 }; /* bytes: where it begins */
    struct str line = item->line;
    if (item->headline.kind != HEADLINE_CLASS)
        return false;
    for (size_t at = 0, size; at < line.len && at < NEAR; at++) {
        if ((size = word_at(line, at, WORDS_EXPLAINING)) == 0)
            continue;
        struct str series = str_slice(line, at + size, line.len);
        if (scan_pieces(scan, item, series, parent, false) >= 2)
            return scan_pieces(scan, item, series, parent, true) > 0;
    }
    return false;
}

/* The entries inside an item, in a list or in the lines behind its first. */
static bool scan_inside(struct scan *scan, size_t index, size_t parent, const struct item *item)
{
    size_t nested = list_in(scan, index);
    if (nested)
        return scan_list(scan, nested, parent);
    if (scan_series(scan, item, parent))
        return true;
    struct lines lines = scan_lines_of(scan, item->text);
    bool found = scan_lines(scan, &lines, 1, parent) > 0;
    scan_close_line(scan, source_end(scan, item->block));
    free(lines.list);
    return found;
}

/* Where the text of the item ends that opens a class or names a group. */
static size_t head_end(const struct scan *scan, size_t index, const struct item *item)
{
    size_t nested = list_in(scan, index);
    return nested ? source_start(scan, &scan->markup->blocks[nested]) : item->line_end;
}

/* An item that opens a class, or names a group, of entries inside it; false, with nothing added,
 * where there are none. */
static bool scan_branch_item(struct scan *scan, size_t index, size_t parent, struct item *item)
{
    size_t before = scan->document->section_count;
    struct scan old = *scan;
    if (item->line.len == 0 || (!list_in(scan, index) && item->headline.kind == HEADLINE_NONE))
        return false;
    if (item->headline.kind == HEADLINE_NONE)
        item->headline.rest = item->line.len;
    struct found found = found_item(scan, item, head_end(scan, index, item));
    size_t added = scan_add(scan, parent, &found);
    if (scan_inside(scan, index, added, item))
        return true;
    scan_undo(scan, &old, before);
    return false;
}

/* "301、302 重定向" above items on 301 and 302 names a group. */
static bool is_group_of_codes(const struct scan *scan, size_t index, const struct item *item)
{
    const struct block *blocks = scan->markup->blocks;
    size_t nested = item->headline.count > 1 ? list_in(scan, index) : 0;
    struct item inside;
    for (size_t i = nested + 1; nested && i < blocks[nested].end; i = blocks[i].end)
        for (size_t j = 0; item_at(scan, i, &inside) && j < item->headline.count; j++)
            if (inside.headline.kind == HEADLINE_CODE &&
                inside.headline.code == item->headline.codes[j])
                return true;
    return false;
}

/* Does an item behind this one define a code? Then a class stands above it. */
static bool code_follows(const struct scan *scan, size_t index, size_t end)
{
    const struct block *blocks = scan->markup->blocks;
    struct item item;
    for (index = blocks[index].end; index < end; index = blocks[index].end)
        if (item_at(scan, index, &item) && item.headline.kind != HEADLINE_NONE)
            return item.headline.kind == HEADLINE_CODE;
    return false;
}

bool scan_list(struct scan *scan, size_t list, size_t parent)
{
    const struct block *blocks = scan->markup->blocks;
    size_t before = scan->document->section_count, above = parent, rest = scan->rest.len;
    enum headline_certainty needed = needed_certainty(scan, list);
    for (size_t i = list + 1; i < blocks[list].end; i = blocks[i].end) {
        struct item item;
        bool sure = item_at(scan, i, &item) && item.headline.kind != HEADLINE_NONE &&
                    item.headline.certainty >= needed;
        if (!sure || is_group_of_codes(scan, i, &item))
            item.headline = (struct headline){0};
        if (item.headline.kind == HEADLINE_CODE) {
            scan_code_item(scan, i, above, &item);
        } else if (scan_branch_item(scan, i, parent, &item)) {
            above = parent;
        } else if (sure && code_follows(scan, i, blocks[list].end)) {
            struct found found = found_item(scan, &item, source_end(scan, item.block));
            above = scan_add(scan, parent, &found);
        } else if (blocks[i].source != MARKUP_NOWHERE) {
            scan_add_rest(scan, source_start(scan, &blocks[i]), source_end(scan, &blocks[i]));
        }
    }
    if (scan->document->section_count > before)
        return true;
    buf_cut(&scan->rest, rest);
    return false;
}
