#include "suites.h"

#include "ui/theme.h"
#include <math.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* Relative luminance and contrast as WCAG 2 defines them. */
static double luminance(int color)
{
    static const int levels[] = {0, 95, 135, 175, 215, 255};
    int rgb[3];
    for (int i = 0; i < 3; i++) {
        static const int step[] = {36, 6, 1};
        rgb[i] = color >= 232 ? 8 + 10 * (color - 232) : levels[(color - 16) / step[i] % 6];
    }
    double weights[] = {0.2126, 0.7152, 0.0722}, sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255.0;
        sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(double a, double b)
{
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static const struct ground {
    const char *theme;
    double luminance, least;
} grounds[] = {{"auto", 0, 3.5}, {"auto", 1, 3.5}, {"dark", 0, 6}, {"light", 1, 6}};

START_TEST(colors_can_be_read)
{
    const struct theme *theme = theme_find(grounds[_i].theme);
    for (style_t bit = 0; bit < 22; bit++) {
        style_t style = bit < 16 ? 1u << bit : style_of_class((int)bit - 16);
        struct look look = theme_look(theme, style, 256);
        if (look.color >= 16) /* the first are the terminal's own, and its user's choice */
            ck_assert_msg(contrast(luminance(look.color), grounds[_i].luminance) >=
                              grounds[_i].least,
                          "colour %d of style %u", look.color, bit);
    }
}
END_TEST

START_TEST(styles_show_without_color)
{
    const char *name;
    for (size_t i = 0; (name = theme_name(i)); i++) {
        for (style_t bit = 0; bit < 15; bit++) {
            style_t style = 1u << bit;
            struct look look = theme_look(theme_find(name), style, 0);
            ck_assert_int_eq(look.color, LOOK_DEFAULT_COLOR);
            if (style != STYLE_FOCUS)
                ck_assert_msg(look.attributes, "style %u of %s", bit, name);
        }
    }
    const struct theme *theme = theme_find(NULL);
    style_t row = STYLE_CURRENT | STYLE_FOCUS;
    ck_assert_uint_ne(theme_look(theme, STYLE_CURRENT, 0).attributes,
                      theme_look(theme, row, 0).attributes);
    ck_assert_uint_ne(theme_look(theme, row | STYLE_MATCH, 0).attributes,
                      theme_look(theme, row, 0).attributes);
    ck_assert_uint_eq(theme_look(theme, STYLE_PLAIN, 256).attributes, 0);
    ck_assert_int_eq(theme_look(theme, style_of_class(4), 8).color, 5);
    ck_assert_ptr_null(theme_find("no such"));
}
END_TEST

Suite *theme_suite(void)
{
    Suite *suite = suite_create("theme");
    TCase *tests = tcase_create("theme");
    tcase_add_loop_test(tests, colors_can_be_read, 0, COUNT(grounds));
    tcase_add_test(tests, styles_show_without_color);
    suite_add_tcase(suite, tests);
    return suite;
}
