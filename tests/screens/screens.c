/* The stored screens: sessions in files, compared with what the application draws. README.md
 * beside this file tells their format.
 *
 * A session is run by writing it anew: everything is copied but the screens, which are drawn. So it
 * holds when that gives the file itself. */
#include "core/file.h"
#include "core/mem.h"
#include "fixture.h"

#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

struct run {
    struct fixture_options options;
    struct fixture fixture;
    struct buf out;
    char *document, *query;
    const char *error;
};

/* --- What a file can say --- */

typedef bool directive_fn(struct run *run, const char *argument);

static bool read_size(const char *argument, int *columns, int *rows)
{
    return sscanf(argument, "%dx%d", columns, rows) == 2 && *columns > 0 && *rows > 0;
}

static bool set_size(struct run *run, const char *argument)
{
    return read_size(argument, &run->options.columns, &run->options.rows);
}

static bool set_language(struct run *run, const char *argument)
{
    return language_parse(argument, &run->options.language);
}

static bool set_data(struct run *run, const char *argument)
{
    run->options.real = strcmp(argument, "real") == 0;
    return run->options.real || strcmp(argument, "fixture") == 0;
}

static bool set_document(struct run *run, const char *argument)
{
    free(run->document);
    run->options.document = run->document = mem_copy(str_of(argument));
    return true;
}

static bool set_query(struct run *run, const char *argument)
{
    free(run->query);
    run->options.query = run->query = mem_copy(str_of(argument));
    return true;
}

static bool set_ascii(struct run *run, const char *argument)
{
    run->options.ascii = true;
    return !*argument;
}

static bool set_restricted(struct run *run, const char *argument)
{
    run->options.restricted = true;
    return !*argument;
}

/* Nothing is written there: that is the edge's. */
static bool set_notes(struct run *run, const char *argument)
{
    run->options.notes = "notes.md";
    return !*argument;
}

static bool press_keys(struct run *run, const char *argument)
{
    return fixture_keys(&run->fixture, argument);
}

static bool resize(struct run *run, const char *argument)
{
    int rows, columns;
    if (!read_size(argument, &columns, &rows))
        return false;
    fixture_resize(&run->fixture, rows, columns);
    return true;
}

static bool use_mouse(struct run *run, const char *argument, enum mouse_action action)
{
    int row, column;
    if (sscanf(argument, "%d,%d", &row, &column) != 2)
        return false;
    fixture_mouse(&run->fixture, action, row, column);
    return true;
}

static bool click(struct run *run, const char *argument)
{
    return use_mouse(run, argument, MOUSE_CLICK);
}

static bool double_click(struct run *run, const char *argument)
{
    return use_mouse(run, argument, MOUSE_DOUBLE_CLICK);
}

static bool wheel_up(struct run *run, const char *argument)
{
    return use_mouse(run, argument, MOUSE_WHEEL_UP);
}

static bool wheel_down(struct run *run, const char *argument)
{
    return use_mouse(run, argument, MOUSE_WHEEL_DOWN);
}

static bool paste(struct run *run, const char *argument)
{
    fixture_paste(&run->fixture, argument);
    return true;
}

/* --- What is shown --- */

/* Adds the lines of a text, each behind a sign. */
static void add_signed(struct buf *out, char sign, struct str lines)
{
    while (lines.len > 0) {
        const char *end = memchr(lines.data, '\n', lines.len);
        size_t len = end ? (size_t)(end - lines.data) + 1 : lines.len;
        buf_add_char(out, sign);
        buf_add(out, str_slice(lines, 0, len));
        lines = str_slice(lines, len, lines.len);
    }
}

/* A row as a canvas of its own, so that its line of styles is known for one. */
static void add_row(struct buf *out, const struct canvas *canvas, int row, bool styles)
{
    struct buf text = {0}, dump = {0};
    struct canvas line = *canvas;
    line.cells += (size_t)row * (size_t)canvas->columns;
    line.rows = 1;
    canvas_dump(&line, &text, false);
    canvas_dump(&line, &dump, styles);
    add_signed(out, '|', buf_str(&text));
    add_signed(out, ':', str_slice(buf_str(&dump), text.len, dump.len));
    buf_release(&text);
    buf_release(&dump);
}

