/* Tests of core/search.h by properties, on the real catalogue. */
#include "core/fold.h"
#include "core/markup.h"
#include "core/query.h"
#include "core/search.h"
#include "core/text.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct catalogue *catalogue;
static const struct shelf *shelf, *english;
static struct search *search;
static struct han *han;

static void set_up(void)
{
    struct error error;
    char folder[4096];
    const char *top = getenv("SB_SRCDIR");
    snprintf(folder, sizeof folder, "%s/data", top ? top : ".");
    catalogue = catalogue_new(folder);
    ck_assert(catalogue_load_facts(catalogue, &error));
    shelf = catalogue_edition(catalogue, LANGUAGE_ZH_CN, &error);
    english = catalogue_edition(catalogue, LANGUAGE_EN, &error);
    search = search_new(catalogue, shelf);
    han = han_new();
}

static void tear_down(void)
{
    han_free(han);
    search_free(search);
    catalogue_free(catalogue);
}

static const struct hit *run_in(struct search *in, struct str typed, size_t *count)
{
    search_start(in, typed);
    search_run(in);
    return search_hits(in, count);
}

/* In the form in which text is compared, for free(). */
static char *compared(struct str text)
{
    struct buf folded = {0};
    fold_add(&folded, text);
    char *form = buf_detach(&folded);
    han_simplify(han, form, strlen(form));
    return form;
}

static bool is_same(struct str text, const char *form)
{
    char *other = compared(text);
    bool same = strcmp(other, form) == 0;
    free(other);
    return same;
}

/* --- Whole names come first --- */

static const struct entry *in_english(const struct entry *entry)
{
    size_t found = shelf_find(english, entry->section->code, entry->origin);
    return found == ENTRY_NONE ? NULL : &english->entries[found];
}

static bool is_called(const struct entry *entry, const char *form)
{
    const struct entry *other = in_english(entry);
    return is_same(entry_phrase(entry), form) || is_same(entry_name(entry), form) ||
           (other && is_same(entry_name(other), form));
}

/* Only what is called the same ranks as well as the status itself; as well as a vendor's also what
 * has the name as a search word. */
static void check_name(size_t entry, struct str name)
{
    size_t count, place = 0;
    char *form = compared(name);
    const struct hit *hits = run_in(search, name, &count);
    while (place < count && hits[place].entry != entry)
        place++;
    REQUIRE(place < count && !search_is_near(search), "%.*s does not find itself", STR_ARG(name));
    bool vendors = strcmp(shelf->entries[entry].origin, "iana") != 0;
    for (size_t i = 0; i < count && hits[i].rank <= hits[place].rank; i++)
        REQUIRE(is_called(&shelf->entries[hits[i].entry], form) ||
                    (vendors && hits[i].field == FIELD_KEYWORD),
                "%.*s finds %.*s first", STR_ARG(name),
                STR_ARG(shelf->entries[hits[i].entry].section->heading));
    free(form);
}

START_TEST(whole_names_come_first)
{
    size_t names = 0;
    for (size_t i = 0; i < shelf->count; i++) {
        const struct entry *entry = &shelf->entries[i];
        if (entry->section->kind != SECTION_ENTRY)
            continue;
        const struct str own[] = {entry_phrase(entry), entry_name(entry),
                                  in_english(entry) ? entry_name(in_english(entry)) : STR("")};
        for (size_t j = 0; j < COUNT(own); j++)
            if (own[j].len > 0) {
                check_name(i, own[j]);
                names++;
            }
    }
    ck_assert_uint_gt(names, 200);
}
END_TEST

/* --- Literal hits come before those in pinyin --- */

static const char *const either[] = {"e",   "an", "xi",  "he",  "men",
                                     "you", "re", "can", "pin", "chang"};

START_TEST(pinyin_hits_come_last)
{
    size_t count;
    bool *literal = calloc(shelf->count, sizeof *literal), last = false;
    struct buf quoted = {0};
    buf_add_format(&quoted, "\"%s\"", either[_i]);
    run_in(search, buf_str(&quoted), &count);
    for (size_t i = 0; i < shelf->count; i++)
        literal[i] = search_is_hit(search, i) && !search_is_near(search);
    const struct hit *hits = run_in(search, str_of(either[_i]), &count);
    for (size_t i = 0; i < count; i++) {
        REQUIRE(literal[hits[i].entry] ? !last : true, "%s: hit %zu", either[_i], i);
        last = !literal[hits[i].entry];
        literal[hits[i].entry] = false;
    }
    for (size_t i = 0; i < shelf->count; i++)
        REQUIRE(!literal[i], "%s does not find %.*s", either[_i],
                STR_ARG(shelf->entries[i].section->heading));
    free(literal);
    buf_release(&quoted);
}
END_TEST

