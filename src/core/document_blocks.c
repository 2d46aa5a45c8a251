/* The body of a section, scanned for entries that are no headings: what is found where, and what is
 * left as the section's text. */
#include "core/document_parts.h"

#include <stdlib.h>

struct str scan_text(const struct scan *scan, const struct block *block)
{
    return str_slice(buf_str(&scan->markup->text), block->from, block->to);
}

size_t scan_parent(const struct scan *scan)
{
    if (scan->group != SECTION_TOP)
        return scan->group;
    return scan->class_line != SECTION_TOP ? scan->class_line : scan->owner;
}

static int level_below(const struct scan *scan, size_t parent)
{
    return parent == scan->owner ? scan->owner_level + 1
                                 : scan->document->sections[parent].level + 1;
}

/* --- Headlines --- */

static bool says_more_than_number(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] >= 0x80 || (text.data[i] | 32) >= 'a')
            return true;
    return false;
}

/* Where the emphasised text ends that names the status at the beginning of a line, or 0: of "**404
 * Not Found** The server…" and of "404 *Not Found* The server…". */
static size_t emphasis_end(const struct markup *markup, size_t base, struct str text)
{
    enum { NEAR = 24 }; /* bytes */
    size_t span = markup_first_span(markup, base), end;
    for (; span < markup->span_count && markup->spans[span].from < base + NEAR; span++) {
        size_t from = markup->spans[span].from;
        for (end = markup->spans[span].to;
             span + 1 < markup->span_count && markup->spans[span + 1].from == end; span++)
            end = markup->spans[span + 1].to;
        from = from < base ? 0 : from - base;
        if (end - base <= text.len && says_more_than_number(str_slice(text, from, end - base)))
            return end - base;
    }
    return 0;
}

struct headline scan_headline(const struct scan *scan, size_t base, struct str text,
                              enum headline_place place)
{
    struct headline_line line = {text, place, emphasis_end(scan->markup, base, text),
                                 scan->document->registry};
    struct headline headline = headline_parse(&line);
    if (headline.kind == HEADLINE_CLASS) /* like a heading, its line is its title */
        headline.rest = text.len;
    return headline;
}

static struct str moved(struct str part, struct str from, struct str to)
{
    return part.len > 0 ? (struct str){to.data + (part.data - from.data), part.len}
                        : (struct str){0};
}

struct found scan_keep(struct scan *scan, struct str line, const struct headline *headline,
                       size_t at)
{
    struct str kept = document_keep_line(scan->document, line);
    struct found found = {.heading = str_trim(kept), .headline = *headline, .at = at};
    found.headline.phrase = moved(headline->phrase, line, kept);
    found.headline.tag = moved(headline->tag, line, kept);
    found.headline.name = moved(headline->name, line, kept);
    return found;
}

/* --- Sections --- */

size_t scan_add(struct scan *scan, size_t parent, const struct found *found)
{
    struct document *document = scan->document;
    size_t count = found->headline.count > 0 ? found->headline.count : 1;
    scan_close_line(scan, source_line_start(scan->source, found->at));
    for (size_t i = 0; i < count; i++) {
        struct headline headline = headline_nth(&found->headline, i);
        struct section section = {
            .level = level_below(scan, parent),
            .parent = parent,
            .heading = found->heading,
            .body = found->body,
            .line = document_line(document, scan->origin + found->at),
        };
        document_describe(&section, &headline);
        document_add(document, section);
    }
    return document->section_count - 1;
}

/* Without the mark of a definition, "404 Not Found" and below it ": text", and without the
 * backslash that breaks the last line and the bars that would end the row of a table. */
static struct str without_line_marks(struct str body)
{
    bool marked = body.len > 1 && body.data[0] == ':' && strchr(" \t", body.data[1]);
    body = marked ? str_trim(str_slice(body, 1, body.len)) : body;
    while (body.len > 0 && strchr("\\|", body.data[body.len - 1]))
        body = str_trim(str_slice(body, 0, body.len - 1));
    return body;
}

/* The body of the open line up to `at`: as it stands, or without what it leaves out. */
static struct str open_body(struct scan *scan, size_t at)
{
    struct source_piece *piece = &scan->open;
    piece->to = at;
    if (piece->skip_from >= at && scan->source.data == scan->origin)
        return str_trim(str_slice(scan->source, piece->from, at));
    return source_dedented(scan, piece, 0);
}

void scan_close_line(struct scan *scan, size_t at)
{
    if (scan->open_line == SECTION_TOP)
        return;
    struct section *sections = scan->document->sections;
    struct str body = without_line_marks(open_body(scan, at));
    for (size_t i = scan->open_line; i < scan->document->section_count; i++)
        sections[i].body = body;
    scan->open_line = SECTION_TOP;
}

