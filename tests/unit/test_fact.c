/* Tests of core/fact.h, with the facts of data/registry.json. */
#include "core/fact.h"
#include "core/fold.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct registry *registry;

static void set_up(void)
{
    struct error error;
    char path[4096];
    const char *top = getenv("SB_SRCDIR");
    snprintf(path, sizeof path, "%s/data/registry.json", top ? top : ".");
    registry = registry_load(path, &error);
    ck_assert_ptr_nonnull(registry);
}

static void tear_down(void)
{
    registry_free(registry);
}

/* --- Words --- */

static const struct {
    const char *word, *name, *value; /* a null name: no fact */
} words[] = {
    {"rfc:6585", "rfc", "6585"},
    {"rfc:6", "rfc", "6"},
    {"rfc:", NULL, NULL},
    {"rfc", NULL, NULL},
    {"rfc:6585a", NULL, NULL},
    {"rfc:rfc6585", NULL, NULL},
    {"header:r", "header", "r"},
    {"header:retry-after", "header", "retry-after"},
    {"header:a:b", "header", "a:b"},
    {"header:", NULL, NULL},
    {"origin:nginx", "origin", "nginx"},
    {"origin:阿里云", "origin", "阿里云"},
    {"origin:", NULL, NULL},
    {"is:cacheable", "is", "cacheable"},
    {"is:vendor", "is", "vendor"},
    {"is:registered", "is", "registered"},
    {"is:retired", "is", "retired"},
    {"is:cach", NULL, NULL},
    {"is:cacheables", NULL, NULL},
    {"is:", NULL, NULL},
    {"is", NULL, NULL},
    {"class:4", "class", "4"},
    {"class:4x", "class", "4x"},
    {"class:4xx", "class", "4xx"},
    {"class:", NULL, NULL},
    {"class:x", NULL, NULL},
    {"class:40", NULL, NULL},
    {"class:4xxx", NULL, NULL},
    {"lang:en", "lang", "en"},
    {"lang:zh", "lang", "zh"},
    {"lang:zh_cn", "lang", "zh_cn"},
    {"lang:zh-hans", "lang", "zh-hans"},
    {"lang:z", NULL, NULL},
    {"lang:de", NULL, NULL},
    {"lang:", NULL, NULL},
    {"lang:en and much more behind it", NULL, NULL},
    {"phrase:ok", NULL, NULL},
    {"https://example.com", NULL, NULL},
    {" is:cacheable", NULL, NULL},
    {":", NULL, NULL},
    {":is", NULL, NULL},
    {"", NULL, NULL},
};

START_TEST(words_are_facts)
{
    struct str value;
    const struct fact_word *fact = fact_parse(str_of(words[_i].word), &value);
    ck_assert_int_eq(fact != NULL, words[_i].name != NULL);
    if (fact) {
        ck_assert_str_eq(fact->name, words[_i].name);
        ck_assert(str_equal(value, str_of(words[_i].value)));
    }
}
END_TEST

START_TEST(an_empty_word_may_have_no_place)
{
    struct str value;
    struct buf out = {0};
    ck_assert_ptr_null(fact_parse((struct str){0}, &value));
    ck_assert_uint_gt(fact_completions(registry, (struct str){0}, &out), 0);
    buf_release(&out);
}
END_TEST

static bool holds_for_any(const struct fact_word *fact, struct str value)
{
    size_t count;
    const struct facts *statuses = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++)
        if (fact->holds(registry, &statuses[i], value))
            return true;
    return false;
}

/* Each word says what it is for, and its example is one. */
START_TEST(examples_are_facts)
{
    for (const struct fact_word *fact = fact_words(); fact->name; fact++) {
        struct str value;
        ck_assert_ptr_eq(fact_parse(str_of(fact->example), &value), fact);
        ck_assert_uint_gt(strlen(fact->help), 0);
        ck_assert_int_eq(fact->holds == NULL, strcmp(fact->name, "lang") == 0);
        if (fact->holds)
            ck_assert_msg(holds_for_any(fact, value), "%s", fact->example);
        if (fact > fact_words())
            ck_assert_int_lt(strcmp(fact[-1].name, fact->name), 0);
    }
}
END_TEST

/* --- What holds --- */

