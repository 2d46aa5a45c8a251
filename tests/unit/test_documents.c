/* Documents as people write them: every tests/documents/NAME.md, opened, against the listing beside
 * it, which was written by hand. README.md there tells the format.
 *
 * With SB_RENEW=documents in the environment, the listings are written anew. No other value does
 * that, so that whoever renews something else does not replace what was written by hand. */
#include "core/document.h"
#include "core/file.h"
#include "core/markup.h"
#include "core/mem.h"
#include "core/registry.h"
#include "fixture.h"
#include "suites.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    DOCUMENTS = 60, /* there must be at least so many */
    BEFORE = 3,     /* lines shown in front of the first that differs */
    BEHIND = 4,     /* and from that one on */
};

/* Found before the tests begin. */
static glob_t files;

/* --- The listing of a document --- */

static struct document *load(const char *path)
{
    struct error error = {0};
    char *facts = fixture_path("data/registry.json");
    struct registry *registry = registry_load(facts, &error);
    struct document *document = document_load(path, registry, &error);
    registry_free(registry);
    free(facts);
    REQUIRE(document != NULL, "%s: %s", path, error.what);
    return document;
}

/* The line up to its end or the end of the text, taken from *rest. */
static struct str take_line(struct str *rest)
{
    const char *end = rest->len > 0 ? memchr(rest->data, '\n', rest->len) : NULL;
    size_t len = end ? (size_t)(end - rest->data) : rest->len;
    struct str line = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, end ? len + 1 : len, rest->len);
    return line;
}

/* The body without markup, each line behind four blanks. */
static void add_text(struct buf *out, struct str markdown)
{
    struct markup markup;
    markup_parse(&markup, markdown);
    struct str text = str_trim(buf_str(&markup.text));
    while (text.len > 0) {
        struct str line = take_line(&text);
        buf_add_format(out, "    %.*s\n", STR_ARG(line));
    }
    markup_release(&markup);
}

static void add_path(struct buf *out, const struct section *sections, size_t index)
{
    if (index == SECTION_TOP)
        return;
    add_path(out, sections, sections[index].parent);
    if (sections[index].parent != SECTION_TOP)
        buf_add_text(out, " > ");
    buf_add(out, sections[index].heading);
}

static void add_part(struct buf *out, struct str part)
{
    buf_add_format(out, part.len ? " | %.*s" : " |", STR_ARG(part));
}

static void add_section(struct buf *out, const struct section *sections, size_t index)
{
    static const char *const signs[] = {[SECTION_HEADING] = "#", [SECTION_CLASS] = "##"};
    const struct section *section = &sections[index];
    bool entry = section->kind == SECTION_ENTRY;
    struct buf path = {0};
    add_path(&path, sections, section->parent);
    buf_add_format(out, "%zu: ", section->line);
    if (entry) {
        buf_add_format(out, "%03d", section->code);
        add_part(out, section->phrase);
        add_part(out, section->name);
    } else {
        buf_add_format(out, "%s %.*s", signs[section->kind], STR_ARG(section->heading));
    }
    if (entry || path.len > 0)
        add_part(out, buf_str(&path));
    buf_add_char(out, '\n');
    add_text(out, section->body);
    buf_release(&path);
}

static void list_document(struct buf *out, const char *path)
{
    struct document *document = load(path);
    size_t count;
    const struct section *sections = document_sections(document, &count);
    for (size_t i = 0; i < count; i++)
        add_section(out, sections, i);
    document_free(document);
}

/* --- Comparing --- */

static bool is_blank(struct str line)
{
    return str_trim(line).len == 0;
}

static struct str without_blanks(struct str line)
{
    while (line.len > 0 && strchr(" \t", line.data[line.len - 1]))
        line.len--;
    return line;
}

/* Past what a listing may have or not: empty lines at the end of a text. */
static struct str past_blank_lines(struct str rest)
{
    struct str all = rest;
    while (rest.len > 0) {
        struct str before = rest, line = take_line(&rest);
        if (!is_blank(line))
            return line.data[0] == ' ' ? all : before;
    }
    return rest;
}

/* The listing in the form that is compared. */
static void add_normal(struct buf *out, struct str listing)
{
    while ((listing = past_blank_lines(listing)).len > 0) {
        struct str line = without_blanks(take_line(&listing));
        buf_add_format(out, "%.*s\n", STR_ARG(line));
    }
}

/* How many lines both begin with. */
static size_t common_lines(struct str a, struct str b)
{
    size_t lines = 0;
    while (a.len > 0 && b.len > 0 && str_equal(take_line(&a), take_line(&b)))
        lines++;
    return lines;
}

/* Adds the lines [from, to), each behind a sign. */
static void add_lines(struct buf *out, char sign, struct str text, size_t from, size_t to)
{
    for (size_t i = 0; i < to && text.len > 0; i++) {
        struct str line = take_line(&text);
        if (i >= from)
            buf_add_format(out, "%c %.*s\n", sign, STR_ARG(line));
    }
}

/* Adds where the two differ; false, and nothing added, when they do not. */
static bool add_difference(struct buf *out, struct str stored, struct str printed)
{
    struct buf wanted = {0}, got = {0};
    add_normal(&wanted, stored);
    add_normal(&got, printed);
    bool differs = !str_equal(buf_str(&wanted), buf_str(&got));
    size_t at = common_lines(buf_str(&wanted), buf_str(&got));
    if (differs) {
        add_lines(out, ' ', buf_str(&wanted), at > BEFORE ? at - BEFORE : 0, at);
        add_lines(out, '-', buf_str(&wanted), at, at + BEHIND);
        add_lines(out, '+', buf_str(&got), at, at + BEHIND);
    }
    buf_release(&wanted);
    buf_release(&got);
    return differs;
}

