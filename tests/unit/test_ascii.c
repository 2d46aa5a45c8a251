#include "suites.h"

#include "core/text.h"
#include "ui/ascii.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static const struct transliteration {
    const char *text, *ascii;
} transliterations[] = {
    {"plain\ttext\n", "plain\ttext\n"},
    {"│─┌┐└┘├┤┬┴┼▾▸•…“”‘’—·✓", "|-+++++++++v>*~\"\"''-.v"},
    {"，｜（Ａ）", ", | ( A ) "},
    {"中文", "????"},
    {"e\xcc\x81é", "e?"},
    {"\xff", "?"},
};

START_TEST(writes_ascii)
{
    struct buf out = {0};
    struct str text = str_of(transliterations[_i].text);
    ascii_add(&out, ASCII_ONLY, text);
    ck_assert_str_eq(out.data, transliterations[_i].ascii);
    if (_i > 0)
        ck_assert_int_eq(text_width(buf_str(&out)), text_width(text));
    buf_release(&out);
}
END_TEST

START_TEST(leaves_letters)
{
    struct buf out = {0};
    ascii_add(&out, ASCII_SIGNS, STR("│ “中文”，é §1 ─▸\n"));
    ck_assert_str_eq(out.data, "| \"中文\"，é S1 ->\n");
    buf_cut(&out, 0);
    ascii_add(&out, ASCII_NONE, STR("│中"));
    ck_assert_str_eq(out.data, "│中");
    buf_release(&out);
}
END_TEST

Suite *ascii_suite(void)
{
    Suite *suite = suite_create("ascii");
    TCase *tests = tcase_create("ascii");
    tcase_add_loop_test(tests, writes_ascii, 0, COUNT(transliterations));
    tcase_add_test(tests, leaves_letters);
    suite_add_tcase(suite, tests);
    return suite;
}