static const struct {
    const char *word;
    int code;
    const char *origin;
    bool holds;
} held[] = {
    {"rfc:6585", 429, "iana", true},
    {"rfc:6585", 404, "iana", false},
    {"rfc:65", 511, "iana", true},
    {"rfc:6455", 101, "iana", true}, /* its third */
    {"rfc:5", 508, "iana", true},
    {"rfc:585", 429, "iana", false},
    {"rfc:65850", 429, "iana", false},
    {"rfc:1", 104, "iana", false}, /* a draft */
    {"rfc:9110", 499, "nginx", false},
    {"header:retry-after", 503, "iana", true},
    {"header:retry", 503, "iana", true},
    {"header:after", 503, "iana", false},
    {"header:retry-after-all", 503, "iana", false},
    {"header:retry-after", 404, "iana", false},
    {"header:expect", 100, "iana", true}, /* in the request */
    {"header:www-authenticate", 401, "iana", true},
    {"origin:nginx", 499, "nginx", true},
    {"origin:nginx", 499, "esri", false},
    {"origin:aws", 460, "aws-elb", true},
    {"origin:aws-elb", 460, "aws-elb", true},
    {"origin:elb", 460, "aws-elb", false},
    {"origin:阿里云", 463, "alibaba-cloud", true},
    {"origin:阿里", 463, "alibaba-cloud", true},
    {"origin:阿里云", 463, "aws-elb", false},
    {"origin:iana", 404, "iana", true},
    {"origin:cloud", 526, "cloud-foundry", true},
    {"origin:cloud", 526, "cloudflare", true},
    {"origin:cloudf", 526, "cloud-foundry", false},
    {"is:cacheable", 200, "iana", true},
    {"is:cacheable", 302, "iana", false},
    {"is:empty", 204, "iana", true},
    {"is:empty", 304, "iana", true},
    {"is:empty", 200, "iana", false},
    {"is:hidden", 499, "nginx", true},
    {"is:hidden", 404, "iana", false},
    {"is:redirect", 303, "iana", true},
    {"is:redirect", 300, "iana", false},
    {"is:redirect", 304, "iana", false},
    {"is:permanent", 308, "iana", true},
    {"is:permanent", 308, "google", false},
    {"is:permanent", 307, "iana", false},
    {"is:permanent", 410, "iana", false}, /* no redirect */
    {"is:retryable", 429, "iana", true},
    {"is:retryable", 408, "iana", true},
    {"is:retryable", 400, "iana", false},
    {"is:retryable", 410, "iana", false},
    {"is:retryable", 200, "iana", false},
    {"is:unstorable", 428, "iana", true},
    {"is:unstorable", 100, "iana", true},
    {"is:unstorable", 200, "iana", false},
    {"is:vendor", 520, "cloudflare", true},
    {"is:vendor", 404, "iana", false},
    {"is:registered", 404, "iana", true},
    {"is:registered", 418, "iana", false},
    {"is:temporary", 104, "iana", true},
    {"is:unused", 418, "iana", true},
    {"is:deprecated", 305, "iana", true},
    {"is:deprecated", 420, "spring", true},
    {"is:obsolete", 510, "iana", true},
    {"is:unofficial", 499, "nginx", true},
    {"is:unofficial", 527, "cloudflare", false},
    {"is:retired", 527, "cloudflare", true},
    {"class:4", 404, "iana", true},
    {"class:4x", 499, "nginx", true},
    {"class:4xx", 404, "iana", true},
    {"class:4", 503, "iana", false},
    {"class:9", 999, "linkedin", true},
    {"class:0", 100, "iana", false},
};

START_TEST(facts_hold)
{
    struct str value;
    const struct fact_word *fact = fact_parse(str_of(held[_i].word), &value);
    const struct facts *facts = registry_find(registry, held[_i].code, held[_i].origin);
    ck_assert_ptr_nonnull(fact);
    ck_assert_ptr_nonnull(facts);
    ck_assert_int_eq(fact->holds(registry, facts, value), held[_i].holds);
}
END_TEST

/* --- How words go on --- */

#define ALL "class:\nheader:\nis:\nlang:\norigin:\nrfc:\n"

