#include "suites.h"

#include "ui/canvas.h"
#include <limits.h>
#include <stdio.h>

static struct canvas canvas;
static struct buf out;

static void set_up(void)
{
    canvas_resize(&canvas, 3, 10);
}

static void tear_down(void)
{
    canvas_release(&canvas);
    buf_release(&out);
}

static const char *dump(bool styles)
{
    buf_cut(&out, 0);
    canvas_dump(&canvas, &out, styles);
    return out.data;
}

/* Texts drawn one over the other in the first row of ten, and what is seen then. */
static const struct drawing {
    struct {
        int column, columns;
        const char *text;
    } steps[3];
    const char *row;
    int used; /* by the last one */
} drawings[] = {
    {{{0, 10, "plain"}}, "plain\n", 5},
    {{{2, 10, "from two"}}, "  from two\n", 8},
    {{{0, 4, "cut here"}}, "cut \n", 4},
    {{{8, 10, "edge"}}, "        ed\n", 2},
    {{{10, 10, "outside"}}, "\n", 0},
    {{{0, 0, "nothing"}}, "\n", 0},
    {{{0, -3, "nothing"}}, "\n", 0},
    {{{-3, 10, "abcdef"}}, "def\n", 6},
    {{{-3, 5, "abcdef"}}, "de\n", 5},
    {{{-9, 4, "abcdef"}}, "\n", 4},
    {{{0, 10, "中文"}}, "中文\n", 4},
    {{{0, 3, "中文"}}, "中\n", 3}, /* the half of 文 is a blank */
    {{{9, 10, "中"}}, "\n", 1},
    {{{-1, 10, "中文"}}, " 文\n", 4},
    {{{-2, 10, "中文"}}, "文\n", 4},
    {{{0, 10, "中文"}, {1, 1, "x"}}, " x文\n", 1},
    {{{0, 10, "中文"}, {2, 1, "x"}}, "中x\n", 1},
    {{{0, 10, "中文字"}, {1, 10, "国人"}}, " 国人\n", 4},
    {{{0, 10, "中文字"}, {3, 1, "x"}}, "中 x字\n", 1},
    {{{0, 10, "abc"}, {1, 10, "中"}}, "a中\n", 2},
    {{{0, 10, "中文"}, {0, 1, "x"}}, "x 文\n", 1},
    {{{0, 10, "a\tb\nc"}}, "a b c\n", 5},
    {{{0, 10, "e\xcc\x81xa\xcc\x8a\xcc\x84"}}, "e\xcc\x81xa\xcc\x8a\xcc\x84\n", 3},
    {{{0, 10,
       "a\x01"
       "b"}},
     "a\xef\xbf\xbd"
     "b\n",
     3},
    {{{0, 10,
       "a\xff"
       "b"}},
     "a\xef\xbf\xbd"
     "b\n",
     3},
};

START_TEST(draws_text)
{
    const struct drawing *drawing = &drawings[_i];
    int used = 0;
    for (size_t i = 0; i < 3 && drawing->steps[i].text; i++)
        used = canvas_text(&canvas, 1, drawing->steps[i].column, drawing->steps[i].columns,
                           str_of(drawing->steps[i].text), 0);
    char expected[64] = "\n";
    /* Rows are dumped without the blanks at their end. */
    size_t len = strlen(drawing->row) - 1;
    while (len > 0 && drawing->row[len - 1] == ' ')
        len--;
    memcpy(expected + 1, drawing->row, len);
    memcpy(expected + 1 + len, "\n\n", 3);
    ck_assert_str_eq(dump(false), expected);
    ck_assert_int_eq(used, drawing->used);
}
END_TEST

/* Whatever is drawn where, no half of a wide character is left alone. */
START_TEST(keeps_halves_together)
{
    static const char *const texts[] = {"中文字母", "a中b文", "xy", "字", "e\xcc\x81中"};
    unsigned random = 1;
    for (int i = 0; i < 20000; i++) {
        random = random * 1103515245u + 12345u;
        int row = (int)(random >> 8 & 3), column = (int)(random >> 16 & 15) - 3;
        int columns = (int)(random >> 20 & 15);
        const char *text = texts[(random >> 4) % 5];
        if (random >> 28 == 0)
            canvas_fill(&canvas, (struct rect){row, column, 2, columns}, '.', 0);
        else if (random >> 28 == 1)
            canvas_text_elided(&canvas, row, column, columns, str_of(text), 0);
        else
            canvas_text(&canvas, row, column, columns, str_of(text), 0);
        for (int k = 0; k < canvas.rows * canvas.columns; k++) {
            bool last = k % canvas.columns == canvas.columns - 1;
            bool half_next = !last && canvas.cells[k + 1].width == 0;
            ck_assert_int_eq(canvas.cells[k].width == 2, half_next);
            ck_assert(k % canvas.columns != 0 || canvas.cells[k].width != 0);
        }
    }
}
END_TEST

