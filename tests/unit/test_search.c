#include "core/fold.h"
#include "core/markup.h"
#include "core/query.h"
#include "core/search.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- Queries --- */

static struct han *han;
static struct registry *origins;

static void open_tables(void)
{
    struct error error;
    char path[4096];
    const char *top = getenv("SB_SRCDIR");
    snprintf(path, sizeof path, "%s/data/registry.json", top ? top : ".");
    origins = registry_load(path, &error);
    ck_assert_ptr_nonnull(origins);
    han = han_new();
}

static void close_tables(void)
{
    registry_free(origins);
    han_free(han);
}

static void describe_text(struct buf *out, const struct term *term)
{
    buf_add_format(out, "<%s", term->text);
    if (term->other)
        buf_add_format(out, "=%s", term->other);
    buf_add_text(out, term->pinyin ? "~>" : ">");
}

/* "404-404 is(cacheable) <text> <could be pinyin~> <Taiwan's=the mainland's> !<no>": the terms in
 * order. */
static void describe(struct buf *out, const struct query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        const struct term *term = &query->terms[i];
        buf_add_text(out, out->len ? " " : "");
        buf_add_text(out, term->excluded ? "!" : "");
        if (term->kind == TERM_CODE)
            buf_add_format(out, "%d-%d%s%s", term->low, term->high, term->origin ? " of " : "",
                           term->origin ? term->origin : "");
        else if (term->kind == TERM_FACT)
            buf_add_format(out, "%s(%s)", term->fact->name, term->text);
        else
            describe_text(out, term);
    }
}

static const struct {
    const char *typed, *terms, *whole;
} queries[] = {
    {"", "", ""},
    {"   ", "", ""},
    {"404", "404-404", ""},
    {"4", "400-499", ""},
    {"40", "400-409", ""},
    {"4xx", "400-499", ""},
    {"４ＸＸ", "400-499", ""},
    {"40X", "400-409", ""},
    {"xxx", "<xxx~>", "xxx"},
    {"9110", "<9110>", "9110"},
    {"301 302", "301-301 302-302", ""},
    {"301 4xx -404", "301-301 400-499 !404-404", ""},
    {"Not Found", "<not~> <found~>", "not found"},
    {"not -found", "<not~> !<found~>", "not"},
    {"-404", "!404-404", ""},
    {"\"not found\"", "<not found>", "not found"},
    {"\"404\"", "<404>", "404"},
    {"\"open", "<open>", "open"},
    {"- a", "<a~>", "a"},
    {"\"\"", "", ""},
    {"\" \"", "", ""},
    {"重定向　永久", "<重定向> <永久>", "重定向 永久"},
    {"ＡＢＣ", "<abc~>", "abc"},
    /* facts */
    {"rfc:6585", "rfc(6585)", ""},
    {"RFC:6585", "rfc(6585)", ""},
    {"ｒｆｃ：６５８５", "rfc(6585)", ""},
    {"rfc:", "<rfc:>", "rfc:"},
    {"header:Retry-After", "header(retry-after)", ""},
    {"is:cacheable", "is(cacheable)", ""},
    {"is:cach", "<is:cach>", "is:cach"},
    {"-is:cacheable", "!is(cacheable)", ""},
    {"-is:cach", "!<is:cach>", ""},
    {"\"is:cacheable\"", "<is:cacheable>", "is:cacheable"},
    {"404 is:cacheable not", "404-404 is(cacheable) <not~>", "not"},
    {"lang:zh_CN x", "lang(zh_cn) <x~>", "x"},
    {"https://a", "<https://a>", "https://a"},
    /* one status */
    {"499-nginx", "499-499 of nginx", ""},
    {"499-NGINX", "499-499 of nginx", ""},
    {"-499-nginx 404", "!499-499 of nginx 404-404", ""},
    {"499-", "499-499", ""},
    {"499-nobody", "<499-nobody>", "499-nobody"},
    {"100-continue", "<100-continue>", "100-continue"},
    {"49-nginx", "<49-nginx>", "49-nginx"},
    {"4999-nginx", "<4999-nginx>", "4999-nginx"},
    {"\"499-nginx\"", "<499-nginx>", "499-nginx"},
    /* characters and letters */
    {"標頭", "<标头=头字段>", "标头"},
    {"內部伺服", "<内部伺服=内部服务器>", "内部伺服"},
    {"xi'an", "<xi'an~>", "xi'an"},
    {"XIAN", "<xian~>", "xian"},
    {"retry-after", "<retry-after>", "retry-after"},
    {"重dx", "<重> <dx~>", "重 dx"},
    {"lü", "<lü~>", "lü"},
    {"\"lü\"", "<lü>", "lü"},
    {"缓存cache404", "<缓存> <cache404>", "缓存 cache404"},
    {"报错404了", "<报错> 404-404 <了>", "报错 了"},
    {"\"报错404\"", "<报错404>", "报错404"},
    {"-报错404", "!<报错404>", ""},
    /* as they are copied from somewhere */
    {"(404)", "404-404", ""},
    {"404:", "404-404", ""},
    {"404, not found.", "404-404 <not~> <found~>", "not found"},
    {"【未找到】", "<未找到>", "未找到"},
    {"\"404,\"", "<404,>", "404,"},
    {"http404", "404-404", ""},
    {"HTTP 404", "<http~> 404-404", "http"},
    {"rfc7725", "rfc(7725)", ""},
    {"rfc772", "<rfc772>", "rfc772"},
    {"-rfc7725", "!rfc(7725)", ""},
    {"\"cdx\"", "<cdx>", "cdx"},
    {"-cdx", "!<cdx~>", ""},
};

