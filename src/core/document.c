#include "core/document.h"
#include "core/document_parts.h"
#include "core/encoding.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

const char *document_name(const struct document *document)
{
    return document->name;
}

const char *document_encoding(const struct document *document)
{
    return document->encoding;
}

bool document_is_blank(const struct document *document)
{
    return document->blank;
}

size_t document_cut_line(const struct document *document)
{
    return document->cut_line;
}

const struct section *document_sections(const struct document *document, size_t *count)
{
    *count = document->section_count;
    return document->sections;
}

bool document_has_entries(const struct document *document)
{
    for (size_t i = 0; i < document->section_count; i++)
        if (document->sections[i].kind == SECTION_ENTRY)
            return true;
    return false;
}

const struct facts *section_facts(const struct registry *registry, const struct section *entry)
{
    const struct facts *facts = registry_meant(registry, entry->code, entry->tag, entry->phrase);
    bool free_number = entry->code < 100 || entry->code >= 600;
    bool said = entry->phrase.len > 0 || entry->name.len > 0;
    if (!facts || !free_number || !said || registry_origin(registry, entry->tag))
        return facts;
    return registry_phrase_at(registry, entry->code, entry->phrase) > 0 ? facts : NULL;
}

struct section *document_add(struct document *document, struct section section)
{
    document->sections = mem_grow(document->sections, &document->section_capacity,
                                  document->section_count, sizeof *document->sections);
    struct section *added = &document->sections[document->section_count++];
    *added = section;
    return added;
}

/* Newlines in [from, to). */
static size_t count_newlines(const char *from, const char *to)
{
    size_t count = 0;
    while (from < to && (from = memchr(from, '\n', (size_t)(to - from)))) {
        from++;
        count++;
    }
    return count;
}

size_t document_line(struct document *document, const char *at)
{
    struct line_counter *counter = &document->lines;
    if (at >= counter->at)
        counter->line += count_newlines(counter->at, at);
    else
        counter->line -= count_newlines(at, counter->at);
    counter->at = at;
    return counter->line;
}

/* One line of the text without its newline; *next is where the one after it starts. */
static struct str line_at(struct str text, size_t at, size_t *next)
{
    const char *end = memchr(text.data + at, '\n', text.len - at);
    size_t stop = end ? (size_t)(end - text.data) : text.len;
    *next = end ? stop + 1 : text.len;
    return str_slice(text, at, stop);
}

/* Does the line set something, as the first of front matter does? Prose below a rule does not. */
static bool is_setting(struct str line, char sign)
{
    size_t at = 0;
    while (at < line.len && line.data[at] != sign && line.data[at] != ' ')
        at++;
    return (line.len > 0 && line.data[0] == '#') || sign == '=' ||
           (at > 0 && at < line.len && line.data[at] == sign);
}

/* The offset behind a block of front matter, YAML between --- or TOML between +++, or 0. */
static size_t front_matter(struct str text)
{
    size_t next, at;
    struct str fence = str_trim(line_at(text, 0, &next));
    bool yaml = str_equal(fence, STR("---"));
    if (!yaml && !str_equal(fence, STR("+++")))
        return 0;
    if (!is_setting(str_trim(line_at(text, next, &at)), yaml ? ':' : '='))
        return 0;
    for (at = next; at < text.len; at = next) {
        struct str line = str_trim(line_at(text, at, &next));
        if (str_equal(line, fence) || (yaml && str_equal(line, STR("..."))))
            return next;
    }
    return 0;
}

/* What the scanner of headings has to remember from line to line. */
struct scanner {
    char fence;     /* the character of the open code fence, or 0 */
    size_t fences;  /* how many of it */
    bool in_list;   /* the last line at the margin was a list item */
    bool paragraph; /* the line before could be the text of a setext heading */
    size_t before;  /* where it starts */
};

static size_t indentation(struct str line)
{
    size_t at = 0;
    while (at < line.len && line.data[at] == ' ')
        at++;
    return at;
}

static size_t count_of(struct str line, size_t at, char c)
{
    size_t from = at;
    while (at < line.len && line.data[at] == c)
        at++;
    return at - from;
}