void scan_undo(struct scan *scan, const struct scan *old, size_t sections)
{
    struct buf rest = scan->rest;
    *scan = *old;
    scan->rest = rest;
    buf_cut(&scan->rest, old->rest.len);
    scan->document->section_count = sections;
}

void scan_add_rest(struct scan *scan, size_t from, size_t to)
{
    if (scan->open_line == SECTION_TOP)
        buf_add(&scan->rest, str_slice(scan->source, from, to));
}

/* --- Lines of paragraphs --- */

struct line {
    size_t from, to;         /* in the source */
    struct str text, whole;  /* its plain text, up to a <br> and all of it */
    struct source_walk walk; /* at the beginning of the text */
    size_t base;             /* of the text in the markup's */
    struct headline headline;
};

static void add_line(const struct scan *scan, struct lines *lines, struct line line)
{
    const char *broken = line.whole.len ? memchr(line.whole.data, '\n', line.whole.len) : NULL;
    size_t len = broken ? (size_t)(broken - line.whole.data) : line.whole.len;
    line.text = str_trim(str_slice(line.whole, 0, len));
    line.headline = scan_headline(scan, line.base, line.text, PLACE_LINE);
    lines->codes += line.headline.kind == HEADLINE_CODE;
    lines->classes += line.headline.kind == HEADLINE_CLASS;
    lines->total++;
    struct line *last = lines->count > 1 ? &lines->list[lines->count - 1] : NULL;
    if (last && last->headline.kind == HEADLINE_NONE && line.headline.kind == HEADLINE_NONE) {
        last->to = line.to;
        return;
    }
    lines->list = mem_grow(lines->list, &lines->capacity, lines->count, sizeof *lines->list);
    lines->list[lines->count++] = line;
}

struct lines scan_lines_of(const struct scan *scan, const struct block *block)
{
    struct lines lines = {0};
    size_t end = source_end(scan, block);
    struct str plain = scan_text(scan, block);
    struct source_walk walk = {scan->source, plain, end, block->source, 0, 0};
    for (size_t from = source_line_start(scan->source, block->source), next; from < end;
         from = next) {
        const char *newline = memchr(scan->source.data + from, '\n', end - from);
        next = newline ? (size_t)(newline - scan->source.data) + 1 : end;
        while (walk.offset < plain.len && strchr(" \n", plain.data[walk.offset]))
            walk.offset++;
        walk.at = from > walk.at ? from : walk.at;
        struct line line = {.from = from, .to = next, .walk = walk};
        line.base = block->from + walk.offset;
        source_walk(&walk, plain.len, newline ? next - 1 : end);
        line.whole = str_slice(plain, line.walk.offset, walk.offset);
        add_line(scan, &lines, line);
    }
    return lines;
}

/* The body of a line's section begins in the source behind the headline. */
static struct source_piece body_behind(const struct scan *scan, const struct line *line)
{
    struct str whole = line->whole;
    size_t rest = line->headline.rest, end = scan->source.len;
    while (rest >= line->text.len && rest < whole.len && strchr(" \n", whole.data[rest]))
        rest++;
    if (rest >= whole.len)
        return (struct source_piece){line->to, end, end, end};
    struct source_walk walk = line->walk;
    size_t start = walk.offset;
    source_walk(&walk, start + rest, line->to);
    return source_behind(scan, &walk, line->base - start, end);
}

/* Lines that begin with a code are believed to define it when they say so; in a paragraph that has
 * mostly such lines, all are. Classes alone are a survey, not a beginning. */
static bool is_headline(const struct lines *lines, const struct line *line)
{
    bool company = lines->codes >= 2 && lines->codes * 2 >= lines->total;
    if (line->headline.kind == HEADLINE_CLASS && lines->classes >= 2 && lines->codes == 0)
        return false;
    return line->headline.kind != HEADLINE_NONE &&
           (company || line->headline.certainty == HEADLINE_SURE);
}

size_t scan_lines(struct scan *scan, const struct lines *lines, size_t first, size_t parent)
{
    size_t before = scan->document->section_count;
    for (size_t i = first; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        if (!is_headline(lines, line)) {
            scan_add_rest(scan, line->from, line->to);
            continue;
        }
        struct found found = scan_keep(scan, line->text, &line->headline, line->from);
        bool class = line->headline.kind == HEADLINE_CLASS && parent == SECTION_TOP;
        if (class)
            scan->class_line = scan->group = SECTION_TOP;
        size_t last = scan_add(scan, parent == SECTION_TOP ? scan_parent(scan) : parent, &found);
        if (class)
            scan->class_line = last;
        scan->open_line = last + 1 - found.headline.count;
        scan->open = body_behind(scan, line);
    }
    return scan->document->section_count - before;
}

/* --- Groups --- */