START_TEST(queries_are_taken_apart)
{
    struct query query;
    struct buf out = {0};
    query_parse(&query, han, origins, str_of(queries[_i].typed));
    describe(&out, &query);
    ck_assert_str_eq(buf_str(&out).data, queries[_i].terms);
    ck_assert_str_eq(query.whole, queries[_i].whole);
    buf_release(&out);
    query_release(&query);
}
END_TEST

static const struct {
    const char *narrower, *wider;
    bool narrows;
} pairs[] = {
    {"redir", "red", true},
    {"red", "redir", false},
    {"a bc", "a b", true},
    {"a b", "a", false},
    {"301", "30", true},
    {"301 302", "301", false},
    {"a", "", false},
    {"-red", "-re", false},
    {"ab c", "a c", false},
    {"9110", "911", false},
    {"a", "a", true},
    {"rfc:65", "rfc:6", true},
    {"rfc:6", "rfc:65", false},
    {"rfc:6", "rfc:", false},
    {"is:cacheable", "is:cach", false},
    {"header:a", "origin:a", false},
    {"is:cacheable ab", "is:cacheable a", true},
    {"is:cacheable ab", "is:empty a", false},
    {"-is:empty ab", "-is:empty a", false},
    {"499-ng", "499-n", true},
    {"499-n", "499-", true},
    {"retry-", "retry", true},
    {"abc", "\"ab", false},
    {"ab", "\"ab", false},
    {"\"abc", "ab", true},
    {"伺服器", "伺服", true},
    {"伺服", "伺", false},
    {"重新a", "重新", false},
    {"资料夹", "资料", false},
    {"資訊", "资讯", true},
    {"lang:en ab", "lang:en a", true},
    {"lang:en a", "lang:zh a", false},
    {"499", "499-nginx", false},
    {"499-esri", "499-nginx", false},
};

START_TEST(narrowing_is_recognised)
{
    struct query narrower, wider;
    query_parse(&narrower, han, origins, str_of(pairs[_i].narrower));
    query_parse(&wider, han, origins, str_of(pairs[_i].wider));
    ck_assert_int_eq(query_narrows(&narrower, &wider), pairs[_i].narrows);
    query_release(&narrower);
    query_release(&wider);
}
END_TEST

START_TEST(too_many_words_are_ignored)
{
    struct buf typed = {0};
    struct query query;
    for (int i = 0; i < 100; i++)
        buf_add_text(&typed, "word ");
    query_parse(&query, han, origins, buf_str(&typed));
    ck_assert_uint_eq(query.count, QUERY_TERMS);
    query_release(&query);
    buf_release(&typed);
}
END_TEST

