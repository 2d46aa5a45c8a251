/* What the stored screens (tests/screens) do not show of the application. */
#include "fixture.h"
#include "suites.h"
#include "ui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct fixture fixture;
static struct buf screen;

static void open_with(struct fixture_options options)
{
    options.language = LANGUAGE_EN;
    ck_assert(fixture_open(&fixture, &options));
}

static void set_up(void)
{
    open_with((struct fixture_options){0});
}

static void set_up_restricted(void)
{
    open_with((struct fixture_options){.restricted = true});
}

static void tear_down(void)
{
    fixture_close(&fixture);
    buf_release(&screen);
}

/* --- Looking at the screen --- */

static const char *screen_text(void)
{
    buf_cut(&screen, 0);
    canvas_dump(fixture_screen(&fixture), &screen, false);
    return screen.data;
}

static const char *row_text(int row)
{
    struct canvas line = *fixture_screen(&fixture);
    line.cells += (size_t)row * (size_t)line.columns;
    line.rows = 1;
    buf_cut(&screen, 0);
    canvas_dump(&line, &screen, false);
    return screen.data;
}

static const char *bottom(void)
{
    return row_text(fixture.canvas.rows - 1);
}

#define ck_shows(text)                                                                             \
    ck_assert_msg(strstr(screen_text(), text) != NULL, "no %s in\n%s", text, screen.data)
#define ck_hides(text)                                                                             \
    ck_assert_msg(strstr(screen_text(), text) == NULL, "%s in\n%s", text, screen.data)
#define ck_row(row, text)                                                                          \
    ck_assert_msg(strstr(row_text(row), text) != NULL, "no %s in row %d: %s", text, row,           \
                  screen.data)
#define ck_bottom(text) ck_row(fixture.canvas.rows - 1, text)

/* The title of the entry in the detail pane, which is its first line when it is not scrolled. */
#define ck_detail(title) ck_row(1, "│ " title)

static unsigned keys(const char *text)
{
    ck_assert(fixture_keys(&fixture, text));
    return fixture.effects;
}

/* --- What must always hold of a canvas --- */

static bool cell_is_right(const struct canvas *canvas, int row, int column)
{
    const struct cell *cell = &canvas->cells[row * canvas->columns + column];
    if (cell->width == 0)
        return column > 0 && cell[-1].width == 2;
    if (cell->width == 2 && (column + 1 == canvas->columns || cell[1].width != 0))
        return false;
    return (cell->width == 1 || cell->width == 2) && wcwidth((wchar_t)cell->character[0]) >= 1;
}

/* One assertion for all cells, since each costs a message to the test's parent. */
static void check_canvas(void)
{
    const struct canvas *canvas = fixture_screen(&fixture);
    ck_assert(canvas->cursor_row >= 0 && canvas->cursor_row < canvas->rows &&
              canvas->cursor_column >= 0 && canvas->cursor_column < canvas->columns);
    int wrong = -1;
    for (int i = 0; i < canvas->rows * canvas->columns && wrong < 0; i++)
        if (!cell_is_right(canvas, i / canvas->columns, i % canvas->columns))
            wrong = i;
    ck_assert_msg(wrong < 0, "cell %d,%d is wrong in\n%s", wrong / canvas->columns,
                  wrong % canvas->columns, screen_text());
}

/* --- Effects --- */

#define SPEC "https://www.rfc-editor.org/rfc/rfc9110.html#section-"

