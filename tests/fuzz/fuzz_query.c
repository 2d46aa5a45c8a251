/* The search line: queries, what is found, and the folded form that both are compared in. */
#include "core/fact.h"
#include "core/fold.h"
#include "core/han.h"
#include "core/query.h"
#include "core/search.h"
#include "core/text.h"
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <strings.h>

static bool is_boundary(struct str text, size_t at)
{
    return at == text.len || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

static void check_fold(struct str text)
{
    struct folded folded;
    struct buf plain = {0}, clean = {0}, twice = {0};
    text_clean(&clean, text);
    fold_add(&plain, buf_str(&clean));
    fold_with_origin(&folded, buf_str(&clean));
    assert(str_equal(buf_str(&plain), buf_str(&folded.text)));
    assert(folded.origin[folded.text.len] == clean.len);
    for (size_t i = 0, before = 0; i < folded.text.len; before = folded.origin[i++]) {
        struct fold_range range = fold_original(&folded, i, i + 1);
        assert(folded.origin[i] >= before && is_boundary(buf_str(&clean), folded.origin[i]));
        assert(range.from == folded.origin[i] && range.to > range.from && range.to <= clean.len);
    }
    fold_add(&twice, buf_str(&plain));
    assert(str_equal(buf_str(&twice), buf_str(&plain)));
    fold_release(&folded);
    buf_release(&plain);
    buf_release(&clean);
    buf_release(&twice);
}

static const struct han *the_han(void)
{
    static struct han *han;
    if (!han)
        han = han_new();
    return han;
}

static void check_query(const struct registry *registry, struct str typed)
{
    struct query query;
    query_parse(&query, the_han(), registry, typed);
    assert(query.count <= QUERY_TERMS && query.whole);
    for (size_t i = 0; i < query.count; i++) {
        const struct term *term = &query.terms[i];
        assert(*term->text && (term->kind != TERM_CODE || term->low <= term->high));
        assert((term->kind == TERM_FACT) == (term->fact != NULL));
        assert(!term->pinyin == !term->letters);
        assert(!term->letters || pinyin_is_possible(str_of(term->letters)));
    }
    assert(query_narrows(&query, &query) <= (query.count > 0));
    query_release(&query);
}

/* What the letters spell in the text, wherever that is, is within it and found again. */
static void check_places(struct str text, struct str letters)
{
    size_t len, at = pinyin_find(the_han(), text, letters, 0, &len);
    while (at != SIZE_MAX) {
        assert(at < text.len && len > 0 && len % 3 == 0 && len <= text.len - at);
        assert(pinyin_match(the_han(), str_slice(text, at, text.len), letters) == len);
        size_t next = pinyin_find(the_han(), text, letters, at + 1, &len);
        assert(next > at);
        at = next;
    }
}

/* Letters, and what begins with them, from any bytes. */
static void check_pinyin(struct str typed)
{
    char letters[64];
    size_t count = typed.len < sizeof letters ? typed.len : sizeof letters;
    for (size_t i = 0; i < count; i++)
        letters[i] = "abcdefghijklmnopqrstuvwxyz'"[(unsigned char)typed.data[i] % 27];
    check_places(typed, typed);
    for (size_t len = 0; len <= count; len++)
        check_places(typed, (struct str){letters, len});
}

/* Simplifying takes as many bytes, and of clean text leaves nothing to be done. */
static void check_simplified(struct str typed)
{
    struct buf clean = {0}, once = {0};
    text_clean(&clean, typed);
    buf_add(&once, buf_str(&clean));
    buf_add(&once, typed); /* broken where what was typed is */
    han_simplify(the_han(), once.data, once.len);
    struct str simplified = str_slice(buf_str(&once), 0, clean.len);
    size_t size, other_size;
    for (size_t at = 0; at < clean.len; at += size) {
        uint32_t c = text_decode(str_slice(buf_str(&clean), at, clean.len), &size);
        uint32_t other = text_decode(str_slice(simplified, at, clean.len), &other_size);
        assert(size == other_size && other == han_simplified(the_han(), c));
        assert(han_simplified(the_han(), other) == other);
    }
    buf_release(&clean);
    buf_release(&once);
}

/* Where the last word begins, without its minus. */
static size_t last_word(struct str typed)
{
    size_t start = 0, size;
    for (size_t at = 0; at < typed.len; at += size) {
        uint32_t c = text_decode(str_slice(typed, at, typed.len), &size);
        if (c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0)
            start = at + size;
    }
    return start + (start < typed.len && typed.data[start] == '-');
}

/* Each line begins with the last word of what was typed. */
static void check_completions(const struct registry *registry, struct str typed)
{
    struct buf out = {0};
    size_t count = fact_completions(registry, typed, &out);
    struct str word = str_slice(typed, last_word(typed), typed.len);
    struct str rest = buf_str(&out);
    for (; count > 0; count--) {
        const char *end = memchr(rest.data, '\n', rest.len);
        assert(end && (size_t)(end - rest.data) >= word.len && end > rest.data);
        assert(word.len == 0 || strncasecmp(rest.data, word.data, word.len) == 0);
        rest = str_slice(rest, (size_t)(end - rest.data) + 1, rest.len);
    }
    assert(rest.len == 0);
    buf_release(&out);
}

/* Hits are the same whether the query was typed at once or went on from a shorter one. */
static void check_hits(struct search *once, struct search *typing, struct str typed, size_t half)
{
    size_t count, again, ranges;
    search_start(once, typed);
    search_run(once);
    search_start(typing, str_slice(typed, 0, half));
    search_run(typing);
    search_start(typing, typed);
    search_run(typing);
    const struct hit *hits = search_hits(once, &count), *others = search_hits(typing, &again);
    assert(count == again);
    for (size_t i = 0; i < count; i++) {
        size_t matches;
        assert(hits[i].entry == others[i].entry && hits[i].rank == others[i].rank);
        struct search_match *why = search_matches(once, hits[i].entry, &matches);
        search_matches_free(why, matches);
    }
    struct fold_range *places = search_ranges(once, ENTRY_NONE, typed, &ranges);
    for (size_t i = 0; i < ranges; i++)
        assert(places[i].from < places[i].to && places[i].to <= typed.len &&
               (i == 0 || places[i - 1].to <= places[i].from));
    free(places);
}

/* Two searches in the same shelf. */
struct searches {
    struct catalogue *catalogue;
    struct search *once, *typing;
};

static const struct searches *open_searches(void)
{
    static struct searches searches;
    struct error error;
    if (searches.catalogue)
        return &searches;
    searches.catalogue =
        fuzz_catalogue(STR("# Notes\n\n- 404: ours\n- 418 Teapot 茶壶\n- 499 (nginx)\n"));
    const struct shelf *shelf = catalogue_shelf(searches.catalogue, LANGUAGE_EN, &error);
    searches.once = search_new(searches.catalogue, shelf);
    searches.typing = search_new(searches.catalogue, shelf);
    return &searches;
}

/* The same behind each fact word, which it may be the value of, and with each as another word. */
static void check_facts(const struct searches *searches, struct str typed)
{
    const struct registry *registry = catalogue_registry(searches->catalogue);
    struct buf query = {0};
    for (const struct fact_word *fact = fact_words(); fact->name; fact++) {
        buf_cut(&query, 0);
        buf_add_format(&query, "%s:%.*s", fact->name, STR_ARG(typed));
        check_query(registry, buf_str(&query));
        check_completions(registry, buf_str(&query));
        check_hits(searches->once, searches->typing, buf_str(&query), query.len - typed.len / 2);
        buf_cut(&query, 0);
        buf_add_format(&query, "-%s %.*s", fact->example, STR_ARG(typed));
        check_hits(searches->once, searches->typing, buf_str(&query), query.len - typed.len / 2);
    }
    buf_release(&query);
}

int fuzz_query(const uint8_t *data, size_t size)
{
    struct str typed = {(const char *)data, size};
    if (memchr(data, '\0', size)) /* neither an argument nor the line editor can hold one */
        return 0;
    const struct searches *searches = open_searches();
    const struct registry *registry = catalogue_registry(searches->catalogue);
    check_fold(typed);
    check_query(registry, typed);
    check_query(NULL, typed);
    check_pinyin(typed);
    check_simplified(typed);
    check_completions(registry, typed);
    check_hits(searches->once, searches->typing, typed, size / 2);
    check_facts(searches, typed);
    return 0;
}

FUZZ_TARGET(fuzz_query)
