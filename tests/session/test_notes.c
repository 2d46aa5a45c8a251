/* Notes, the editor and documents that change, in the whole program. */
#include "suites.h"

#include "session.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/statusbrowse-notes-XXXXXX";

/* Everything that a test may leave there, the deepest first. */
static const char *const files[] = {"data/statusbrowse/notes.md",
                                    "data/statusbrowse",
                                    "data",
                                    "lesson.md",
                                    "lesson.new",
                                    "arguments",
                                    "editor"};

static const char *place(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(place(name), "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void write_notes(const char *text)
{
    mkdir(place("data"), 0700);
    mkdir(place("data/statusbrowse"), 0700);
    write_file("data/statusbrowse/notes.md", text);
}

static void assert_file(const char *name, const char *expected)
{
    char text[4096];
    FILE *file = fopen(place(name), "r");
    ck_assert_msg(file != NULL, "there is no %s", name);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    ck_assert_str_eq(text, expected);
}

static const char lesson[] = "# Lesson\n\n## 404 Not Found\n\nGone fishing.\n\n"
                             "## 410 Gone\n\nFor good.\n";

/* An editor that notes how it was called and adds to the file. */
static const char editor[] = "#!/bin/sh\n"
                             "echo \"$*\" >arguments\n"
                             "printf '\\n## 500 Oops\\n\\nFrom the editor.\\n' >>\"$2\"\n";

static void set_up(void)
{
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_file("lesson.md", lesson);
    write_file("editor", editor);
    ck_assert_int_eq(chmod(place("editor"), 0700), 0);
}

static void tear_down(void)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        remove(place(files[i]));
    rmdir(folder);
}

/* Runs the program in the folder with these arguments of the shell. */
static struct session *run_as(const char *arguments, const char *language, bool job)
{
    char line[8192], data[128], lang[64];
    const char *top = getenv("SB_BUILDDIR");
    const char *const argv[] = {"sh", "-c", line, NULL};
    snprintf(line, sizeof line, "cd '%s'; exec '%s/statusbrowse' %s", folder, top ? top : ".",
             arguments);
    snprintf(data, sizeof data, "XDG_DATA_HOME=%s/data", folder);
    snprintf(lang, sizeof lang, "LANG=%s", language);
    const char *const env[] = {data, lang, "EDITOR=./editor", "VISUAL", NULL};
    return session_start(&(struct session_options){.argv = argv, .env = env, .shell = job});
}

static struct session *run(const char *arguments, const char *language)
{
    return run_as(arguments, language, false);
}

static struct session *start(const char *arguments)
{
    struct session *s = run(arguments, "C.UTF-8");
    session_wait_row(s, 23, "? help");
    session_settle(s);
    return s;
}

static void quit(struct session *s)
{
    const char *why = "";
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    ck_assert_msg(session_restored(s, &why), "%s", why);
    session_free(s);
}

START_TEST(a_note_is_there_the_next_time)
{
    struct session *s = start("");
    session_keys(s, "404a");
    session_wait_row(s, 23, "Note on 404:");
    session_settle(s);
    ck_assert(session_cursor_visible(s));
    session_keys(s, "Gone fishing, 钓鱼.<Enter>");
    session_wait_row(s, 23, "the note was saved");
    session_wait_row(s, 4, "notes.md · 1 of 2 sources");
    session_wait_text(s, "Gone fishing, 钓鱼.");
    assert_file("data/statusbrowse/notes.md",
                "# My notes\n\n## 404 Not Found\n\nGone fishing, 钓鱼.\n");
    session_settle(s); /* what we have saved ourselves is no news */
    ck_assert(strstr(session_row(s, 23), "the note was saved") != NULL);
    quit(s);
    s = start("");
    session_wait_row(s, 1, "1xx Informational"); /* a few notes do not hide the codes */
    session_keys(s, "404");
    session_wait_text(s, "Gone fishing, 钓鱼.");
    quit(s);
}
END_TEST

START_TEST(a_note_in_chinese)
{
    struct session *s = run("", "zh_CN.UTF-8");
    session_wait_row(s, 23, "? 帮助");
    session_keys(s, "404a钓鱼去了。<Enter>");
    session_wait_row(s, 23, "笔记已保存");
    assert_file("data/statusbrowse/notes.md",
                "# 我的笔记\n\n## 404 Not Found 未找到\n\n钓鱼去了。\n");
    quit(s);
}
END_TEST

/* Those of whoever writes in lists as well. */
START_TEST(notes_know_the_registry_from_the_start)
{
    write_notes("404 Not Found is what we say\n\n410 Gone is gone\n");
    struct session *s = start("");
    session_keys(s, "404");
    session_wait_row(s, 1, "404 Not Found");
    session_settle(s);
    char *before = strdup(session_screen(s));
    write_notes("404 Not Found is what we say\n\n410 Gone is gone\n");
    session_wait_row(s, 23, "notes.md was read anew");
    session_keys(s, "<F12>");
    session_wait_row(s, 23, "? help");
    session_settle(s);
    ck_assert_str_eq(session_screen(s), before);
    free(before);
    quit(s);
}
END_TEST

START_TEST(a_note_that_cannot_be_saved_is_kept)
{
    write_file("data", ""); /* a file where the folder would have to be */
    struct session *s = start("");
    session_keys(s, "404aas it was<Enter>");
    session_wait_row(s, 23, "notes.md: its folder cannot be made: Not a directory");
    session_keys(s, "a");
    session_wait_row(s, 23, "Note on 404: as it was");
    ck_assert_int_eq(remove(place("data")), 0);
    session_keys(s, "<Enter>");
    session_wait_row(s, 23, "the note was saved");
    assert_file("data/statusbrowse/notes.md", "# My notes\n\n## 404 Not Found\n\nas it was\n");
    quit(s);
}
END_TEST

START_TEST(no_half_note_is_written)
{
    static const int signals[] = {SIGTERM, SIGHUP};
    const char *why = "";
    struct session *s = start("");
    session_keys(s, "404ahalf a no");
    session_wait_row(s, 23, "half a no");
    session_signal(s, signals[_i]);
    ck_assert_int_eq(session_end(s).status, 128 + signals[_i]);
    ck_assert_msg(session_restored(s, &why), "%s", why);
    ck_assert_int_ne(access(place("data"), F_OK), 0);
    session_free(s);
}
END_TEST

START_TEST(a_stop_does_not_end_a_note)
{
    struct session *s = run_as("", "C.UTF-8", true);
    session_wait_row(s, 23, "? help");
    session_keys(s, "404agone fi<C-z>");
    session_wait_text(s, "[stopped 1]");
    session_keys(s, "<C-j>");
    session_wait_row(s, 23, "Note on 404: gone fi");
    session_keys(s, "shing<Enter>");
    session_wait_row(s, 23, "the note was saved");
    assert_file("data/statusbrowse/notes.md", "# My notes\n\n## 404 Not Found\n\ngone fishing\n");
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    session_free(s);
}
END_TEST

START_TEST(notes_change_while_one_is_written)
{
    write_notes("## 404 Not Found\n\nold\n");
    struct session *s = start("");
    session_keys(s, "404a, new");
    session_wait_row(s, 23, "Note on 404: old, new");
    write_notes("## 404 Not Found\n\ntheirs\n");
    session_wait_row(s, 22, "notes.md was read anew");
    session_resize(s, 12, 40);
    session_wait_row(s, 11, "Note on 404: old, new");
    session_keys(s, "<Enter>");
    session_wait_row(s, 11, "the note was saved below");
    assert_file("data/statusbrowse/notes.md", "## 404 Not Found\n\ntheirs\n\nold, new\n");
    quit(s);
}
END_TEST

START_TEST(the_editor_changes_the_document)
{
    struct session *s = start("-d lesson.md");
    session_keys(s, "410");
    session_wait_row(s, 1, "│ 410 Gone");
    session_keys(s, "e");
    session_wait_row(s, 23, "lesson.md was read anew");
    session_wait_text(s, "500 Oops");
    session_wait_row(s, 1, "│ 410 Gone");
    assert_file("arguments", "+7 lesson.md\n");
    quit(s);
}
END_TEST

/* A note of several lines is the editor's, too. */
START_TEST(the_editor_has_long_notes)
{
    write_notes("# Mine\n\n## 404 Not Found\n\none\n\ntwo\n");
    struct session *s = start("");
    session_keys(s, "404a");
    session_wait_row(s, 23, "notes.md was read anew");
    session_keys(s, "500");
    session_wait_text(s, "From the editor.");
    quit(s);
}
END_TEST

START_TEST(a_failing_editor_is_told)
{
    write_file("editor", "#!/bin/sh\nexit 3\n");
    struct session *s = start("-d lesson.md");
    session_keys(s, "404e");
    session_wait_row(s, 23, "the editor ended with status 3");
    ck_assert_int_eq(remove(place("editor")), 0);
    session_keys(s, "e");
    session_wait_row(s, 23, "the editor cannot be started: ./editor");
    quit(s);
}
END_TEST

START_TEST(a_changed_document_is_shown_in_place)
{
    struct session *s = start("-d lesson.md -d ./lesson.md"); /* which is one */
    session_wait_row(s, 1, "Lesson");
    session_keys(s, "410");
    session_wait_row(s, 1, "│ 410 Gone");
    session_settle(s);
    write_file("lesson.new",
               "# Lesson\n\n## 400 Bad\n\n## 404 Not Found\n\n## 410 Gone\n\nBack!\n");
    char saved[128];
    strcpy(saved, place("lesson.new"));
    ck_assert_int_eq(rename(saved, place("lesson.md")), 0);
    session_wait_row(s, 23, "lesson.md was read anew");
    session_wait_row(s, 1, "│ 410 Gone");
    session_wait_text(s, "Back!");
    quit(s);
}
END_TEST

START_TEST(a_broken_save_is_told_until_it_is_mended)
{
    struct session *s = start("-d lesson.md");
    session_keys(s, "410");
    session_wait_text(s, "For good.");
    write_file("lesson.md", "");
    session_wait_row(s, 23, "lesson.md: has no entry any more; the earlier text is shown");
    ck_assert(session_has(s, "For good."));
    write_file("lesson.md", lesson);
    session_wait_row(s, 23, "lesson.md was read anew");
    ck_assert_int_eq(remove(place("lesson.md")), 0);
    session_wait_row(s, 23, "lesson.md: cannot be opened; the earlier text is shown");
    ck_assert(session_has(s, "For good."));
    write_file("lesson.md", "# Lesson\n\n## 410 Gone\n\nHere again.\n");
    session_wait_row(s, 23, "lesson.md was read anew");
    session_wait_text(s, "Here again.");
    quit(s);
}
END_TEST

START_TEST(a_change_while_searching)
{
    struct session *s = start("-d lesson.md");
    session_keys(s, "/fishing");
    session_wait_row(s, 0, " 1 of ");
    write_file("lesson.md", "# Lesson\n\n## 410 Gone\n\nfishing too\n\n## 404 Lost\n\nfishing\n");
    session_wait_row(s, 0, "/fishing");
    session_wait_row(s, 0, " 2 of ");
    session_keys(s, "<Esc>");
    session_wait_gone(s, "/fishing");
    quit(s);
}
END_TEST

START_TEST(restricted_has_no_notes)
{
    write_notes("## 404 Not Found\n\nsecret\n");
    struct session *s = start("--restricted");
    session_keys(s, "404");
    session_wait_row(s, 1, "│ 404 Not Found");
    session_settle(s);
    ck_assert(!session_has(s, "secret"));
    session_keys(s, "a");
    session_wait_row(s, 23, "notes are not possible here");
    session_keys(s, "e");
    session_wait_row(s, 23, "editing is not possible here");
    quit(s);
}
END_TEST

Suite *notes_suite(void)
{
    Suite *suite = suite_create("notes");
    TCase *tests = tcase_create("notes");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_note_is_there_the_next_time);
    tcase_add_test(tests, a_note_in_chinese);
    tcase_add_test(tests, notes_know_the_registry_from_the_start);
    tcase_add_test(tests, a_note_that_cannot_be_saved_is_kept);
    tcase_add_loop_test(tests, no_half_note_is_written, 0, 2);
    tcase_add_test(tests, a_stop_does_not_end_a_note);
    tcase_add_test(tests, notes_change_while_one_is_written);
    tcase_add_test(tests, the_editor_changes_the_document);
    tcase_add_test(tests, the_editor_has_long_notes);
    tcase_add_test(tests, a_failing_editor_is_told);
    tcase_add_test(tests, a_changed_document_is_shown_in_place);
    tcase_add_test(tests, a_broken_save_is_told_until_it_is_mended);
    tcase_add_test(tests, a_change_while_searching);
    tcase_add_test(tests, restricted_has_no_notes);
    suite_add_tcase(suite, tests);
    return suite;
}
