#include "core/buf.h"
#include "core/catalogue.h"
#include "core/shelf.h"
#include "fixture.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct catalogue *catalogue;
static struct buf text;
static char path[] = "shelf-XXXXXX";

static void set_up(void)
{
    struct error error;
    char *data = fixture_path("tests/data");
    catalogue = catalogue_new(data);
    ck_assert(catalogue_load_facts(catalogue, &error));
    free(data);
    snprintf(path, sizeof path, "shelf-XXXXXX");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
}

static void tear_down(void)
{
    catalogue_free(catalogue);
    buf_release(&text);
    unlink(path);
}

static void write_document(const char *content)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(content, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void open_document(const char *content)
{
    struct error error;
    write_document(content);
    ck_assert(catalogue_open(catalogue, path, &error));
}

static const struct shelf *browse(enum view view)
{
    struct error error;
    const struct shelf *shelf = catalogue_browse(catalogue, view, LANGUAGE_EN, &error);
    ck_assert_ptr_nonnull(shelf);
    return shelf;
}

/* A line for each entry, a dot for each level above it, a star before the user's. */
static const char *outline(const struct shelf *shelf)
{
    buf_cut(&text, 0);
    for (size_t i = 0; i < shelf->count; i++) {
        const struct entry *entry = &shelf->entries[i];
        for (int depth = 0; depth < entry->depth; depth++)
            buf_add_char(&text, '.');
        buf_add_text(&text, entry->builtin ? "" : "*");
        buf_add(&text, entry->section->heading);
        buf_add_char(&text, '\n');
    }
    return text.data;
}

/* Every branch ends behind what is below it, and nothing else. */
static void check_tree(const struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++) {
        const struct entry *entry = &shelf->entries[i];
        size_t end = i + 1;
        while (end < shelf->count && shelf->entries[end].depth > entry->depth)
            end++;
        ck_assert_uint_eq(entry->end, end);
        if (entry->parent == ENTRY_NONE)
            ck_assert_int_eq(entry->depth, 0);
        else
            ck_assert(entry->parent < i && shelf->entries[entry->parent].depth + 1 == entry->depth);
    }
}

/* --- By document --- */

#define EDITION                                                                                    \
    "Built-in texts\n.2xx Successful\n..200 OK\n..206 Partial Content\n.3xx Redirection\n"         \
    "..301 Moved Permanently\n..302 Found\n..304 Not Modified\n..308 Permanent Redirect\n"         \
    ".4xx Client Error\n..400 Bad Request\n..404 Not Found\n..410 Gone\n..418 (Unused)\n"          \
    "..429 Too Many Requests\n..Unofficial codes\n...499 Client Closed Request (nginx)\n"

START_TEST(one_heading_needs_no_branch)
{
    open_document("# Mine\n\n## 404 Not Found\n\nLost.\n");
    ck_assert_str_eq(outline(browse(VIEW_DOCUMENTS)), "*Mine\n.*404 Not Found\n" EDITION);
    check_tree(browse(VIEW_DOCUMENTS));
}
END_TEST

START_TEST(several_headings_get_a_branch)
{
    struct buf wanted = {0};
    open_document("# 404 Not Found\n\nLost.\n\n# Other\n");
    buf_add_format(&wanted, "*%s\n.*404 Not Found\n.*Other\n" EDITION, path);
    ck_assert_str_eq(outline(browse(VIEW_DOCUMENTS)), wanted.data);
    check_tree(browse(VIEW_DOCUMENTS));
    buf_release(&wanted);
}
END_TEST

START_TEST(what_is_printed_has_no_made_rows)
{
    struct error error;
    open_document("# 404 Not Found\n\nLost.\n\n# Other\n");
    ck_assert_str_eq(outline(catalogue_shelf(catalogue, LANGUAGE_EN, &error)),
                     "*404 Not Found\n*Other\n");
}
END_TEST

START_TEST(sources_are_told_apart_by_their_paths)
{
    struct error error;
    char *notes = fixture_path("tests/data/notes.md");
    char *other = fixture_path("tests/data/../data/notes.md");
    ck_assert(catalogue_open(catalogue, notes, &error));
    ck_assert_str_eq(browse(VIEW_DOCUMENTS)->entries[0].source, "notes.md");
    ck_assert(catalogue_open(catalogue, other, &error));
    const struct shelf *shelf = browse(VIEW_DOCUMENTS);
    ck_assert_str_eq(shelf->entries[0].source, "tests/data/notes.md");
    ck_assert_str_eq(shelf->entries[shelf->entries[0].end].source, "../data/notes.md");
    free(notes);
    free(other);
}
END_TEST

/* --- By class --- */

