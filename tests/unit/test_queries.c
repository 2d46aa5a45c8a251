/* What people type, and what they mean: every row of tests/queries.tsv, held against the search and
 * against the interface, over the real catalogue. tests/cli/queries.sh asks the program the same.
 */
#include "core/file.h"
#include "core/mem.h"
#include "core/search.h"
#include "fixture.h"
#include "suites.h"
#include "ui/page.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    ROWS = 150,      /* there must be at least so many */
    TIMES = 2,       /* and so many at whose first place a registered status is asked for */
    FIELDS = 3,      /* of a row */
    SHOWN_HITS = 10, /* in a message */
};

struct row {
    struct str query, first, members;
    size_t line;
    bool near, none;
};

static struct buf text; /* of the table */
static struct row *rows;
static size_t row_count;

/* --- The table --- */

/* Takes what stands in front of the mark, or all, from *rest. */
static struct str take(struct str *rest, char mark)
{
    const char *end = rest->len > 0 ? memchr(rest->data, mark, rest->len) : NULL;
    size_t len = end ? (size_t)(end - rest->data) : rest->len;
    struct str taken = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, end ? len + 1 : len, rest->len);
    return taken;
}

static void add_row(struct str line, size_t number)
{
    struct row *row = &rows[row_count++];
    *row = (struct row){.line = number};
    row->query = take(&line, '\t');
    row->first = take(&line, '\t');
    row->members = line;
    row->none = str_equal(row->first, STR("none"));
    row->near = str_starts(row->first, STR("~"));
    if (row->near)
        row->first = str_slice(row->first, 1, row->first.len);
    else if (row->none || str_equal(row->first, STR("-")))
        row->first = (struct str){"", 0};
}

/* Before the suite is made, which must know how many rows there are; it stays for good. */
static void read_table(void)
{
    struct error error;
    char *path = fixture_path("tests/queries.tsv");
    if (text.len == 0 && file_read(path, &text, &error)) {
        size_t lines = 0;
        for (size_t i = 0; i < text.len; i++)
            lines += text.data[i] == '\n';
        rows = mem_new(lines + 1, sizeof *rows);
        struct str rest = buf_str(&text);
        for (size_t number = 1; rest.len > 0; number++) {
            struct str line = take(&rest, '\n');
            if (line.len > 0 && line.data[0] != '#')
                add_row(line, number);
        }
    }
    free(path);
}

/* --- Statuses --- */

/* "404", "499-nginx": its entry in the shelf, or ENTRY_NONE. */
static size_t entry_called(const struct shelf *shelf, struct str name)
{
    struct str rest = name, code = take(&rest, '-');
    char digits[8] = "", origin[64] = "";
    if (code.len != 3 || rest.len >= sizeof origin)
        return ENTRY_NONE;
    memcpy(digits, code.data, code.len);
    if (rest.len > 0)
        memcpy(origin, rest.data, rest.len);
    return shelf_find(shelf, atoi(digits), rest.len > 0 ? origin : "iana");
}

static void add_status(struct buf *out, const struct shelf *shelf, size_t at)
{
    const struct entry *entry = &shelf->entries[at];
    buf_add_format(out, " %03d", entry->section->code);
    if (strcmp(entry->origin, "iana") != 0)
        buf_add_format(out, "-%s", entry->origin);
}

/* --- What is wrong --- */

static struct catalogue *catalogue;
static const struct shelf *shelves[LANGUAGE_COUNT];
static struct search *searches[LANGUAGE_COUNT];
static struct buf wrong;

static void open_searches(void)
{
    struct error error = {0};
    char *folder = fixture_path("data");
    catalogue = catalogue_new(folder);
    free(folder);
    ck_assert_msg(catalogue_load_facts(catalogue, &error), "%s: %s", error.where, error.what);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        shelves[i] = catalogue_edition(catalogue, (enum language)i, &error);
        ck_assert_msg(shelves[i] != NULL, "%s: %s", error.where, error.what);
        searches[i] = search_new(catalogue, shelves[i]);
        while (search_prepare(searches[i]))
            continue;
    }
    buf_reserve(&wrong, 0);
}

static void close_searches(void)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        search_free(searches[i]);
    catalogue_free(catalogue);
    buf_release(&wrong);
}

static void complain(const char *what, struct str name)
{
    buf_add_format(&wrong, "%s%s%.*s", wrong.len > 0 ? ", " : "", what, STR_ARG(name));
}

static void check_members(const struct search *search, const struct shelf *shelf,
                          const struct row *row)
{
    struct str rest = row->members;
    while (rest.len > 0) {
        struct str name = take(&rest, ' ');
        bool absent = str_starts(name, STR("!"));
        size_t entry = entry_called(shelf, absent ? str_slice(name, 1, name.len) : name);
        if (entry == ENTRY_NONE)
            complain("there is no status ", name);
        else if (search_is_hit(search, entry) == absent)
            complain(absent ? "it finds " : "it does not find ", name);
    }
}

static void check_first(const struct shelf *shelf, const struct row *row, const struct hit *hits,
                        size_t count)
{
    size_t entry = entry_called(shelf, row->first);
    if (row->first.len == 0)
        return;
    if (entry == ENTRY_NONE)
        complain("there is no status ", row->first);
    else if (count == 0 || hits[0].entry != entry)
        complain("the first is not ", row->first);
}