static bool show(struct run *run, bool styles)
{
    const struct canvas *canvas = fixture_screen(&run->fixture);
    for (int row = 0; row < canvas->rows; row++)
        add_row(&run->out, canvas, row, styles);
    buf_add_format(&run->out, "cursor %d,%d%s\n", canvas->cursor_row, canvas->cursor_column,
                   canvas->cursor_visible ? " shown" : "");
    return true;
}

static bool show_screen(struct run *run, const char *argument)
{
    return !*argument && show(run, false);
}

static bool show_styles(struct run *run, const char *argument)
{
    return !*argument && show(run, true);
}

/* --- Running --- */

static const struct directive {
    const char *name;
    directive_fn *function;
    bool first; /* says how the program starts */
} directives[] = {
    {"size ", set_size, true},
    {"language ", set_language, true},
    {"data ", set_data, true},
    {"document ", set_document, true},
    {"query ", set_query, true},
    {"ascii", set_ascii, true},
    {"restricted", set_restricted, true},
    {"notes", set_notes, true},
    {"keys ", press_keys, false},
    {"resize ", resize, false},
    {"click ", click, false},
    {"double ", double_click, false},
    {"wheel up ", wheel_up, false},
    {"wheel down ", wheel_down, false},
    {"paste ", paste, false},
    {"screen", show_screen, false},
    {"styles", show_styles, false},
};

static const struct directive *find_directive(const char *line)
{
    for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
        if (strncmp(line, directives[i].name, strlen(directives[i].name)) == 0)
            return &directives[i];
    return NULL;
}

static const char *obey(struct run *run, const char *line)
{
    const struct directive *directive = find_directive(line);
    bool open = run->fixture.app != NULL;
    if (!directive)
        return "unknown directive";
    if (directive->first && open)
        return "comes too late";
    if (!directive->first && !open && !fixture_open(&run->fixture, &run->options))
        return "the program cannot be started";
    return directive->function(run, line + strlen(directive->name)) ? NULL : "wrong argument";
}

static bool is_drawn(const char *line)
{
    return *line == '|' || *line == ':' || strncmp(line, "cursor ", 7) == 0;
}

static void run_line(struct run *run, struct str text)
{
    char *line = mem_copy(text);
    if (!is_drawn(line)) {
        buf_add_format(&run->out, "%s\n", line);
        run->error = *line && *line != '#' ? obey(run, line) : NULL;
        if (run->error)
            buf_add_format(&run->out, "error: %s\n", run->error);
    }
    free(line);
}

/* Appends the session as it is now; null, or what is wrong with it. */
static const char *run_session(struct buf *out, struct str session)
{
    struct run run = {0};
    while (session.len > 0 && !run.error) {
        const char *end = memchr(session.data, '\n', session.len);
        size_t len = end ? (size_t)(end - session.data) : session.len;
        run_line(&run, str_slice(session, 0, len));
        session = str_slice(session, len + 1, session.len);
    }
    fixture_close(&run.fixture);
    buf_add(out, buf_str(&run.out));
    buf_release(&run.out);
    free(run.document);
    free(run.query);
    return run.error;
}

/* --- Telling differences --- */

static struct str take_line(struct str *text)
{
    const char *end = text->len ? memchr(text->data, '\n', text->len) : NULL;
    size_t len = end ? (size_t)(end - text->data) : text->len;
    struct str line = str_slice(*text, 0, len);
    *text = str_slice(*text, len + 1, text->len);
    return line;
}

/* The first ones. */
static void tell_differences(const char *name, struct str expected, struct str found)
{
    enum { TOLD = 10 };
    int told = 0;
    for (size_t line = 1; told < TOLD && (expected.len > 0 || found.len > 0); line++) {
        struct str was = take_line(&expected), is = take_line(&found);
        if (!str_equal(was, is) && ++told)
            fprintf(stderr, "%s:%zu: stored %.*s\n%s:%zu: shown  %.*s\n", name, line, STR_ARG(was),
                    name, line, STR_ARG(is));
    }
}

