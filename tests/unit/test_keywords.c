/* The search words: how their files are read, and what stands in those of data/. */
#include "core/catalogue.h"
#include "core/fold.h"
#include "core/keywords.h"
#include "fixture.h"
#include "suites.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- Reading --- */

static struct keywords *parse(const char *text)
{
    struct error error = {0};
    struct buf copy = {0};
    buf_add_text(&copy, text);
    struct keywords *keywords = keywords_parse("good", buf_str(&copy), &error);
    ck_assert_msg(keywords, "%zu: %s: %s", error.line, error.where, error.what);
    if (copy.len > 0)
        memset(copy.data, 'x', copy.len);
    buf_release(&copy); /* the table keeps nothing of it */
    return keywords;
}

/* "404/iana: dead link|page missing" for each status. */
static char *written(const struct keywords *keywords)
{
    struct buf out = {0};
    size_t count;
    const struct keyword_list *lists = keywords_lists(keywords, &count);
    buf_reserve(&out, 0);
    for (size_t i = 0; i < count; i++) {
        buf_add_format(&out, "%03d/%.*s:", lists[i].code, STR_ARG(lists[i].origin));
        for (size_t j = 0; j < lists[i].count; j++)
            buf_add_format(&out, "%s%.*s", j ? "|" : " ", STR_ARG(lists[i].words[j]));
        buf_add_char(&out, '\n');
    }
    return buf_detach(&out);
}

static const struct {
    const char *text, *read;
} readings[] = {
    {"", ""},
    {"\n\n", ""},
    {"# nothing\n  # here: either", ""},
    {"404: dead link", "404/iana: dead link\n"},
    {"404:dead link\n", "404/iana: dead link\n"},
    {"404: dead link; page missing\n", "404/iana: dead link|page missing\n"},
    {"404: 死链；网页不存在\n", "404/iana: 死链|网页不存在\n"},
    {"404: 死链；page; 找不到 ；err\n", "404/iana: 死链|page|找不到|err\n"},
    {" \t404 \t: \t a b ;\tc\t\n", "404/iana: a b|c\n"},
    {"404: a\r\n410: b\r\n", "404/iana: a\n410/iana: b\n"},
    {"404: err:too:many; a/b\n", "404/iana: err:too:many|a/b\n"},
    {"404: # a; #b\n", "404/iana: # a|#b\n"},
    {"404-iana: a\n", "404/iana: a\n"},
    {"000: a\n999-linkedin: b\n", "000/iana: a\n999/linkedin: b\n"},
    {"499-z: a\n499-ab: b\n499-a: c\n", "499/z: a\n499/ab: b\n499/a: c\n"},
    {"# x\n\n404: a\n\n# y\n404-elb2: b\n404-z-z: c\n405: d",
     "404/iana: a\n404/elb2: b\n404/z-z: c\n405/iana: d\n"},
    /* characters that share bytes with the wide semicolon */
    {"404: ＡＢ：Ｃ；뼛＠\n", "404/iana: ＡＢ：Ｃ|뼛＠\n"},
};

START_TEST(text_is_read)
{
    struct keywords *keywords = parse(readings[_i].text);
    char *read = written(keywords);
    ck_assert_str_eq(read, readings[_i].read);
    free(read);
    keywords_free(keywords);
}
END_TEST

#define NO_STATUS "is not a code"
#define UNCLEAN   "not UTF-8, or invisible"