/* Opens and closes code fences; true while the line belongs to one. */
static bool in_fence(struct scanner *scanner, struct str line)
{
    size_t at = indentation(line);
    char c = at < line.len ? line.data[at] : '\0';
    bool indented = at > 3 && !scanner->in_list; /* a code block without fences */
    size_t run = (c == '`' || c == '~') && !indented ? count_of(line, at, c) : 0;
    if (scanner->fence) {
        if (c == scanner->fence && run >= scanner->fences &&
            str_trim(str_slice(line, at + run, line.len)).len == 0)
            scanner->fence = '\0';
        return true;
    }
    bool info_has_tick =
        c == '`' && at + run < line.len && memchr(line.data + at + run, '`', line.len - at - run);
    if (run < 3 || info_has_tick)
        return false;
    scanner->fence = c;
    scanner->fences = run;
    return true;
}

static bool is_list_item(struct str line)
{
    size_t at = indentation(line), digits = at;
    while (digits < line.len && line.data[digits] >= '0' && line.data[digits] <= '9')
        digits++;
    if (digits > at && digits < line.len && (line.data[digits] == '.' || line.data[digits] == ')'))
        at = digits;
    else if (at >= line.len || !strchr("-*+", line.data[at]))
        return false;
    return at + 1 >= line.len || line.data[at + 1] == ' ' || line.data[at + 1] == '\t';
}

/* The level of an ATX heading ("## text"), its text in *content; 0 for other lines. */
static int atx_level(struct str line, struct str *content)
{
    size_t at = indentation(line);
    size_t level = count_of(line, at, '#');
    if (at > 3 || level < 1 || level > 6)
        return 0;
    if (at + level < line.len && line.data[at + level] != ' ' && line.data[at + level] != '\t')
        return 0;
    *content = str_trim(str_slice(line, at + level, line.len));
    size_t end = content->len;
    while (end > 0 && content->data[end - 1] == '#')
        end--;
    if (end == 0 || content->data[end - 1] == ' ')
        *content = str_trim(str_slice(*content, 0, end));
    return (int)level;
}

/* The level of the setext underline that this line is, or 0. */
static int setext_level(const struct scanner *scanner, struct str line)
{
    struct str mark = str_trim(line);
    if (!scanner->paragraph || mark.len == 0 || indentation(line) > 3 ||
        !strchr("=-", mark.data[0]) || count_of(mark, 0, mark.data[0]) != mark.len)
        return 0;
    return mark.data[0] == '=' ? 1 : mark.len >= 2 ? 2 : 0;
}

