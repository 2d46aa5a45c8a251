/* What the terminal's edge takes in and gives out: keys, pastes, the mouse, sizes; cells and bytes.
 */
#include "suites.h"

#include "demo_session.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

START_TEST(follows_each_resize)
{
    struct session *s = demo_ready((struct session_options){0});
    char size[32];
    for (int i = 0; i < 60; i++) {
        session_resize(s, 10 + i % 23, 40 + i);
        snprintf(size, sizeof size, "size %dx%d ", 10 + i % 23, 40 + i);
        session_wait_row(s, 0, size);
        session_wait_row(s, 9 + i % 23, "corner");
    }
    demo_quit(s);
}
END_TEST

START_TEST(ends_at_the_last_of_many_resizes)
{
    struct session *s = demo_ready((struct session_options){0});
    for (int round = 0; round < 20; round++) {
        char size[32];
        for (int i = 0; i < 60; i++)
            session_resize(s, 10 + i % 30, 40 + i % 77);
        session_resize(s, 12 + round, 60);
        snprintf(size, sizeof size, "size %dx60 ", 12 + round);
        session_wait_row(s, 0, size);
        session_wait_row(s, 11 + round, "corner");
    }
    demo_quit(s);
}
END_TEST

START_TEST(survives_tiny_and_huge_screens)
{
    static const int sizes[][2] = {{1, 1}, {2, 3}, {200, 500}, {1, 80}, {24, 2}, {24, 80}};
    struct session *s = demo_ready((struct session_options){0});
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        session_resize(s, sizes[i][0], sizes[i][1]);
        session_settle(s);
    }
    session_wait_row(s, 0, "size 24x80");
    session_wait_row(s, 23, "corner");
    demo_quit(s);
}
END_TEST

static const struct key_case {
    const char *keys, *shown;
} key_cases[] = {
    {"<Up>", "key Up"},
    {"\033OA", "key Up"},
    {"<PgDn>", "key PageDown"},
    {"<Home>", "key Home"},
    {"\033[1~", "key Home"},
    {"<F1>", "key F1"},
    {"\033[[A", "key F1"},
    {"<F12>", "key F12"},
    {"<S-Tab>", "key BackTab"},
    {"<Tab>", "key Tab"},
    {"<Enter>", "key Enter"},
    {"<BS>", "key Backspace"},
    {"<Del>", "key Delete"},
    {"<C-u>", "key C-u"},
    {"<M-x>", "key M-x"},
    {"\033[1;5C", "key C-Right"},
    {"\033[1;3D", "key M-Left"},
    {"\033\033[A", "key M-Up"},
    {"\033[5;2~", "key S-PageUp"},
    {"é", "key é"},
    {"查", "key 查"},
    {"😀", "key 😀"},
    {"<M-查>", "key M-查"},
    {"\033[99;98;97z\033[?1;2cx", "key x"},         /* unknown sequences are swallowed */
    {"\033]11;rgb:0000/0000/0000\033\\x", "key x"}, /* and so are answers */
    {"\xff\xc3(x", "key x"},
};

START_TEST(decodes_keys)
{
    struct session *s = demo_ready((struct session_options){0});
    session_keys(s, key_cases[_i].keys);
    session_wait_row(s, 1, key_cases[_i].shown);
    session_settle(s);
    ck_assert_str_eq(session_row(s, 1), key_cases[_i].shown);
    demo_quit(s);
}
END_TEST

START_TEST(tells_escape_alone)
{
    struct session *s = demo_ready((struct session_options){.deadline = 500});
    session_keys(s, "<Esc>");
    session_wait_row(s, 1, "key Escape");
    session_wait_row(s, 0, "events 1 ");
    session_keys(s, "[");
    session_wait_row(s, 1, "key [");
    demo_quit(s);
}
END_TEST

START_TEST(takes_a_paste_as_one)
{
    struct session *s = demo_ready((struct session_options){0});
    session_paste(s, "q[粘贴]\r\033[A");
    session_wait_row(s, 1, "paste 13 [q[粘贴]");
    session_wait_row(s, 0, "events 1 ");
    demo_quit(s);
}
END_TEST

