/* The terminal given to another program and taken back, and waiting for more than the terminal. */
#include "suites.h"

#include "demo_session.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Editors: scripts that are told their arguments as the shell would. */
#define EDITOR(script) "EDITOR=sh -c '" script "' fake"

static struct session *start(const char *editor, bool shell)
{
    const char *env[] = {editor, "VISUAL", NULL};
    struct session *s = demo_ready((struct session_options){.env = env, .shell = shell});
    session_keys(s, "E");
    return s;
}

/* The demo is back, wholly drawn, and hears. */
static void assert_back(struct session *s, const char *news)
{
    const char *why;
    session_wait_row(s, 2, news);
    session_wait_text(s, "wide: 未找到");
    session_wait_gone(s, "editing");
    session_keys(s, "<Down>");
    session_wait_row(s, 1, "key Down");
    ck_assert(!session_restored(s, &why));
}

START_TEST(gives_and_takes_back)
{
    struct session *s = start(EDITOR("echo editing \"$@\"; read line"), false);
    session_wait_text(s, "editing +7 demo.md");
    ck_assert(!session_has(s, "wide:"));
    demo_assert_restored(s);
    session_resize(s, 20, 70);
    session_keys(s, "<C-j>");
    session_wait_row(s, 0, "size 20x70");
    assert_back(s, "editor 1 0");
    session_keys(s, "E");
    session_wait_text(s, "editing +7 demo.md");
    session_keys(s, "<C-j>");
    assert_back(s, "editor 1 0");
    demo_quit(s);
}
END_TEST

/* What an editor that crashed has left is not taken for what the shell had. */
START_TEST(mends_what_an_editor_left)
{
    struct session *s =
        start(EDITOR("stty raw -echo; printf \"\\033[?25l\\033[7m\"; exit 3"), false);
    assert_back(s, "editor 1 3");
    demo_quit(s);
}
END_TEST

START_TEST(tells_that_there_is_no_editor)
{
    struct session *s = start("EDITOR=/no/such/editor", false);
    assert_back(s, "editor 0 127");
    demo_quit(s);
}
END_TEST

START_TEST(leaves_interrupts_to_the_editor)
{
    struct session *s = start(EDITOR("echo editing; exec cat"), false);
    session_wait_text(s, "editing");
    session_keys(s, _i == 0 ? "<C-c>" : "<C-\\>");
    assert_back(s, _i == 0 ? "editor 1 130" : "editor 1 131");
    demo_quit(s);
}
END_TEST

static const struct stop {
    const char *editor, *key;
} stops[] = {
    {EDITOR("echo editing; exec cat"), "<C-z>"},             /* the terminal stops all */
    {EDITOR("echo editing; kill -STOP $$; exec cat"), NULL}, /* the editor itself only */
    {EDITOR("echo editing; kill -TSTP 0; exec cat"), NULL},  /* as vi does */
};

START_TEST(stops_with_the_editor)
{
    struct session *s = start(stops[_i].editor, true);
    session_wait_text(s, "editing");
    if (stops[_i].key)
        session_keys(s, stops[_i].key);
    session_wait_text(s, "[stopped 1]");
    session_keys(s, "<C-j>");
    session_keys(s, "on<C-j>");
    session_wait_text(s, "on\non"); /* typed, and said by cat */
    session_keys(s, "<C-d>");
    assert_back(s, "editor 1 0");
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    session_free(s);
}
END_TEST

START_TEST(ends_with_the_editor)
{
    static const int signals[] = {SIGTERM, SIGHUP};
    struct session *s = start(EDITOR("echo editing; exec cat"), false);
    session_wait_text(s, "editing");
    session_signal(s, signals[_i]);
    ck_assert_int_eq(session_end(s).status, 128 + signals[_i]);
    demo_assert_restored(s);
    session_free(s);
}
END_TEST

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(waits_for_files_too)
{
    /* A folder where nobody else writes, which would wake the demo. */
    char folder[] = "/tmp/watched-XXXXXX", path[64], setting[80], news[80];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/notes.md", folder);
    snprintf(setting, sizeof setting, "DEMO_WATCH=%s", path);
    snprintf(news, sizeof news, "changed %s", path);
    const char *env[] = {setting, NULL};
    struct session *s = demo_ready((struct session_options){.env = env});
    put(path, "1");
    session_wait_row(s, 2, news);
    session_wait_row(s, 0, "changes 1");
    put(path, "2");
    session_wait_row(s, 0, "changes 2");
    session_settle(s);
    session_written(s);
    long before = session_switches(s);
    session_pass(s, 300);
    ck_assert_int_eq(session_switches(s), before);
    ck_assert_uint_eq(session_written(s), 0);
    session_keys(s, "<Down>");
    session_wait_row(s, 1, "key Down");
    demo_quit(s);
    unlink(path);
    rmdir(folder);
}
END_TEST

Suite *leaving_suite(void)
{
    Suite *suite = suite_create("leaving");
    TCase *tests = tcase_create("leaving");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_and_takes_back);
    tcase_add_test(tests, mends_what_an_editor_left);
    tcase_add_test(tests, tells_that_there_is_no_editor);
    tcase_add_loop_test(tests, leaves_interrupts_to_the_editor, 0, 2);
    tcase_add_loop_test(tests, stops_with_the_editor, 0, 3);
    tcase_add_loop_test(tests, ends_with_the_editor, 0, 2);
    tcase_add_test(tests, waits_for_files_too);
    suite_add_tcase(suite, tests);
    return suite;
}