/* --- Searches in the real catalogue --- */

static struct catalogue *catalogue;
static const struct shelf *shelf;
static struct search *search;

static void open_catalogue(void)
{
    struct error error;
    char folder[4096];
    const char *top = getenv("SB_SRCDIR");
    snprintf(folder, sizeof folder, "%s/data", top ? top : ".");
    catalogue = catalogue_new(folder);
    ck_assert(catalogue_load_facts(catalogue, &error));
    shelf = catalogue_edition(catalogue, LANGUAGE_ZH_CN, &error);
    ck_assert_ptr_nonnull(shelf);
    search = search_new(catalogue, shelf);
}

static void close_catalogue(void)
{
    search_free(search);
    catalogue_free(catalogue);
}

static const struct hit *run(const char *typed, size_t *count)
{
    search_start(search, str_of(typed));
    search_run(search);
    return search_hits(search, count);
}

static int code_of(const struct hit *hit)
{
    return shelf->entries[hit->entry].section->code;
}

static bool finds(const char *typed, int code)
{
    size_t count;
    const struct hit *hits = run(typed, &count);
    for (size_t i = 0; i < count; i++)
        if (code_of(&hits[i]) == code)
            return true;
    return false;
}

static const struct {
    const char *typed;
    int first;
    int member; /* also among the hits; 0 for none */
} asked[] = {
    {"404", 404, 0},
    {"4", 400, 451},
    {"4xx", 400, 451},
    {"301 302", 301, 302},
    {"not found", 404, 0},
    {"NOT FOUND", 404, 0},
    {"ｎｏｔ　ｆｏｕｎｄ", 404, 0},
    {"未找到", 404, 0},
    {"teapot", 418, 0},
    {"Request Entity Too Large", 413, 0},
    {"moved", 301, 302},
    {"temporary redirect", 307, 0},
    {"gateway timeout", 504, 0},
    {"too many", 429, 0},
    {"重定向", 301, 308}, /* a search word of 301 */
    {"重定向", 301, 303}, /* by the heading above */
    {"redirection", 0, 301},
    {"rate limit", 0, 429},
    {"retry-after", 0, 503},
    {"www-authenticate", 0, 401},
    /* facts */
    {"rfc:6585", 428, 511},
    {"is:cacheable", 200, 404},
    {"is:redirect", 301, 308},
    {"is:retired", 103, 527},
    {"header:retry-after 5xx", 503, 0},
    {"origin:cloudflare 52", 520, 526},
    {"class:9", 999, 0},
    {"503 -origin:fastly", 503, 0},
    {"499-nginx", 499, 0},
    {"100-continue", 100, 0}, /* no status of somebody called "continue" */
    {"\"100-continue\"", 0, 417},
    /* pinyin and other ways to write */
    {"wzd", 404, 0},
    {"weizhaodao", 404, 0},
    {"linshichongdingxiang", 307, 0},
    {"lszdx", 307, 0},
    {"內部伺服器錯誤", 500, 0},
    {"閘道逾時", 504, 0},
    {"過多", 0, 429},
};

START_TEST(the_best_comes_first)
{
    size_t count;
    const struct hit *hits = run(asked[_i].typed, &count);
    ck_assert_uint_gt(count, 0);
    if (asked[_i].first)
        ck_assert_int_eq(code_of(&hits[0]), asked[_i].first);
    if (asked[_i].member)
        ck_assert(finds(asked[_i].typed, asked[_i].member));
}
END_TEST

START_TEST(both_languages_are_searched)
{
    struct error error;
    const struct shelf *english = catalogue_edition(catalogue, LANGUAGE_EN, &error);
    struct search *other = search_new(catalogue, english);
    size_t count;
    search_start(other, STR("未找到"));
    search_run(other);
    const struct hit *hits = search_hits(other, &count);
    ck_assert_uint_gt(count, 0);
    ck_assert_int_eq(english->entries[hits[0].entry].section->code, 404);
    search_free(other);
}
END_TEST