static const struct {
    const char *before, *key;
    unsigned effects;
    const char *argument;
} asked[] = {
    {"", "q", EFFECT_QUIT, NULL},
    {"", "Q", EFFECT_QUIT, NULL},
    {"", "<C-c>", EFFECT_QUIT, NULL},
    {"<Tab>", "q", EFFECT_QUIT, NULL},
    {"?", "q", EFFECT_DRAW, NULL},
    {"?", "<Esc>", EFFECT_DRAW, NULL},
    {"?", "<C-c>", EFFECT_QUIT, NULL},
    {"?", "Q", EFFECT_QUIT, NULL},
    {"/", "q", EFFECT_DRAW, NULL},
    {"/", "<C-c>", EFFECT_DRAW, NULL},
    {"?/", "q", EFFECT_DRAW, NULL},
    {"", "<C-l>", EFFECT_DRAW | EFFECT_REPAINT, NULL},
    {"/", "<C-l>", EFFECT_DRAW | EFFECT_REPAINT, NULL},
    {"", "<C-z>", EFFECT_SUSPEND, NULL},
    {"?", "<C-z>", EFFECT_SUSPEND, NULL},
    {"", "x", EFFECT_NONE, NULL},
    {"", "<M-x>", EFFECT_NONE, NULL},
    {"/", "<M-x>", EFFECT_NONE, NULL},
    {"", "<Esc>", EFFECT_NONE, NULL},
    {"404", "o", EFFECT_DRAW | EFFECT_OPEN, SPEC "15.5.5"},
    {"499", "o", EFFECT_DRAW | EFFECT_OPEN, SPEC "15.5"},
    {"", "o", EFFECT_DRAW | EFFECT_OPEN, SPEC "15.3"},
    {"404", "y", EFFECT_DRAW | EFFECT_COPY, "404 Not Found"},
    {"499<Tab>", "y", EFFECT_DRAW | EFFECT_COPY, "499 Client Closed Request (nginx)"},
    {"404<Tab>]", "<Enter>", EFFECT_DRAW | EFFECT_OPEN, SPEC "15.5.5"},
    {"404<Tab>]", "y", EFFECT_DRAW | EFFECT_COPY, SPEC "15.5.5"},
    {"404<Tab>]]", "y", EFFECT_DRAW | EFFECT_COPY, "404 Not Found"},
    {"404<Tab>]]", "<Enter>", EFFECT_DRAW, NULL},
    {"/zzz<Enter>", "o", EFFECT_DRAW, NULL},
    {"/zzz<Enter>", "y", EFFECT_DRAW, NULL},
};

START_TEST(keys_have_effects)
{
    keys(asked[_i].before);
    ck_assert_uint_eq(keys(asked[_i].key), asked[_i].effects);
    if (asked[_i].argument)
        ck_assert_str_eq(app_argument(fixture.app).data, asked[_i].argument);
}
END_TEST

START_TEST(restricted_opens_and_copies_nothing)
{
    keys("404");
    ck_assert_uint_eq(keys("o"), EFFECT_DRAW);
    ck_bottom(SPEC "15.5.5");
    ck_assert_uint_eq(keys("y"), EFFECT_DRAW);
    ck_bottom("copying is not possible here");
    keys("<Tab>]");
    ck_assert_uint_eq(keys("<Enter>"), EFFECT_DRAW);
    ck_bottom(SPEC "15.5.5");
    ck_assert_uint_eq(fixture_mouse(&fixture, MOUSE_CLICK, 3, 48), EFFECT_DRAW);
}
END_TEST

START_TEST(a_notice_stays_until_a_key)
{
    keys("y");
    ck_bottom("copied: 2xx Successful");
    ck_assert_uint_eq(keys("x"), EFFECT_DRAW);
    ck_bottom("? help");
    app_notice(fixture.app, "something to tell");
    ck_bottom("something to tell");
    fixture_resize(&fixture, 10, 40); /* nobody's doing, perhaps: the editor has ended */
    ck_bottom("something to tell");
    keys("j");
    ck_bottom("? help");
}
END_TEST

/* --- Mouse --- */

START_TEST(clicks_select_and_open)
{
    fixture_mouse(&fixture, MOUSE_CLICK, 12, 10);
    ck_detail("410 Gone");
    fixture_mouse(&fixture, MOUSE_CLICK, 4, 10);
    ck_detail("3xx Redirection");
    ck_row(4, "▾");
    fixture_mouse(&fixture, MOUSE_DOUBLE_CLICK, 4, 10);
    ck_row(4, "▸");
    fixture_mouse(&fixture, MOUSE_CLICK, 4, 1); /* on the sign itself */
    ck_row(4, "▾");
}
END_TEST