/* --- Further letters only take away --- */

static const char *const growing[] = {
    /* English */
    "permanently",
    "not found",
    "cache-control",
    "gateway timeout",
    "too many requests",
    "teapot",
    "Retry-After",
    "unauthorized",
    "WebSocket",
    "method not allowed",
    "range",
    "etag",
    "proxy",
    "certificate",
    "redirection",
    "x-forwarded-for",
    "can't",
    "non-authoritative",
    "http/1.1",
    "\"not found\"",
    "\"moved perm",
    "server error",
    "unused)",
    "a b c",
    "xyzzy",
    /* Chinese */
    "未找到",
    "重定向之后",
    "重新加载",
    "服务器 错误",
    "请求",
    "使用代理",
    "客户端",
    "用户认证",
    "网关超时",
    "缓存",
    "限流",
    "断点续传",
    "证书过期",
    "登录页",
    "“未找到”",
    "协议升级",
    "内容过大",
    "過期",
    "請求",
    "驗證",
    "ｃａｃｈｅ",
    /* pinyin */
    "weizhaodao",
    "wzd",
    "chongdingxiang",
    "zhongdingxiang",
    "chdx",
    "fuwuqi cuowu",
    "kehuduan",
    "wangguanchaoshi",
    "huancun",
    "qingqiu",
    "xi'an",
    "shouquan",
    "duandianxuchuan",
    "qqtgd",
    "lianjie",
    "neirong",
    "lvse",
    "zhgh",
};

/* The words of Taiwan and Hong Kong stand for the mainland's from their second character on. */
static const char *const growing_abroad[] = {"伺服器", "網路逾時", "重導向", "標頭", "快取",
                                             "檔案",   "網際網路", "閘道",   "連線", "回應"};

/* Which entries are hits, without near misses; all of them where nothing is asked for yet. */
static void note_hits(bool *noted, struct str typed)
{
    size_t count;
    const struct hit *hits = run_in(search, typed, &count);
    for (size_t i = 0; i < shelf->count; i++)
        noted[i] = !search_is_active(search);
    for (size_t i = 0; i < count && !search_is_near(search); i++)
        noted[hits[i].entry] = true;
}

static void check_growing(struct str word, size_t from)
{
    bool *before = calloc(shelf->count, sizeof *before), *now = calloc(shelf->count, sizeof *now);
    note_hits(before, str_slice(word, 0, from));
    for (size_t size, len = from; len < word.len;) {
        text_decode(str_slice(word, len, word.len), &size);
        len += size;
        struct str typed = str_slice(word, 0, len);
        note_hits(now, typed);
        for (size_t i = 0; i < shelf->count; i++)
            REQUIRE(before[i] || !now[i], "%.*s finds %.*s only now", STR_ARG(typed),
                    STR_ARG(shelf->entries[i].section->heading));
        memcpy(before, now, shelf->count * sizeof *now);
    }
    free(before);
    free(now);
}

START_TEST(further_letters_add_no_hits)
{
    size_t size;
    struct str word = str_of(growing[_i]);
    text_decode(word, &size);
    check_growing(word, size);
}
END_TEST

START_TEST(further_characters_add_no_hits)
{
    check_growing(str_of(growing_abroad[_i]), strlen("網路"));
}
END_TEST

/* --- Typing letter by letter finds what typing at once finds --- */

static const char *const typed_slowly[] = {
    "permanently",
    "cache-control",
    "重定向之后",
    "a b c",
    "30",
    "404",
    "4xx not",
    "301 302",
    "weizhaodao",
    "wzd",
    "zhdx",
    "xi'an",
    "fuwuqi cuowu",
    "not found",
    "not fuond",
    "xyzzy",
    "伺服器錯誤",
    "重新導向",
    "資料夾",
    "網際網路",
    "使用者",
    "\"not found\"",
    "\"wzd\"",
    "is:cacheable",
    "is:redirect perm",
    "rfc:6585",
    "header:retry-after 5xx",
    "origin:cloudflare",
    "499-nginx",
    "499-nginx 404",
    "-499-nginx 499",
    "-lang:en found",
    "-404 found",
    "found -404",
    "cache lang:en",
    "lang:zh_CN 缓存",
    "lang:en huancun",
    "huancun -cache",
    "ｎｏｔ　ｆｏｕｎｄ",
    "100-continue",
    "chong ding xiang",
    "报错404了",
    "(unused).",
    "rfc7725",
    "http404",
    "lü",
    "fuwuqi cuo wu",
};