START_TEST(nothing_matches_nonsense)
{
    size_t count;
    run("xyzzyplugh", &count);
    ck_assert_uint_eq(count, 0);
    run("", &count);
    ck_assert_uint_eq(count, 0);
    ck_assert(!search_is_active(search));
}
END_TEST

START_TEST(exclusion_takes_away)
{
    ck_assert(finds("found", 404));
    ck_assert(!finds("found -404", 404));
    ck_assert(!finds("404 -not", 404));
    ck_assert(!finds("is:redirect -is:permanent", 301));
    ck_assert(finds("is:redirect -is:permanent", 302));
    ck_assert(!finds("4xx -is:registered -is:unused", 404));
    ck_assert(finds("404 -wzd", 404)); /* not literally there */
    ck_assert(!finds("404 -未找到", 404));
    ck_assert(!finds("504 -逾時", 504));
}
END_TEST

static bool finds_status(const char *typed, int code, const char *origin)
{
    size_t count;
    const struct hit *hits = run(typed, &count);
    for (size_t i = 0; i < count; i++)
        if (hits[i].entry == shelf_find(shelf, code, origin))
            return true;
    return false;
}

START_TEST(one_status_is_asked_for)
{
    size_t count;
    ck_assert(finds_status("499-nginx", 499, "nginx"));
    ck_assert(!finds_status("499-nginx", 499, "esri"));
    ck_assert(finds_status("404-iana", 404, "iana"));
    run("499-cloudflare", &count);
    ck_assert(count == 0 || search_is_near(search));
    ck_assert(finds_status("499-nginx 404", 404, "iana"));
    ck_assert(finds_status("499-nginx 404", 499, "nginx"));
    ck_assert(!finds_status("499-nginx 404", 499, "esri"));
    ck_assert(!finds_status("499 -499-nginx", 499, "nginx"));
    ck_assert(finds_status("499 -499-nginx", 499, "esri"));
}
END_TEST

/* Of each pair the first comes before the second. */
static const struct {
    const char *typed;
    int code;
    const char *origin;
    int behind;
    const char *behind_origin;
} orders[] = {
    {"unauthorized", 401, "iana", 561, "aws-elb"}, /* the registered first */
    {"loop detected", 508, "iana", 503, "fastly"},
    {"redirect", 301, "iana", 451, "microsoft-exchange"}, /* a search word, but registered */
    {"redirect", 307, "iana", 303, "iana"},
    {"重定向", 307, "iana", 303, "iana"}, /* a search word, a heading */
    {"not found", 404, "iana", 403, "iana"},
    {"request timeout", 408, "iana", 504, "iana"},
    {"499", 499, "nginx", 499, "esri"},
};

START_TEST(kinds_of_hits_have_their_order)
{
    size_t count, first = SIZE_MAX, second = SIZE_MAX;
    const struct hit *hits = run(orders[_i].typed, &count);
    for (size_t i = 0; i < count; i++) {
        if (hits[i].entry == shelf_find(shelf, orders[_i].code, orders[_i].origin))
            first = i;
        if (hits[i].entry == shelf_find(shelf, orders[_i].behind, orders[_i].behind_origin))
            second = i;
        ck_assert_uint_ge(hits[i].rank, i ? hits[i - 1].rank : 0);
    }
    ck_assert_uint_lt(first, second);
    ck_assert_uint_ne(second, SIZE_MAX);
}
END_TEST

/* The hits are those for which the fact holds, in the order of the shelf; with a minus, the rest.
 */
static const char *const by_facts[] = {"rfc:65",    "header:location", "origin:aws", "is:empty",
                                       "is:vendor", "is:retryable",    "class:5xx"};

START_TEST(facts_agree_with_the_hits)
{
    size_t statuses = 0, hits = 0, others = 0;
    struct str value;
    struct buf typed = {0};
    const struct fact_word *fact = fact_parse(str_of(by_facts[_i]), &value);
    const struct registry *registry = catalogue_registry(catalogue);
    run(by_facts[_i], &hits);
    for (size_t i = 0; i < shelf->count; i++) {
        const struct facts *facts = shelf->entries[i].facts;
        statuses += facts != NULL;
        ck_assert_int_eq(search_is_hit(search, i), facts && fact->holds(registry, facts, value));
    }
    buf_add_format(&typed, "-%s", by_facts[_i]);
    run(typed.data, &others);
    ck_assert_uint_gt(hits, 0);
    ck_assert_uint_eq(hits + others, statuses);
    buf_release(&typed);
}
END_TEST