/* Is the paragraph one bold title? */
static bool is_bold_title(const struct scan *scan, const struct block *block)
{
    const struct markup *markup = scan->markup;
    struct str text = str_trim(scan_text(scan, block));
    size_t from = block->from, to = block->from + text.len;
    for (size_t span = markup_first_span(markup, from);
         from < to && span < markup->span_count && markup->spans[span].from == from &&
         (markup->spans[span].style & STYLE_STRONG);
         span++)
        from = markup->spans[span].to;
    struct str left = str_slice(buf_str(&markup->text), from, to);
    bool colon = str_equal(left, STR(":")) || str_equal(left, STR("："));
    return from > block->from && (left.len == 0 || colon) && !memchr(text.data, '\n', text.len);
}

static void scan_paragraph(struct scan *scan, const struct block *block)
{
    struct lines lines = scan_lines_of(scan, block);
    size_t class = scan->class_line;
    scan_lines(scan, &lines, 0, SECTION_TOP);
    if (scan->class_line != class)
        scan->class_is_bold = is_bold_title(scan, block);
    free(lines.list);
}

/* A bold title directly above a list or table of entries is a branch of its own. Returns where to
 * go on. */
static bool scan_group(struct scan *scan, size_t title)
{
    const struct block *blocks = scan->markup->blocks;
    size_t next = blocks[title].end, before = scan->document->section_count;
    struct scan old = *scan;
    if (next >= scan->markup->block_count || blocks[title].source == MARKUP_NOWHERE ||
        (blocks[next].kind != BLOCK_LIST && blocks[next].kind != BLOCK_TABLE) ||
        !is_bold_title(scan, &blocks[title]))
        return false;
    struct str text = str_trim(scan_text(scan, &blocks[title]));
    if (scan_headline(scan, blocks[title].from, text, PLACE_LINE).kind != HEADLINE_NONE)
        return false;
    struct found found =
        scan_keep(scan, text, &(struct headline){.rest = text.len}, blocks[title].source);
    scan->group = SECTION_TOP;
    if (scan->class_is_bold) /* bold titles have one rank */
        scan->class_line = SECTION_TOP;
    scan->group = scan_add(scan, scan_parent(scan), &found);
    if (blocks[next].kind == BLOCK_LIST ? scan_list(scan, next, scan->group)
                                        : scan_table(scan, next, scan->group))
        return true;
    scan_undo(scan, &old, before);
    return false;
}

/* --- Bodies --- */

/* One outermost block; returns where to go on. */
static size_t scan_block(struct scan *scan, size_t index)
{
    const struct block *block = &scan->markup->blocks[index];
    bool found = false;
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING;
    if (text && block->source != MARKUP_NOWHERE) { /* headings: those in a quotation */
        if (scan_group(scan, index))
            return scan->markup->blocks[block->end].end;
        scan_paragraph(scan, block);
        return block->end;
    }
    if (block->kind == BLOCK_LIST)
        found = scan_list(scan, index, scan_parent(scan));
    else if (block->kind == BLOCK_TABLE)
        found = scan_table(scan, index, scan_parent(scan));
    if (!found && block->source != MARKUP_NOWHERE)
        scan_add_rest(scan, source_start(scan, block), source_end(scan, block));
    return block->end;
}

bool scan_is_worth(struct str body)
{
    enum { LEAD_IN = 40 }; /* bytes: "HTTP 404", "ステータスコード：404", bullets such as • */
    size_t before = 0; /* in this line or cell, but for blanks and markup */
    for (size_t i = 0; i < body.len; i++) {
        char c = body.data[i];
        if (c == '\n' || c == '|')
            before = 0;
        else if (before < LEAD_IN && ((c >= '0' && c <= '9') || c == '\xEF'))
            return true;
        else
            before += !strchr(" \t*-+>`_~[#\\.)", c);
    }
    return false;
}

void scan_body(struct document *document, struct str body, size_t owner, int level,
               struct buf *rest)
{
    struct markup markup;
    char *rewritten = rewrite_body(body);
    struct scan scan = {
        .document = document,
        .markup = &markup,
        .source = {rewritten ? rewritten : body.data, body.len},
        .origin = body.data,
        .owner = owner,
        .owner_level = level,
        .class_line = SECTION_TOP,
        .group = SECTION_TOP,
        .open_line = SECTION_TOP,
    };
    markup_parse(&markup, scan.source);
    if (markup.cut != MARKUP_NOWHERE && document->cut_line == 0)
        document->cut_line = document_line(document, body.data + markup.cut);
    for (size_t i = 0; i < markup.block_count;)
        i = scan_block(&scan, i);
    scan_close_line(&scan, body.len);
    *rest = scan.rest;
    markup_release(&markup);
    free(rewritten);
}