START_TEST(clicks_follow_links)
{
    keys("301");
    fixture_mouse(&fixture, MOUSE_CLICK, 11, 39); /* use 308 */
    ck_detail("308 Permanent Redirect");
    fixture_mouse(&fixture, MOUSE_CLICK, 5, 47); /* the same as 301 */
    ck_detail("301 Moved Permanently");
    keys("<BS><BS>");
    ck_detail("301 Moved Permanently");
    unsigned effects = fixture_mouse(&fixture, MOUSE_CLICK, 3, 50);
    ck_assert_uint_eq(effects, EFFECT_DRAW | EFFECT_OPEN);
    ck_assert_str_eq(app_argument(fixture.app).data, SPEC "15.4.2");
}
END_TEST

START_TEST(the_wheel_scrolls_what_is_under_it)
{
    fixture_resize(&fixture, 10, 80);
    keys("404");
    fixture_mouse(&fixture, MOUSE_WHEEL_DOWN, 3, 60);
    ck_row(1, "│\n");
    ck_row(2, "The server does not find");
    fixture_mouse(&fixture, MOUSE_WHEEL_UP, 3, 60);
    ck_detail("404 Not Found");
    /* The selection goes along as far as it must. */
    for (int i = 0; i < 9; i++)
        fixture_mouse(&fixture, MOUSE_WHEEL_UP, 3, 5);
    ck_row(1, "▾ 2xx Successful");
    check_canvas();
}
END_TEST

/* Anywhere, also outside the screen, with anything open. */
START_TEST(no_click_does_harm)
{
    static const char *const before[] = {"", "/4", "?", "?/page", "<Tab>", "/zzz<Enter>"};
    keys(before[_i]);
    for (int row = -2; row < 27; row++)
        for (int column = -3; column < 84; column += 3)
            for (int action = MOUSE_CLICK; action <= MOUSE_WHEEL_DOWN; action++)
                fixture_mouse(&fixture, (enum mouse_action)action, row, column);
    check_canvas();
}
END_TEST

START_TEST(the_help_lies_over_the_panes)
{
    keys("?");
    fixture_mouse(&fixture, MOUSE_CLICK, 12, 10);
    fixture_mouse(&fixture, MOUSE_WHEEL_DOWN, 12, 10);
    ck_hides("410 Gone");
    ck_hides("Press / to search here"); /* scrolled away */
    keys("<Esc>");
    ck_detail("2xx Successful");
}
END_TEST

/* --- Typing --- */

START_TEST(pasting_searches)
{
    fixture_paste(&fixture, "not\nfound\t");
    ck_row(0, "/not found ");
    ck_detail("404 Not Found");
    ck_assert(fixture_screen(&fixture)->cursor_visible);
    keys("<C-u>");
    fixture_paste(&fixture, "\033[31m\xff\xe2\x80\xae"
                            "404");
    check_canvas();
    ck_hides("\033");
}
END_TEST

START_TEST(a_large_paste_is_cut)
{
    struct buf text = {0};
    while (text.len < 60000)
        buf_add_text(&text, "很长的一段文字 ");
    fixture_paste(&fixture, text.data);
    check_canvas();
    keys("<Home>x<End>y<Enter>");
    check_canvas();
    buf_release(&text);
}
END_TEST

static const struct {
    const char *keys, *title;
} jumps[] = {
    {"4", "400 Bad Request"},         {"41", "410 Gone"},
    {"418", "418 (Unused)"},          {"4183", "301 Moved Permanently"},
    {"499", "499 Client Closed"},     {"4<Down>2", "200 OK"},
    {"3x0", "301 Moved Permanently"}, {"４０４", "404 Not Found"},
    {"9", "2xx Successful"},          {"495", "499 Client Closed"},
    {"-404", "404 Not Found"},        {"/redirect<Enter>404", "404 Not Found"},
};

START_TEST(digits_jump)
{
    keys(jumps[_i].keys);
    ck_row(1, jumps[_i].title);
}
END_TEST

