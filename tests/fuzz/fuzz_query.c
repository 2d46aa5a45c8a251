/* The search line: queries, what is found, and the folded form that both are compared in. */
#include "core/fold.h"
#include "core/query.h"
#include "core/search.h"
#include "core/text.h"
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>

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

static void check_query(struct str typed)
{
    struct query query;
    query_parse(&query, typed);
    assert(query.count <= QUERY_TERMS && query.whole);
    for (size_t i = 0; i < query.count; i++) {
        const struct term *term = &query.terms[i];
        assert(*term->text && (term->kind != TERM_CODE || term->low <= term->high));
    }
    query_release(&query);
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
    struct fold_range *places = search_ranges(once, typed, &ranges);
    for (size_t i = 0; i < ranges; i++)
        assert(places[i].from < places[i].to && places[i].to <= typed.len &&
               (i == 0 || places[i - 1].to <= places[i].from));
    free(places);
}

int fuzz_query(const uint8_t *data, size_t size)
{
    static struct search *once, *typing;
    struct str typed = {(const char *)data, size};
    if (memchr(data, '\0', size)) /* neither an argument nor the line editor can hold one */
        return 0;
    if (!once) {
        struct error error;
        struct catalogue *catalogue =
            fuzz_catalogue(STR("# Notes\n\n- 404: ours\n- 418 Teapot 茶壶\n- 499 (nginx)\n"));
        const struct shelf *shelf = catalogue_shelf(catalogue, LANGUAGE_EN, &error);
        once = search_new(catalogue, shelf);
        typing = search_new(catalogue, shelf);
    }
    check_fold(typed);
    check_query(typed);
    check_hits(once, typing, typed, size / 2);
    return 0;
}

FUZZ_TARGET(fuzz_query)
