/* Documents of the user's in the whole program: from a pipe, in other encodings, missing. */
#include "suites.h"

#include "session.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/statusbrowse-notes-XXXXXX";

static const char *const files[] = {"notes.md", "gb.md", "empty.md", "plans.md"};

static void write_file(const char *name, const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void set_up(void)
{
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_file("notes.md", "# My notes\n\n## 404 Not Found\n\nGone fishing.\n");
    write_file("gb.md", "## 404 Not Found \xCE\xB4\xD5\xD2\xB5\xBD\n\n\xC3\xBB\xD3\xD0\xA1\xA3\n");
    write_file("empty.md", "");
    write_file("plans.md", "Nothing of codes.\n");
}

static void tear_down(void)
{
    char path[64];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    rmdir(folder);
}

/* Runs a command of the shell in the folder; $p is the program. */
static struct session *run(const char *command)
{
    char line[8192];
    const char *top = getenv("SB_BUILDDIR");
    const char *const argv[] = {"sh", "-c", line, NULL};
    snprintf(line, sizeof line, "cd '%s'; p='%s/statusbrowse'; %s", folder, top ? top : ".",
             command);
    return session_start(&(struct session_options){.argv = argv, .columns = 100});
}

static void end(struct session *s, int status)
{
    const char *why = "";
    ck_assert_int_eq(session_end(s).status, status);
    ck_assert_msg(session_restored(s, &why), "%s", why);
}

START_TEST(a_pipe_is_browsed_with_the_keyboard)
{
    struct session *s = run("cat notes.md | $p -d -");
    session_wait_row(s, 1, "My notes");
    session_keys(s, "/fishing");
    session_wait_row(s, 1, "│ 404 Not Found");
    session_wait_text(s, "Gone fishing.");
    session_keys(s, "<Esc>");
    session_wait_gone(s, "/fishing");
    session_settle(s); /* asleep: an input at its end is not waited for */
    session_keys(s, "q");
    end(s, 0);
    session_free(s);
}
END_TEST

START_TEST(a_document_can_be_typed)
{
    struct session *s = run("echo ready; exec $p -d -");
    session_wait_text(s, "ready");
    session_keys(s, "# Typed<C-j>## 404 Not Found<C-j><C-d>");
    session_wait_row(s, 1, "Typed");
    session_keys(s, "q");
    end(s, 0);
    session_free(s);
}
END_TEST

/* A session without a terminal of its own, though its output is one. */
START_TEST(without_a_keyboard_it_ends_and_says_so)
{
    struct session *s = run("cat notes.md | setsid -w $p -d -; echo status $?");
    session_wait_text(s, "status 2");
    ck_assert(
        session_has(s, "statusbrowse: there is no terminal to read the keyboard from\nstatus 2"));
    end(s, 0);
    session_free(s);
}
END_TEST

START_TEST(a_missing_document_is_told_and_the_rest_is_there)
{
    struct session *s = run("$p -d missing.md -d notes.md");
    session_wait_row(s, 1, "My notes");
    session_wait_row(s, 23, "missing.md: cannot be opened: No such file or directory");
    session_keys(s, "j");
    session_wait_row(s, 23, "? help");
    session_keys(s, "q");
    end(s, 0);
    ck_assert(session_has(s, "statusbrowse: missing.md: cannot be opened: No such file"));
    session_free(s);
}
END_TEST

START_TEST(several_are_counted)
{
    struct session *s = run("$p -d empty.md -d gb.md -d . -d plans.md -d notes.md");
    session_wait_row(s, 23, ".: is a folder, and 3 more");
    session_keys(s, "q");
    end(s, 0);
    ck_assert(session_has(s, "statusbrowse: empty.md: is empty\nstatusbrowse: .: is a folder\n"));
    ck_assert(session_has(s, "plans.md: no entry on any status code was found"));
    ck_assert(!session_has(s, "converted"));
    session_free(s);
}
END_TEST

START_TEST(nothing_to_open_is_an_error)
{
    struct session *s = run("$p -d missing.md -d .");
    ck_assert_int_eq(session_end(s).status, 2);
    ck_assert(session_has(s, "statusbrowse: missing.md: cannot be opened"));
    ck_assert(session_has(s, "statusbrowse: .: is a folder"));
    session_free(s);
}
END_TEST

START_TEST(a_conversion_is_told)
{
    struct session *s = run("$p -d gb.md");
    session_wait_row(s, 2, "404 Not Found 未找到");
    session_wait_row(s, 23, "gb.md: converted from GB18030");
    session_keys(s, "j");
    session_wait_text(s, "没有。");
    session_keys(s, "q");
    end(s, 0);
    ck_assert(!session_has(s, "converted"));
    session_free(s);
}
END_TEST

Suite *sources_suite(void)
{
    Suite *suite = suite_create("sources");
    TCase *tests = tcase_create("sources");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_pipe_is_browsed_with_the_keyboard);
    tcase_add_test(tests, a_document_can_be_typed);
    tcase_add_test(tests, without_a_keyboard_it_ends_and_says_so);
    tcase_add_test(tests, a_missing_document_is_told_and_the_rest_is_there);
    tcase_add_test(tests, several_are_counted);
    tcase_add_test(tests, nothing_to_open_is_an_error);
    tcase_add_test(tests, a_conversion_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}