/* Does the line begin as most do, with a letter or a character beyond ASCII? */
static bool begins_plainly(struct str line)
{
    unsigned char c = line.len > 0 ? (unsigned char)line.data[0] : 0;
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Notes what the line is to the line after it. */
static void remember(struct scanner *scanner, struct str line, size_t at)
{
    scanner->before = at;
    if (begins_plainly(line) || line.len == 0) {
        scanner->in_list = scanner->in_list && line.len == 0;
        scanner->paragraph = line.len > 0;
        return;
    }
    bool empty = str_trim(line).len == 0;
    bool item = is_list_item(line);
    if (item)
        scanner->in_list = true;
    else if (!empty && indentation(line) == 0)
        scanner->in_list = false;
    scanner->paragraph = !empty && !item && !scanner->in_list && indentation(line) < 4 &&
                         !strchr(">|", line.data[indentation(line)]);
}

static void blank_out(char *text, size_t len, char c)
{
    for (char *end = text + len; text < end && (text = memchr(text, c, (size_t)(end - text)));)
        *text++ = ' ';
}

struct str document_keep_line(struct document *document, struct str line)
{
    char *copy = arena_alloc(&document->strings, line.len + 1);
    if (line.len > 0)
        memcpy(copy, line.data, line.len);
    blank_out(copy, line.len, '\t');
    blank_out(copy, line.len, '\n');
    return (struct str){copy, line.len};
}

struct str document_plain(struct document *document, struct str line)
{
    struct buf plain = {0};
    markup_plain(&plain, line);
    struct str text = document_keep_line(document, buf_str(&plain));
    buf_release(&plain);
    return text;
}

void document_describe(struct section *section, const struct headline *headline)
{
    section->kind = headline->kind == HEADLINE_CODE    ? SECTION_ENTRY
                    : headline->kind == HEADLINE_CLASS ? SECTION_CLASS
                                                       : SECTION_HEADING;
    section->code = headline->code;
    section->phrase = headline->phrase;
    section->tag = headline->tag;
    section->name = headline->name;
}

static bool is_in_entry(const struct document *document, size_t parent)
{
    return parent != SECTION_TOP && document->sections[parent].kind == SECTION_ENTRY;
}

static size_t parent_of_level(const struct document *document, int level)
{
    size_t parent = document->section_count ? document->section_count - 1 : SECTION_TOP;
    while (parent != SECTION_TOP && document->sections[parent].level >= level)
        parent = document->sections[parent].parent;
    return parent;
}

/* Ends the body of the last heading, which may have made several entries. */
static void close_body(struct document *document, size_t at)
{
    size_t last = document->section_count;
    const char *begin = last > 0 ? document->sections[last - 1].body.data : NULL;
    while (last > 0 && document->sections[last - 1].body.data == begin) {
        document->sections[last - 1].body.len = (size_t)(document->text.data + at - begin);
        last--;
    }
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

/* Without the attributes that some write behind a heading: "404 Not Found {#not-found}". */
static struct str without_attributes(struct str content)
{
    if (content.len == 0 || content.data[content.len - 1] != '}')
        return content;
    const char *open = memrchr(content.data, '{', content.len);
    bool attributes = open && open + 1 < content.data + content.len && strchr("#.:", open[1]);
    return attributes ? str_trim(str_slice(content, 0, (size_t)(open - content.data))) : content;
}

/* What a heading says of codes; inside an entry, "Difference from 403" is part of its text, and
 * only what surely defines a code is not; below several codes, what defines several of them. */
static struct headline heading_headline(const struct document *document, struct str heading,
                                        bool in_entry, bool in_group)
{
    struct headline_line line = {heading, in_entry ? PLACE_LINE : PLACE_HEADING, 0,
                                 document->registry};
    struct headline headline = headline_parse(&line), none = {0};
    bool sure = headline.certainty == HEADLINE_SURE && (headline.count < 2 || in_group);
    return in_entry && !sure ? none : headline;
}

/* A heading found at [from, behind) of the text. */
static void add_heading(struct document *document, int level, struct str content, size_t from,
                        size_t behind)
{
    size_t parent = parent_of_level(document, level);
    bool in_entry = is_in_entry(document, parent);
    bool in_group = parent != SECTION_TOP && parent > 0 &&
                    document->sections[parent - 1].line == document->sections[parent].line;
    if (in_entry && !has_digit(content))
        return;
    struct str heading = document_plain(document, without_attributes(content));
    struct headline headline = heading_headline(document, heading, in_entry, in_group);
    if (in_entry && headline.kind == HEADLINE_NONE)
        return;
    close_body(document, from);
    if (document->section_count == 0)
        document->first_heading = from;
    for (size_t i = 0; i == 0 || i < headline.count; i++) {
        struct headline one = headline_nth(&headline, i);
        struct section section = {
            .level = level,
            .parent = parent,
            .heading = heading,
            .body = {document->text.data + behind, 0},
            .line = document_line(document, document->text.data + from),
            .body_line = document_line(document, document->text.data + behind),
        };
        document_describe(&section, &one);
        document_add(document, section);
    }
}

static void scan_headings(struct document *document, size_t from)
{
    struct str text = buf_str(&document->text);
    struct scanner scanner = {0};
    size_t next;
    for (size_t at = from; at < text.len; at = next) {
        struct str line = line_at(text, at, &next), content;
        if (in_fence(&scanner, line)) {
            scanner.paragraph = false;
            continue;
        }
        int level = scanner.in_list && indentation(line) > 0 ? 0 : atx_level(line, &content);
        if (level > 0) {
            add_heading(document, level, content, at, next);
        } else if ((level = setext_level(&scanner, line)) > 0) {
            size_t behind;
            content = line_at(text, scanner.before, &behind);
            add_heading(document, level, content, scanner.before, next);
        }
        remember(&scanner, line, at);
        scanner.paragraph = scanner.paragraph && level == 0;
    }
    close_body(document, text.len);
}

static bool is_borrowed(const struct document *document, struct str body)
{
    const struct buf *text = &document->text;
    return body.data >= text->data && body.data < text->data + text->len;
}

/* Bytes of the text that are bodies; sections that one heading has made share theirs. */
static size_t count_borrowed(const struct document *document)
{
    size_t bytes = 0;
    const char *last = NULL;
    for (size_t i = 0; i < document->section_count; last = document->sections[i++].body.data)
        if (is_borrowed(document, document->sections[i].body) &&
            document->sections[i].body.data != last)
            bytes += document->sections[i].body.len;
    return bytes;
}

/* Of a document of lists or tables most bodies are copies, without their indentation or pipes; so
 * that it is not in memory twice, the others become copies too and the text is given back. */
static void give_back_text(struct document *document)
{
    struct str last = {0}, copy = {0};
    if (count_borrowed(document) > document->text.len / 2)
        return;
    for (size_t i = 0; i < document->section_count; i++) {
        struct str *body = &document->sections[i].body;
        if (!is_borrowed(document, *body))
            continue;
        if (body->data != last.data || body->len != last.len) {
            last = *body;
            copy = arena_copy(&document->strings, *body);
        }
        *body = copy;
    }
    buf_release(&document->text);
}

static struct document *finish(struct document *document)
{
    struct str text = buf_str(&document->text);
    size_t start = front_matter(text);
    document->lines = (struct line_counter){text.data, 1};
    scan_headings(document, start);
    document_scan_blocks(document, start);
    document->blank = str_trim(text).len == 0;
    give_back_text(document);
    return document;
}

static struct document *document_new(const char *name, const struct registry *registry)
{
    struct document *document = mem_new(1, sizeof *document);
    document->name = mem_copy(str_of(name));
    document->registry = registry;
    document->encoding = "";
    return document;
}

struct document *document_parse(const char *name, struct str markdown,
                                const struct registry *registry)
{
    struct document *document = document_new(name, registry);
    text_clean(&document->text, markdown);
    buf_reserve(&document->text, 0);
    return finish(document);
}

/* Makes the bytes of a file the document's text; most are clean UTF-8 and stay where they are. */
static bool take_bytes(struct document *document, struct buf *bytes, struct error *error)
{
    if (text_is_clean(buf_str(bytes))) {
        document->text = *bytes;
        *bytes = (struct buf){0};
    } else if (encoding_to_utf8(bytes, &document->encoding)) {
        text_clean(&document->text, buf_str(bytes));
    } else {
        *error = (struct error){.what = N_("cannot be converted to UTF-8"), .system = errno};
        snprintf(error->file, sizeof error->file, "%s", document->name);
        snprintf(error->where, sizeof error->where, "%s", document->encoding);
        return false;
    }
    buf_release(bytes);
    buf_reserve(&document->text, 0);
    return true;
}

/* Takes over what was read; null when that failed. */
static struct document *from_bytes(const char *name, bool read, struct buf *bytes,
                                   const struct registry *registry, struct error *error)
{
    struct document *document = read ? document_new(name, registry) : NULL;
    if (document && take_bytes(document, bytes, error))
        return finish(document);
    buf_release(bytes);
    document_free(document);
    return NULL;
}

struct document *document_load(const char *path, const struct registry *registry,
                               struct error *error)
{
    struct buf bytes = {0};
    bool read = file_read(path, &bytes, error);
    return from_bytes(path, read, &bytes, registry, error);
}

struct document *document_read(int fd, const char *name, const struct registry *registry,
                               struct error *error)
{
    struct buf bytes = {0};
    bool read = file_read_descriptor(fd, name, &bytes, error);
    return from_bytes(name, read, &bytes, registry, error);
}

void document_free(struct document *document)
{
    if (!document)
        return;
    arena_release(&document->strings);
    buf_release(&document->text);
    free(document->sections);
    free(document->name);
    free(document);
}
