/* The whole program on the real catalogue, as a person uses it. */
#include "suites.h"

#include "session.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static struct session *start(struct session_options options, const char *language)
{
    static char path[4096];
    const char *top = getenv("SB_BUILDDIR");
    snprintf(path, sizeof path, "%s/statusbrowse", top ? top : ".");
    static const char *const chinese[] = {"LANG=zh_CN.UTF-8", NULL};
    static const char *const english[] = {"LANG=C.UTF-8", NULL};
    const char *const argv[] = {path, NULL};
    options.argv = argv;
    if (!options.env)
        options.env = strcmp(language, "zh_CN") == 0 ? chinese : english;
    return session_start(&options);
}

static struct session *ready(int rows, int columns, const char *language)
{
    struct session *s = start((struct session_options){.rows = rows, .columns = columns}, language);
    session_wait_text(s, "100 Continue");
    session_settle(s);
    return s;
}

static void assert_restored(struct session *s)
{
    const char *why = "";
    ck_assert_msg(session_restored(s, &why), "%s", why);
}

/* Out of a search. */
static void cancel(struct session *s)
{
    session_keys(s, "<Esc>");
    session_wait_row(s, 0, " codes");
}

static void quit(struct session *s)
{
    session_keys(s, "q");
    struct session_exit end = session_end(s);
    ck_assert_int_eq(end.status, 0);
    assert_restored(s);
    session_free(s);
}

START_TEST(first_screen)
{
    struct session *s = ready(24, 80, "en");
    session_wait_row(s, 0, "statusbrowse");
    session_wait_row(s, 0, " codes");
    session_wait_row(s, 1, "1xx Informational");
    session_wait_row(s, 23, "? help");
    int row, column;
    session_cursor(s, &row, &column);
    ck_assert_int_eq(row, 1); /* on the selected row, for those who read with their fingers */
    quit(s);
}
END_TEST

START_TEST(first_screen_in_chinese)
{
    struct session *s = ready(24, 80, "zh_CN");
    session_wait_row(s, 1, "1xx 信息响应");
    session_wait_row(s, 23, "? 帮助");
    session_wait_text(s, "100 Continue 继续");
    quit(s);
}
END_TEST

START_TEST(moves_opens_and_closes)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "j");
    session_wait_row(s, 1, "│ 100 Continue");
    session_keys(s, "<Left>");
    session_wait_row(s, 1, "│ 1xx Informational");
    session_keys(s, "<Left>");
    session_wait_gone(s, "100 Continue\n");
    session_wait_row(s, 2, "2xx Successful");
    session_keys(s, "<Right>");
    session_wait_row(s, 2, "100 Continue");
    session_keys(s, "-");
    session_wait_row(s, 5, "5xx Server Error");
    session_keys(s, "G+G");
    session_wait_text(s, "999 Request denied");
    quit(s);
}
END_TEST

START_TEST(searches_english)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "jj");
    session_wait_row(s, 1, "│ 101 Switching");
    session_keys(s, "/not found");
    session_wait_row(s, 0, "/not found");
    session_wait_row(s, 1, "│ 404 Not Found");
    session_settle(s);
    ck_assert(session_cursor_visible(s));
    session_keys(s, "<Esc>");
    session_wait_gone(s, "/not");
    session_wait_row(s, 1, "│ 101 Switching");
    session_wait_row(s, 3, "101 Switching");
    quit(s);
}
END_TEST

/* The screen after Esc is the screen before the search, cell for cell. */
START_TEST(escape_gives_back_the_place)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "<PgDn><PgDn><Left><Left>");
    session_settle(s);
    char *before = strdup(session_screen(s));
    session_keys(s, "/cache");
    session_wait_row(s, 0, "/cache");
    session_settle(s);
    session_keys(s, "<Down><Down>");
    session_settle(s);
    ck_assert_str_ne(session_screen(s), before);
    session_keys(s, "<Esc>");
    session_wait_gone(s, "/cache");
    session_settle(s);
    ck_assert_str_eq(session_screen(s), before);
    free(before);
    quit(s);
}
END_TEST

START_TEST(searches_chinese)
{
    struct session *s = ready(24, 80, "zh_CN");
    session_keys(s, "/重定向");
    session_wait_row(s, 0, "/重定向");
    session_wait_text(s, "临时重定向");
    session_wait_text(s, "永久移动");
    session_wait_gone(s, "403 Forbidden");
    session_settle(s);
    int row, column;
    session_cursor(s, &row, &column);
    ck_assert_int_eq(row, 0); /* input methods open their window here */
    session_keys(s, "<Enter>");
    session_wait_row(s, 23, "? 帮助");
    session_keys(s, "<Esc>");
    session_wait_gone(s, "/重定向");
    quit(s);
}
END_TEST