/* --- The tests --- */

/* The name of the file beside a document or listing, with another ending. */
static char *beside(const char *path, const char *ending)
{
    struct buf name = {0};
    buf_add(&name, str_slice(str_of(path), 0, (size_t)(strrchr(path, '.') - path)));
    buf_add_text(&name, ending);
    return buf_detach(&name);
}

static bool renewing(void)
{
    const char *wanted = getenv("SB_RENEW");
    return wanted && strcmp(wanted, "documents") == 0;
}

static void renew(const char *name, struct str listing)
{
    struct buf normal = {0};
    add_normal(&normal, listing);
    FILE *file = fopen(name, "w");
    REQUIRE(file != NULL, "cannot write %s", name);
    fwrite(buf_str(&normal).data, 1, normal.len, file);
    REQUIRE(fclose(file) == 0, "cannot write %s", name);
    buf_release(&normal);
}

START_TEST(documents_open_as_listed)
{
    const char *path = files.gl_pathv[_i];
    char *name = beside(path, ".listing");
    struct error error = {0};
    struct buf stored = {0}, printed = {0}, difference = {0};
    list_document(&printed, path);
    if (renewing())
        renew(name, buf_str(&printed));
    REQUIRE(file_read(name, &stored, &error), "%s: %s", name, error.what);
    if (add_difference(&difference, buf_str(&stored), buf_str(&printed)))
        ck_abort_msg("%s\n(- listed, + opened)\n%s", path, difference.data);
    buf_release(&stored);
    buf_release(&printed);
    free(name);
}
END_TEST

/* The comparison can fail: one wrong line, path, phrase or letter is seen. */
static const struct {
    const char *stored, *printed;
    bool same;
} samples[] = {
    {"", "", true},
    {"1: # a\n3: 404 | b | | a\n    c\n", "1: # a\n3: 404 | b | | a\n    c\n", true},
    {"1: # a\n    b\n    \n    c  \n\n2: # d\n\n", "1: # a\n    b\n\n    c\n2: # d\n", true},
    {"1: # a\n    b\n    \n    c\n", "1: # a\n    b\n    c\n", false},
    {"1: # a\n    b\n", "1: # a\n     b\n", false},
    {"1: # a\n", "2: # a\n", false},
    {"1: # a\n", "1: ## a\n", false},
    {"1: # a\n", "", false},
    {"", "1: # a\n", false},
    {"1: 404 | a | | b\n", "1: 404 | | a | b\n", false},
    {"1: 404 | a | |\n", "1: 404 | a | | b\n", false},
};

START_TEST(wrong_listings_are_noticed)
{
    struct buf difference = {0};
    bool differs =
        add_difference(&difference, str_of(samples[_i].stored), str_of(samples[_i].printed));
    ck_assert_int_eq(differs, !samples[_i].same);
    ck_assert_int_eq(difference.len > 0, !samples[_i].same);
    buf_release(&difference);
}
END_TEST

START_TEST(there_are_documents)
{
    ck_assert_uint_ge(files.gl_pathc, DOCUMENTS);
}
END_TEST

/* A listing whose document was renamed would never be looked at. */
START_TEST(every_listing_has_a_document)
{
    glob_t listings;
    char *pattern = fixture_path("tests/documents/*.listing");
    ck_assert_int_eq(glob(pattern, 0, NULL, &listings), 0);
    for (size_t i = 0; i < listings.gl_pathc; i++) {
        char *name = beside(listings.gl_pathv[i], ".md");
        FILE *file = fopen(name, "r");
        REQUIRE(file != NULL, "%s has no document", listings.gl_pathv[i]);
        fclose(file);
        free(name);
    }
    globfree(&listings);
    free(pattern);
}
END_TEST

static bool is_document(const char *path)
{
    return strcmp(strrchr(path, '/'), "/README.md") != 0;
}

/* In the order of their names. */
static void find_documents(void)
{
    char *pattern = fixture_path("tests/documents/*.md");
    if (glob(pattern, 0, NULL, &files) == 0) {
        size_t kept = 0;
        for (size_t i = 0; i < files.gl_pathc; i++)
            if (is_document(files.gl_pathv[i]))
                files.gl_pathv[kept++] = files.gl_pathv[i];
            else
                free(files.gl_pathv[i]);
        files.gl_pathv[kept] = NULL;
        files.gl_pathc = kept;
    }
    free(pattern);
}

Suite *documents_suite(void)
{
    Suite *suite = suite_create("documents");
    TCase *opened = tcase_create("opened"), *harness = tcase_create("harness");
    find_documents();
    tcase_add_loop_test(opened, documents_open_as_listed, 0, (int)files.gl_pathc);
    tcase_add_test(harness, there_are_documents);
    tcase_add_test(harness, every_listing_has_a_document);
    tcase_add_loop_test(harness, wrong_listings_are_noticed, 0, sizeof samples / sizeof *samples);
    suite_add_tcase(suite, opened);
    suite_add_tcase(suite, harness);
    return suite;
}
