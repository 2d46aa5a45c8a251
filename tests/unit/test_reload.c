/* Documents of the user's in the application: views, sources, and files that change while they are
 * shown. */
#include "fixture.h"
#include "suites.h"
#include "ui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct fixture fixture;
static struct buf screen;
static char path[] = "reload-XXXXXX";

static void write_document(const char *content)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(content, file);
    ck_assert_int_eq(fclose(file), 0);
}

static const char before[] = "# Mine\n\n## First\n\n### 404 Lost\n\nalpha\n\n## Second\n\n"
                             "### 410 Gone\n\nbeta\n\n### 500 Oops\n\ngamma\n";
static const char after[] = "# Mine\n\nOne thing more.\n\n## First\n\n### 400 Bad\n\nnew\n\n"
                            "### 404 Lost\n\nalpha\n\n## Second\n\n### 410 Gone\n\nbeta anew\n\n"
                            "### 500 Oops\n\ngamma\n";

static void set_up(void)
{
    struct error error;
    ck_assert(fixture_open(&fixture, &(struct fixture_options){.language = LANGUAGE_EN}));
    snprintf(path, sizeof path, "reload-XXXXXX");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    write_document(before);
    app_free(fixture.app);
    ck_assert(catalogue_open(fixture.catalogue, path, &error));
    struct app_options options = {.catalogue = fixture.catalogue, .language = LANGUAGE_EN};
    fixture.app = app_new(&options, &error);
    ck_assert_ptr_nonnull(fixture.app);
    fixture_resize(&fixture, 24, 80);
}

static void tear_down(void)
{
    fixture_close(&fixture);
    buf_release(&screen);
    unlink(path);
}

static const char *screen_text(void)
{
    buf_cut(&screen, 0);
    canvas_dump(fixture_screen(&fixture), &screen, false);
    return screen.data;
}

#define ck_shows(text)                                                                             \
    ck_assert_msg(strstr(screen_text(), text) != NULL, "no %s in\n%s", text, screen.data)
#define ck_hides(text)                                                                             \
    ck_assert_msg(strstr(screen_text(), text) == NULL, "%s in\n%s", text, screen.data)

static void keys(const char *text)
{
    ck_assert(fixture_keys(&fixture, text));
}

static void change(const char *content)
{
    write_document(content);
    app_reload(fixture.app, (const char *const[]){path}, 1);
    fixture_settle(&fixture);
}

/* Where the selected row is. */
static int cursor_row(void)
{
    return fixture_screen(&fixture)->cursor_row;
}

START_TEST(the_selection_keeps_its_row)
{
    keys("410");
    int row = cursor_row();
    change(after);
    ck_shows("was read anew");
    ck_shows("beta anew");
    ck_shows("│ 410 Gone");
    ck_assert_int_eq(cursor_row(), row + 1); /* the tree begins above it, as it did */
    keys("<Up>");
    ck_hides("was read anew");
}
END_TEST

START_TEST(closed_branches_stay_closed)
{
    keys("410<Left><Left>");
    ck_shows("▸ Second");
    change(after);
    ck_shows("▸ Second");
    ck_shows("▾ First");
}
END_TEST

START_TEST(a_search_goes_on)
{
    keys("/beta<Enter>");
    ck_shows("1 of 15");
    change(after);
    ck_shows("1 of 16");
    ck_shows("Text: beta anew");
    keys("<Esc>");
    ck_shows("400 Bad");
}
END_TEST

START_TEST(a_search_line_is_typed_on)
{
    keys("/be");
    change(after);
    keys("ta an<Enter>");
    ck_shows("/beta an ");
    ck_shows("│ 410 Gone");
}
END_TEST

START_TEST(an_entry_that_has_gone_leaves_its_neighbour)
{
    keys("410");
    change("# Mine\n\n## First\n\n### 404 Lost\n\nalpha\n\n## Second\n\n### 500 Oops\n\ngamma\n");
    ck_shows("│ 500 Oops");
    change("# Mine\n\n## 302 Elsewhere\n\nx\n");
    ck_shows("│ 302 Elsewhere");
}
END_TEST

START_TEST(a_failure_is_told_before_what_went_well)
{
    char other[] = "reload-other-XXXXXX";
    int fd = mkstemp(other);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, before, sizeof before - 1), sizeof before - 1);
    close(fd);
    const char *const both[] = {other, path};
    app_reload(fixture.app, both, 1);
    ck_shows("was opened");
    unlink(path);
    app_reload(fixture.app, both, 2);
    ck_shows("cannot be opened; the earlier text is shown");
    app_reload(fixture.app, both, 1);
    ck_shows("cannot be opened; the earlier text is shown"); /* it still is */
    fixture_resize(&fixture, 24, 79);
    ck_shows("cannot be opened; the earlier text is shown");
    write_document(before);
    app_reload(fixture.app, both, 2);
    ck_shows("was read anew, and 1 more");
    keys("j");
    ck_hides("was read anew");
    app_reload(fixture.app, both, 1);
    ck_shows("was read anew");
    ck_hides("1 more");
    unlink(other);
}
END_TEST

