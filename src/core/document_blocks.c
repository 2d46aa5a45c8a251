/* Entries that are not headings: list items, table rows, and lines of a paragraph. */
#include "core/document_parts.h"
#include "core/entity.h"

#include <stdint.h>
#include <stdlib.h>

enum { NAME_LIMIT = 60 }; /* bytes of a name in a table: some twenty Chinese characters */

struct scan {
    struct document *document;
    struct markup *markup;
    struct str source; /* the Markdown that `markup` was made of */
    size_t owner;      /* the section whose body this is, or SECTION_TOP */
    int owner_level;
    size_t class_line; /* a class opened by a line or item in this body, or SECTION_TOP */
    size_t open_line;  /* the section of a paragraph's line whose body is still growing, or TOP */
    struct buf rest;   /* what belongs to no section found here: the owner's text */
};

static struct str block_text(const struct scan *scan, const struct block *block)
{
    return str_slice(buf_str(&scan->markup->text), block->from, block->to);
}

static struct str first_line(struct str text)
{
    const char *end = text.len ? memchr(text.data, '\n', text.len) : NULL;
    return str_trim(end ? str_slice(text, 0, (size_t)(end - text.data)) : text);
}

static size_t line_start(struct str source, size_t at)
{
    while (at > 0 && source.data[at - 1] != '\n')
        at--;
    return at;
}

/* Where the lines of a block that has text begin: those of code at its fence. */
static size_t source_start(const struct scan *scan, const struct block *block)
{
    size_t at = line_start(scan->source, block->source);
    if (block->kind != BLOCK_CODE || at == 0)
        return at;
    size_t above = line_start(scan->source, at - 1);
    struct str line = str_trim(str_slice(scan->source, above, at));
    return str_starts(line, STR("```")) || str_starts(line, STR("~~~")) ? above : at;
}

/* Where the lines of a block end in the source: where those of the next block begin. */
static size_t source_end(const struct scan *scan, const struct block *block)
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

/* The place in [from, end) of the source that a plain text leads to, which is the beginning of that
 * piece without its markup. */
static size_t source_behind(const struct scan *scan, size_t from, size_t end, struct str plain)
{
    size_t at = from, done = 0;
    struct buf text = {0};
    while (done < plain.len && at < end) {
        char c = scan->source.data[at], wanted = plain.data[done];
        size_t reference = reference_size(str_slice(scan->source, at, end));
        buf_cut(&text, 0);
        if (reference > 0)
            entity_add(&text, str_slice(scan->source, at, at + reference));
        if (reference > 0 && str_starts(str_slice(plain, done, plain.len), buf_str(&text))) {
            done += text.len;
            at += reference;
            continue;
        }
        done += c == wanted || (wanted == ' ' && (c == '\t' || c == '\n'));
        at++;
    }
    buf_release(&text);
    return at;
}

/* Past closing markup and the separator between a headline and its text. */
static size_t skip_separator(struct str source, size_t at, size_t end)
{
    static const char *const skipped[] = {"*", "_", "`", " ", ":", "：", "-", "–", "—", "|", NULL};
    for (bool again = true; again && at < end;) {
        again = false;
        for (size_t i = 0; skipped[i]; i++)
            if (str_starts(str_slice(source, at, end), str_of(skipped[i]))) {
                at += strlen(skipped[i]);
                again = true;
            }
    }
    return at < end ? at : end;
}

/* The lines [from, end) of the source with up to `indent` blanks taken from each line's start. */
static struct str dedented(struct scan *scan, size_t from, size_t end, size_t indent)
{
    struct buf out = {0};
    for (size_t at = from, column = indent; at < end; at++) {
        char c = scan->source.data[at];
        if (c == '\n')
            column = 0;
        if (c == ' ' && column < indent) {
            column++;
            continue;
        }
        if (c != '\n')
            column = indent;
        buf_add_char(&out, c);
    }
    struct str body = arena_copy(&scan->document->strings, str_trim(buf_str(&out)));
    buf_release(&out);
    return body;
}

