/* Where the words of a query stand, and why an entry is a hit. */
#include "core/markup.h"
#include "core/search_parts.h"
#include "core/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    EXCERPT_BEFORE = 16, /* cells of context around a match */
    EXCERPT_CELLS = 60,
};

static int by_place(const void *left, const void *right)
{
    const struct fold_range *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->to > b->to ? -1 : a->to < b->to;
}

static size_t without_overlaps(struct fold_range *ranges, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && ranges[i].from < ranges[kept - 1].to) {
            if (ranges[i].to > ranges[kept - 1].to)
                ranges[kept - 1].to = ranges[i].to;
        } else {
            ranges[kept++] = ranges[i];
        }
    }
    return kept;
}

/* A code that was asked for is shown only as a number of its own. */
static bool is_number(struct str text, size_t from, size_t to)
{
    bool before = from > 0 && text.data[from - 1] >= '0' && text.data[from - 1] <= '9';
    bool after = to < text.len && text.data[to] >= '0' && text.data[to] <= '9';
    return !before && !after;
}

/* Ranges that are being collected. */
struct ranges {
    struct fold_range *list;
    size_t count, capacity;
};

static void add_range(struct ranges *ranges, const struct folded *folded, size_t from, size_t to)
{
    ranges->list = mem_grow(ranges->list, &ranges->capacity, ranges->count, sizeof *ranges->list);
    ranges->list[ranges->count++] = fold_original(folded, from, to);
}

static void add_places(struct ranges *ranges, const struct folded *folded, struct str needle,
                       bool numbers)
{
    struct str text = buf_str(&folded->text);
    size_t at = needle.len > 0 ? fold_find(text, needle, 0) : SIZE_MAX;
    for (; at != SIZE_MAX; at = fold_find(text, needle, at + needle.len))
        if (!numbers || is_number(text, at, at + needle.len))
            add_range(ranges, folded, at, at + needle.len);
}

static void add_spelt(struct ranges *ranges, const struct search *search,
                      const struct folded *folded, struct str letters)
{
    struct str text = buf_str(&folded->text);
    size_t len, at = pinyin_find(search->han, text, letters, 0, &len);
    for (; at != SIZE_MAX; at = pinyin_find(search->han, text, letters, at + len, &len))
        add_range(ranges, folded, at, at + len);
}

/* The text folded as the search folds it. */
static void fold_text(const struct search *search, struct folded *folded, struct str text)
{
    fold_with_origin(folded, text);
    if (folded->text.len > 0)
        han_simplify(search->han, folded->text.data, folded->text.len);
}

