/* Tests of core/alias.h. */
#include "core/alias.h"
#include "suites.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *text, *replaced; /* null: nothing to replace */
} cases[] = {
    {"伺服器", "服务器"},
    {"网路", "网络"},
    {"网际网路", "互联网"},
    {"重新导向", "重定向"},
    {"重导向", "重定向"},
    {"转址", "重定向"},
    /* within other text, and more than one */
    {"http 标头", "http 头字段"},
    {"伺服器错误", "服务器错误"},
    {"内部伺服器错误", "内部服务器错误"},
    {"连线逾时", "连接超时"},
    {"网路、网路", "网络、网络"},
    {"网路网络", "网络网络"},
    {"é伺服器😀", "é服务器😀"},
    /* a longer word before the one that it begins with */
    {"资料", "数据"},
    {"资料夹", "文件夹"},
    {"资料库", "数据库"},
    {"资料a", "数据a"},
    {"资料资料夹", "数据文件夹"},
    /* unfinished at the end */
    {"伺服", "服务器"},
    {"网际", "互联网"},
    {"网际网", "互联网"},
    {"重新导", "重定向"},
    {"使用者", "用户"},
    {"a伺服", "a服务器"},
    {"网路伺服", "网络服务器"},
    /* unfinished, but not at the end */
    {"伺服a", NULL},
    {"使用代理", NULL},
    {"重新 ", NULL},
    {"伺服 网路", "伺服 网络"},
    /* one character is no word yet */
    {"伺", NULL},
    {"网", NULL},
    {"a资", NULL},
    {"网路伺", "网络伺"},
    /* nothing to replace */
    {"", NULL},
    {"not found", NULL},
    {"服务器", NULL},
    {"未找到", NULL},
    {"器", NULL},
};

START_TEST(words_are_replaced)
{
    struct buf out = {0};
    buf_add_text(&out, "before ");
    bool replaced = alias_replace(&out, str_of(cases[_i].text));
    ck_assert_int_eq(replaced, cases[_i].replaced != NULL);
    ck_assert(str_starts(buf_str(&out), STR("before ")));
    ck_assert_str_eq(buf_str(&out).data + 7, replaced ? cases[_i].replaced : "");
    buf_release(&out);
}
END_TEST

/* The mainland's words stay as they are, so that replacing once is enough. */
START_TEST(replaced_words_stay)
{
    struct buf once = {0}, again = {0};
    size_t len = cases[_i].replaced ? strlen(cases[_i].replaced) : 0;
    alias_replace(&once, str_of(cases[_i].text));
    ck_assert_uint_eq(once.len, len);
    if (alias_replace(&again, buf_str(&once)))
        ck_assert_str_eq(again.data, once.data);
    buf_release(&once);
    buf_release(&again);
}
END_TEST

/* No beginning of a word loses what the whole word stands for, from two characters on. */
START_TEST(typing_goes_on)
{
    struct str whole = STR("网际网路");
    for (size_t len = 6; len <= whole.len; len += 3) {
        struct buf out = {0};
        ck_assert(alias_replace(&out, str_slice(whole, 0, len)));
        ck_assert_str_eq(out.data, "互联网");
        buf_release(&out);
    }
}
END_TEST

START_TEST(an_empty_text_may_have_no_place)
{
    struct buf out = {0};
    ck_assert(!alias_replace(&out, (struct str){0}));
    ck_assert_uint_eq(out.len, 0);
    buf_release(&out);
}
END_TEST

Suite *alias_suite(void)
{
    Suite *suite = suite_create("alias");
    TCase *tests = tcase_create("alias");
    tcase_add_loop_test(tests, words_are_replaced, 0, COUNT(cases));
    tcase_add_loop_test(tests, replaced_words_stay, 0, COUNT(cases));
    tcase_add_test(tests, typing_goes_on);
    tcase_add_test(tests, an_empty_text_may_have_no_place);
    suite_add_tcase(suite, tests);
    return suite;
}