static void close_line(struct scan *scan, size_t at)
{
    if (scan->open_line == SECTION_TOP)
        return;
    struct section *section = &scan->document->sections[scan->open_line];
    const char *end = scan->source.data + at;
    section->body =
        section->body.data < end
            ? str_trim((struct str){section->body.data, (size_t)(end - section->body.data)})
            : (struct str){0};
    scan->open_line = SECTION_TOP;
}

/* A section for a headline whose first character stands at `at` in the source. */
static size_t add_found(struct scan *scan, struct str heading, struct headline headline, size_t at,
                        struct str body)
{
    bool opens = headline.kind == HEADLINE_CLASS;
    size_t parent = opens || scan->class_line == SECTION_TOP ? scan->owner : scan->class_line;
    struct section section = {
        .level = scan->owner_level + 1 + (parent != scan->owner),
        .parent = parent,
        .heading = heading,
        .body = body,
        .line = document_line(scan->document, scan->source.data + at),
    };
    document_describe(&section, headline);
    document_add(scan->document, section);
    size_t index = scan->document->section_count - 1;
    if (opens)
        scan->class_line = index;
    return index;
}

/* A list item; returns the block to go on with. */
static size_t scan_item(struct scan *scan, size_t index)
{
    const struct block *item = &scan->markup->blocks[index];
    const struct block *text = item + 1;
    if (item->end == index + 1 || text->kind != BLOCK_PARAGRAPH || text->source == MARKUP_NOWHERE)
        return index + 1;
    struct str heading = document_keep_line(scan->document, first_line(block_text(scan, text)));
    struct headline headline = headline_parse(heading, PLACE_LINE);
    if (headline.kind == HEADLINE_NONE)
        return index + 1;
    close_line(scan, line_start(scan->source, item->source));
    size_t start = line_start(scan->source, text->source), end = source_end(scan, item);
    size_t behind = source_behind(scan, text->source, end, str_slice(heading, 0, headline.rest));
    size_t body = skip_separator(scan->source, behind, end);
    if (headline.kind == HEADLINE_CLASS) { /* its entries are the items inside */
        add_found(scan, heading, headline, text->source, (struct str){0});
        return index + 1;
    }
    add_found(scan, heading, headline, text->source,
              dedented(scan, body, end, text->source - start));
    return item->end;
}

/* What follows the cells of code, phrase and name in a row, each under its column's title. */
static struct str row_body(struct scan *scan, size_t row, size_t cell, size_t head)
{
    const struct block *blocks = scan->markup->blocks;
    struct buf out = {0};
    bool titled = head != 0 && blocks[row].end - cell > 1;
    for (size_t i = cell; i < blocks[row].end; i++) {
        size_t title = head + (i - row);
        buf_add_text(&out, out.len ? "\n\n" : "");
        if (titled && title < blocks[head].end) {
            buf_add(&out, block_text(scan, &blocks[title]));
            buf_add_text(&out, ": ");
        }
        buf_add(&out, block_text(scan, &blocks[i]));
    }
    struct str body = arena_copy(&scan->document->strings, buf_str(&out));
    buf_release(&out);
    return body;
}

/* Is this a sentence rather than a name? */
static bool has_stop(struct str text)
{
    static const char *const stops[] = {"。", "，", "；", ". ", ", ", "; ", NULL};
    for (size_t i = 0; stops[i]; i++)
        if (text.len > 0 && memmem(text.data, text.len, stops[i], strlen(stops[i])))
            return true;
    return text.len > 0 && text.data[text.len - 1] == '.';
}

