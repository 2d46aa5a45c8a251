/* A note's text by itself, and the lines of the file that it stands in. */
#include "core/document.h"
#include "core/mem.h"
#include "core/note_parts.h"

#include <stdlib.h>

enum {
    LOWEST = 6,   /* level of headings */
    ROUNDS = 100, /* of normalising */
};

bool note_is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* The offset behind the line end at `at`: CR, LF or both. */
static size_t behind_line_end(struct str text, size_t at)
{
    return at + (text.data[at] == '\r' && at + 1 < text.len && text.data[at + 1] == '\n' ? 2 : 1);
}

/* The offset of the line behind the one that holds `at`; the text's length for the last. */
size_t note_next_line(struct str text, size_t at)
{
    while (at < text.len && !note_is_line_end(text.data[at]))
        at++;
    return at < text.len ? behind_line_end(text, at) : at;
}

size_t note_behind_mark(struct str file)
{
    return str_starts(file, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

void note_view_open(struct note_view *view, struct str file)
{
    size_t capacity = 0;
    *view = (struct note_view){.file = file};
    view->document = document_parse("", file, NULL);
    view->sections = document_sections(view->document, &view->count);
    for (size_t at = note_behind_mark(file);;) {
        view->starts = mem_grow(view->starts, &capacity, view->lines, sizeof *view->starts);
        view->starts[view->lines++] = at;
        if (at >= file.len)
            break;
        at = note_next_line(file, at);
    }
}

void note_view_close(struct note_view *view)
{
    document_free(view->document);
    free(view->starts);
}

size_t note_line_start(const struct note_view *view, size_t line)
{
    return line <= view->lines ? view->starts[line - 1] : view->file.len;
}

struct str note_line(struct str text, size_t from)
{
    size_t end = from;
    while (end < text.len && !note_is_line_end(text.data[end]))
        end++;
    return str_slice(text, from, end);
}

/* Is the section opened by a heading with signs before it ("## …")? */
static bool has_signs(const struct note_view *view, const struct section *section)
{
    struct str line = note_line(view->file, note_line_start(view, section->line));
    size_t at = 0;
    while (at < 3 && at < line.len && line.data[at] == ' ')
        at++;
    return at < line.len && line.data[at] == '#';
}

bool note_is_native(const struct note_view *view, size_t i)
{
    const struct section *section = &view->sections[i];
    bool alone = (i == 0 || section[-1].line != section->line) &&
                 (i + 1 == view->count || section[1].line > section->line);
    return alone && (has_signs(view, section) || section->body_line == section->line + 2);
}

struct note_region note_region(const struct note_view *view, size_t i)
{
    const struct section *section = &view->sections[i];
    size_t behind = has_signs(view, section) ? 1 : 2;
    struct note_region region = {.from = note_line_start(view, section->line),
                                 .body = note_line_start(view, section->line + behind),
                                 .end = view->file.len};
    if (i + 1 < view->count)
        region.end = note_line_start(view, section[1].line);
    region.text = region.body;
    for (size_t next; region.text < region.end; region.text = next) {
        next = note_next_line(view->file, region.text);
        if (str_trim(str_slice(view->file, region.text, next)).len > 0)
            break;
    }
    struct str text = str_slice(view->file, region.text, region.end);
    struct str trimmed = str_trim(text);
    region.text_end =
        trimmed.len ? (size_t)(trimmed.data + trimmed.len - view->file.data) : region.text;
    return region;
}

void note_add_lines(struct buf *out, struct str text, const char *line_end)
{
    for (size_t at = 0, next; at < text.len; at = next) {
        struct str line = note_line(text, at);
        next = note_next_line(text, at);
        buf_add(out, line);
        if (next > at + line.len)
            buf_add_text(out, line_end);
    }
}

/* Normalising. */

/* How many of the sign stand together at most. */
static size_t longest_run(struct str text, char sign)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.data[i] == sign ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* The k-th line that may be needed to close what is open at the end of a text: none, or a fence
 * that is long enough for any in it. False behind the last. */
bool note_closing_line(struct str text, size_t k, struct buf *out)
{
    static const char signs[] = {'`', '~'};
    buf_cut(out, 0);
    if (k == 0 || k > sizeof signs)
        return k == 0;
    size_t run = longest_run(text, signs[k - 1]);
    for (size_t i = 0; i < run || i < 3; i++)
        buf_add_char(out, signs[k - 1]);
    return true;
}

/* The text as a section, with another behind it; the line of that. */
static size_t make_probe(struct buf *probe, struct str text, int level)
{
    size_t lines = 3;
    buf_cut(probe, 0);
    buf_add_format(probe, "%.*s 404 Not Found\n\n%.*s", level, "######", STR_ARG(text));
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n';
    buf_add_format(probe, "\n\n%.*s 405 Method Not Allowed\n", level, "######");
    return lines + 2;
}

static bool is_closed(struct str text, int level)
{
    struct buf probe = {0};
    struct note_view view;
    size_t line = make_probe(&probe, text, level);
    note_view_open(&view, buf_str(&probe));
    bool closed = view.count > 1 && view.sections[view.count - 1].line == line;
    note_view_close(&view);
    buf_release(&probe);
    return closed;
}

static bool close_text(struct buf *text, int level)
{
    struct buf line = {0};
    size_t len = text->len;
    bool closed = false;
    for (size_t k = 0; !closed && note_closing_line(str_slice(buf_str(text), 0, len), k, &line);
         k++) {
        buf_cut(text, len);
        if (line.len > 0)
            buf_add_format(text, "\n%s", line.data);
        closed = is_closed(buf_str(text), level);
    }
    buf_release(&line);
    return closed;
}

/* What makes a line of the text the heading of a section. */
enum heading { HEADING_NONE, HEADING_HIGH, HEADING_UNDERLINED, HEADING_LOW };

static size_t count_signs(struct str line, size_t *at)
{
    const char *sign = line.len ? memchr(line.data, '#', line.len) : NULL;
    *at = sign ? (size_t)(sign - line.data) : line.len;
    size_t end = *at;
    while (end < line.len && line.data[end] == '#')
        end++;
    return end - *at;
}

static bool is_underline(struct str line)
{
    struct str mark = str_trim(line);
    for (size_t i = 0; i < mark.len; i++)
        if (mark.data[i] != mark.data[0])
            return false;
    return mark.len > 0 && (mark.data[0] == '=' || mark.data[0] == '-');
}

/* The heading at `at` of the text. Where the loader took entries from its body, the line has to
 * tell of what kind it is. */
static enum heading heading_of(struct str text, size_t at, const struct section *section, int level)
{
    struct str line = note_line(text, at);
    size_t sign, signs = count_signs(line, &sign);
    bool known = section->body_line > 0;
    bool first = str_trim(str_slice(line, 0, sign)).len == 0;
    if (signs > 0 && (known ? section->body_line == section->line + 1 : first))
        return (int)signs <= level && level < LOWEST ? HEADING_HIGH : HEADING_LOW;
    bool underlined = is_underline(note_line(text, note_next_line(text, at)));
    return underlined && section->body_line != section->line + 1 ? HEADING_UNDERLINED
                                                                 : HEADING_NONE;
}

/* Appends the line so that it opens no section. */
static void add_defused(struct buf *out, struct str line, enum heading heading, int level)
{
    size_t at, signs = count_signs(line, &at);
    if (heading == HEADING_UNDERLINED)
        at = line.len;
    buf_add(out, str_slice(line, 0, at));
    for (size_t i = signs; heading == HEADING_HIGH && i <= (size_t)level; i++)
        buf_add_char(out, '#');
    if (heading != HEADING_HIGH)
        buf_add_char(out, heading == HEADING_LOW ? '\\' : '\n');
    buf_add(out, str_slice(line, at, line.len));
}

/* Changes the lines of the text that open a section, of the given kinds; false when there is none.
 */
static bool defuse(struct str text, const struct note_view *probe, int level, bool low,
                   struct buf *out)
{
    size_t next, line = 3, i = 1;
    bool changed = false;
    for (size_t at = 0; at < text.len; at = next, line++) {
        struct str content = note_line(text, at);
        enum heading heading = HEADING_NONE;
        next = note_next_line(text, at);
        while (i < probe->count && probe->sections[i].line < line)
            i++;
        if (i < probe->count && probe->sections[i].line == line)
            heading = heading_of(text, at, &probe->sections[i], level);
        if (heading == HEADING_NONE || low != (heading == HEADING_LOW)) {
            buf_add(out, str_slice(text, at, next));
            continue;
        }
        add_defused(out, content, heading, level);
        buf_add(out, str_slice(text, at + content.len, next));
        changed = true;
    }
    return changed;
}

/* Does the text stand by itself in a section of this level? Else *out is a better one. */
static bool is_normal(struct str text, int level, struct buf *out, bool *stuck)
{
    struct buf probe = {0};
    struct note_view view;
    make_probe(&probe, text, level);
    note_view_open(&view, buf_str(&probe));
    bool normal = view.count == 2;
    buf_cut(out, 0);
    bool changed = !normal && defuse(text, &view, level, false, out);
    /* What stands below a heading that is too high may be harmless without it. */
    if (!normal && !changed) {
        buf_cut(out, 0);
        changed = defuse(text, &view, level, true, out);
    }
    *stuck = !normal && !changed;
    note_view_close(&view);
    buf_release(&probe);
    return normal;
}

static void trim_text(struct buf *text, struct str given)
{
    size_t from = 0, next;
    for (; from < given.len; from = next) {
        next = note_next_line(given, from);
        if (str_trim(str_slice(given, from, next)).len > 0)
            break;
    }
    size_t end = given.len;
    while (end > from && strchr(" \t\r\n", given.data[end - 1]))
        end--;
    note_add_lines(text, str_slice(given, from, end), "\n");
}

bool note_normalise(struct buf *text, struct str given, int level)
{
    struct buf better = {0};
    bool stuck = false, normal = false;
    trim_text(text, given);
    for (int i = 0; !normal && !stuck && i < ROUNDS; i++) {
        stuck = !close_text(text, level);
        if (stuck || (normal = is_normal(buf_str(text), level, &better, &stuck)))
            break;
        struct buf worse = *text;
        *text = better;
        better = worse;
    }
    buf_release(&better);
    return normal;
}