START_TEST(limits_a_paste)
{
    struct session *s = demo_ready((struct session_options){0});
    enum { MUCH = 300000 };
    char *text = malloc(MUCH + 1);
    memset(text, 'q', MUCH);
    text[MUCH] = '\0';
    session_paste(s, text);
    free(text);
    session_wait_row(s, 1, "paste 65536 [qqq");
    session_wait_row(s, 0, "events 1 ");
    demo_quit(s);
}
END_TEST

START_TEST(tells_the_mouse)
{
    struct session *s = demo_ready((struct session_options){.columns = 300});
    session_click(s, 3, 250);
    session_wait_row(s, 1, "mouse click 3,250");
    session_click(s, 3, 250);
    session_wait_row(s, 1, "mouse double 3,250");
    session_click(s, 4, 2);
    session_wait_row(s, 1, "mouse click 4,2");
    session_wheel(s, 5, 6, true);
    session_wait_row(s, 1, "mouse down 5,6");
    session_wheel(s, 5, 7, false);
    session_wait_row(s, 1, "mouse up 5,7");
    session_wait_row(s, 0, "events 5 ");
    session_bytes(s, "\033[M !!", 6); /* the old form */
    session_wait_row(s, 1, "mouse click 0,0");
    demo_quit(s);
}
END_TEST

START_TEST(leaves_the_mouse_alone)
{
    struct session *s = demo_start((struct session_options){0}, "--no-mouse");
    session_wait_row(s, 1, "started");
    ck_assert(!session_wrote(s, "\033[?1000h", 8));
    session_click(s, 3, 3);
    session_keys(s, "u");
    session_wait_row(s, 0, "events 1 ");
    demo_quit(s);
}
END_TEST

START_TEST(sends_little)
{
    struct session *s = demo_ready((struct session_options){0});
    session_keys(s, "u");
    session_wait_row(s, 1, "key u");
    session_settle(s);
    session_written(s);
    session_keys(s, "u");
    session_wait_row(s, 0, "changes 2");
    session_settle(s);
    ck_assert_uint_lt(session_written(s), 48); /* two digits in two places */
    demo_quit(s);
}
END_TEST

START_TEST(scrolls_by_the_terminal)
{
    struct session *s = demo_start((struct session_options){0}, "--page");
    session_wait_row(s, 23, "0023");
    session_settle(s);
    session_written(s);
    session_keys(s, "s");
    session_wait_row(s, 23, "0024");
    session_wait_row(s, 1, "0002");
    session_settle(s);
    /* Every fifth row is drawn anew since its style changes: ten rows of 23. */
    ck_assert_uint_lt(session_written(s), 900);
    demo_quit(s);
}
END_TEST

START_TEST(sends_large_frames_as_one)
{
    struct session *s = demo_start((struct session_options){.rows = 100}, "--page");
    session_wait_row(s, 99, "0099");
    session_settle(s);
    ck_assert(session_wrote(s, "\033[?2026h", 8) && session_wrote(s, "\033[?2026l", 8));
    demo_quit(s);
    s = demo_ready((struct session_options){0});
    ck_assert(!session_wrote(s, "\033[?2026h", 8));
    demo_quit(s);
}
END_TEST

START_TEST(shows_wide_and_combining)
{
    struct session *s = demo_ready((struct session_options){0});
    ck_assert_str_eq(session_row(s, 3),
                     "wide: 未找到，｜ combining: e\xcc\x81 a\xcc\x8a\xcc\x84 end");
    ck_assert_int_eq(session_cell(s, 3, 6).width, 2);
    ck_assert_uint_eq(session_cell(s, 3, 7).character, UINT32_MAX);
    ck_assert_uint_eq(session_cell(s, 3, 8).character, 0x627e);
    ck_assert_str_eq(session_row(s, 4), "box: ┌─┐ “quoted” …");
    demo_quit(s);
}
END_TEST