/* A table row whose first or second cell is a code: phrase and name follow in the next cells. */
static void scan_row(struct scan *scan, size_t row, size_t head)
{
    const struct block *blocks = scan->markup->blocks;
    size_t cell = row + 1, end = blocks[row].end;
    struct headline headline = {0};
    for (; cell < end && cell <= row + 2 && headline.kind == HEADLINE_NONE; cell++)
        headline = headline_parse(block_text(scan, &blocks[cell]), PLACE_HEADING);
    if (headline.kind == HEADLINE_NONE || blocks[cell - 1].source == MARKUP_NOWHERE)
        return;
    size_t code_cell = cell - 1;
    struct buf line = {0};
    buf_add(&line, block_text(scan, &blocks[code_cell]));
    for (int more = 0; cell < end && more < 2; cell++, more++) {
        size_t before = line.len;
        buf_add_char(&line, ' ');
        buf_add(&line, block_text(scan, &blocks[cell]));
        struct headline longer = headline_parse(buf_str(&line), PLACE_LINE);
        bool grown = longer.phrase.len > headline.phrase.len || longer.name.len > headline.name.len;
        bool taken = longer.kind == headline.kind && grown && headline.name.len == 0 &&
                     longer.name.len <= NAME_LIMIT && !has_stop(longer.name);
        if (!taken) {
            buf_cut(&line, before);
            break;
        }
        headline = longer;
    }
    struct str heading = document_keep_line(scan->document, buf_str(&line));
    buf_release(&line);
    headline = headline_parse(heading, PLACE_HEADING);
    size_t source = blocks[code_cell].source;
    close_line(scan, line_start(scan->source, source));
    add_found(scan, heading, headline, source, row_body(scan, row, cell, head));
}

static size_t scan_table(struct scan *scan, size_t index)
{
    const struct block *blocks = scan->markup->blocks;
    size_t head = 0;
    for (size_t row = index + 1; row < blocks[index].end; row = blocks[row].end) {
        if (blocks[row].kind == BLOCK_ROW && blocks[row].number)
            head = row;
        else if (blocks[row].kind == BLOCK_ROW)
            scan_row(scan, row, head);
    }
    return blocks[index].end;
}

/* The lines of a paragraph, as they stand in the source. */
static void scan_paragraph(struct scan *scan, const struct block *block)
{
    if (block->source == MARKUP_NOWHERE)
        return;
    size_t end = source_end(scan, block);
    for (size_t at = line_start(scan->source, block->source), next; at < end; at = next) {
        const char *newline = memchr(scan->source.data + at, '\n', end - at);
        next = newline ? (size_t)(newline - scan->source.data) + 1 : end;
        struct str line = str_trim(str_slice(scan->source, at, next));
        if (line.len > 0 && line.data[line.len - 1] == '\\') /* a hard break */
            line.len--;
        struct str heading = document_plain(scan->document, line);
        struct headline headline = headline_parse(heading, PLACE_LINE);
        if (headline.kind == HEADLINE_NONE && scan->open_line == SECTION_TOP)
            buf_add(&scan->rest, str_slice(scan->source, at, next));
        if (headline.kind == HEADLINE_NONE)
            continue;
        close_line(scan, at);
        bool class = headline.kind == HEADLINE_CLASS;
        size_t behind = source_behind(scan, at, next, str_slice(heading, 0, headline.rest));
        size_t body = class ? next : skip_separator(scan->source, behind, next);
        scan->open_line =
            add_found(scan, heading, headline, at, str_slice(scan->source, body, body));
    }
}

static void scan_blocks(struct scan *scan, size_t from, size_t end)
{
    size_t next;
    for (size_t i = from; i < end; i = next) {
        const struct block *block = &scan->markup->blocks[i];
        next = i + 1;
        if (block->kind == BLOCK_ITEM)
            next = scan_item(scan, i);
        else if (block->kind == BLOCK_TABLE)
            next = scan_table(scan, i);
        else if (block->kind == BLOCK_PARAGRAPH && block->depth == 0)
            scan_paragraph(scan, block);
    }
}

