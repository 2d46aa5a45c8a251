#include "pen.h"
#include "suites.h"

#include <check.h>
#include <string.h>

/* From a plain pen; a "|" in the drawing parts what is followed in two. */
static const struct {
    const char *drawing, *result;
} cases[] = {
    {"plain", "plain"},
    {"", ""},
    {"\033[1mbold\033[m plain", "\033[1mbold \033[mplain"},
    {"\033[39m\033(B\033[m\033[1m\033[31mx", "\033[1;31mx"},
    {"\033[31ma\033[39mb", "\033[31ma\033[mb"},
    {"\033[1;31ma\033[39mb", "\033[1;31ma\033[39mb"},
    {"\033[31ma\033[39m\033[m\033[1m\033[31mb", "\033[31ma\033[1mb"},
    {"\033[1;4ma\033[0;4mb", "\033[1;4ma\033[0;4mb"},
    {"\033[1;4ma\033[0;1;4mb", "\033[1;4mab"},
    {"\033[38;5;243;1ma\033[48;2;255;255;255mb", "\033[1;38;5;243ma\033[48;2;255;255;255mb"},
    {"\033[31m \033[32m ", "  "},           /* a blank shows no letters' colour */
    {"\033[7m \033[m ", "\033[7m \033[m "}, /* but what it stands on */
    {"\033[4m \033[24m ", "\033[4m \033[m "},
    {"\033[41m \033[49m ", "\033[41m \033[m "},
    {"\033[7m\033[K\033[m\033[K", "\033[7m\033[K\033[m\033[K"}, /* as does what is erased */
    {"\033[1m\033[Ka", "\033[K\033[1ma"},
    {"\033[7m\033[5;6H\033[m\r\bx", "\033[5;6H\r\bx"}, /* moving shows nothing */
    {"\033[1ma\033[m\033[?1049l", "\033[1ma\033[m\033[?1049l"},
    {"\033[1m\303\251\033[m\344\275\240", "\033[1m\303\251\033[m\344\275\240"},
    {"\033[1ma|\033[mb", "\033[1ma\033[mb"},
    {"\033[1m|a", "\033[1ma"},
    {"a\033(Bb\033(0c\033(Bd\033(Be", "ab\033(0c\033(Bde"},
    {"\033[58;5;1ma", "\033[58;5;1m\033[ma"}, /* not understood: passed on */
    {"\033[7m\033Mx", "\033[7m\033Mx"},
    {"\033[", "\033["},
    {"\033", "\033"},
};

START_TEST(follows)
{
    struct pen pen;
    struct buf out = {0};
    pen_forget(&pen);
    pen_follow(&pen, &out, STR("\033(B\033[m."));
    ck_assert_str_eq(out.data, "\033[m\033(B.");
    buf_cut(&out, 0);
    struct str drawing = str_of(cases[_i].drawing);
    const char *bar = strchr(drawing.data, '|');
    size_t cut = bar ? (size_t)(bar - drawing.data) : drawing.len;
    pen_follow(&pen, &out, str_slice(drawing, 0, cut));
    if (bar)
        pen_follow(&pen, &out, str_slice(drawing, cut + 1, drawing.len));
    ck_assert_str_eq(out.len ? out.data : "", cases[_i].result);
    buf_release(&out);
}
END_TEST

START_TEST(finishes)
{
    struct pen pen;
    struct buf out = {0};
    pen_forget(&pen);
    pen_follow(&pen, &out, STR("\033[7ma\033[m"));
    ck_assert_str_eq(out.data, "\033[0;7ma");
    pen_finish(&pen, &out);
    pen_finish(&pen, &out);
    ck_assert_str_eq(out.data, "\033[0;7ma\033[m");
    buf_release(&out);
}
END_TEST

Suite *pen_suite(void)
{
    Suite *suite = suite_create("pen");
    TCase *tcase = tcase_create("pen");
    tcase_add_loop_test(tcase, follows, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(tcase, finishes);
    suite_add_tcase(suite, tcase);
    return suite;
}