static const char classes[] =
    "# Mine\n\n## 798 Late\n\na\n\n## 425 Too Early\n\nb\n\n## 404 Not Found\n\nc\n\n"
    "## 404 Lost\n\nd\n\n## 499 Client Closed Request (nginx)\n\ne\n\n## 430 Beyond\n\nf\n\n"
    "## 100 Continue\n\ng\n\n## 799 Later\n\nh\n\n## 500 Oops\n\ni\n\n## 099 Early\n\nj\n";

START_TEST(classes_hold_everybodys_entries)
{
    open_document(classes);
    ck_assert_str_eq(
        outline(browse(VIEW_CLASSES)),
        "0xx\n.*099 Early\n1xx\n.*100 Continue\n2xx Successful\n.200 OK\n.206 Partial Content\n"
        "3xx Redirection\n.301 Moved Permanently\n.302 Found\n.304 Not Modified\n"
        ".308 Permanent Redirect\n4xx Client Error\n.400 Bad Request\n.*404 Not Found\n"
        ".*404 Lost\n.404 Not Found\n.410 Gone\n.418 (Unused)\n.*425 Too Early\n"
        ".429 Too Many Requests\n.*430 Beyond\n.Unofficial codes\n"
        "..*499 Client Closed Request (nginx)\n..499 Client Closed Request (nginx)\n"
        "5xx\n.*500 Oops\n7xx\n.*798 Late\n.*799 Later\n");
    check_tree(browse(VIEW_CLASSES));
}
END_TEST

START_TEST(without_documents_there_is_one_view)
{
    ck_assert_ptr_eq(browse(VIEW_CLASSES), browse(VIEW_DOCUMENTS));
    check_tree(browse(VIEW_CLASSES));
}
END_TEST

/* --- Sources --- */

START_TEST(sources_are_walked_round)
{
    open_document(classes);
    for (int view = 0; view < VIEW_COUNT; view++) {
        const struct shelf *shelf = browse((enum view)view);
        size_t which, first = shelf_find(shelf, 404, "iana"), at = first;
        for (size_t i = 1; i <= 3; i++) {
            ck_assert_uint_eq(shelf_sources(shelf, at, &which), 3);
            ck_assert_uint_eq(which, i);
            at = shelf_next_source(shelf, at);
        }
        ck_assert_uint_eq(at, first);
        ck_assert_uint_eq(shelf_next_source(shelf, shelf_find(shelf, 798, "unknown")), ENTRY_NONE);
        ck_assert_uint_eq(shelf_sources(shelf, shelf_find_class(shelf, 4), &which), 0);
    }
}
END_TEST

START_TEST(unknown_codes_are_told_apart_by_their_phrases)
{
    size_t which;
    open_document("# Mine\n\n## 798 Late\n\na\n\n## 798 Later\n\nb\n\n## 798 Late\n\nc\n");
    const struct shelf *shelf = browse(VIEW_DOCUMENTS);
    ck_assert_uint_eq(shelf_sources(shelf, 1, &which), 2);
    ck_assert_uint_eq(shelf_sources(shelf, 2, &which), 1);
    ck_assert_uint_eq(shelf_next_source(shelf, 1), 3);
}
END_TEST

/* --- From one shelf to another --- */

START_TEST(entries_are_found_in_the_other_view)
{
    open_document(classes);
    for (int view = 0; view < VIEW_COUNT; view++) {
        const struct shelf *from = browse((enum view)view), *to = browse((enum view) !view);
        size_t *map = shelf_map(from, to);
        for (size_t i = 0; i < from->count; i++) {
            const struct entry *entry = &from->entries[i];
            size_t there = shelf_counterpart(from, to, map, i);
            ck_assert_uint_ne(there, ENTRY_NONE);
            if (entry->section->kind == SECTION_ENTRY || (entry->builtin && !entry->made))
                ck_assert_ptr_eq(to->entries[there].section, entry->section);
            else
                ck_assert_uint_eq(map[i], ENTRY_NONE);
        }
        free(map);
    }
}
END_TEST

START_TEST(entries_are_found_in_the_other_language)
{
    struct error error;
    open_document(classes);
    for (int view = 0; view < VIEW_COUNT; view++) {
        const struct shelf *from = browse((enum view)view);
        const struct shelf *to =
            catalogue_browse(catalogue, (enum view)view, LANGUAGE_ZH_CN, &error);
        size_t *map = shelf_map(from, to);
        for (size_t i = 0; i < from->count; i++)
            ck_assert_uint_eq(map[i], i);
        free(map);
    }
}
END_TEST

/* --- Read anew --- */