START_TEST(searches_by_digits)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "/50");
    session_wait_row(s, 1, "│ 500 Internal");
    session_keys(s, "4");
    session_wait_row(s, 1, "│ 504 Gateway Timeout");
    session_keys(s, "<Esc>");
    session_wait_gone(s, "/50");
    session_keys(s, "418");
    session_wait_row(s, 1, "│ 418 (Unused)");
    session_keys(s, "499"); /* several use it: typing it again goes to the next */
    session_wait_row(s, 1, "│ 499 Client Closed Request (nginx)");
    session_keys(s, "499");
    session_wait_row(s, 1, "│ 499 Token Required (Esri)");
    session_keys(s, "499");
    session_wait_row(s, 1, "│ 499 Client Closed Request (nginx)");
    quit(s);
}
END_TEST

START_TEST(shows_what_was_searched_for)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "/teapot");
    session_wait_row(s, 1, "│ 418 (Unused)");
    session_settle(s);
    int marked = 0;
    for (int row = 1; row < 22; row++)
        for (int column = 34; column < 80; column++) {
            struct session_cell cell = session_cell(s, row, column);
            marked += cell.underline && cell.bold && strchr("teapot", (int)cell.character);
        }
    ck_assert_int_ge(marked, 6);
    cancel(s);
    quit(s);
}
END_TEST

START_TEST(nothing_found_is_said)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "/xyzzy");
    session_wait_text(s, "nothing found");
    session_wait_row(s, 0, " 0 of ");
    session_keys(s, "<C-u>404");
    session_wait_row(s, 1, "│ 404 Not Found");
    cancel(s);
    quit(s);
}
END_TEST

START_TEST(changes_the_language_in_place)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "404");
    session_wait_row(s, 1, "│ 404 Not Found");
    session_keys(s, "L");
    session_wait_row(s, 1, "│ 404 Not Found 未找到");
    session_wait_row(s, 23, "帮助");
    session_keys(s, "L");
    session_wait_row(s, 23, "help");
    session_wait_row(s, 1, "│ 404 Not Found");
    quit(s);
}
END_TEST

START_TEST(resizes_while_searching)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "/redirect");
    session_wait_row(s, 0, "/redirect");
    session_resize(s, 10, 30);
    session_wait_row(s, 9, "help");
    session_wait_row(s, 0, "/redirect");
    session_keys(s, "ion");
    session_wait_row(s, 0, "/redirection");
    session_resize(s, 50, 160);
    session_wait_row(s, 49, "help");
    session_wait_row(s, 0, "/redirection");
    session_keys(s, "<Esc>");
    session_wait_gone(s, "/redirection");
    session_wait_row(s, 1, "1xx Informational");
    session_resize(s, 3, 10);
    session_wait_row(s, 0, "Too small");
    session_resize(s, 24, 80);
    session_wait_row(s, 1, "1xx Informational");
    quit(s);
}
END_TEST

START_TEST(follows_a_link_and_goes_back)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "404<Tab>");
    session_wait_row(s, 1, "│ 404 Not Found");
    session_keys(s, "]]<Enter>"); /* the first link is the specification */
    session_wait_gone(s, "│ 404 Not Found\n");
    session_keys(s, "<BS>");
    session_wait_row(s, 1, "│ 404 Not Found");
    quit(s);
}
END_TEST

START_TEST(one_pane_on_narrow_screens)
{
    struct session *s = ready(12, 40, "zh_CN");
    session_keys(s, "404");
    session_wait_text(s, "404 Not Found");
    session_keys(s, "<Enter>");
    session_wait_row(s, 1, "404 Not Found 未找到");
    session_wait_row(s, 2, "────");
    session_keys(s, "<Esc>");
    session_wait_text(s, "403 Forbidden");
    quit(s);
}
END_TEST

START_TEST(the_help_is_searched_and_closed)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "?");
    session_wait_text(s, "Move one line up");
    session_keys(s, "/\"change the\"<Enter>");
    session_wait_text(s, "Change the language");
    session_keys(s, "<Esc>");
    session_wait_row(s, 1, "1xx Informational");
    quit(s);
}
END_TEST

static const int ends[] = {SIGTERM, SIGHUP, SIGINT};