START_TEST(shows_styles)
{
    struct session *s = demo_ready((struct session_options){0});
    ck_assert(session_cell(s, 5, 0).bold);
    ck_assert(session_cell(s, 6, 0).underline);
    ck_assert_int_ge(session_cell(s, 6, 0).color, 16); /* of the theme's 256 */
    ck_assert(session_cell(s, 7, 0).reverse);
    ck_assert_int_ge(session_cell(s, 8, 0).color, 16);
    ck_assert_int_ne(session_cell(s, 8, 0).color, session_cell(s, 6, 0).color);
    ck_assert(session_cell(s, 8, 0).default_background);
    ck_assert(session_cell(s, 23, 79).reverse);
    int row, column;
    session_cursor(s, &row, &column);
    ck_assert_int_eq(row, 1);
    ck_assert_int_eq(column, 4);
    demo_quit(s);
}
END_TEST

static const struct color_case {
    const char *argument, *env;
    bool colored;
} color_cases[] = {
    {"--color=never", "X=", false},
    {NULL, "NO_COLOR=1", false},
    {NULL, "NO_COLOR=", true},
    {"--color=always", "NO_COLOR=1", true},
    {"--color=always", "TERM=vt100", false},
};

START_TEST(obeys_about_colors)
{
    const struct color_case *c = &color_cases[_i];
    const char *env[] = {c->env, NULL};
    struct session *s = demo_start((struct session_options){.env = env}, c->argument);
    session_wait_row(s, 1, "started");
    session_settle(s);
    ck_assert(session_cell(s, 6, 0).default_foreground != c->colored);
    ck_assert(session_cell(s, 6, 0).underline);
    ck_assert(session_wrote(s, "38;5;", 5) == c->colored);
    demo_quit(s);
}
END_TEST

START_TEST(draws_ascii)
{
    struct session *s = demo_start((struct session_options){0}, "--ascii");
    session_wait_row(s, 1, "started");
    ck_assert_str_eq(session_row(s, 3), "wide: ??????, |  combining: e a end");
    ck_assert_str_eq(session_row(s, 4), "box: +-+ \"quoted\" ~");
    demo_quit(s);
}
END_TEST

START_TEST(copies)
{
    static const char wanted[] = "\033]52;c;5aSN5Yi2IDQwNA==\a";
    struct session *s = demo_ready((struct session_options){0});
    session_keys(s, "y");
    session_wait_row(s, 1, "key y");
    session_settle(s);
    ck_assert(session_wrote(s, wanted, sizeof wanted - 1));
    demo_quit(s);
}
END_TEST

START_TEST(repairs_the_screen)
{
    struct session *s = demo_ready((struct session_options){0});
    size_t first = session_written(s);
    session_keys(s, "<C-l>");
    session_wait_row(s, 1, "key C-l");
    session_settle(s);
    ck_assert_uint_gt(session_written(s), first / 2);
    demo_quit(s);
}
END_TEST

Suite *terminal_io_suite(void)
{
    Suite *suite = suite_create("terminal_io");
    TCase *tests = tcase_create("terminal_io");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, follows_each_resize);
    tcase_add_test(tests, ends_at_the_last_of_many_resizes);
    tcase_add_test(tests, survives_tiny_and_huge_screens);
    tcase_add_loop_test(tests, decodes_keys, 0, COUNT(key_cases));
    tcase_add_test(tests, tells_escape_alone);
    tcase_add_test(tests, takes_a_paste_as_one);
    tcase_add_test(tests, limits_a_paste);
    tcase_add_test(tests, tells_the_mouse);
    tcase_add_test(tests, leaves_the_mouse_alone);
    tcase_add_test(tests, sends_little);
    tcase_add_test(tests, scrolls_by_the_terminal);
    tcase_add_test(tests, sends_large_frames_as_one);
    tcase_add_test(tests, shows_wide_and_combining);
    tcase_add_test(tests, shows_styles);
    tcase_add_loop_test(tests, obeys_about_colors, 0, COUNT(color_cases));
    tcase_add_test(tests, draws_ascii);
    tcase_add_test(tests, copies);
    tcase_add_test(tests, repairs_the_screen);
    suite_add_tcase(suite, tests);
    return suite;
}