START_TEST(digits_that_lead_nowhere_say_so)
{
    keys("9");
    ck_bottom("there is no entry 9 here");
    keys("40");
    ck_bottom("40");
    keys("7");
    ck_bottom("there is no entry 407 here");
    keys("404");
    ck_bottom("? help");
    ck_detail("404 Not Found");
}
END_TEST

START_TEST(a_jump_through_a_search_ends_it)
{
    keys("/redirect<Enter>404");
    ck_hides("/redirect");
    ck_shows("12 codes");
    ck_shows("200 OK");
}
END_TEST

START_TEST(enter_takes_what_was_typed_last)
{
    /* All at once, without the work in between. */
    static const char text[] = "/410\r";
    for (const char *c = text; *c; c++) {
        uint32_t code = *c == '\r' ? (uint32_t)SPECIAL_ENTER : (uint32_t)*c;
        struct event event = {.kind = EVENT_KEY, .key = {code, 0}};
        fixture_event(&fixture, &event);
    }
    ck_detail("410 Gone");
    ck_shows("1 of 12");
}
END_TEST

/* --- Matches --- */

/* Presses a key until the bottom line says so; how often. */
static int press_until(const char *key, const char *note)
{
    int times = 0;
    do
        keys(key);
    while (!strstr(bottom(), note) && ++times < 500);
    return times;
}

START_TEST(matches_are_gone_through_across_entries)
{
    keys("/address<Enter>");
    ck_shows("4 of 12");
    char *first = strdup(row_text(1));
    int steps = press_until("n", "continued at the beginning");
    ck_assert_str_eq(row_text(1), first);
    ck_assert_int_ge(steps, 5);
    ck_assert_int_lt(steps, 50);
    keys("N");
    ck_bottom("continued at the end");
    ck_detail("410 Gone");
    /* Back to the first match, one less than all the way round. */
    for (; steps > 0; steps--)
        keys("N");
    ck_assert_str_eq(row_text(1), first);
    keys("N");
    ck_bottom("continued at the end");
    free(first);
}
END_TEST

START_TEST(without_a_search_there_is_no_match)
{
    keys("n");
    ck_bottom("nothing was searched for");
    keys("?n");
    ck_bottom("no further match");
}
END_TEST

/* --- Links --- */

START_TEST(a_hundred_visits_are_remembered)
{
    /* 410 and 404 lead to each other by the second link of their pages. */
    keys("410<Tab>");
    for (int i = 0; i < 130; i++)
        keys("]]<Enter>");
    ck_detail("410 Gone");
    for (int i = 0; i < 100; i++) {
        keys("<BS>");
        ck_row(1, i % 2 ? "410 Gone" : "404 Not Found");
    }
    keys("<BS>");
    ck_bottom("there is nothing to go back to");
}
END_TEST

START_TEST(links_into_nothing_say_so)
{
    fixture_close(&fixture);
    open_with((struct fixture_options){.document = "notes.md"});
    keys("799<Tab>]<Enter>");
    ck_bottom("there is no entry 420 here");
    keys("]");
    ck_bottom("no further link");
    keys("<Tab>g");
    ck_detail("复习要点");
    keys("o");
    ck_bottom("no specification is known");
    keys("<Tab><Enter>");
    ck_bottom("there is no link here");
}
END_TEST

/* --- Work in slices --- */

/* A document that is searched in more than one slice. */
static char *write_large_document(void)
{
    char *name = strdup("/tmp/statusbrowse-test-XXXXXX");
    int descriptor = mkstemp(name);
    ck_assert_int_ge(descriptor, 0);
    FILE *file = fdopen(descriptor, "w");
    for (int code = 100; code < 1000; code++) {
        fprintf(file, "## %d Number\n\n", code);
        for (int i = 0; i < 60; i++)
            fprintf(file, "Nothing but ordinary words, %d of them, fill this paragraph.\n", i);
        fprintf(file, code == 777 ? "needle\n\n" : "\n");
    }
    fclose(file);
    return name;
}