static void check_row(enum language language, const struct row *row)
{
    struct search *search = searches[language];
    const struct shelf *shelf = shelves[language];
    size_t count;
    search_start(search, row->query);
    search_run(search);
    const struct hit *hits = search_hits(search, &count);
    buf_cut(&wrong, 0);
    if (row->none != (count == 0))
        complain(row->none ? "it finds something" : "it finds nothing", (struct str){"", 0});
    if (count > 0 && search_is_near(search) != row->near)
        complain(row->near ? "these are no near misses" : "these are only near misses",
                 (struct str){"", 0});
    check_first(shelf, row, hits, count);
    check_members(search, shelf, row);
    if (wrong.len == 0)
        return;
    buf_add_text(&wrong, "; the hits are");
    for (size_t i = 0; i < count && i < SHOWN_HITS; i++)
        add_status(&wrong, shelf, hits[i].entry);
    ck_abort_msg("queries.tsv:%zu: %.*s (%s): %s", row->line, STR_ARG(row->query),
                 language_names[language], wrong.data);
}

START_TEST(search_answers_as_meant)
{
    check_row(LANGUAGE_EN, &rows[_i]);
    check_row(LANGUAGE_ZH_CN, &rows[_i]);
}
END_TEST

/* --- The interface --- */

static struct fixture fixtures[LANGUAGE_COUNT];

static void open_interfaces(void)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        struct fixture_options options = {.real = true, .language = (enum language)i};
        ck_assert(fixture_open(&fixtures[i], &options));
        fixture_settle(&fixtures[i]);
    }
}

static void close_interfaces(void)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        fixture_close(&fixtures[i]);
}

/* What is selected is what can be copied; nothing is, when nothing is found. */
START_TEST(interface_selects_what_is_meant)
{
    const struct row *row = &rows[_i];
    struct fixture *fixture = &fixtures[_i % LANGUAGE_COUNT];
    struct error error;
    struct buf query = {0}, title = {0};
    const struct shelf *shelf = catalogue_browse(fixture->catalogue, VIEW_DOCUMENTS,
                                                 (enum language)(_i % LANGUAGE_COUNT), &error);
    buf_add(&query, row->query);
    fixture_keys(fixture, "<Esc><Esc>/");
    fixture_paste(fixture, query.data);
    fixture_keys(fixture, "<Enter>y");
    ck_assert_msg(row->none == !(fixture->effects & EFFECT_COPY), "queries.tsv:%zu: %s: %s",
                  row->line, query.data, row->none ? "something is found" : "nothing is found");
    if (row->first.len > 0) {
        struct str copied = app_argument(fixture->app);
        size_t entry = entry_called(shelf, row->first);
        ck_assert_msg(entry != ENTRY_NONE, "there is no status %.*s", STR_ARG(row->first));
        page_title(&title, &shelf->entries[entry]);
        ck_assert_msg(str_equal(copied, buf_str(&title)), "queries.tsv:%zu: %s: %.*s, not %s",
                      row->line, query.data, STR_ARG(copied), title.data);
    }
    buf_release(&query);
    buf_release(&title);
}
END_TEST

/* --- The table itself --- */

START_TEST(rows_are_well_formed)
{
    ck_assert_uint_ge(row_count, ROWS);
    for (size_t i = 0; i < row_count; i++) {
        struct str line = {rows[i].query.data, 0};
        size_t tabs = 0;
        const char *end = strchr(line.data, '\n');
        ck_assert_msg(end != NULL, "line %zu does not end", rows[i].line);
        line.len = (size_t)(end - line.data);
        for (size_t j = 0; j < line.len; j++)
            tabs += line.data[j] == '\t';
        ck_assert_msg(tabs == FIELDS - 1, "line %zu has %zu tabs", rows[i].line, tabs);
        bool asks = rows[i].none || rows[i].first.len > 0 || rows[i].members.len > 0;
        ck_assert_msg(rows[i].query.len > 0 && asks, "line %zu asks nothing", rows[i].line);
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(!str_equal(rows[i].query, rows[j].query), "lines %zu and %zu: the same",
                          rows[j].line, rows[i].line);
    }
}
END_TEST

static size_t times_first(int code)
{
    char name[16];
    size_t times = 0;
    snprintf(name, sizeof name, "%03d", code);
    for (size_t i = 0; i < row_count; i++)
        times += str_equal(rows[i].first, str_of(name));
    return times;
}

START_TEST(every_registered_status_is_asked_for)
{
    size_t count, registered = 0;
    const struct facts *all = registry_statuses(catalogue_registry(catalogue), &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].origin, "iana") != 0)
            continue;
        size_t times = times_first(all[i].code);
        registered++;
        ck_assert_msg(times >= TIMES, "%03d is asked for %zu times", all[i].code, times);
    }
    ck_assert_uint_eq(registered, 64);
}
END_TEST

Suite *queries_suite(void)
{
    read_table();
    Suite *suite = suite_create("queries");
    TCase *table = tcase_create("search");
    tcase_set_tags(table, "large");
    tcase_add_unchecked_fixture(table, open_searches, close_searches);
    tcase_add_test(table, rows_are_well_formed);
    tcase_add_test(table, every_registered_status_is_asked_for);
    tcase_add_loop_test(table, search_answers_as_meant, 0, (int)row_count);
    suite_add_tcase(suite, table);
    TCase *interface = tcase_create("interface");
    tcase_set_tags(interface, "large");
    tcase_add_unchecked_fixture(interface, open_interfaces, close_interfaces);
    tcase_add_loop_test(interface, interface_selects_what_is_meant, 0, (int)row_count);
    suite_add_tcase(suite, interface);
    return suite;
}