struct fold_range *search_ranges(const struct search *search, size_t entry, struct str text,
                                 size_t *count)
{
    struct folded folded = {0};
    struct ranges ranges = {0};
    uint32_t pinyin = entry == ENTRY_NONE ? 0 : search->marks[entry].pinyin;
    *count = 0;
    if (search->query.count == 0 || search->near)
        return NULL;
    fold_text(search, &folded, text);
    for (size_t i = 0; i < search->query.count; i++) {
        const struct term *term = &search->query.terms[i];
        bool code = term->kind == TERM_CODE;
        if (term->excluded || term->kind == TERM_FACT || (code && term->low != term->high))
            continue;
        add_places(&ranges, &folded, str_of(term->text), code);
        add_places(&ranges, &folded, str_of(term->other), false);
        if (pinyin >> i & 1)
            add_spelt(&ranges, search, &folded, str_of(term->letters));
    }
    fold_release(&folded);
    if (ranges.count > 0)
        qsort(ranges.list, ranges.count, sizeof *ranges.list, by_place);
    *count = without_overlaps(ranges.list, ranges.count);
    return ranges.list;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/* Not inside a Latin word: at the beginning of the next, unless that is behind the range. */
static size_t word_start(struct str text, size_t from, size_t range)
{
    size_t at = from;
    while (at > 0 && at < range && is_word_byte(text.data[at - 1]) && is_word_byte(text.data[at]))
        at++;
    return at < range ? at : from;
}

/* A line of text around the range, with an ellipsis where it was cut. */
static char *excerpt_around(struct str text, struct fold_range range)
{
    size_t from = range.from, cells = 0;
    while (from > 0 && cells < EXCERPT_BEFORE) {
        size_t before = text_previous_grapheme(text, from);
        if (text.data[before] == '\n')
            break;
        cells += (size_t)text_width(str_slice(text, before, from));
        from = before;
    }
    from = word_start(text, from, range.from);
    const char *newline = memchr(text.data + range.to, '\n', text.len - range.to);
    size_t end = newline ? (size_t)(newline - text.data) : text.len;
    size_t to = from + text_fit(str_slice(text, from, end), EXCERPT_CELLS, NULL);
    to = to < range.to ? range.to : to;
    struct buf out = {0};
    bool cut = from > 0 && text.data[from - 1] != '\n';
    buf_add_text(&out, cut ? "…" : "");
    buf_add(&out, str_slice(text, from, to));
    buf_add_text(&out, to < end ? "…" : "");
    for (size_t i = 0; i < out.len; i++)
        if (out.data[i] == '\n' || out.data[i] == '\t')
            out.data[i] = ' ';
    return buf_detach(&out);
}

/* Where a word of the query first stands in a folded text, in any of its forms. */
static size_t find_term(const struct search *search, struct str text, const struct term *term,
                        bool pinyin, size_t *len)
{
    *len = strlen(term->text);
    size_t at = fold_find(text, str_of(term->text), 0);
    if (at == SIZE_MAX && term->other) {
        *len = strlen(term->other);
        at = fold_find(text, str_of(term->other), 0);
    }
    if (at == SIZE_MAX && pinyin)
        at = pinyin_find(search->han, text, str_of(term->letters), 0, len);
    return at;
}

/* The piece of the text around the first place of the word; null when it is not there. */
static char *excerpt_of(const struct search *search, struct str text, const struct term *term,
                        bool pinyin)
{
    struct folded folded = {0};
    char *excerpt = NULL;
    size_t len, at;
    fold_text(search, &folded, text);
    at = find_term(search, buf_str(&folded.text), term, pinyin, &len);
    if (at != SIZE_MAX)
        excerpt = excerpt_around(text, fold_original(&folded, at, at + len));
    fold_release(&folded);
    return excerpt;
}

/* The excerpt of the first of the status' texts that holds the word; null when none does. *own: is
 * it the user's? */
static char *body_excerpt(const struct search *search, const struct entry *entry,
                          const struct term *term, bool pinyin, bool *own)
{
    struct str sources[1 + LANGUAGE_COUNT];
    int languages[1 + LANGUAGE_COUNT];
    size_t count = search_body_sources(search, entry, sources, languages);
    char *excerpt = NULL;
    for (size_t i = 0; i < count && !excerpt; i++) {
        struct markup markup;
        if (!search_looks_in(search, languages[i]))
            continue;
        markup_parse(&markup, sources[i]);
        excerpt = excerpt_of(search, buf_str(&markup.text), term, pinyin);
        *own = i == 0 && !entry->builtin;
        markup_release(&markup);
    }
    return excerpt;
}

static const struct target *target_of(const struct search *search, size_t entry)
{
    size_t low = 0, high = search->target_count; /* in the order of the shelf */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (search->targets[middle].entry < entry)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < search->target_count && search->targets[low].entry == entry;
    return found ? &search->targets[low] : NULL;
}

static char *name_excerpt(const struct search *search, const struct target *target,
                          enum field field, const struct term *term, bool pinyin, bool *own)
{
    const struct sheet *sheets[2];
    char *excerpt = NULL;
    size_t count = search_sheets(target, sheets);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < sheets[i]->face_count && !excerpt; j++) {
            const struct face *face = &sheets[i]->faces[j];
            if (face->field != field || !search_looks_in(search, face->language))
                continue;
            excerpt = excerpt_of(search, str_slice(face->text, 0, SEARCH_FACE), term, pinyin);
            *own = sheets[i] == &target->own && !search->shelf->entries[target->entry].builtin;
        }
    return excerpt;
}

static bool has_match(const struct search_match *matches, size_t count,
                      const struct search_match *match)
{
    for (size_t i = 0; i < count; i++)
        if (matches[i].field == match->field && strcmp(matches[i].excerpt, match->excerpt) == 0)
            return true;
    return false;
}

/* Why one word of the query matches; a null excerpt when it does not, or is a fact. */
static struct search_match match_of(const struct search *search, const struct target *target,
                                    size_t index)
{
    const struct term *term = &search->query.terms[index];
    const struct entry *entry = &search->shelf->entries[target->entry];
    struct search_match match = {FIELD_CODE, NULL, !entry->builtin};
    char code[16];
    snprintf(code, sizeof code, "%03d", target->code);
    if (term->kind == TERM_CODE && target->code >= term->low && target->code <= term->high)
        match.excerpt = mem_copy(str_of(code));
    if (term->kind != TERM_TEXT)
        return match;
    enum rank rank = search_rank_of_term(search, target, index, &match.field);
    bool pinyin = rank >= RANK_PINYIN;
    if (rank == RANK_NONE)
        return match;
    match.excerpt = match.field == FIELD_TEXT
                        ? body_excerpt(search, entry, term, pinyin, &match.own)
                        : name_excerpt(search, target, match.field, term, pinyin, &match.own);
    return match;
}

struct search_match *search_matches(const struct search *search, size_t entry, size_t *count)
{
    struct search_match *matches = mem_new(QUERY_TERMS, sizeof *matches);
    const struct target *target = target_of(search, entry);
    *count = 0;
    for (size_t i = 0; target && i < search->query.count; i++) {
        if (search->query.terms[i].excluded)
            continue;
        struct search_match match = match_of(search, target, i);
        if (!match.excerpt || has_match(matches, *count, &match))
            free(match.excerpt);
        else
            matches[(*count)++] = match;
    }
    return matches;
}

void search_matches_free(struct search_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(matches[i].excerpt);
    free(matches);
}
