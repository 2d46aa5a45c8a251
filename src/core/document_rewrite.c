/* Forms of notes that the Markdown parser would not look into for entries (quotations, HTML tables,
 * lines that only <br> divides, lists that are indented like code, macros), written as it would.
 * The text keeps its length and its lines, so that places in it stay known. */
#include "core/document_parts.h"
#include "core/emphasis.h"
#include "core/headline_parts.h"

#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

/* --- Lines --- */

/* The offset behind the line that starts at `at`, without its newline. */
static size_t line_end(struct str text, size_t at)
{
    const char *end = at < text.len ? memchr(text.data + at, '\n', text.len - at) : NULL;
    return end ? (size_t)(end - text.data) : text.len;
}

static size_t indentation(struct str line)
{
    size_t at = 0;
    while (at < line.len && line.data[at] == ' ')
        at++;
    return at;
}

static bool is_blank(struct str line)
{
    return str_trim(line).len == 0;
}

static bool is_fence(struct str line)
{
    line = str_trim(line);
    return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

/* --- Quotations --- */

static bool is_all_quoted(struct str body)
{
    for (size_t at = 0, end; at < body.len; at = end + 1) {
        end = line_end(body, at);
        struct str line = str_trim(str_slice(body, at, end));
        if (line.len > 0 && line.data[0] != '>')
            return false;
    }
    return true;
}

static bool unquote(struct buf *text)
{
    if (!is_all_quoted(buf_str(text)))
        return false;
    for (size_t at = 0; at < text->len; at = line_end(buf_str(text), at) + 1) {
        size_t mark = at;
        while (mark < text->len && mark < at + 3 && text->data[mark] == ' ')
            mark++;
        if (mark < text->len && text->data[mark] == '>')
            text->data[mark] = ' ';
    }
    return true;
}

/* --- Indented notes --- */

static bool begins_with_number(struct str line)
{
    struct headline headline;
    size_t at = skip_lead(line, 0);
    return numbers_at(line, at, &headline) > at;
}

/* Lines without an empty one between them, at [from, to) of the text. */
struct chunk {
    size_t from, to;
    size_t indent; /* of the line that is indented least */
};

static struct chunk chunk_at(struct str text, size_t at)
{
    struct chunk chunk = {at, at, SIZE_MAX};
    for (size_t end; chunk.to < text.len; chunk.to = end + 1) {
        end = line_end(text, chunk.to);
        struct str line = str_slice(text, chunk.to, end);
        if (is_blank(line))
            break;
        if (indentation(line) < chunk.indent)
            chunk.indent = indentation(line);
    }
    return chunk;
}

/* Are there at least two lines, and do all that are indented least begin with a code or class? Then
 * it is no code. */
static bool is_indented_list(struct str text, const struct chunk *chunk)
{
    size_t lines = 0;
    if (chunk->indent < 4)
        return false;
    for (size_t at = chunk->from, end; at < chunk->to; at = end + 1) {
        end = line_end(text, at);
        struct str line = str_slice(text, at, end);
        if (indentation(line) == chunk->indent && !begins_with_number(str_trim(line)))
            return false;
        lines++;
    }
    return lines >= 2;
}

/* Puts the newlines before the lines behind their indentation. */
static void unindent_chunk(struct buf *text, const struct chunk *chunk)
{
    for (size_t at = chunk->from, end; at < chunk->to && at < text->len; at = end + 1) {
        end = line_end(buf_str(text), at);
        if (at > 0)
            text->data[at - 1] = ' ';
        text->data[at + chunk->indent - 1] = '\n';
    }
}

static bool is_item(struct str line)
{
    size_t from = indentation(line), at = from;
    while (at < line.len && line.data[at] >= '0' && line.data[at] <= '9')
        at++;
    bool mark = at < line.len && strchr(at > from ? ".)" : "-*+", line.data[at]);
    return mark && at + 1 < line.len && line.data[at + 1] == ' ';
}

static bool unindent(struct buf *text)
{
    bool changed = false, in_list = false, fenced = false;
    for (size_t at = 0; at < text->len;) {
        struct str all = buf_str(text);
        size_t end = line_end(all, at);
        struct str line = str_slice(all, at, end);
        struct chunk chunk = chunk_at(all, at);
        if (!fenced && !in_list && is_indented_list(all, &chunk)) {
            unindent_chunk(text, &chunk);
            changed = true;
        }
        for (; chunk.from < chunk.to; chunk.from = end + 1) {
            end = line_end(all, chunk.from);
            line = str_slice(all, chunk.from, end);
            fenced ^= is_fence(line);
            in_list = indentation(line) < 4 ? is_item(line) || (in_list && indentation(line) > 0)
                                            : in_list;
        }
        at = chunk.to > at ? chunk.to : end + 1;
    }
    return changed;
}

/* --- HTML --- */

static bool has_tag(struct str text, size_t at, const char *name)
{
    size_t len = strlen(name);
    return at + len < text.len && strncasecmp(text.data + at, name, len) == 0 &&
           strchr(" >\t\n/", text.data[at + len]);
}

/* The first tag of this name at or behind `at`, or the end. */
static size_t find_tag(struct str text, size_t at, const char *name)
{
    while (at < text.len) {
        const char *open = memchr(text.data + at, '<', text.len - at);
        at = open ? (size_t)(open - text.data) : text.len;
        if (open && has_tag(text, at, name))
            return at;
        at += open != NULL;
    }
    return text.len;
}

/* The offset behind the tag at `at`; not far off where it is not closed. */
static size_t tag_end(struct str text, size_t at)
{
    enum { LONGEST = 500 };
    size_t limit = text.len - at < LONGEST ? text.len - at : LONGEST;
    const char *close = memchr(text.data + at, '>', limit);
    return close ? (size_t)(close - text.data) + 1 : at + limit;
}

/* The content of a cell of a table in HTML. */
struct html_cell {
    size_t from, to;
    bool first; /* of its row */
};

struct html_table {
    size_t from, to; /* with its tags */
    struct html_cell *cells;
    size_t count, capacity;
    size_t titles, columns; /* cells of the first row, and of the widest */
};

static bool ends_cell(struct str text, size_t at)
{
    static const char *const tags[] = {"</td", "</th", "<td", "<th", "<tr", "</tr", "</table"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (has_tag(text, at, tags[i]))
            return true;
    return false;
}

static void find_cells(struct str text, struct html_table *table)
{
    bool first = true;
    for (size_t at = table->from; at < table->to;) {
        bool cell = has_tag(text, at, "<td") || has_tag(text, at, "<th");
        first = first || has_tag(text, at, "<tr");
        at = text.data[at] == '<' && cell ? tag_end(text, at) : at + 1;
        if (!cell)
            continue;
        struct html_cell found = {at, at, first};
        while (found.to < table->to && !ends_cell(text, found.to))
            found.to++;
        if (found.to == table->to)
            break;
        table->cells = mem_grow(table->cells, &table->capacity, table->count, sizeof *table->cells);
        table->cells[table->count++] = found;
        first = false;
        at = found.to;
    }
}

/* How many cells the first row has, and the widest. */
static void count_columns(struct html_table *table)
{
    size_t columns = 0;
    for (size_t i = 0; i < table->count; i++) {
        columns = table->cells[i].first ? 1 : columns + 1;
        if (columns > table->columns)
            table->columns = columns;
        if (i + 1 == table->count || table->cells[i + 1].first)
            table->titles = table->titles ? table->titles : i + 1;
    }
}

/* Where the rest of the first row and the line below it have their place, between that row and the
 * second; 0 where there is not enough. */
static size_t delimiter_at(const struct html_table *table)
{
    size_t titles = table->titles, from = titles ? table->cells[titles - 1].to + 1 : 0;
    size_t to = titles < table->count ? table->cells[titles].from - 2 : table->to - 2;
    size_t missing = table->columns - titles;
    return titles && to >= from + missing + 2 * table->columns + 2 ? from : 0;
}

static void write_delimiter(struct buf *text, const struct html_table *table, size_t at)
{
    for (size_t i = table->titles; i < table->columns; i++)
        text->data[at++] = '|';
    text->data[at++] = '\n';
    for (size_t i = 0; i <= 2 * table->columns; i++)
        text->data[at++] = i % 2 ? '-' : '|';
}

static void write_cell(struct buf *text, const struct html_cell *cell)
{
    text->data[cell->to] = '|';
    if (cell->first)
        memcpy(text->data + cell->from - 2, "\n|", 2);
    for (size_t i = cell->from; i < cell->to; i++)
        if (strchr("\n|", text->data[i]))
            text->data[i] = text->data[i] == '|' ? '/' : ' ';
}

static void write_table(struct buf *text, const struct html_table *table, size_t delimiter)
{
    size_t done = table->from;
    for (size_t i = 0; i < table->count; i++) {
        const struct html_cell *cell = &table->cells[i];
        memset(text->data + done, ' ', cell->from - done);
        write_cell(text, cell);
        done = cell->to + 1;
    }
    memset(text->data + done, ' ', table->to - done);
    memset(text->data + table->from, '\n', 2);
    memset(text->data + table->to - 2, '\n', 2);
    write_delimiter(text, table, delimiter);
}

/* The table whose tag is at `at`; returns where to go on. */
static size_t rewrite_table(struct buf *text, size_t at, bool *changed)
{
    struct str all = buf_str(text);
    struct html_table table = {.from = at, .to = tag_end(all, find_tag(all, at, "</table"))};
    find_cells(all, &table);
    count_columns(&table);
    size_t delimiter = delimiter_at(&table);
    if (delimiter > 0)
        write_table(text, &table, delimiter);
    *changed = *changed || delimiter > 0;
    free(table.cells);
    return table.to;
}

static bool breaks_line(struct str text, size_t at)
{
    static const char *const tags[] = {"</li", "</p",  "</dd", "</h1", "</h2",
                                       "</h3", "</h4", "</h5", "</h6", "</div"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (has_tag(text, at, tags[i]))
            return true;
    return false;
}

/* A tag in a line: one that ends something, or <br> before a code, becomes the end of the line. */
static bool rewrite_tag(struct buf *text, size_t at, size_t end)
{
    struct str line = {text->data, end};
    bool br = has_tag(line, at, "<br"), ends = breaks_line(line, at);
    if (!br && !ends && !has_tag(line, at, "</dt"))
        return false;
    size_t behind = tag_end(line, at), next = behind;
    while (next < end && text->data[next] == ' ')
        next++;
    bool code = next < end && text->data[next] >= '0' && text->data[next] <= '9';
    if (text->data[behind - 1] != '>' || (br ? !code : ends && next == end))
        return false;
    memset(text->data + at, ' ', behind - at);
    if (br || ends)
        text->data[behind - 1] = '\n';
    return true;
}

static bool rewrite_line(struct buf *text, size_t at, size_t end)
{
    bool changed = false;
    if (memchr(text->data + at, '|', end - at)) /* the cells of a table */
        return false;
    for (const char *open; at < end && (open = memchr(text->data + at, '<', end - at)) != NULL;) {
        at = (size_t)(open - text->data);
        changed = rewrite_tag(text, at, end) || changed;
        at++;
    }
    return changed;
}

static bool rewrite_html(struct buf *text)
{
    bool changed = false, fenced = false;
    for (size_t at = 0, end; at < text->len; at = end + 1) {
        struct str all = buf_str(text);
        end = line_end(all, at);
        struct str line = str_slice(all, at, end);
        fenced ^= is_fence(line);
        size_t table = fenced ? line.len : find_tag(line, 0, "<table");
        if (table < line.len)
            end = rewrite_table(text, at + table, &changed) - 1;
        else if (!fenced && memchr(line.data, '<', line.len))
            changed = rewrite_line(text, at, end) || changed;
    }
    return changed;
}

/* --- Macros --- */

/* The last argument of a macro, without its quotes: the text that it shows. */
static struct str last_argument(struct str arguments)
{
    const char *comma = arguments.len > 0 ? memrchr(arguments.data, ',', arguments.len) : NULL;
    size_t from = comma ? (size_t)(comma - arguments.data) + 1 : 0;
    struct str last = str_trim(str_slice(arguments, from, arguments.len));
    bool quoted =
        last.len >= 2 && strchr("\"'", last.data[0]) && last.data[last.len - 1] == last.data[0];
    return quoted ? str_slice(last, 1, last.len - 1) : last;
}

/* {{HTTPStatus("404", "404 Not Found")}}, as pages of MDN name codes: what it shows, with blanks at
 * the end of the line. */
static bool rewrite_macros(struct buf *text)
{
    static const char macro[] = "{{HTTPStatus(";
    bool changed = false;
    for (size_t at = 0; at + sizeof macro < text->len; at++) {
        const char *open = memchr(text->data + at, '{', text->len - at);
        if (!open)
            break;
        at = (size_t)(open - text->data);
        size_t from = at + sizeof macro - 1, end = line_end(buf_str(text), at);
        if (from >= end || strncasecmp(open, macro, sizeof macro - 1) != 0)
            continue;
        const char *close = memmem(text->data + from, end - from, ")}}", 3);
        if (!close)
            continue;
        size_t behind = (size_t)(close - text->data);
        struct str shown = last_argument(str_slice(buf_str(text), from, behind));
        memmove(text->data + at, shown.data, shown.len);
        at += shown.len;
        memmove(text->data + at, text->data + behind + 3, end - behind - 3);
        memset(text->data + at + (end - behind - 3), ' ', behind + 3 - at);
        changed = true;
    }
    return changed;
}

char *rewrite_body(struct str body)
{
    struct buf text = {0};
    buf_add(&text, body);
    bool quoted = unquote(&text);
    bool html = body.len > 0 && memchr(body.data, '<', body.len) && rewrite_html(&text);
    bool macros = rewrite_macros(&text), indented = unindent(&text);
    /* The parser mends this too, but here places in the text are looked for. */
    bool bold = text.len > 0 && emphasis_mend(text.data, text.len);
    if (quoted || html || macros || indented || bold)
        return buf_detach(&text);
    buf_release(&text);
    return NULL;
}