static const struct {
    struct str text;
    size_t line;
    const char *where, *what;
} faults[] = {
    {STR("404 a\n"), 1, "", "no colon"},
    {STR("404: a\n\n# b\n404：c\n"), 4, "", "no colon"},
    /* the status */
    {STR(": a\n"), 1, "", NO_STATUS},
    {STR("40: a\n"), 1, "40", NO_STATUS},
    {STR("4040: a\n"), 1, "4040", NO_STATUS},
    {STR("4xx: a\n"), 1, "4xx", NO_STATUS},
    {STR("-04: a\n"), 1, "-04", NO_STATUS},
    {STR("4 04: a\n"), 1, "4 04", NO_STATUS},
    {STR("４０４: a\n"), 1, "４０４", NO_STATUS},
    {STR("Not Found: a\n"), 1, "Not Found", NO_STATUS},
    {STR("404-: a\n"), 1, "404-", NO_STATUS},
    {STR("404 nginx: a\n"), 1, "404 nginx", NO_STATUS},
    {STR("404-Nginx: a\n"), 1, "404-Nginx", NO_STATUS},
    {STR("404-aws elb: a\n"), 1, "404-aws elb", NO_STATUS},
    {STR("404-七牛: a\n"), 1, "404-七牛", NO_STATUS},
    /* the words */
    {STR("404:\n"), 1, "404", "no words"},
    {STR("404: a\n410: \t\n"), 2, "410", "no words"},
    {STR("404: ;\n"), 1, "404", "empty word"},
    {STR("404: ；a\n"), 1, "404", "empty word"},
    {STR("404: a;\n"), 1, "404", "empty word"},
    {STR("404: a；\n"), 1, "404", "empty word"},
    {STR("404: a; ；b\n"), 1, "404", "empty word"},
    {STR("404: a\tb\n"), 1, "404", "tab"},
    /* the order */
    {STR("404: a\n404: b\n"), 2, "404", "same status"},
    {STR("404: a\n404-iana: b\n"), 2, "404-iana", "same status"},
    {STR("404-nginx: a\n404-nginx: b\n"), 2, "404-nginx", "same status"},
    {STR("404-b: a\n404-a: b\n404-b: c\n"), 3, "404-b", "same status"},
    {STR("404: a\n410: b\n404: c\n"), 3, "404", "same status"},
    {STR("404: a\n403: b\n"), 2, "403", "out of order"},
    {STR("404-nginx: a\n404: b\n"), 2, "404", "out of order"},
    {STR("404-b: a\n410: b\n404-a: c\n"), 3, "404-a", "out of order"},
    /* the bytes */
    {STR("404: a\0b\n"), 1, "", UNCLEAN},
    {STR("\0\n"), 1, "", UNCLEAN},
    {STR("404: a\x1b[2J\n"), 1, "", UNCLEAN},
    {STR("404: a\x7f\n"), 1, "", UNCLEAN},
    {STR("404: a\rb\n"), 1, "", UNCLEAN},
    {STR("404: a\xc2\x85\n"), 1, "", UNCLEAN},
    {STR("404: a\xe2\x80\xae\n"), 1, "", UNCLEAN}, /* right-to-left override */
    {STR("404: a\xff\n"), 1, "", UNCLEAN},
    {STR("404: a\xef\xbc"), 1, "", UNCLEAN}, /* the wide semicolon cut short */
    {STR("404: a\xc0\xbb"
         "b\n"),
     1, "", UNCLEAN},
    {STR("\xef\xbb\xbf"
         "404: a\n"),
     1, "", UNCLEAN},
    {STR("404: a\n# \xff\n"), 2, "", UNCLEAN},
};

START_TEST(fault_is_refused)
{
    struct error error = {.system = 5, .where = "somewhere"};
    struct keywords *keywords = keywords_parse("bad", faults[_i].text, &error);
    ck_assert_ptr_null(keywords);
    ck_assert_str_eq(error.file, "bad");
    ck_assert_uint_eq(error.line, faults[_i].line);
    ck_assert_str_eq(error.where, faults[_i].where);
    ck_assert_msg(strstr(error.what, faults[_i].what), "%s instead of %s", error.what,
                  faults[_i].what);
    ck_assert_int_eq(error.system, 0);
}
END_TEST

/* A status that does not fit into an error is left out of it, and never cut in a character. */
START_TEST(long_status_is_refused)
{
    struct error error = {0};
    struct buf text = {0};
    while (text.len < sizeof error.where)
        buf_add_text(&text, "错");
    buf_add_text(&text, ": a\n");
    ck_assert_ptr_null(keywords_parse("bad", buf_str(&text), &error));
    ck_assert_str_eq(error.where, "");
    ck_assert_uint_eq(error.line, 1);
    buf_release(&text);
}
END_TEST

/* Whatever the bytes are, there is a table or an error; a sanitizer sees to the rest. */
START_TEST(any_bytes_are_survived)
{
    static const char pieces[][4] = {"4",    "04", "-", "a", ":",    ";",  "\n", "；",   "\xef",
                                     "\xbc", "\t", " ", "#", "404:", "死", "\r", "\x1b", "\xbb"};
    unsigned random = 20240607;
    for (int round = 0; round < 20000; round++) {
        struct buf text = {0};
        for (unsigned i = 0; i < 12; i++) {
            random = random * 1103515245u + 12345u;
            const char *piece = pieces[random / 65536 % COUNT(pieces)];
            buf_add(&text, (struct str){piece, strnlen(piece, sizeof pieces[0])});
        }
        struct error error = {0};
        struct keywords *keywords = keywords_parse("random", buf_str(&text), &error);
        ck_assert(keywords ? !error.what : error.what && error.line > 0);
        keywords_free(keywords);
        buf_release(&text);
    }
}
END_TEST

