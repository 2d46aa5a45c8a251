#include "core/delimiter.h"
#include "core/emphasis.h"
#include "suites.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Asterisks that CommonMark would show, and where they are moved. */
static const struct {
    const char *before, *after;
} emphasis[] = {
    {"**成功：**表示", "**成功**：表示"},
    {"这是**“引用”**的话", "这是“**引用**”的话"},
    {"它是**（404）**吗", "它是（**404**）吗"},
    /* What CommonMark knows stays as it is. */
    {"**成功** 表示", "**成功** 表示"},
    {"**Code:** text", "**Code:** text"},
    {"**成功：**", "**成功：**"},
    {"**成功：** 表示", "**成功：** 表示"},
    {"a ** b：**表示", "a ** b：**表示"},
    {"***成功：***表示", "***成功：***表示"},
    {"\\**成功：**表示", "\\**成功：**表示"},
    /* Nothing but a sign has nowhere to go. */
    {"a**：**b", "a**：**b"},
    {"****", "****"},
    {"**", "**"},
    {"", ""},
    /* Code, on a line and between fences. */
    {"`**成功：**表示`", "`**成功：**表示`"},
    {"```\n**成功：**表示\n```\n**成功：**表示", "```\n**成功：**表示\n```\n**成功**：表示"},
    {"**成功：**表示\n**失败：**表示", "**成功**：表示\n**失败**：表示"},
};

START_TEST(asterisks_are_moved)
{
    char *text = strdup(emphasis[_i].before);
    emphasis_mend(text, strlen(text));
    ck_assert_str_eq(text, emphasis[_i].after);
    free(text);
}
END_TEST

/* Rows below the titles of tables, and what the parser is given. */
static const struct {
    const char *before, *after;
} delimiters[] = {
    {"|a|b|\n|-|-|\n", "|a|b|\n|---|---|\n"},
    {"a|b\n--|:-:", "a|b\n---|:-:"},
    {"| a |\n| :- |\n| - |\n", "| a |\n| :-- |\n| --- |\n"},
    {"|a|\n|---|\n", "|a|\n|---|\n"},
    {"> |a|b|\n> |-|-:|\n", "> |a|b|\n> |---|--:|\n"},
    /* No rows: no titles above, no hyphen, other signs, code. */
    {"a\n|-|-|\n", "a\n|-|-|\n"},
    {"a|b\n|:|:|\n", "a|b\n|:|:|\n"},
    {"a|b\n--\n", "a|b\n--\n"},
    {"a|b\n|-|x|\n", "a|b\n|-|x|\n"},
    {"```\n|a|b|\n|-|-|\n```\n", "```\n|a|b|\n|-|-|\n```\n"},
    {"", ""},
};

START_TEST(delimiters_are_widened)
{
    struct buf out = {0};
    struct widenings map = {0};
    delimiter_widen(&out, str_of(delimiters[_i].before), &map);
    ck_assert_str_eq(out.len ? out.data : "", delimiters[_i].after);
    buf_release(&out);
    free(map.list);
}
END_TEST

/* Every byte that was there is found again where it was. */
START_TEST(places_lead_back_to_the_source)
{
    struct buf out = {0};
    struct widenings map = {0};
    struct str source = str_of(delimiters[_i].before);
    size_t last = 0;
    delimiter_widen(&out, source, &map);
    for (size_t at = 0; at < out.len; at++) {
        size_t origin = delimiter_origin(&map, at);
        ck_assert_uint_lt(origin, source.len);
        ck_assert(origin >= last || out.data[at] == '-');
        if (out.data[at] != '-')
            ck_assert_int_eq(out.data[at], source.data[origin]);
        last = origin > last ? origin : last;
    }
    buf_release(&out);
    free(map.list);
}
END_TEST

Suite *emphasis_suite(void)
{
    Suite *suite = suite_create("emphasis");
    TCase *cases = tcase_create("emphasis");
    tcase_add_loop_test(cases, asterisks_are_moved, 0, COUNT(emphasis));
    tcase_add_loop_test(cases, delimiters_are_widened, 0, COUNT(delimiters));
    tcase_add_loop_test(cases, places_lead_back_to_the_source, 0, COUNT(delimiters));
    suite_add_tcase(suite, cases);
    return suite;
}