/* Holds the session? Says on standard error where it does not, if `tell`. */
static bool session_holds(const char *name, struct str session, bool tell)
{
    struct buf now = {0};
    bool holds = !run_session(&now, session) && str_equal(session, buf_str(&now));
    if (!holds && tell)
        tell_differences(name, session, buf_str(&now));
    buf_release(&now);
    return holds;
}

static bool renew(const char *name, struct str session)
{
    struct buf now = {0};
    bool done = !run_session(&now, session);
    if (!done)
        tell_differences(name, session, buf_str(&now));
    FILE *file = done && !str_equal(session, buf_str(&now)) ? fopen(name, "w") : NULL;
    if (file) {
        fwrite(now.data, 1, now.len, file);
        done = fclose(file) == 0;
        printf("%s is new\n", name);
    }
    buf_release(&now);
    return done;
}

/* --- The tests --- */

/* Found before the tests begin. */
static glob_t files;

static void read_session(const char *name, struct buf *session)
{
    struct error error = {0};
    if (!file_read(name, session, &error))
        ck_abort_msg("%s: %s", name, error.what);
}

START_TEST(screens_are_as_stored)
{
    const char *name = files.gl_pathv[_i];
    struct buf session = {0};
    read_session(name, &session);
    bool holds = session_holds(name, buf_str(&session), true);
    buf_release(&session);
    ck_assert_msg(holds, "%s does not hold", name);
}
END_TEST

/* The tests can fail: one wrong letter, style, cursor or row is seen. */
static const struct {
    const char *session;
    bool holds;
} samples[] = {
    {"size 15x2\nscreen\n|Too small\n|≥ 20x5\ncursor 0,0\n", true},
    {"size 15x2\nstyles\n|Too small\n:!!!!!!!!!\n|≥ 20x5\ncursor 0,0\n", true},
    {"size 15x2\nscreen\n|Too smell\n|≥ 20x5\ncursor 0,0\n", false},
    {"size 15x2\nstyles\n|Too small\n:bbbbbbbbb\n|≥ 20x5\ncursor 0,0\n", false},
    {"size 15x2\nscreen\n|Too small\n|≥ 20x5\ncursor 0,1\n", false},
    {"size 15x2\nscreen\n|Too small\ncursor 0,0\n", false},
    {"size 15x3\nscreen\n|Too small\n|≥ 20x5\ncursor 0,0\n", false},
    {"size 15x2\nscreen\n", false},
    {"size 15x2\nkeys <Nokey>\n", false},
    {"size 15\n", false},
    {"seize 15x2\n", false},
    {"keys q\nsize 15x2\n", false},
    {"document nowhere.md\nscreen\n", false},
};

START_TEST(wrong_screens_are_noticed)
{
    ck_assert_int_eq(session_holds("sample", str_of(samples[_i].session), false),
                     samples[_i].holds);
}
END_TEST

START_TEST(there_are_screens)
{
    ck_assert_uint_ge(files.gl_pathc, 12);
}
END_TEST

static Suite *screens_suite(void)
{
    Suite *suite = suite_create("screens");
    TCase *stored = tcase_create("stored"), *harness = tcase_create("harness");
    tcase_add_loop_test(stored, screens_are_as_stored, 0, (int)files.gl_pathc);
    tcase_add_test(harness, there_are_screens);
    tcase_add_loop_test(harness, wrong_screens_are_noticed, 0, sizeof samples / sizeof *samples);
    suite_add_tcase(suite, stored);
    suite_add_tcase(suite, harness);
    return suite;
}

static bool renew_all(void)
{
    bool done = true;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct buf session = {0};
        read_session(files.gl_pathv[i], &session);
        done = renew(files.gl_pathv[i], buf_str(&session)) && done;
        buf_release(&session);
    }
    return done;
}

static bool run_tests(void)
{
    SRunner *runner = srunner_create(screens_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0;
}

/* With names of files, only those. */
int main(int argc, char **argv)
{
    char *pattern = fixture_path("tests/screens/*.screen");
    if (argc > 1)
        for (int i = 1; i < argc; i++)
            glob(argv[i], i > 1 ? GLOB_APPEND : 0, NULL, &files);
    else
        glob(pattern, 0, NULL, &files);
    free(pattern);
    const char *renewing = getenv("SB_RENEW");
    bool done = renewing && *renewing ? renew_all() : run_tests();
    globfree(&files);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