static void open_large(void)
{
    char *name = write_large_document(), *data = fixture_path("tests/data");
    struct error error;
    fixture_close(&fixture);
    fixture.catalogue = catalogue_new(data);
    ck_assert(catalogue_load_facts(fixture.catalogue, &error));
    ck_assert(catalogue_open(fixture.catalogue, name, &error));
    struct app_options options = {.catalogue = fixture.catalogue, .language = LANGUAGE_EN};
    fixture.app = app_new(&options, &error);
    ck_assert_ptr_nonnull(fixture.app);
    fixture_resize(&fixture, 24, 80);
    unlink(name);
    free(name);
    free(data);
}

static void press(uint32_t code)
{
    struct event event = {.kind = EVENT_KEY, .key = {code, 0}};
    fixture_event(&fixture, &event);
}

static void type(const char *text)
{
    for (; *text; text++)
        press((uint32_t)*text);
}

START_TEST(long_searches_give_way)
{
    open_large();
    type("/needle");
    ck_assert(app_has_work(fixture.app));
    ck_row(0, "searching");
    press(SPECIAL_DOWN);
    check_canvas();
    int slices = 0;
    while (app_work(fixture.app))
        slices++;
    ck_assert_int_ge(slices, 2);
    fixture_settle(&fixture);
    ck_assert(!app_has_work(fixture.app));
    ck_row(0, "1 of 912");
    ck_shows("777 Number");
}
END_TEST

/* What the first search needs is read ahead in slices, and nothing is left to do then. */
START_TEST(texts_are_read_ahead)
{
    open_large();
    ck_assert(app_has_work(fixture.app));
    int slices = 0;
    while (app_work(fixture.app))
        slices++;
    ck_assert_int_ge(slices, 2);
    ck_assert(!app_has_work(fixture.app));
    type("/needle");
    fixture_settle(&fixture);
    ck_row(0, "1 of 912");
}
END_TEST

START_TEST(fact_words_are_completed)
{
    keys("/is:c<Tab>");
    ck_row(0, "/is:cacheable");
    ck_shows("200 OK");
    ck_hides("302 Found");
    keys("<C-u>head<Tab>");
    ck_row(0, "/header:");
    keys("<C-u>is:re<Tab>");
    ck_row(0, "/is:re");
    ck_shows("is:redirect is:retryable is:registered is:retired"); /* what can follow */
    keys("<C-u>nothing:x<Tab>");
    ck_row(0, "/nothing:x");
}
END_TEST

START_TEST(near_misses_are_said_to_be_that)
{
    keys("/not fuond");
    ck_row(0, "none, 1 similar");
    ck_shows("404 Not Found");
    ck_shows("Nothing matches; this comes near.");
    keys("<C-u>405");
    ck_row(0, "similar");
    ck_shows("404 Not Found");
    keys("<C-u>xyzzy");
    ck_row(0, "0 of 12");
}
END_TEST

START_TEST(letters_find_and_mark_characters)
{
    fixture_close(&fixture);
    ck_assert(fixture_open(&fixture, &(struct fixture_options){.language = LANGUAGE_ZH_CN}));
    keys("/wzd");
    ck_detail("404 Not Found 未找到");
}
END_TEST

START_TEST(up_brings_back_searches)
{
    keys("/cache<Enter><Esc>/redirect<Enter><Esc>/");
    keys("<Up>");
    ck_row(0, "/redirect");
    keys("<Up>");
    ck_row(0, "/cache");
    keys("<Down>");
    ck_row(0, "/redirect");
    keys("<Down>");
    ck_hides("/redirect");
}
END_TEST

START_TEST(a_search_can_be_changed_while_it_runs)
{
    open_large();
    type("/ordinary");
    app_work(fixture.app);
    type(" needle");
    fixture_settle(&fixture);
    ck_row(0, "1 of 912");
}
END_TEST

START_TEST(a_search_can_be_given_up_while_it_runs)
{
    open_large();
    type("/needle");
    press(SPECIAL_ESCAPE);
    ck_row(0, "912 codes");
    type("/needle");
    press(SPECIAL_ENTER);
    ck_row(0, "1 of 912");
}
END_TEST