/* What is selected before, and after the document has changed. */
static const struct {
    const char *before, *after;
    const char *was, *is;
} changes[] = {
    {"# A\n\n## 404 Not Found\n\nx\n", "# A\n\nNew.\n\n## 400 Bad\n\ny\n\n## 404 Not Found\n\nx\n",
     "404 Not Found", "404 Not Found"},
    {"# A\n\n## 404 One\n\nx\n\n## 404 Two\n\ny\n", "# A\n\n## 404 Uno\n\nx\n\n## 404 Due\n\ny\n",
     "404 Two", "404 Due"},
    {"# A\n\n## 404 Lost\n\nx\n\n## 410 Gone\n\ny\n\n## 500 Oops\n\nz\n",
     "# A\n\n## 404 Lost\n\nx\n\n## 500 Oops\n\nz\n", "410 Gone", "500 Oops"},
    {"# A\n\n## 404 Lost\n\nx\n", "# B\n\n## 404 Lost\n\nx\n", "A", "404 Lost"},
    {"# A\n\n## 404 Lost\n\nx\n\n## 798 Late\n\ny\n",
     "# A\n\n## 404 Lost\n\nx\n\n## 798 Never\n\ny\n", "798 Late", "798 Never"},
};

static size_t find_heading(const struct shelf *shelf, const char *heading)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (str_equal(shelf->entries[i].section->heading, str_of(heading)))
            return i;
    return ENTRY_NONE;
}

START_TEST(a_document_is_read_anew)
{
    struct error error;
    open_document(changes[_i].before);
    const struct shelf *old = browse(VIEW_DOCUMENTS);
    size_t was = find_heading(old, changes[_i].was);
    write_document(changes[_i].after);
    ck_assert(catalogue_reload(catalogue, path, &error));
    const struct shelf *new = browse(VIEW_DOCUMENTS);
    ck_assert_ptr_ne(old, new);
    size_t *map = shelf_map(old, new);
    size_t is = shelf_counterpart(old, new, map, was);
    ck_assert_uint_eq(is, find_heading(new, changes[_i].is));
    free(map);
    catalogue_release_old(catalogue);
    ck_assert_ptr_eq(browse(VIEW_DOCUMENTS), new);
    ck_assert_uint_eq(catalogue_document_count(catalogue), 1);
}
END_TEST

START_TEST(a_broken_document_keeps_its_text)
{
    struct error error;
    open_document("# A\n\n## 404 Lost\n\nx\n");
    const struct shelf *shelf = browse(VIEW_DOCUMENTS);
    write_document("");
    ck_assert(!catalogue_reload(catalogue, path, &error));
    ck_assert_str_eq(error.what, "has no entry any more");
    ck_assert_str_eq(error.file, path);
    unlink(path);
    ck_assert(!catalogue_reload(catalogue, path, &error));
    ck_assert_str_eq(error.what, "cannot be opened");
    ck_assert_ptr_eq(browse(VIEW_DOCUMENTS), shelf);
}
END_TEST

START_TEST(a_document_may_appear_and_begin_empty)
{
    struct error error;
    const struct shelf *edition = browse(VIEW_DOCUMENTS);
    ck_assert(catalogue_reload(catalogue, path, &error));
    ck_assert_ptr_ne(browse(VIEW_DOCUMENTS), edition);
    write_document("# 404 Lost\n");
    ck_assert(catalogue_reload(catalogue, path, &error));
    ck_assert_uint_eq(catalogue_document_count(catalogue), 1);
    ck_assert_str_eq(catalogue_document_path(catalogue, 0), path);
    ck_assert_uint_ne(find_heading(browse(VIEW_CLASSES), "404 Lost"), ENTRY_NONE);
}
END_TEST

Suite *shelf_suite(void)
{
    Suite *suite = suite_create("shelf");
    TCase *views = tcase_create("views"), *anew = tcase_create("read anew");
    tcase_add_checked_fixture(views, set_up, tear_down);
    tcase_add_test(views, one_heading_needs_no_branch);
    tcase_add_test(views, several_headings_get_a_branch);
    tcase_add_test(views, what_is_printed_has_no_made_rows);
    tcase_add_test(views, sources_are_told_apart_by_their_paths);
    tcase_add_test(views, classes_hold_everybodys_entries);
    tcase_add_test(views, without_documents_there_is_one_view);
    tcase_add_test(views, sources_are_walked_round);
    tcase_add_test(views, unknown_codes_are_told_apart_by_their_phrases);
    tcase_add_test(views, entries_are_found_in_the_other_view);
    tcase_add_test(views, entries_are_found_in_the_other_language);
    tcase_add_checked_fixture(anew, set_up, tear_down);
    tcase_add_loop_test(anew, a_document_is_read_anew, 0, COUNT(changes));
    tcase_add_test(anew, a_broken_document_keeps_its_text);
    tcase_add_test(anew, a_document_may_appear_and_begin_empty);
    suite_add_tcase(suite, views);
    suite_add_tcase(suite, anew);
    return suite;
}
