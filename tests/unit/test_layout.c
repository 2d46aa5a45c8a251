#include "core/catalogue.h"
#include "core/layout.h"
#include "core/text.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The lines as text. */
static char *dump(const struct layout *layout)
{
    struct buf out = {0};
    for (size_t i = 0; i < layout->line_count; i++) {
        int column = 0;
        for (size_t j = 0; j < layout->lines[i].count; j++) {
            const struct piece *piece = &layout->pieces[layout->lines[i].first + j];
            for (; column < piece->column; column++)
                buf_add_char(&out, ' ');
            buf_add(&out, layout_text(layout, piece));
            column += piece->cells;
        }
        buf_add_char(&out, '\n');
    }
    return buf_detach(&out);
}

static const struct {
    int width;
    const char *source, *lines;
} cases[] = {
    {20, "one two three four five six\n", "one two three four\nfive six\n"},
    {10, "服务器返回四百零四，请检查。\n", "服务器返回\n四百零四，\n请检查。\n"},
    {20, "a\n\nb\n", "a\n\nb\n"},
    {20, "a  \nb\n", "a\nb\n"},
    {20, "# T\n\n---\n\ntext\n", "T\n────────────────────\ntext\n"},
    {20, "- one two three four\n- b\n", "• one two three four\n• b\n"},
    {14, "- one two three\n  - b c d e f g\n", "• one two\n  three\n  • b c d e f\n    g\n"},
    {20, "9. a\n10. b\n", "9. a\n10. b\n"},
    {20, "- a\n\n  more\n- b\n", "• a\n\n  more\n\n• b\n"},
    {20, "-\n- b\n", "•\n• b\n"},
    {20, "- - x\n", "•\n  • x\n"},
    {8, "123456789. x\n", "• x\n"}, /* a number wider than the screen */
    {5, "| a |\n|---|\n| long word |\n", "•\na\n•\nlong\nword\n"},
    {20, "- > x\n> - y\n", "• │ x\n\n│ • y\n"},
    {8, "12345678\t90\n", "12345678\n90\n"}, /* a tab hangs as a space does */
    {12, "> quoted text here\n", "│ quoted\n│ text here\n"},
    {12, "```\nlong code line here\n\nx\n```\n", "  long code \n↳ line here\n\n  x\n"},
    {12, "```\nabcdefghijklm\n```\n", "  abcdefghij\n↳ klm\n"},
    {20, "| a | b |\n|---|---|\n| 1 | 二 |\n", "a │ b\n──┼───\n1 │ 二\n"},
    {20, "| a | b |\n|---|---|\n| 1 | one two three four five |\n",
     "a │ b\n──┼─────────────────\n1 │ one two three\n  │ four five\n"},
    {8, "| a | b |\n|---|---|\n| one | two |\n", "• a\n  b\n• one\n  two\n"},
    {4, "中文字\n", "中文\n字\n"},
    {1, "中文\n", "中文\n"}, /* no narrower than LAYOUT_MIN_WIDTH */
    {20, "", ""},
};

START_TEST(texts_are_set)
{
    struct layout layout = {0};
    layout_begin(&layout, cases[_i].width);
    layout_add_markdown(&layout, str_of(cases[_i].source));
    char *lines = dump(&layout);
    ck_assert_str_eq(lines, cases[_i].lines);
    free(lines);
    layout_release(&layout);
}
END_TEST

START_TEST(pieces_know_style_link_and_place)
{
    struct layout layout = {0};
    layout_begin(&layout, 40);
    layout_add_markdown(&layout, STR("see **this** [one](410) now\n"));
    ck_assert_uint_eq(layout.line_count, 1);
    ck_assert_uint_eq(layout.lines[0].count, 5);
    ck_assert_uint_eq(layout.pieces[1].style, STYLE_STRONG);
    ck_assert_int_eq(layout.pieces[1].column, 4);
    ck_assert_int_eq(layout.pieces[3].link, 0);
    ck_assert_str_eq(layout.links[0], "410");
    ck_assert_uint_eq(layout_line_of_link(&layout, 0), 0);
    ck_assert_uint_eq(layout_line_of_link(&layout, 7), layout.line_count);
    layout_release(&layout);
}
END_TEST

/* Two texts below each other: links and offsets of the second go on from the first. */
START_TEST(texts_are_added_below)
{
    struct layout layout = {0};
    layout_begin(&layout, 40);
    layout_add_markdown(&layout, STR("[a](1)\n"));
    layout_add_markdown(&layout, STR("[b](2)\n"));
    char *lines = dump(&layout);
    ck_assert_str_eq(lines, "a\n\nb\n");
    ck_assert_uint_eq(layout.link_count, 2);
    ck_assert_uint_eq(layout_line_of_link(&layout, 1), 2);
    ck_assert_uint_eq(layout_line_of(&layout, layout.text.len - 2), 2);
    free(lines);
    layout_release(&layout);
}
END_TEST

static void check_lines(const struct layout *layout)
{
    size_t behind = 0;
    for (size_t i = 0; i < layout->line_count; i++) {
        int column = 0;
        for (size_t j = 0; j < layout->lines[i].count; j++) {
            const struct piece *piece = &layout->pieces[layout->lines[i].first + j];
            struct str text = layout_text(layout, piece);
            ck_assert_int_eq(piece->cells, text_width(text));
            ck_assert_int_ge(piece->column, column);
            column = piece->column + piece->cells;
            ck_assert_msg(piece->column + piece->cells <= layout->width, "line %zu of %d: '%.*s'",
                          i, layout->width, STR_ARG(text));
            ck_assert_ptr_null(text.len ? memchr(text.data, '\n', text.len) : NULL);
            if (!piece->mark)
                behind = piece->to > behind ? piece->to : behind;
        }
    }
    ck_assert_uint_le(behind, layout->text.len);
}

/* Every entry of both editions at many widths: lines fit, and a layout that is used again lays out
 * as a new one does. */
START_TEST(real_texts_fit_at_every_width)
{
    struct error error;
    char folder[4096];
    const char *top = getenv("SB_SRCDIR");
    snprintf(folder, sizeof folder, "%s/data", top ? top : ".");
    struct catalogue *catalogue = catalogue_new(folder);
    const struct shelf *shelf = catalogue_edition(catalogue, (enum language)_i, &error);
    ck_assert_ptr_nonnull(shelf);
    struct layout used = {0};
    for (size_t i = 0; i < shelf->count; i++)
        for (int width = 16; width <= 120; width += 13) {
            struct layout fresh = {0};
            layout_begin(&fresh, width);
            layout_add_markdown(&fresh, shelf->entries[i].section->body);
            layout_begin(&used, width);
            layout_add_markdown(&used, shelf->entries[i].section->body);
            check_lines(&used);
            char *once = dump(&fresh), *again = dump(&used);
            ck_assert_str_eq(once, again);
            free(once);
            free(again);
            layout_release(&fresh);
        }
    layout_release(&used);
    catalogue_free(catalogue);
}
END_TEST

Suite *layout_suite(void)
{
    Suite *suite = suite_create("layout");
    TCase *tests = tcase_create("layout");
    tcase_add_loop_test(tests, texts_are_set, 0, COUNT(cases));
    tcase_add_test(tests, pieces_know_style_link_and_place);
    tcase_add_test(tests, texts_are_added_below);
    tcase_add_loop_test(tests, real_texts_fit_at_every_width, 0, LANGUAGE_COUNT);
    tcase_set_timeout(tests, 120);
    suite_add_tcase(suite, tests);
    return suite;
}