START_TEST(all_goes_on_while_a_search_runs)
{
    static const char *const events[] = {"L", "?", "/", "<Esc>", "<Tab>", "<BS>", "y", "+", "-"};
    open_large();
    for (size_t i = 0; i < COUNT(events); i++) {
        type("/needle");
        fixture_keys(&fixture, events[i]);
        check_canvas();
        fixture_resize(&fixture, 10 + (int)i, 40 + 10 * (int)i);
        fixture_keys(&fixture, "<F1><Esc><Esc><Esc>");
        check_canvas();
    }
}
END_TEST

/* --- Beginnings --- */

START_TEST(facts_come_behind_the_first_screen)
{
    char *data = fixture_path("tests/data");
    struct error error;
    fixture_close(&fixture);
    fixture.catalogue = catalogue_new(data);
    struct app_options options = {.catalogue = fixture.catalogue, .language = LANGUAGE_EN};
    fixture.app = app_new(&options, &error);
    fixture_resize(&fixture, 24, 80);
    keys("<Down>");
    ck_detail("200 OK");
    ck_hides("registered");
    ck_assert(catalogue_load_facts(fixture.catalogue, &error));
    app_refresh(fixture.app);
    ck_detail("200 OK");
    ck_shows("registered");
    free(data);
}
END_TEST

START_TEST(without_texts_there_is_no_application)
{
    struct error error = {0};
    struct catalogue *catalogue = catalogue_new("/nowhere");
    struct app_options options = {.catalogue = catalogue, .language = LANGUAGE_EN};
    ck_assert_ptr_null(app_new(&options, &error));
    ck_assert_str_eq(error.file, "/nowhere/en");
    ck_assert_ptr_nonnull(error.what);
    app_free(NULL);
    catalogue_free(catalogue);
}
END_TEST

/* --- Sizes and monkeys --- */

START_TEST(every_size_is_drawn)
{
    static const char *const before[] = {"", "404<Tab>]", "/etag", "?/page", "/zzz<Enter>"};
    keys(before[_i]);
    for (int rows = 1; rows < 12; rows++)
        for (int columns = 1; columns < 90; columns++) {
            fixture_resize(&fixture, rows, columns);
            check_canvas();
        }
    fixture_resize(&fixture, 200, 500);
    check_canvas();
    fixture_resize(&fixture, 1, 1);
    check_canvas();
    fixture_resize(&fixture, 24, 80);
    check_canvas();
}
END_TEST

static unsigned long seed;

static unsigned chance(unsigned limit)
{
    seed = seed * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)(seed >> 33) % limit;
}

static const char *const monkey_keys[] = {
    "<Up>",  "<Down>", "<Left>",   "<Right>", "<Home>",    "<End>",   "<PgUp>", "<PgDn>", "<Enter>",
    "<Esc>", "<Tab>",  "<BS>",     "<Del>",   "<F1>",      "<C-a>",   "<C-b>",  "<C-d>",  "<C-e>",
    "<C-f>", "<C-g>",  "<C-k>",    "<C-l>",   "<C-n>",     "<C-p>",   "<C-u>",  "<C-w>",  "<M-b>",
    "<M-f>", "<M-BS>", "<M-Left>", "/",       "?",         "n",       "N",      "L",      "g",
    "G",     "h",      "j",        "k",       "l",         "+",       "-",      "[",      "]",
    "o",     "y",      "q",        "<Space>", "4",         "0",       "3",      "e",      "r",
    "重",    "定向",   "，",       "🇨🇳",      "x\xcc\x81", "\"",      "'",      "<C-z>",  "<C-c>",
    "a",     "<M-Up>", "<C-Left>", "<F12>",   "<Ins>",     "<S-Tab>", "404",
};

static const char *const monkey_pastes[] = {
    "not found",
    "重定向\n缓存",
    "\xff\xfe\x80",
    "\033[2J\xc2\x9b"
    "31m",
    "",
    "-",
    "\"",
    "4xx -404 \"a b\"",
    "\xe2\x80\xae"
    "abc",
    "👩‍💻👩‍💻",
    "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
};

static const int monkey_sizes[][2] = {
    {24, 80}, {24, 80}, {10, 30}, {5, 20}, {4, 15}, {50, 160}, {1, 1}, {12, 70}, {12, 69}, {6, 25},
};