START_TEST(a_broken_save_shows_the_earlier_text)
{
    keys("410");
    change("");
    ck_shows("has no entry any more; the earlier text is shown");
    ck_shows("beta");
    unlink(path);
    app_reload(fixture.app, (const char *const[]){path}, 1);
    ck_shows("cannot be opened; the earlier text is shown");
    ck_shows("beta");
    change(after);
    ck_shows("beta anew");
}
END_TEST

START_TEST(links_lead_back_after_a_change)
{
    change("# Mine\n\n## 404 Lost\n\nSee [410](410).\n\n## 410 Gone\n\nbeta\n");
    keys("404<Tab>]]<Enter>");
    ck_shows("│ 410 Gone");
    change("# Mine\n\n## 400 Bad\n\nx\n\n## 404 Lost\n\nSee [410](410).\n\n## 410 Gone\n\ny\n");
    keys("<BS>");
    ck_shows("│ 404 Lost");
}
END_TEST

START_TEST(views_keep_the_selection_and_the_search)
{
    keys("410v");
    ck_shows("by class");
    ck_shows("│ 410 Gone");
    ck_shows("• 410 Gone");
    keys("s");
    ck_shows("Built-in text · 2 of 2 sources");
    keys("v");
    ck_shows("by document");
    ck_shows("Built-in text · 2 of 2 sources");
    keys("s");
    ck_shows("1 of 2 sources");
    keys("/beta<Enter>v");
    ck_shows("by class");
    ck_shows("1 of 15");
    ck_shows("│ 410 Gone");
    keys("500s");
    ck_shows("no other source");
}
END_TEST

START_TEST(each_view_keeps_its_branches)
{
    keys("410<Left><Left>v");
    ck_shows("by class");
    keys("vg");
    ck_shows("by document");
    ck_shows("▾ First");
    keys("<Down><Left>");
    ck_shows("▸ First");
    keys("Gvv");
    ck_shows("▸ First");
    change(after);
    ck_shows("▸ First");
    keys("v404v");
    ck_shows("▾ First");
}
END_TEST

START_TEST(without_documents_v_and_s_say_so)
{
    fixture_close(&fixture);
    ck_assert(fixture_open(&fixture, &(struct fixture_options){.language = LANGUAGE_EN}));
    keys("404v");
    ck_shows("both views are the same");
    ck_hides("by document");
    keys("s");
    ck_shows("no other source");
    change(before);
    ck_shows("was opened");
    ck_shows("by document");
    ck_shows("│ 404 Not Found");
}
END_TEST

/* Whatever is done between changes, under the sanitizers. */
START_TEST(changes_at_any_time_do_no_harm)
{
    static const char *const presses[] = {
        "v",      "L",        "s",        "/a",   "/beta", "<Enter>", "<Esc>",
        "404",    "410<Tab>", "]<Enter>", "<BS>", "?",     "-",       "+",
        "<Down>", "<Left>",   "n",        "500",  "G",     "g",       "<Tab>"};
    static const char *const contents[] = {before, after, "# 404 Lost\n\nx\n", "# Only\n", ""};
    unsigned random = (unsigned)_i + 1;
    for (int i = 0; i < 400; i++) {
        random = random * 1103515245 + 12345;
        unsigned choice = random >> 16;
        if (choice % 4 == 0)
            change(contents[choice / 4 % COUNT(contents)]);
        else
            keys(presses[choice / 4 % COUNT(presses)]);
        ck_assert(strlen(screen_text()) > 0);
    }
}
END_TEST

Suite *reload_suite(void)
{
    Suite *suite = suite_create("documents of the user's");
    TCase *tests = tcase_create("changes");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, the_selection_keeps_its_row);
    tcase_add_test(tests, closed_branches_stay_closed);
    tcase_add_test(tests, a_search_goes_on);
    tcase_add_test(tests, a_search_line_is_typed_on);
    tcase_add_test(tests, an_entry_that_has_gone_leaves_its_neighbour);
    tcase_add_test(tests, a_failure_is_told_before_what_went_well);
    tcase_add_test(tests, a_broken_save_shows_the_earlier_text);
    tcase_add_test(tests, links_lead_back_after_a_change);
    tcase_add_test(tests, views_keep_the_selection_and_the_search);
    tcase_add_test(tests, each_view_keeps_its_branches);
    tcase_add_test(tests, without_documents_v_and_s_say_so);
    suite_add_tcase(suite, tests);
    TCase *random = tcase_create("random changes");
    tcase_add_checked_fixture(random, set_up, tear_down);
    tcase_set_timeout(random, 60);
    tcase_set_tags(random, "large");
    tcase_add_loop_test(random, changes_at_any_time_do_no_harm, 0, 4);
    suite_add_tcase(suite, random);
    return suite;
}