static const struct elision {
    int columns;
    const char *text, *row;
} elisions[] = {
    {10, "0123456789", "0123456789"},
    {9, "0123456789", "01234567…"},
    {1, "abc", "…"},
    {3, "abc", "abc"},
    {5, "中文字母", "中文…"},
    {4, "中文字母", "中…"},
    {8, "中文字母", "中文字母"},
    {7, "中文字母", "中文字…"},
    {20, "01234567890", "012345678…"},
    {0, "abc", ""},
};

START_TEST(elides)
{
    const struct elision *elision = &elisions[_i];
    char expected[64];
    int used =
        canvas_text_elided(&canvas, 0, 0, elision->columns, str_of(elision->text), STYLE_PLAIN);
    snprintf(expected, sizeof expected, "%s\n\n\n", elision->row);
    ck_assert_str_eq(dump(false), expected);
    ck_assert_int_eq(used, text_width(str_of(elision->row)));
}
END_TEST

START_TEST(fills)
{
    canvas_text(&canvas, 0, 0, 10, STR("中文中文中"), 0);
    canvas_fill(&canvas, (struct rect){0, 1, 1, 2}, 0x2500, 0);
    ck_assert_str_eq(dump(false), " ── 中文中\n\n\n");
    canvas_fill(&canvas, (struct rect){-5, -5, 100, 100}, '#', 0);
    ck_assert_str_eq(dump(false), "##########\n##########\n##########\n");
    canvas_fill(&canvas, (struct rect){INT_MIN, INT_MIN, INT_MAX, INT_MAX}, 'x', 0);
    canvas_fill(&canvas, (struct rect){INT_MAX, 0, INT_MAX, 3}, 'x', 0);
    canvas_fill(&canvas, (struct rect){0, 0, 3, -1}, 'x', 0);
    ck_assert_str_eq(dump(false), "##########\n##########\n##########\n");
    canvas_fill(&canvas, (struct rect){2, 8, INT_MAX, INT_MAX}, ' ', 0);
    ck_assert_str_eq(dump(false), "##########\n##########\n########\n");
}
END_TEST

START_TEST(styles)
{
    canvas_text(&canvas, 0, 0, 10, STR("404 中文 ok"), STYLE_NUMBER);
    canvas_add_style(&canvas, (struct rect){0, 5, 1, 2}, STYLE_MATCH);
    canvas_text(&canvas, 1, 2, 10, STR("link"), STYLE_LINK | STYLE_STRONG);
    canvas_add_style(&canvas, (struct rect){2, 0, 9, 99}, STYLE_CURRENT | STYLE_FOCUS);
    ck_assert_str_eq(dump(true), "404 中文 o\nnnnnmmmmnn\n"
                                 "  link\n  llll\n"
                                 "\nCCCCCCCCCC\n");
}
END_TEST

START_TEST(keeps_the_cursor_inside)
{
    canvas_place_cursor(&canvas, 99, -4, true);
    ck_assert_int_eq(canvas.cursor_row, 2);
    ck_assert_int_eq(canvas.cursor_column, 0);
    ck_assert(canvas.cursor_visible);
    canvas_resize(&canvas, 0, -1);
    ck_assert_int_eq(canvas.rows, 1);
    ck_assert_int_eq(canvas.columns, 1);
    ck_assert_int_eq(canvas.cursor_row, 0);
    canvas_text(&canvas, 0, 0, 5, STR("中"), 0);
    ck_assert_str_eq(dump(false), "\n");
}
END_TEST

START_TEST(ignores_far_places)
{
    canvas_text(&canvas, -1, 0, 10, STR("x"), 0);
    canvas_text(&canvas, 3, 0, 10, STR("x"), 0);
    canvas_text(&canvas, 0, INT_MIN, INT_MAX, STR("x"), 0);
    canvas_text(&canvas, 0, INT_MAX, INT_MAX, STR("x"), 0);
    canvas_text_elided(&canvas, 0, INT_MAX, INT_MAX, STR("xyz"), 0);
    canvas_text(&canvas, 0, 0, 10, (struct str){0}, 0);
    ck_assert_str_eq(dump(true), "\n\n\n");
}
END_TEST

Suite *canvas_suite(void)
{
    Suite *suite = suite_create("canvas");
    TCase *tests = tcase_create("canvas");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, draws_text, 0, sizeof drawings / sizeof drawings[0]);
    tcase_add_test(tests, keeps_halves_together);
    tcase_add_loop_test(tests, elides, 0, sizeof elisions / sizeof elisions[0]);
    tcase_add_test(tests, fills);
    tcase_add_test(tests, styles);
    tcase_add_test(tests, keeps_the_cursor_inside);
    tcase_add_test(tests, ignores_far_places);
    suite_add_tcase(suite, tests);
    return suite;
}