/* The outermost blocks, a list item by item; those without entries are text. */
static void scan_body(struct scan *scan)
{
    size_t next;
    for (size_t i = 0; i < scan->markup->block_count; i = next) {
        const struct block *block = &scan->markup->blocks[i];
        bool list = block->kind == BLOCK_LIST, paragraph = block->kind == BLOCK_PARAGRAPH;
        size_t before = scan->document->section_count;
        next = list ? i + 1 : block->end;
        scan_blocks(scan, i, next);
        bool is_text = !list && !paragraph && scan->document->section_count == before;
        if (is_text && scan->open_line == SECTION_TOP && block->source != MARKUP_NOWHERE)
            buf_add(&scan->rest,
                    str_slice(scan->source, source_start(scan, block), source_end(scan, block)));
    }
    close_line(scan, scan->source.len);
}

/* Could any line of the body begin with a code? Cheap, so that prose is not parsed for nothing. */
static bool may_hold_entries(struct str body)
{
    enum { LEAD_IN = 16 }; /* bytes: "HTTP 404", "状态码：404", bullets such as • */
    size_t before = 0;     /* in this line or cell, but for blanks and markup */
    for (size_t i = 0; i < body.len; i++) {
        char c = body.data[i];
        if (c == '\n' || c == '|')
            before = 0;
        else if (before < LEAD_IN && c >= '0' && c <= '9')
            return true;
        else
            before += !strchr(" \t*-+>`_~[#\\.)", c);
    }
    return false;
}

/* Adds the sections found in the body of the owner, and leaves the owner what is in none of them.
 */
static void scan_source(struct document *document, struct str body, size_t owner, int level)
{
    if (!may_hold_entries(body))
        return;
    size_t before = document->section_count;
    struct markup markup;
    markup_parse(&markup, body);
    if (markup.cut != MARKUP_NOWHERE && document->cut_line == 0)
        document->cut_line = document_line(document, body.data + markup.cut);
    struct scan scan = {
        .document = document,
        .markup = &markup,
        .source = body,
        .owner = owner,
        .owner_level = level,
        .class_line = SECTION_TOP,
        .open_line = SECTION_TOP,
    };
    scan_body(&scan);
    if (owner != SECTION_TOP && document->section_count > before) {
        document->sections[owner].body = arena_copy(&document->strings, buf_str(&scan.rest));
        document->sections[owner].body_line = 0;
    }
    buf_release(&scan.rest);
    markup_release(&markup);
}

/* A list or table is prose about codes, not a list of entries, where headings below define them. */
static void mark_with_entries(const struct section *sections, size_t count, bool *has_entries)
{
    for (size_t i = 0; i < count; i++)
        for (size_t up = sections[i].kind == SECTION_ENTRY ? sections[i].parent : SECTION_TOP;
             up != SECTION_TOP && !has_entries[up]; up = sections[up].parent)
            has_entries[up] = true;
}

void document_scan_blocks(struct document *document, size_t start)
{
    struct section *old = document->sections;
    size_t count = document->section_count;
    struct str text = buf_str(&document->text);
    document->sections = NULL;
    document->section_count = document->section_capacity = 0;
    bool *has_entries = mem_new(count + 1, sizeof *has_entries);
    size_t *moved = mem_new(count + 1, sizeof *moved);
    mark_with_entries(old, count, has_entries);
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any = any || old[i].kind == SECTION_ENTRY;
    if (!any) /* what stands before the first heading */
        scan_source(document, str_slice(text, start, count ? document->first_heading : text.len),
                    SECTION_TOP, 0);
    for (size_t i = 0; i < count; i++) {
        struct section section = old[i];
        if (section.parent != SECTION_TOP)
            section.parent = moved[section.parent];
        moved[i] = document->section_count;
        document_add(document, section);
        if (section.kind == SECTION_ENTRY || has_entries[i])
            continue;
        scan_source(document, section.body, moved[i], section.level);
    }
    free(moved);
    free(has_entries);
    free(old);
}