START_TEST(missing_file_is_an_error)
{
    struct error error = {0};
    ck_assert_ptr_null(keywords_load("/nonexistent/keywords.txt", &error));
    ck_assert_str_eq(error.file, "/nonexistent/keywords.txt");
    ck_assert_ptr_nonnull(error.what);
    ck_assert_int_ne(error.system, 0);
    keywords_free(NULL);
}
END_TEST

/* --- Looking up --- */

static const struct {
    int code;
    const char *origin;
    const char *first; /* null: none */
    size_t count;
} finds[] = {
    {301, NULL, "a", 1},    {404, NULL, "b", 2},      {404, "", "b", 2},
    {404, "iana", "b", 2},  {404, "aws", "d", 1},     {404, "nginx", "e", 3},
    {499, "nginx", "h", 1}, {999, "z-9", "i", 1},     {499, NULL, NULL, 0},
    {404, "ngin", NULL, 0}, {404, "nginxx", NULL, 0}, {404, "NGINX", NULL, 0},
    {404, "zz", NULL, 0},   {301, "aws", NULL, 0},    {0, NULL, NULL, 0},
    {-1, NULL, NULL, 0},    {1000, NULL, NULL, 0},    {405, "nginx", NULL, 0},
};

START_TEST(words_are_found)
{
    struct keywords *keywords = parse("301: a\n404: b; c\n404-nginx: e; f; g\n404-aws: d\n"
                                      "499-nginx: h\n999-z-9: i\n");
    size_t count = 7;
    const struct str *words = keywords_find(keywords, finds[_i].code, finds[_i].origin, &count);
    ck_assert_uint_eq(count, finds[_i].count);
    ck_assert_int_eq(words != NULL, finds[_i].first != NULL);
    if (words)
        ck_assert(str_equal(words[0], str_of(finds[_i].first)));
    keywords_free(keywords);
}
END_TEST

START_TEST(empty_table_finds_nothing)
{
    struct keywords *keywords = parse("");
    size_t count = 7;
    ck_assert_ptr_null(keywords_find(keywords, 404, NULL, &count));
    ck_assert_uint_eq(count, 0);
    keywords_free(keywords);
}
END_TEST

/* --- The files of data/ --- */

static struct catalogue *catalogue;
static struct keywords *tables[LANGUAGE_COUNT];
static struct buf complaints; /* a line for each */

static void open_data(void)
{
    struct error error = {0};
    char *folder = fixture_path("data");
    catalogue = catalogue_new(folder);
    free(folder);
    ck_assert_msg(catalogue_load_facts(catalogue, &error), "%s: %s", error.where, error.what);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        struct buf name = {0};
        buf_add_format(&name, "data/%s/keywords.txt", language_names[i]);
        char *path = fixture_path(name.data);
        tables[i] = keywords_load(path, &error);
        ck_assert_msg(tables[i], "%s:%zu: %s: %s", error.file, error.line, error.where, error.what);
        free(path);
        buf_release(&name);
    }
    buf_reserve(&complaints, 0);
}

static void close_data(void)
{
    catalogue_free(catalogue);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        keywords_free(tables[i]);
    buf_release(&complaints);
}

static void no_complaints(void)
{
    enum { SHOWN = 4000 }; /* as much as a message of Check may have */
    size_t shown = complaints.len > SHOWN ? SHOWN : complaints.len;
    ck_assert_msg(complaints.len == 0, "\n%.*s", (int)shown, complaints.data);
}

static void complain(const char *language, const struct keyword_list *list, const char *what,
                     struct str word)
{
    buf_add_format(&complaints, "%s: %03d-%.*s: %s%.*s\n", language, list->code,
                   STR_ARG(list->origin), what, STR_ARG(word));
}

/* Calls a function for every line of every file. */
typedef void list_fn(const char *language, const struct keyword_list *list);

static void for_each_list(list_fn *check)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        size_t count;
        const struct keyword_list *lists = keywords_lists(tables[i], &count);
        for (size_t j = 0; j < count; j++)
            check(language_names[i], &lists[j]);
    }
    no_complaints();
}