static void check_same(struct search *one, struct search *other, struct str typed)
{
    size_t count, other_count;
    const struct hit *hits = search_hits(one, &count);
    const struct hit *others = search_hits(other, &other_count);
    REQUIRE(count == other_count, "%.*s: %zu and %zu hits", STR_ARG(typed), count, other_count);
    REQUIRE(search_is_near(one) == search_is_near(other), "%.*s", STR_ARG(typed));
    for (size_t i = 0; i < count; i++)
        REQUIRE(hits[i].entry == others[i].entry && hits[i].rank == others[i].rank &&
                    hits[i].field == others[i].field,
                "%.*s: hit %zu", STR_ARG(typed), i);
    for (size_t i = 0; i < shelf->count; i++)
        REQUIRE(search_is_hit(one, i) == search_is_hit(other, i), "%.*s", STR_ARG(typed));
}

START_TEST(narrowing_changes_nothing)
{
    struct str whole = str_of(typed_slowly[_i]);
    struct search *fresh = search_new(catalogue, shelf);
    size_t count;
    for (size_t len = 0, size; len < whole.len;) {
        text_decode(str_slice(whole, len, whole.len), &size);
        len += size;
        struct str typed = str_slice(whole, 0, len);
        run_in(search, typed, &count);
        run_in(fresh, STR(""), &count);
        run_in(fresh, typed, &count);
        check_same(search, fresh, typed);
    }
    search_free(fresh);
}
END_TEST

/* A query that another replaces before it is done leaves nothing behind. */
START_TEST(giving_up_changes_nothing)
{
    struct str whole = str_of(typed_slowly[_i]);
    struct search *other = search_new(catalogue, shelf);
    size_t count;
    search_start(other, STR("e"));
    search_step(other);
    search_start(other, str_slice(whole, 0, 1));
    search_step(other);
    run_in(other, whole, &count);
    run_in(search, whole, &count);
    check_same(search, other, whole);
    search_free(other);
}
END_TEST

START_TEST(reading_ahead_changes_nothing)
{
    struct str whole = str_of(typed_slowly[_i]);
    struct search *partly = search_new(catalogue, shelf), *wholly = search_new(catalogue, shelf);
    size_t count;
    ck_assert(search_prepare(partly));
    while (search_prepare(wholly))
        ;
    ck_assert(!search_is_active(wholly));
    run_in(search, whole, &count);
    run_in(partly, whole, &count);
    run_in(wholly, whole, &count);
    check_same(search, partly, whole);
    while (search_prepare(partly))
        ;
    check_same(search, partly, whole);
    check_same(search, wholly, whole);
    search_free(partly);
    search_free(wholly);
}
END_TEST

/* --- A match implies ranges that spell the query --- */

static const char *const explained[] = {
    "cache",
    "GET",
    "retry-after",
    "not found",
    "\"not found\"",
    "moved temporarily",
    "http/1.1",
    "404",
    "404 found",
    "ｃａｃｈｅ",
    "large",
    "redirection",
    "nginx",
    "upload too big",
    "I'm",
    "重定向",
    "未找到",
    "服务器",
    "服务器 错误",
    "缓存 cache",
    "断点续传",
    "、",
    "。",
    "伺服器",
    "重新導向",
    "標頭",
    "逾時",
    "網際網路",
    "快取",
    "緩存",
    "請求 標頭",
    "閘道",
    "wzd",
    "weizhaodao",
    "chongdingxiang",
    "chdx",
    "zhongding",
    "huanc",
    "fwq cuowu",
    "wzd found",
    "xi",
    "e",
    "ng",
    "cuowu 404",
    "is:cacheable huancun",
    "lang:en cache",
    "lang:zh huancun",
    "origin:cloudflare 连接",
    "xiazai -found",
};

/* Is it one of the query's words, or what that spells? Ranges of several words may be one. */
static bool spells(const struct query *query, const char *text)
{
    size_t len = strlen(text);
    bool alone = query->count == 1;
    for (size_t i = 0; i < query->count; i++) {
        const struct term *term = &query->terms[i];
        if (term->excluded || term->kind == TERM_FACT)
            continue;
        const char *const forms[] = {term->text, term->other};
        for (size_t j = 0; j < COUNT(forms); j++)
            if (forms[j] &&
                (alone ? strcmp(text, forms[j]) == 0 : str_starts(str_of(text), str_of(forms[j]))))
                return true;
        size_t spelt = term->pinyin ? pinyin_match(han, str_of(text), str_of(term->letters)) : 0;
        if (spelt > 0 && (!alone || spelt == len))
            return true;
    }
    return false;
}

