#include "suites.h"

#include "editor.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static const struct call {
    const char *command, *file;
    size_t line;
    const char *arguments; /* in brackets */
} calls[] = {
    {"vi", "notes.md", 7, "[+7][notes.md]"},
    {"/usr/bin/nvim -c 'set nu'", "/tmp/a b.md", 7, "[+7][/tmp/a b.md]"},
    {"nano", "notes.md", 0, "[notes.md]"},
    {"my-own-editor", "notes.md", 7, "[+7][notes.md]"},
    {"code --wait", "notes.md", 7, "[-g][notes.md:7]"},
    {"/snap/bin/codium", "notes.md", 7, "[-g][notes.md:7]"},
    {"code", "notes.md", 0, "[notes.md]"},
    {"hx", "notes.md", 7, "[notes.md:7]"},
    {"'/opt/Sublime Text/subl' -w", "notes.md", 7, "[notes.md:7]"},
    {"kate -b", "notes.md", 7, "[-l][7][notes.md]"},
    {"ed", "notes.md", 7, "[notes.md]"},
    {"vi", "-c:q!", 7, "[+7][./-c:q!]"},
    {"vi", "+q", 7, "[+7][./+q]"},
    {"hx", "-x", 7, "[./-x:7]"},
    {"ed", "-x", 7, "[./-x]"},
    {"  vi", "100%l", 7, "[+7][100%l]"},
};

START_TEST(gives_the_line)
{
    char *arguments[EDITOR_ARGUMENTS], text[128] = "";
    size_t count = editor_arguments(calls[_i].command, calls[_i].file, calls[_i].line, arguments);
    for (size_t i = 0; i < count; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "[%s]", arguments[i]);
        free(arguments[i]);
    }
    ck_assert_str_eq(text, calls[_i].arguments);
}
END_TEST

static void set_or_unset(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

START_TEST(chooses)
{
    static const struct {
        const char *visual, *editor, *chosen;
    } cases[] = {
        {"code --wait", "ed", "code --wait"},
        {NULL, "ed", "ed"},
        {"", "ed", "ed"},
        {" ", "ed", "ed"},
        {NULL, NULL, "vi"},
        {"", "", "vi"},
    };
    for (int i = 0; i < COUNT(cases); i++) {
        set_or_unset("VISUAL", cases[i].visual);
        set_or_unset("EDITOR", cases[i].editor);
        ck_assert_str_eq(editor_command(), cases[i].chosen);
    }
}
END_TEST

static char folder[32];

/* A program of this name in a folder of its own; its path is in $EDITOR, with more behind it. */
static void make_editor(const char *script, const char *more)
{
    char path[64], command[128];
    snprintf(folder, sizeof folder, "/tmp/editor-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    snprintf(path, sizeof path, "%s/fake editor", folder);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "#!/bin/sh\n%s\n", script);
    fclose(file);
    ck_assert_int_eq(chmod(path, 0700), 0);
    snprintf(command, sizeof command, "'%s'%s", path, more);
    unsetenv("VISUAL");
    setenv("EDITOR", command, 1);
}

static void remove_editor(void)
{
    unlink("fake editor");
    unlink("called");
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

START_TEST(runs)
{
    char line[256];
    make_editor("printf '[%s]' \"$@\" > called; exit 3", " -w \"two words\" $HOME");
    setenv("HOME", "/home/x", 1);
    struct editor_end end = editor_run("$(id) `id` ';.md", 7);
    ck_assert(end.started);
    ck_assert_int_eq(end.status, 3);
    FILE *called = fopen("called", "r");
    ck_assert_ptr_nonnull(called);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, called));
    fclose(called);
    ck_assert_str_eq(line, "[-w][two words][/home/x][+7][$(id) `id` ';.md]");
    remove_editor();
}
END_TEST

START_TEST(gives_default_signals)
{
    make_editor("kill -INT $$; exit 0", "");
    signal(SIGINT, SIG_IGN);
    struct editor_end end = editor_run("x", 0);
    ck_assert(end.started);
    ck_assert_int_eq(end.status, 128 + SIGINT);
    remove_editor();
}
END_TEST

START_TEST(tells_when_there_is_none)
{
    ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr)); /* what the shell says */
    unsetenv("VISUAL");
    setenv("EDITOR", "/no/such/editor -x", 1);
    ck_assert(!editor_run("x", 7).started);
    setenv("EDITOR", "/etc/passwd", 1);
    ck_assert(!editor_run("x", 7).started);
}
END_TEST

Suite *editor_suite(void)
{
    Suite *suite = suite_create("editor");
    TCase *tests = tcase_create("editor"), *running = tcase_create("running");
    tcase_add_loop_test(tests, gives_the_line, 0, COUNT(calls));
    tcase_add_test(tests, chooses);
    tcase_set_tags(running, "spawn");
    tcase_add_test(running, runs);
    tcase_add_test(running, gives_default_signals);
    tcase_add_test(running, tells_when_there_is_none);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, running);
    return suite;
}
