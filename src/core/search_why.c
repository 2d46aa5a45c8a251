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

struct fold_range *search_ranges(const struct search *search, struct str text, size_t *count)
{
    struct folded folded = {0};
    struct fold_range *ranges = NULL;
    size_t capacity = 0;
    *count = 0;
    if (search->query.count == 0)
        return NULL;
    fold_with_origin(&folded, text);
    for (size_t i = 0; i < search->query.count; i++) {
        const struct term *term = &search->query.terms[i];
        struct str needle = str_of(term->text);
        bool code = term->kind == TERM_CODE;
        if (term->excluded || (code && term->low != term->high))
            continue;
        size_t at = fold_find(buf_str(&folded.text), needle, 0);
        for (; at != SIZE_MAX; at = fold_find(buf_str(&folded.text), needle, at + needle.len)) {
            if (code && !is_number(buf_str(&folded.text), at, at + needle.len))
                continue;
            ranges = mem_grow(ranges, &capacity, *count, sizeof *ranges);
            ranges[(*count)++] = fold_original(&folded, at, at + needle.len);
        }
    }
    fold_release(&folded);
    if (*count > 0)
        qsort(ranges, *count, sizeof *ranges, by_place);
    *count = without_overlaps(ranges, *count);
    return ranges;
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

/* The excerpt of the first of the status' texts that holds the needle; null when none does. */
static char *body_excerpt(const struct search *search, const struct entry *entry, struct str needle)
{
    struct str sources[1 + LANGUAGE_COUNT];
    size_t count = search_body_sources(search, entry, sources);
    char *excerpt = NULL;
    for (size_t i = 0; i < count && !excerpt; i++) {
        struct markup markup;
        struct folded folded = {0};
        markup_parse(&markup, sources[i]);
        fold_with_origin(&folded, buf_str(&markup.text));
        size_t at = fold_find(buf_str(&folded.text), needle, 0);
        if (at != SIZE_MAX)
            excerpt =
                excerpt_around(buf_str(&markup.text), fold_original(&folded, at, at + needle.len));
        fold_release(&folded);
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

/* What the field of names that holds the needle says in full. */
static char *name_excerpt(const struct target *target, enum field field, struct str needle)
{
    for (size_t i = 0; i < target->face_count; i++)
        if (target->faces[i].field == field &&
            fold_find(target->faces[i].folded, needle, 0) != SIZE_MAX)
            return mem_copy(target->faces[i].text);
    return NULL;
}

static bool has_match(const struct search_match *matches, size_t count,
                      const struct search_match *match)
{
    for (size_t i = 0; i < count; i++)
        if (matches[i].field == match->field && strcmp(matches[i].excerpt, match->excerpt) == 0)
            return true;
    return false;
}

/* Why one word of the query matches; a null excerpt when it does not. */
static struct search_match match_of(const struct search *search, const struct target *target,
                                    const struct term *term)
{
    const struct entry *entry = &search->shelf->entries[target->entry];
    struct str needle = str_of(term->text);
    struct search_match match = {FIELD_CODE, NULL};
    char code[16];
    snprintf(code, sizeof code, "%03d", target->code);
    if (term->kind == TERM_CODE) {
        if (target->code >= term->low && target->code <= term->high)
            match.excerpt = mem_copy(str_of(code));
        return match;
    }
    enum rank rank = search_rank_of_text(target, needle, &match.field);
    if (match.field == FIELD_TEXT && rank != RANK_NONE)
        match.excerpt = body_excerpt(search, entry, needle);
    else if (rank != RANK_NONE)
        match.excerpt = name_excerpt(target, match.field, needle);
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
        struct search_match match = match_of(search, target, &search->query.terms[i]);
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