static const struct {
    const char *typed, *lines;
} completions[] = {
    /* names */
    {"", ALL},
    {" ", ALL},
    {"-", ALL},
    {"cache ", ALL},
    {"cache -", ALL},
    {"is:cacheable ", ALL},
    {"r", "rfc:\n"},
    {"R", "rfc:\n"},
    {"head", "header:\n"},
    {"cache head", "header:\n"},
    {"-head", "header:\n"},
    {"is", "is:\n"},
    {"headers", ""},
    {"cache", ""},
    {"--", ""},
    {"重", ""},
    {"\"is", ""},
    /* values, behind the name */
    {"is:c", "is:cacheable\n"},
    {"is:re", "is:redirect\nis:retryable\nis:registered\nis:retired\n"},
    {"is:un", "is:unstorable\nis:unused\nis:unofficial\n"},
    {"is:cacheable", "is:cacheable\n"},
    {"404 not is:c", "is:cacheable\n"},
    {"-is:c", "is:cacheable\n"},
    {"404 -is:c", "is:cacheable\n"},
    {"IS:C", "is:cacheable\n"},
    {"is:C", "is:cacheable\n"},
    {"未找到　is:c", "is:cacheable\n"}, /* U+3000 parts words as well */
    {"class:", "class:1\nclass:2\nclass:3\nclass:4\nclass:5\n"},
    {"class:4", "class:4\n"},
    {"lang:", "lang:en\nlang:zh_CN\n"},
    {"lang:z", "lang:zh_CN\n"},
    {"lang:ZH", "lang:zh_CN\n"},
    {"rfc:65", "rfc:6585\n"},
    {"header:retry", "header:retry-after\n"},
    {"header:WWW", "header:www-authenticate\n"},
    {"origin:ngi", "origin:nginx\n"},
    {"origin:aws", "origin:aws-elb\n"},
    /* none */
    {"is:x", ""},
    {"is:cacheables", ""},
    {"class:40", ""},
    {"nothing:", ""},
    {"nothing:is", ""},
    {":", ""},
    {":c", ""},
};

START_TEST(words_are_completed)
{
    struct buf out = {0};
    size_t lines = 0;
    buf_add_text(&out, "before\n");
    size_t count = fact_completions(registry, str_of(completions[_i].typed), &out);
    ck_assert(str_starts(buf_str(&out), STR("before\n")));
    if (strcasecmp(out.data + 7, completions[_i].lines) != 0)
        ck_assert_str_eq(out.data + 7, completions[_i].lines);
    for (const char *c = completions[_i].lines; *c; c++)
        lines += *c == '\n';
    ck_assert_uint_eq(count, lines);
    buf_release(&out);
}
END_TEST

static struct str next_line(struct str *text)
{
    const char *end = memchr(text->data, '\n', text->len);
    ck_assert_ptr_nonnull(end);
    size_t len = (size_t)(end - text->data);
    struct str line = str_slice(*text, 0, len);
    *text = str_slice(*text, len + 1, text->len);
    return line;
}

static bool has_line(struct str text, struct str line)
{
    while (text.len > 0)
        if (str_equal(next_line(&text), line))
            return true;
    return false;
}

/* From the colon on each beginning of a word is completed to it. */
static void check_beginnings(struct str line)
{
    size_t colon = (size_t)((const char *)memchr(line.data, ':', line.len) - line.data);
    for (size_t len = colon + 1; len <= line.len; len++) {
        struct buf out = {0};
        fact_completions(registry, str_slice(line, 0, len), &out);
        ck_assert_msg(has_line(buf_str(&out), line), "%.*s: %s", STR_ARG(str_slice(line, 0, len)),
                      out.data);
        buf_release(&out);
    }
}

/* What is offered is a fact as it stands, holds for some status, and is offered once. */
START_TEST(every_completion_leads_somewhere)
{
    for (const struct fact_word *fact = fact_words(); fact->name; fact++) {
        struct buf typed = {0}, out = {0};
        buf_add_format(&typed, "%s:", fact->name);
        ck_assert_uint_gt(fact_completions(registry, buf_str(&typed), &out), 0);
        for (struct str rest = buf_str(&out); rest.len > 0;) {
            struct buf folded = {0};
            struct str line = next_line(&rest), value;
            fold_add(&folded, line);
            ck_assert_msg(fact_parse(buf_str(&folded), &value) == fact, "%.*s", STR_ARG(line));
            if (fact->holds)
                ck_assert_msg(holds_for_any(fact, value), "%.*s", STR_ARG(line));
            ck_assert_msg(!has_line(rest, line), "%.*s twice", STR_ARG(line));
            check_beginnings(line);
            buf_release(&folded);
        }
        buf_release(&typed);
        buf_release(&out);
    }
}
END_TEST

Suite *fact_suite(void)
{
    Suite *suite = suite_create("fact");
    TCase *tests = tcase_create("fact");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, words_are_facts, 0, COUNT(words));
    tcase_add_test(tests, an_empty_word_may_have_no_place);
    tcase_add_test(tests, examples_are_facts);
    tcase_add_loop_test(tests, facts_hold, 0, COUNT(held));
    tcase_add_loop_test(tests, words_are_completed, 0, COUNT(completions));
    tcase_add_test(tests, every_completion_leads_somewhere);
    suite_add_tcase(suite, tests);
    return suite;
}