static void check_excerpt(const struct query *query, size_t entry, struct str excerpt)
{
    size_t count, end = 0;
    struct fold_range *ranges = search_ranges(search, entry, excerpt, &count);
    REQUIRE(count > 0, "nothing marked in: %.*s", STR_ARG(excerpt));
    REQUIRE(!memchr(excerpt.data, '\n', excerpt.len), "%.*s", STR_ARG(excerpt));
    for (size_t i = 0; i < count; i++) {
        REQUIRE(ranges[i].from >= end && ranges[i].from < ranges[i].to &&
                    ranges[i].to <= excerpt.len,
                "%.*s: range %zu", STR_ARG(excerpt), i);
        end = ranges[i].to;
        char *text = compared(str_slice(excerpt, ranges[i].from, end));
        REQUIRE(spells(query, text), "%s marked in: %.*s", text, STR_ARG(excerpt));
        free(text);
    }
    free(ranges);
}

START_TEST(matches_imply_ranges)
{
    struct query query;
    size_t count, match_count;
    query_parse(&query, han, catalogue_registry(catalogue), str_of(explained[_i]));
    const struct hit *hits = run_in(search, str_of(explained[_i]), &count);
    ck_assert_uint_gt(count, 0);
    ck_assert(!search_is_near(search));
    for (size_t i = 0; i < count; i++) {
        struct search_match *matches = search_matches(search, hits[i].entry, &match_count);
        REQUIRE(match_count > 0, "%s: no reason", explained[_i]);
        for (size_t j = 0; j < match_count; j++)
            check_excerpt(&query, hits[i].entry, str_of(matches[j].excerpt));
        search_matches_free(matches, match_count);
    }
    query_release(&query);
}
END_TEST

/* --- Near misses only when nothing matches --- */

static const struct {
    const char *typed;
    bool near;
} perhaps_near[] = {
    {"fuond", true},       {"not fuond", true}, {"redirectt", true},   {"gatewya", true},
    {"unautorized", true}, {"teapott", true},   {"forbiden", true},    {"未找倒", true},
    {"重定像", true},      {"598x", false},     {"found", false},      {"teapot", false},
    {"cach", false},       {"未找到", false},   {"xyzzyplugh", false}, {"wzd", false},
    {"@@@", false},        {"!?!", false},      {"、、、", false},     {"\"@@@ @@@\"", false},
};

static bool stands_in(struct str text, const char *word)
{
    char *form = compared(text);
    bool found = strstr(form, word) != NULL;
    free(form);
    return found;
}

static bool stands_on(const struct shelf *edition, const char *word)
{
    bool found = false;
    for (size_t i = 0; i < edition->count && !found; i++) {
        struct markup markup;
        const struct section *section = edition->entries[i].section;
        markup_parse(&markup, section->body);
        found = section->kind == SECTION_ENTRY &&
                (stands_in(section->heading, word) || stands_in(buf_str(&markup.text), word));
        markup_release(&markup);
    }
    return found;
}

START_TEST(near_misses_stand_in_for_no_hits)
{
    size_t count, match_count, ranges;
    char *word = compared(str_of(perhaps_near[_i].typed));
    const struct hit *hits = run_in(search, str_of(perhaps_near[_i].typed), &count);
    ck_assert_int_eq(search_is_near(search), perhaps_near[_i].near);
    if (search_is_near(search)) {
        ck_assert_uint_gt(count, 0);
        ck_assert(!stands_on(shelf, word) && !stands_on(english, word));
    }
    for (size_t i = 0; i < count; i++) {
        ck_assert(search_is_hit(search, hits[i].entry));
        ck_assert_uint_ge(hits[i].rank, i ? hits[i - 1].rank : 0);
        struct search_match *matches = search_matches(search, hits[i].entry, &match_count);
        search_matches_free(matches, match_count);
        free(search_ranges(search, hits[i].entry, STR("404 Not Found 未找到"), &ranges));
        ck_assert(ranges == 0 || !search_is_near(search));
    }
    free(word);
}
END_TEST

Suite *search_properties_suite(void)
{
    Suite *suite = suite_create("search, by properties");
    TCase *tests = tcase_create("properties");
    tcase_set_tags(tests, "large");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, whole_names_come_first);
    tcase_add_loop_test(tests, pinyin_hits_come_last, 0, COUNT(either));
    tcase_add_loop_test(tests, further_letters_add_no_hits, 0, COUNT(growing));
    tcase_add_loop_test(tests, further_characters_add_no_hits, 0, COUNT(growing_abroad));
    tcase_add_loop_test(tests, narrowing_changes_nothing, 0, COUNT(typed_slowly));
    tcase_add_loop_test(tests, giving_up_changes_nothing, 0, COUNT(typed_slowly));
    tcase_add_loop_test(tests, reading_ahead_changes_nothing, 0, COUNT(typed_slowly));
    tcase_add_loop_test(tests, matches_imply_ranges, 0, COUNT(explained));
    tcase_add_loop_test(tests, near_misses_stand_in_for_no_hits, 0, COUNT(perhaps_near));
    tcase_set_timeout(tests, 120);
    suite_add_tcase(suite, tests);
    return suite;
}