START_TEST(lines_are_those_of_the_registry)
{
    size_t count, lines;
    const struct facts *all = registry_statuses(catalogue_registry(catalogue), &count);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const struct keyword_list *lists = keywords_lists(tables[i], &lines);
        for (size_t j = 0; j < count && j < lines; j++)
            if (lists[j].code != all[j].code ||
                !str_equal(lists[j].origin, str_of(all[j].origin))) {
                complain(language_names[i], &lists[j], "here stands ", str_of(all[j].origin));
                break;
            }
        no_complaints();
        ck_assert_uint_eq(lines, count);
    }
}
END_TEST

static void check_number(const char *language, const struct keyword_list *list)
{
    enum { REGISTERED = 5, VENDORS = 3 };
    bool registered = str_equal(list->origin, STR("iana"));
    if (list->count < (registered ? REGISTERED : VENDORS))
        complain(language, list, "has too few words", (struct str){0});
}

START_TEST(every_status_has_enough_words)
{
    for_each_list(check_number);
}
END_TEST

/* As the search compares. */
static bool same_folded(struct str a, struct str b)
{
    struct buf left = {0}, right = {0};
    fold_add(&left, a);
    fold_add(&right, b);
    bool same = str_equal(buf_str(&left), buf_str(&right));
    buf_release(&left);
    buf_release(&right);
    return same;
}

static void check_repetition(const char *language, const struct keyword_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t j = 0; j < i; j++)
            if (same_folded(list->words[i], list->words[j]))
                complain(language, list, "has twice: ", list->words[i]);
}

START_TEST(no_word_stands_twice_in_a_line)
{
    for_each_list(check_repetition);
}
END_TEST

static bool is_among(const struct keyword_list *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (same_folded(list->words[i], text))
            return true;
    return false;
}

/* What the search finds without the help of words: the phrases, and the names in any language. */
static void check_names(const char *language, const struct keyword_list *list)
{
    struct error error;
    char origin[64] = "";
    ck_assert_uint_lt(list->origin.len, sizeof origin);
    memcpy(origin, list->origin.data, list->origin.len);
    const struct facts *facts = registry_find(catalogue_registry(catalogue), list->code, origin);
    if (is_among(list, str_of(facts->phrase)))
        complain(language, list, "has its phrase: ", str_of(facts->phrase));
    for (size_t i = 0; i < facts->former_count; i++)
        if (is_among(list, str_of(facts->former_phrases[i])))
            complain(language, list, "has a former phrase: ", str_of(facts->former_phrases[i]));
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const struct shelf *shelf = catalogue_edition(catalogue, (enum language)i, &error);
        size_t at = shelf_find(shelf, list->code, origin);
        ck_assert_uint_ne(at, ENTRY_NONE);
        if (is_among(list, entry_name(&shelf->entries[at])))
            complain(language, list, "has its name: ", entry_name(&shelf->entries[at]));
    }
}

START_TEST(no_word_is_a_phrase_or_name)
{
    for_each_list(check_names);
}
END_TEST

static void check_letters(const char *language, const struct keyword_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t j = 0; j < list->words[i].len; j++)
            if (list->words[i].data[j] >= 'A' && list->words[i].data[j] <= 'Z') {
                complain(language, list, "is not in lower case: ", list->words[i]);
                break;
            }
}

START_TEST(words_are_in_lower_case)
{
    for_each_list(check_letters);
}
END_TEST