START_TEST(signals_leave_the_terminal_as_it_was)
{
    struct session *s = ready(24, 80, "en");
    session_keys(s, "/cache");
    session_wait_row(s, 0, "/cache");
    session_signal(s, ends[_i]);
    ck_assert_int_eq(session_end(s).signal, ends[_i]);
    assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(stops_and_goes_on)
{
    struct session *s = start((struct session_options){.shell = true}, "en");
    session_wait_text(s, "100 Continue");
    session_keys(s, "404");
    session_wait_row(s, 1, "│ 404 Not Found");
    session_keys(s, "<C-z>");
    session_settle(s);
    session_keys(s, "<C-j>");
    session_wait_row(s, 1, "│ 404 Not Found");
    quit(s);
}
END_TEST

START_TEST(ends_with_its_terminal)
{
    struct session *s = ready(24, 80, "en");
    session_hang_up(s);
    struct session_exit end = session_end(s);
    ck_assert_int_ne(end.status, 0);
    ck_assert(end.seconds < 5);
    session_free(s);
}
END_TEST

START_TEST(sleeps_when_idle)
{
    struct session *s = ready(24, 80, "en");
    session_settle(s);
    long before = session_switches(s);
    session_pass(s, 400);
    ck_assert_int_eq(session_switches(s), before);
    quit(s);
}
END_TEST

START_TEST(pastes_into_the_search)
{
    struct session *s = ready(24, 80, "en");
    session_paste(s, "gateway\ntimeout");
    session_wait_row(s, 0, "/gateway timeout");
    session_wait_row(s, 1, "│ 504 Gateway Timeout");
    session_keys(s, "<Esc>");
    session_wait_gone(s, "/gateway");
    quit(s);
}
END_TEST

START_TEST(the_mouse_selects_and_scrolls)
{
    struct session *s = ready(24, 80, "en");
    session_click(s, 3, 10);
    session_wait_row(s, 1, "│ 101 Switching");
    session_wheel(s, 10, 60, true);
    session_wait_gone(s, "│ 101 Switching");
    quit(s);
}
END_TEST

START_TEST(broken_facts_are_an_error_and_not_a_crash)
{
    char folder[] = "/tmp/statusbrowse-data-XXXXXX", path[128], setting[128];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    const char *top = getenv("SB_SRCDIR");
    snprintf(path, sizeof path, "%s/en", folder);
    char target[4096];
    snprintf(target, sizeof target, "%s/data/en", top ? top : ".");
    ck_assert_int_eq(symlink(target, path), 0);
    snprintf(setting, sizeof setting, "STATUSBROWSE_DATADIR=%s", folder);
    const char *const env[] = {"LANG=C.UTF-8", setting, NULL};
    struct session *s = start((struct session_options){.env = env}, "en");
    ck_assert_int_eq(session_end(s).status, 2);
    ck_assert(session_has(s, "registry.json"));
    assert_restored(s);
    session_free(s);
    unlink(path);
    rmdir(folder);
}
END_TEST

Suite *browse_suite(void)
{
    Suite *suite = suite_create("browse");
    TCase *tests = tcase_create("browse");
    tcase_add_test(tests, first_screen);
    tcase_add_test(tests, first_screen_in_chinese);
    tcase_add_test(tests, moves_opens_and_closes);
    tcase_add_test(tests, searches_english);
    tcase_add_test(tests, escape_gives_back_the_place);
    tcase_add_test(tests, searches_chinese);
    tcase_add_test(tests, searches_by_digits);
    tcase_add_test(tests, shows_what_was_searched_for);
    tcase_add_test(tests, nothing_found_is_said);
    tcase_add_test(tests, changes_the_language_in_place);
    tcase_add_test(tests, resizes_while_searching);
    tcase_add_test(tests, follows_a_link_and_goes_back);
    tcase_add_test(tests, one_pane_on_narrow_screens);
    tcase_add_test(tests, the_help_is_searched_and_closed);
    tcase_add_loop_test(tests, signals_leave_the_terminal_as_it_was, 0, COUNT(ends));
    tcase_add_test(tests, stops_and_goes_on);
    tcase_add_test(tests, ends_with_its_terminal);
    tcase_add_test(tests, sleeps_when_idle);
    tcase_add_test(tests, pastes_into_the_search);
    tcase_add_test(tests, the_mouse_selects_and_scrolls);
    tcase_add_test(tests, broken_facts_are_an_error_and_not_a_crash);
    suite_add_tcase(suite, tests);
    return suite;
}
