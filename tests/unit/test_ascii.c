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
    ascii_add(&out, text);
    ck_assert_str_eq(out.data, transliterations[_i].ascii);
    if (_i > 0)
        ck_assert_int_eq(text_width(buf_str(&out)), text_width(text));
    buf_release(&out);
}
END_TEST

Suite *ascii_suite(void)
{
    Suite *suite = suite_create("ascii");
    TCase *tests = tcase_create("ascii");
    tcase_add_loop_test(tests, writes_ascii, 0, COUNT(transliterations));
    suite_add_tcase(suite, tests);
    return suite;
}