/* The plainest form of a symptom stands where it belongs. */
static const struct {
    enum language language;
    const char *word;
    int codes[5];
} symptoms[] = {
    {LANGUAGE_ZH_CN, "超时", {408, 504}},
    {LANGUAGE_ZH_CN, "断点续传", {104, 206, 416}},
    {LANGUAGE_ZH_CN, "限流", {429}},
    {LANGUAGE_ZH_CN, "跨域预检", {204, 403, 405}},
    {LANGUAGE_ZH_CN, "上传太大", {413}},
    {LANGUAGE_ZH_CN, "没登录", {401}},
    {LANGUAGE_ZH_CN, "登录", {401}},
    {LANGUAGE_ZH_CN, "没权限", {403}},
    {LANGUAGE_ZH_CN, "服务器挂了", {500, 502, 503}},
    {LANGUAGE_ZH_CN, "死链", {404}},
    {LANGUAGE_ZH_CN, "重复提交", {303, 409}},
    {LANGUAGE_ZH_CN, "验证码", {403, 429}},
    {LANGUAGE_ZH_CN, "缓存", {304}},
    {LANGUAGE_ZH_CN, "重定向次数过多", {301, 302, 307, 308}},
    {LANGUAGE_ZH_CN, "维护", {503}},
    {LANGUAGE_EN, "timeout", {408, 504}},
    {LANGUAGE_EN, "resume download", {206, 416}},
    {LANGUAGE_EN, "rate limit", {429}},
    {LANGUAGE_EN, "cors preflight", {204, 403, 405}},
    {LANGUAGE_EN, "upload too big", {413}},
    {LANGUAGE_EN, "login required", {401}},
    {LANGUAGE_EN, "no permission", {403}},
    {LANGUAGE_EN, "site down", {500, 502, 503, 504}},
    {LANGUAGE_EN, "broken link", {404}},
    {LANGUAGE_EN, "duplicate", {409}},
    {LANGUAGE_EN, "captcha", {403, 429}},
    {LANGUAGE_EN, "cache", {304}},
    {LANGUAGE_EN, "too many redirects", {301, 302, 307, 308}},
    {LANGUAGE_EN, "maintenance", {503}},
};

START_TEST(symptom_leads_to_its_codes)
{
    size_t count, at = 0;
    const struct keyword_list *lists = keywords_lists(tables[symptoms[_i].language], &count);
    for (size_t i = 0; i < count; i++)
        if (str_equal(lists[i].origin, STR("iana")) &&
            is_among(&lists[i], str_of(symptoms[_i].word)))
            ck_assert_int_eq(lists[i].code, symptoms[_i].codes[at++]);
    ck_assert_int_eq(symptoms[_i].codes[at], 0);
}
END_TEST

static const struct {
    enum language language;
    const char *word;
    int code;
    const char *origin;
} certificates[] = {
    {LANGUAGE_ZH_CN, "证书", 495, "nginx"},      {LANGUAGE_EN, "certificate", 495, "nginx"},
    {LANGUAGE_ZH_CN, "证书", 496, "nginx"},      {LANGUAGE_EN, "certificate", 496, "nginx"},
    {LANGUAGE_ZH_CN, "证书", 525, "cloudflare"}, {LANGUAGE_EN, "certificate", 525, "cloudflare"},
    {LANGUAGE_ZH_CN, "证书", 526, "cloudflare"}, {LANGUAGE_EN, "certificate", 526, "cloudflare"},
};

START_TEST(certificates_are_with_the_vendors)
{
    size_t count;
    const struct str *words = keywords_find(tables[certificates[_i].language],
                                            certificates[_i].code, certificates[_i].origin, &count);
    struct keyword_list list = {.words = words, .count = count};
    ck_assert(is_among(&list, str_of(certificates[_i].word)));
}
END_TEST

Suite *keywords_suite(void)
{
    Suite *suite = suite_create("keywords");
    TCase *reading = tcase_create("reading");
    tcase_add_loop_test(reading, text_is_read, 0, COUNT(readings));
    tcase_add_loop_test(reading, fault_is_refused, 0, COUNT(faults));
    tcase_add_test(reading, long_status_is_refused);
    tcase_add_test(reading, any_bytes_are_survived);
    tcase_add_test(reading, missing_file_is_an_error);
    suite_add_tcase(suite, reading);

    TCase *looking = tcase_create("looking up");
    tcase_add_loop_test(looking, words_are_found, 0, COUNT(finds));
    tcase_add_test(looking, empty_table_finds_nothing);
    suite_add_tcase(suite, looking);

    TCase *data = tcase_create("data");
    tcase_add_unchecked_fixture(data, open_data, close_data);
    tcase_add_test(data, lines_are_those_of_the_registry);
    tcase_add_test(data, every_status_has_enough_words);
    tcase_add_test(data, no_word_stands_twice_in_a_line);
    tcase_add_test(data, no_word_is_a_phrase_or_name);
    tcase_add_test(data, words_are_in_lower_case);
    tcase_add_loop_test(data, symptom_leads_to_its_codes, 0, COUNT(symptoms));
    tcase_add_loop_test(data, certificates_are_with_the_vendors, 0, COUNT(certificates));
    suite_add_tcase(suite, data);
    return suite;
}