static void do_something(void)
{
    unsigned what = chance(100);
    if (what < 80) {
        keys(monkey_keys[chance(COUNT(monkey_keys))]);
    } else if (what < 90) {
        enum mouse_action action = (enum mouse_action)chance(4);
        fixture_mouse(&fixture, action, (int)chance(26) - 1, (int)chance(84) - 2);
    } else if (what < 93) {
        fixture_paste(&fixture, monkey_pastes[chance(COUNT(monkey_pastes))]);
    } else if (what < 96) {
        const int *size = monkey_sizes[chance(COUNT(monkey_sizes))];
        fixture_resize(&fixture, size[0], size[1]);
    } else {
        press(chance(0x3000) + 1); /* and no work done */
    }
}

START_TEST(monkeys_break_nothing)
{
    static const struct fixture_options options[] = {
        {0}, {.document = "notes.md"}, {.restricted = true, .ascii = true}, {.real = true}};
    fixture_close(&fixture);
    open_with(options[_i]);
    seed = (unsigned long)_i + 1;
    for (int i = 0; i < 5000; i++) {
        do_something();
        check_canvas();
    }
}
END_TEST

static void add_work(Suite *suite)
{
    TCase *work = tcase_create("work"), *monkeys = tcase_create("monkeys");
    tcase_add_checked_fixture(work, set_up, tear_down);
    tcase_set_timeout(work, 60);
    tcase_add_test(work, long_searches_give_way);
    tcase_add_test(work, texts_are_read_ahead);
    tcase_add_test(work, a_search_can_be_changed_while_it_runs);
    tcase_add_test(work, a_search_can_be_given_up_while_it_runs);
    tcase_add_test(work, all_goes_on_while_a_search_runs);
    suite_add_tcase(suite, work);
    tcase_add_checked_fixture(monkeys, set_up, tear_down);
    tcase_set_timeout(monkeys, 300);
    tcase_add_loop_test(monkeys, every_size_is_drawn, 0, 5);
    tcase_add_loop_test(monkeys, monkeys_break_nothing, 0, 4);
    suite_add_tcase(suite, monkeys);
}

Suite *app_suite(void)
{
    Suite *suite = suite_create("application");
    TCase *tests = tcase_create("application"), *restricted = tcase_create("restricted");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, keys_have_effects, 0, COUNT(asked));
    tcase_add_test(tests, a_notice_stays_until_a_key);
    tcase_add_test(tests, clicks_select_and_open);
    tcase_add_test(tests, clicks_follow_links);
    tcase_add_test(tests, the_wheel_scrolls_what_is_under_it);
    tcase_add_loop_test(tests, no_click_does_harm, 0, 6);
    tcase_add_test(tests, the_help_lies_over_the_panes);
    tcase_add_test(tests, pasting_searches);
    tcase_add_test(tests, a_large_paste_is_cut);
    tcase_add_loop_test(tests, digits_jump, 0, COUNT(jumps));
    tcase_add_test(tests, digits_that_lead_nowhere_say_so);
    tcase_add_test(tests, fact_words_are_completed);
    tcase_add_test(tests, near_misses_are_said_to_be_that);
    tcase_add_test(tests, letters_find_and_mark_characters);
    tcase_add_test(tests, up_brings_back_searches);
    tcase_add_test(tests, a_jump_through_a_search_ends_it);
    tcase_add_test(tests, enter_takes_what_was_typed_last);
    tcase_add_test(tests, matches_are_gone_through_across_entries);
    tcase_add_test(tests, without_a_search_there_is_no_match);
    tcase_add_test(tests, a_hundred_visits_are_remembered);
    tcase_add_test(tests, links_into_nothing_say_so);
    tcase_add_test(tests, facts_come_behind_the_first_screen);
    tcase_add_test(tests, without_texts_there_is_no_application);
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(restricted, set_up_restricted, tear_down);
    tcase_add_test(restricted, restricted_opens_and_copies_nothing);
    suite_add_tcase(suite, restricted);
    add_work(suite);
    return suite;
}