START_TEST(a_language_is_looked_in)
{
    ck_assert(finds("未找到 lang:zh", 404));
    ck_assert(finds("lang:zh_CN 未找到", 404));
    ck_assert(!finds("未找到 lang:en", 404));
    ck_assert(!finds("wzd lang:en", 404));
    ck_assert(finds("broken lang:en", 404)); /* a search word */
    ck_assert(!finds("broken lang:zh", 404));
    ck_assert(finds("not found lang:zh", 404)); /* the phrase is of no language */
    ck_assert(finds("lang:en 404", 404));
    ck_assert(finds("未找到 -lang:en", 404));
}
END_TEST

/* For a code that nobody uses, those next to it stand in, in its class. */
static const struct {
    const char *typed;
    int first;
} neighbours[] = {{"427", 426}, {"309", 308},   {"199", 104},         {"599", 0},     {"404", 0},
                  {"000", 0},   {"427 428", 0}, {"427 is:vendor", 0}, {"-404 427", 0}};

START_TEST(neighbours_of_a_code_are_near)
{
    size_t count;
    const struct hit *hits = run(neighbours[_i].typed, &count);
    ck_assert_int_eq(search_is_near(search), neighbours[_i].first > 0);
    for (size_t i = 0; i < count && neighbours[_i].first > 0; i++)
        ck_assert_int_eq(code_of(&hits[i]) / 100, neighbours[_i].first / 100);
    if (neighbours[_i].first > 0)
        ck_assert_int_eq(code_of(&hits[0]), neighbours[_i].first);
}
END_TEST

/* A match implies ranges in the entry's title or texts that spell the words. */
START_TEST(ranges_spell_the_query)
{
    size_t count, ranges_count;
    struct str text = STR("The CACHE stores; ｃａｃｈｅ 缓存 cache-control 404 4040");
    run("cache 404", &count);
    struct fold_range *ranges = search_ranges(search, ENTRY_NONE, text, &ranges_count);
    static const char *const expected[] = {"CACHE", "ｃａｃｈｅ", "cache", "404"};
    ck_assert_uint_eq(ranges_count, COUNT(expected));
    for (size_t i = 0; i < ranges_count; i++)
        ck_assert(str_equal(str_slice(text, ranges[i].from, ranges[i].to), str_of(expected[i])));
    free(ranges);
}
END_TEST

/* In pinyin words are marked only where the entry is found by nothing else. */
START_TEST(pinyin_is_marked_where_it_matches)
{
    size_t count;
    struct str text = STR("404 wzd 未找到");
    run("wzd", &count);
    size_t entry = shelf_find(shelf, 404, "iana");
    struct fold_range *ranges = search_ranges(search, entry, text, &count);
    ck_assert_uint_eq(count, 2);
    ck_assert(str_equal(str_slice(text, ranges[0].from, ranges[0].to), STR("wzd")));
    ck_assert(str_equal(str_slice(text, ranges[1].from, ranges[1].to), STR("未找到")));
    free(ranges);
    ranges = search_ranges(search, ENTRY_NONE, text, &count);
    ck_assert_uint_eq(count, 1);
    free(ranges);
    run("\"wzd\"", &count);
    free(search_ranges(search, entry, STR("未找到"), &count));
    ck_assert_uint_eq(count, 0);
}
END_TEST

static const struct {
    const char *typed;
    enum field field;
    const char *excerpt; /* a part of it */
} reasons[] = {
    {"404", FIELD_CODE, "404"},
    {"\"not found\"", FIELD_PHRASE, "Not Found"},
    {"not found", FIELD_PHRASE, "Not Found"},
    {"未找到", FIELD_NAME, "未找到"},
    {"wzd", FIELD_NAME, "未找到"},
    {"閘道逾時", FIELD_NAME, "网关超时"},
    {"moved temporarily", FIELD_FORMER, "Moved Temporarily"},
    {"断点续传", FIELD_KEYWORD, "断点续传"},
    {"499-nginx", FIELD_CODE, "499"},
};

