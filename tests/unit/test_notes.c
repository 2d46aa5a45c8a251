/* Notes as they are written in the application and come into the file: src/ui/app_notes.c with
 * src/notes.c, which here stand side by side as in src/browse.c. */
#include "core/file.h"
#include "fixture.h"
#include "notes.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static struct fixture fixture;
static struct buf screen;
static char folder[] = "notes-XXXXXX", path[sizeof folder + 16];

static void open_fixture(struct fixture_options options)
{
    options.notes = path;
    ck_assert(fixture_open(&fixture, &options));
}

static void set_up(void)
{
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/notes.md", folder);
}

static void tear_down(void)
{
    fixture_close(&fixture);
    buf_release(&screen);
    unlink(path);
    rmdir(folder);
}

static void write_notes(const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* The file that is there, as the program opens it at its start. */
static void open_notes(const char *text)
{
    struct error error;
    write_notes(text);
    ck_assert(catalogue_open(fixture.catalogue, path, &error));
    app_free(fixture.app);
    struct app_options options = {.catalogue = fixture.catalogue,
                                  .language = LANGUAGE_EN,
                                  .view = VIEW_CLASSES,
                                  .notes = path};
    fixture.app = app_new(&options, &error);
    ck_assert_ptr_nonnull(fixture.app);
    fixture_resize(&fixture, 24, 80);
}

static void assert_file(const char *expected)
{
    struct buf text = {0};
    struct error error;
    ck_assert(file_read(path, &text, &error));
    ck_assert_str_eq(text.data ? text.data : "", expected);
    buf_release(&text);
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

/* As the edge does it. */
static void save(const char *text)
{
    struct error error = {0};
    bool joined;
    keys(text);
    ck_assert(fixture.effects & EFFECT_NOTE);
    ck_assert_msg(notes_put(path, catalogue_registry(fixture.catalogue),
                            app_written_note(fixture.app), &joined, &error),
                  "%s", error.what);
    app_note_saved(fixture.app, joined);
    fixture_settle(&fixture);
}

/* What the row of the cursor shows. */
static const char *selected_row(void)
{
    const struct canvas *canvas = fixture_screen(&fixture);
    static char row[4096];
    const char *at = screen_text();
    for (int i = 0; i < canvas->cursor_row; i++)
        at = strchr(at, '\n') + 1;
    snprintf(row, sizeof row, "%.*s", (int)strcspn(at, "\n"), at);
    return row;
}

START_TEST(a_note_is_written_and_shown)
{
    open_fixture((struct fixture_options){.view = VIEW_CLASSES});
    save("404aGone fishing, 钓鱼去了。<Enter>");
    assert_file("# My notes\n\n## 404 Not Found\n\nGone fishing, 钓鱼去了。\n");
    ck_shows("the note was saved");
    ck_shows("notes.md · 1 of 2 sources");
    ck_assert_ptr_nonnull(strstr(selected_row(), "404 Not Found     notes.md"));
    const char *note = strstr(screen_text(), "Gone fishing, 钓鱼去了。");
    ck_assert_ptr_nonnull(note);
    ck_assert_ptr_nonnull(strstr(note, "Built-in text"));
    keys("<BS>"); /* back to where it was written */
    ck_assert_ptr_null(strstr(selected_row(), "notes.md"));
}
END_TEST

static const struct heading {
    enum language language;
    const char *keys, *expected;
} headings[] = {
    {LANGUAGE_ZH_CN, "404ax<Enter>", "# 我的笔记\n\n## 404 Not Found 未找到\n\nx\n"},
    {LANGUAGE_EN, "499ax<Enter>", "# My notes\n\n## 499 Client Closed Request (nginx)\n\nx\n"},
    {LANGUAGE_EN, "798ax<Enter>", "# My notes\n\n## 798 Late Again\n\nx\n"},
};

START_TEST(headings_are_those_of_the_edition)
{
    const struct heading *row = &headings[_i];
    open_fixture((struct fixture_options){.language = row->language, .document = "lesson.md"});
    save(row->keys);
    assert_file(row->expected);
    ck_assert_uint_eq(catalogue_document_count(fixture.catalogue), 2);
}
END_TEST

START_TEST(a_note_is_changed_and_taken_away)
{
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    open_notes("# My notes\n\n## 404 Not Found\n\nold\n\n## 410 Gone\n\nkept\n");
    keys("404a");
    ck_shows("Note on 404: old");
    save(" and new<Enter>");
    assert_file("# My notes\n\n## 404 Not Found\n\nold and new\n\n## 410 Gone\n\nkept\n");
    ck_shows("old and new");
    save("a<C-u><Enter>");
    assert_file("# My notes\n\n## 410 Gone\n\nkept\n");
    ck_shows("the note was removed");
    ck_assert_ptr_nonnull(strstr(selected_row(), "404 Not Found"));
    ck_hides("old and new");
}
END_TEST

START_TEST(nothing_is_written_that_did_not_change)
{
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    open_notes("## 404 Not Found\n\nold\n");
    keys("404a<Enter>");
    ck_assert(!(fixture.effects & EFFECT_NOTE));
    keys("ax<BS><Enter>");
    ck_assert(!(fixture.effects & EFFECT_NOTE));
    keys("410a<Enter>");
    ck_assert(!(fixture.effects & EFFECT_NOTE));
}
END_TEST

START_TEST(several_lines_are_for_the_editor)
{
    static const char *const texts[] = {"one\n\ntwo", "a\tb", "* a list\n* of two"};
    struct buf file = {0};
    buf_add_format(&file, "# N\n\n## 404 Not Found\n\n%s\n", texts[_i]);
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    open_notes(file.data);
    keys("404a");
    ck_assert(fixture.effects & EFFECT_EDIT);
    ck_assert_str_eq(app_argument(fixture.app).data, path);
    ck_assert_uint_eq(app_line(fixture.app), 3);
    ck_hides("Note on 404");
    buf_release(&file);
}
END_TEST

START_TEST(commands_are_typed_as_letters)
{
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    keys("404aq?e/a1<F1><Tab><Up><PgDn>");
    ck_shows("Note on 404: q?e/a1 ");
    ck_assert(!(fixture.effects & (EFFECT_QUIT | EFFECT_NOTE | EFFECT_EDIT)));
    fixture_mouse(&fixture, MOUSE_CLICK, 3, 3);
    fixture_mouse(&fixture, MOUSE_WHEEL_DOWN, 3, 60);
    fixture_paste(&fixture, " one\ntwo");
    ck_shows("Note on 404: q?e/a1 one two ");
    fixture_resize(&fixture, 12, 40);
    ck_shows("q?e/a1 one two");
    fixture_resize(&fixture, 3, 10);
    fixture_resize(&fixture, 24, 80);
    keys("<C-c>");
    ck_hides("Note on 404");
    ck_assert(!(fixture.effects & EFFECT_QUIT));
    keys("a");
    ck_hides("q?e/a1"); /* cancelled is forgotten */
    keys("<BS>");
    ck_hides("Note on 404"); /* an empty line is left by deleting backwards */
}
END_TEST

START_TEST(what_could_not_be_saved_is_kept)
{
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    keys("404akept<Enter>");
    app_note_failed(fixture.app, "notes.md: no room");
    ck_shows("notes.md: no room");
    ck_hides("Note on 404");
    keys("a");
    ck_shows("Note on 404: kept ");
    save("!<Enter>");
    assert_file("# My notes\n\n## 404 Not Found\n\nkept!\n");
    keys("a<C-u>lost<Enter>");
    app_note_failed(fixture.app, "notes.md: no room");
    keys("410a");
    ck_shows("Note on 410:  ");
    keys("<Esc>404a");
    ck_shows("Note on 404: kept! ");
}
END_TEST

static const struct meanwhile {
    const char *theirs, *keys, *expected, *notice;
} meanwhiles[] = {
    {"## 404 Not Found\n\ntheirs\n", "!<Enter>", "## 404 Not Found\n\ntheirs\n\nold!\n",
     "saved below what was written there meanwhile"},
    {"## 404 Not Found\n\nold\n\ntheirs\n", "<C-u><Enter>", "## 404 Not Found\n\nold\n\ntheirs\n",
     "has changed meanwhile and was left as it is"},
    {"## 404 Not Found\n\nold!\n", "!<Enter>", "## 404 Not Found\n\nold!\n", "the note was saved"},
    {"## 404 Not Found\n\nold\n\n## 410 Gone\n\nx\n", "!<Enter>",
     "## 404 Not Found\n\nold!\n\n## 410 Gone\n\nx\n", "the note was saved"},
    {"## 410 Gone\n\nx\n", "!<Enter>", "## 404 Not Found\n\nold!\n\n## 410 Gone\n\nx\n",
     "the note was saved"},
};

/* Whether we have seen it (odd) or not. */
START_TEST(what_others_write_meanwhile_stays)
{
    const struct meanwhile *row = &meanwhiles[_i / 2];
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    open_notes("## 404 Not Found\n\nold\n");
    keys("404a");
    write_notes(row->theirs);
    if (_i % 2)
        app_reload(fixture.app, (const char *const[]){path}, 1);
    if (_i % 2)
        ck_shows("notes.md was read anew"); /* above the line */
    ck_shows("Note on 404: old ");
    save(row->keys);
    assert_file(row->expected);
    ck_shows(row->notice);
}
END_TEST

START_TEST(what_is_too_long_is_said)
{
    char much[1100];
    memset(much, 'x', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    keys("404a");
    fixture_paste(&fixture, much);
    ck_shows("too long for this line");
    keys("<BS>");
    ck_hides("too long");
    keys("y");
    ck_hides("too long");
    keys("y");
    ck_shows("too long");
}
END_TEST

START_TEST(where_notes_cannot_be_written)
{
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    keys("ga");
    ck_shows("a note is written on a status code: select one");
    fixture_close(&fixture);
    open_fixture((struct fixture_options){.language = LANGUAGE_EN, .restricted = true});
    keys("404a");
    ck_shows("notes are not possible here");
    ck_hides("Note on 404");
    fixture_close(&fixture);
    ck_assert(fixture_open(&fixture, &(struct fixture_options){.language = LANGUAGE_EN}));
    keys("404a");
    ck_shows("notes are not possible here");
}
END_TEST

START_TEST(a_file_in_another_encoding_is_left_alone)
{
    static const char gb[] =
        "## 404 Not Found \xCE\xB4\xD5\xD2\xB5\xBD\n\n\xC3\xBB\xD3\xD0\xA1\xA3\n";
    struct error error = {0};
    bool joined;
    open_fixture((struct fixture_options){.language = LANGUAGE_EN});
    open_notes(gb);
    keys("404a!<Enter>");
    ck_assert(fixture.effects & EFFECT_NOTE);
    ck_assert(!notes_put(path, catalogue_registry(fixture.catalogue), app_written_note(fixture.app),
                         &joined, &error));
    ck_assert_str_eq(error.file, path);
    ck_assert_str_eq(error.what, "is not UTF-8 text; no note is put into it");
    assert_file(gb);
}
END_TEST

START_TEST(a_document_is_edited_at_the_entry)
{
    open_fixture((struct fixture_options){.language = LANGUAGE_EN, .document = "lesson.md"});
    keys("798e");
    ck_assert(fixture.effects & EFFECT_EDIT);
    ck_assert_ptr_nonnull(strstr(app_argument(fixture.app).data, "tests/data/lesson.md"));
    ck_assert_uint_eq(app_line(fixture.app), 23);
    keys("Ge");
    ck_assert(!(fixture.effects & EFFECT_EDIT));
    ck_shows("the built-in texts are not edited; a writes a note of yours");
    fixture_close(&fixture);
    open_fixture((struct fixture_options){.document = "lesson.md", .restricted = true});
    keys("798e");
    ck_assert(!(fixture.effects & EFFECT_EDIT));
    ck_shows("editing is not possible here");
}
END_TEST

Suite *notes_suite(void)
{
    Suite *suite = suite_create("notes");
    TCase *tests = tcase_create("notes");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_note_is_written_and_shown);
    tcase_add_loop_test(tests, headings_are_those_of_the_edition, 0, COUNT(headings));
    tcase_add_test(tests, a_note_is_changed_and_taken_away);
    tcase_add_test(tests, nothing_is_written_that_did_not_change);
    tcase_add_loop_test(tests, several_lines_are_for_the_editor, 0, 3);
    tcase_add_test(tests, commands_are_typed_as_letters);
    tcase_add_test(tests, what_could_not_be_saved_is_kept);
    tcase_add_loop_test(tests, what_others_write_meanwhile_stays, 0, 2 * COUNT(meanwhiles));
    tcase_add_test(tests, what_is_too_long_is_said);
    tcase_add_test(tests, where_notes_cannot_be_written);
    tcase_add_test(tests, a_file_in_another_encoding_is_left_alone);
    tcase_add_test(tests, a_document_is_edited_at_the_entry);
    suite_add_tcase(suite, tests);
    return suite;
}