START_TEST(matches_say_why)
{
    size_t count, match_count;
    const struct hit *hits = run(reasons[_i].typed, &count);
    ck_assert_uint_gt(count, 0);
    struct search_match *matches = search_matches(search, hits[0].entry, &match_count);
    ck_assert_uint_eq(match_count, 1);
    ck_assert_int_eq(matches[0].field, reasons[_i].field);
    ck_assert_int_eq(hits[0].field, reasons[_i].field);
    ck_assert_ptr_nonnull(strstr(matches[0].excerpt, reasons[_i].excerpt));
    search_matches_free(matches, match_count);
}
END_TEST

/* Every hit of many queries can say why, with a piece that holds a word of the query. */
START_TEST(every_hit_has_a_reason)
{
    static const char *const words[] = {"cache", "重定向", "retry", "服务器", "GET", "large"};
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t count, match_count, ranges;
        const struct hit *hits = run(words[i], &count);
        ck_assert_uint_gt(count, 0);
        for (size_t j = 0; j < count; j++) {
            struct search_match *matches = search_matches(search, hits[j].entry, &match_count);
            ck_assert_uint_eq(match_count, 1);
            free(search_ranges(search, hits[j].entry, str_of(matches[0].excerpt), &ranges));
            ck_assert_uint_gt(ranges, 0);
            ck_assert_ptr_null(strchr(matches[0].excerpt, '\n'));
            search_matches_free(matches, match_count);
        }
    }
}
END_TEST

/* --- The catalogue --- */

START_TEST(names_may_begin_with_latin_words)
{
    static const struct {
        int code;
        const char *name;
    } names[] = {
        {404, "未找到"}, {414, "目标 URI 过长"}, {505, "HTTP 版本不受支持"}, {418, "未使用"}};
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct entry *entry = &shelf->entries[shelf_find(shelf, names[i].code, "iana")];
        ck_assert(str_equal(entry_name(entry), str_of(names[i].name)));
    }
}
END_TEST

START_TEST(links_of_the_editions_resolve)
{
    struct error error;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        const struct shelf *edition = catalogue_edition(catalogue, (enum language)language, &error);
        for (size_t i = 0; i < edition->count; i++) {
            struct markup markup;
            markup_parse(&markup, edition->entries[i].section->body);
            for (size_t j = 0; j < markup.link_count; j++) {
                struct link_target target = link_parse(markup.links[j]);
                bool good = target.kind == LINK_WEB ||
                            (target.kind == LINK_CLASS &&
                             shelf_find_class(edition, target.code) != ENTRY_NONE) ||
                            (target.kind == LINK_STATUS &&
                             shelf_find(edition, target.code, target.origin) != ENTRY_NONE);
                ck_assert_msg(good, "%.*s: %s", STR_ARG(edition->entries[i].section->heading),
                              markup.links[j]);
            }
            markup_release(&markup);
        }
    }
}
END_TEST

static const struct {
    const char *target;
    int kind, code;
    const char *origin;
} links[] = {
    {"410", LINK_STATUS, 410, ""},       {"499-nginx", LINK_STATUS, 499, "nginx"},
    {"4xx", LINK_CLASS, 4, ""},          {"https://x.example", LINK_WEB, 0, ""},
    {"499-", LINK_OTHER, 0, ""},         {"41", LINK_OTHER, 0, ""},
    {"4100", LINK_OTHER, 0, ""},         {"mailto:x", LINK_OTHER, 0, ""},
    {"javascript:x", LINK_OTHER, 0, ""},
};

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* Half an edition is none, however often one asks; the other is whole. */
START_TEST(a_broken_edition_stays_broken)
{
    char folder[] = "/tmp/statusbrowse-data-XXXXXX", sub[300];
    struct error error = {0};
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(sub, sizeof sub, "%s/en", folder);
    ck_assert_int_eq(mkdir(sub, 0700), 0);
    write_file(sub, "4xx.md", "# 404 Not Found\n");
    ck_assert_int_eq(mkdir(strcat(sub, "/5xx.md"), 0700), 0);
    struct catalogue *broken = catalogue_new(folder);
    for (int i = 0; i < 2; i++) {
        error = (struct error){0};
        ck_assert_ptr_null(catalogue_shelf(broken, LANGUAGE_EN, &error));
        ck_assert_ptr_nonnull(strstr(error.file, "5xx.md"));
        ck_assert_ptr_nonnull(error.what);
    }
    ck_assert_int_eq(rmdir(sub), 0);
    catalogue_free(broken);
    broken = catalogue_new(folder);
    ck_assert_ptr_nonnull(catalogue_shelf(broken, LANGUAGE_EN, &error));
    ck_assert_ptr_null(catalogue_shelf(broken, LANGUAGE_ZH_CN, &error));
    catalogue_free(broken);
    snprintf(sub, sizeof sub, "%s/en/4xx.md", folder);
    unlink(sub);
    snprintf(sub, sizeof sub, "%s/en", folder);
    rmdir(sub);
    rmdir(folder);
}
END_TEST

START_TEST(links_are_parsed)
{
    struct link_target target = link_parse(links[_i].target);
    ck_assert_int_eq(target.kind, links[_i].kind);
    ck_assert_int_eq(target.code, links[_i].code);
    ck_assert_str_eq(target.origin, links[_i].origin);
}
END_TEST

static const struct {
    const char *locale;
    enum language language;
} locales[] = {
    {"zh_CN.UTF-8", LANGUAGE_ZH_CN},
    {"zh", LANGUAGE_ZH_CN},
    {"zh-Hans", LANGUAGE_ZH_CN},
    {"zh_TW:en", LANGUAGE_ZH_CN},
    {"en_US.UTF-8", LANGUAGE_EN},
    {"zhuang", LANGUAGE_EN},
    {"C", LANGUAGE_EN},
    {NULL, LANGUAGE_EN},
};

START_TEST(locales_choose_the_language)
{
    ck_assert_int_eq(language_of_locale(locales[_i].locale), locales[_i].language);
}
END_TEST

Suite *search_suite(void)
{
    Suite *suite = suite_create("search and catalogue");
    TCase *plain = tcase_create("query"), *real = tcase_create("real catalogue");
    tcase_add_checked_fixture(plain, open_tables, close_tables);
    tcase_add_loop_test(plain, queries_are_taken_apart, 0, COUNT(queries));
    tcase_add_loop_test(plain, narrowing_is_recognised, 0, COUNT(pairs));
    tcase_add_test(plain, too_many_words_are_ignored);
    tcase_add_test(plain, a_broken_edition_stays_broken);
    tcase_add_loop_test(plain, links_are_parsed, 0, COUNT(links));
    tcase_add_loop_test(plain, locales_choose_the_language, 0, COUNT(locales));
    tcase_add_checked_fixture(real, open_catalogue, close_catalogue);
    tcase_add_loop_test(real, the_best_comes_first, 0, COUNT(asked));
    tcase_add_test(real, both_languages_are_searched);
    tcase_add_test(real, nothing_matches_nonsense);
    tcase_add_test(real, exclusion_takes_away);
    tcase_add_test(real, one_status_is_asked_for);
    tcase_add_loop_test(real, kinds_of_hits_have_their_order, 0, COUNT(orders));
    tcase_add_loop_test(real, facts_agree_with_the_hits, 0, COUNT(by_facts));
    tcase_add_test(real, a_language_is_looked_in);
    tcase_add_loop_test(real, neighbours_of_a_code_are_near, 0, COUNT(neighbours));
    tcase_add_test(real, ranges_spell_the_query);
    tcase_add_test(real, pinyin_is_marked_where_it_matches);
    tcase_add_loop_test(real, matches_say_why, 0, COUNT(reasons));
    tcase_add_test(real, every_hit_has_a_reason);
    tcase_add_test(real, names_may_begin_with_latin_words);
    tcase_add_test(real, links_of_the_editions_resolve);
    tcase_set_timeout(real, 120);
    suite_add_tcase(suite, plain);
    suite_add_tcase(suite, real);
    return suite;
}
