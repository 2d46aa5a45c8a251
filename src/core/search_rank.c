/* How well a status matches a query. */
#include "core/search_parts.h"

#include <stdint.h>
#include <string.h>

/* Does a word begin at this place of a folded text? Chinese characters are words of their own. */
static bool at_word(struct str text, size_t at)
{
    if (at == 0)
        return true;
    unsigned char before = (unsigned char)text.data[at - 1];
    bool letter = (before >= 'a' && before <= 'z') || (before >= '0' && before <= '9');
    return !letter;
}

/* What is looked for, and how: a text, or letters that characters spell. Letters are looked for in
 * the first part of a text only, since spelling takes longer than comparing. */
struct needle {
    const struct han *han; /* null for text */
    struct str text;
};

static size_t find(const struct needle *needle, struct str text, size_t from, size_t *len)
{
    *len = needle->text.len;
    if (!needle->han)
        return fold_find(text, needle->text, from);
    return pinyin_find(needle->han, str_slice(text, 0, SEARCH_SPELT), needle->text, from, len);
}

static enum rank rank_in_name(const struct needle *needle, struct str name)
{
    size_t len, at = find(needle, name, 0, &len);
    if (at == SIZE_MAX)
        return RANK_NONE;
    if (at == 0)
        return name.len == len ? RANK_WHOLE : RANK_PREFIX;
    for (; at != SIZE_MAX; at = find(needle, name, at + 1, &len))
        if (at_word(name, at))
            return RANK_WORD;
    return RANK_PART;
}

/* What a place in the name counts in the fields that are no names. */
static enum rank rank_for_field(enum field field, enum rank rank)
{
    if (rank == RANK_NONE || field == FIELD_PHRASE || field == FIELD_NAME)
        return rank;
    if (field == FIELD_KEYWORD)
        return rank == RANK_WHOLE ? RANK_KEYWORD_WHOLE : RANK_KEYWORD;
    return field == FIELD_FORMER ? RANK_FORMER : RANK_HEADING;
}

/* The best place in the names on a sheet. */
static enum rank rank_in_names(const struct search *search, const struct sheet *sheet,
                               const struct needle *needle, enum field *field)
{
    enum rank best = RANK_NONE;
    for (size_t i = 0; i < sheet->face_count; i++) {
        const struct face *face = &sheet->faces[i];
        if (!search_looks_in(search, face->language))
            continue;
        enum rank rank = rank_for_field(face->field, rank_in_name(needle, face->folded));
        if (rank < best) {
            best = rank;
            *field = face->field;
        }
    }
    return best;
}

static enum rank rank_in_body(const struct needle *needle, struct str body)
{
    size_t len, at = find(needle, body, 0, &len);
    if (at == SIZE_MAX)
        return RANK_NONE;
    for (; at != SIZE_MAX; at = find(needle, body, at + 1, &len))
        if (at_word(body, at))
            return RANK_TEXT_WORD;
    return RANK_TEXT_PART;
}

static enum rank rank_on(const struct search *search, const struct sheet *sheet,
                         const struct needle *needle, enum field *field)
{
    enum rank best = rank_in_names(search, sheet, needle, field);
    if (best != RANK_NONE)
        return best;
    for (size_t i = 0; best != RANK_TEXT_WORD && i < sheet->body_count; i++) {
        if (!search_looks_in(search, sheet->bodies[i].language))
            continue;
        enum rank rank = rank_in_body(needle, sheet->bodies[i].folded);
        best = rank < best ? rank : best;
    }
    if (best != RANK_NONE)
        *field = FIELD_TEXT;
    return best;
}

/* The better of two places. */
static enum rank better(enum rank one, enum field one_field, enum rank other, enum field *field)
{
    if (one < other)
        *field = one_field;
    return one < other ? one : other;
}

/* A word as it was typed, or in the mainland's words. */
static enum rank rank_text(const struct search *search, const struct sheet *sheet,
                           const struct term *term, enum field *field)
{
    struct needle needle = {NULL, str_of(term->text)};
    enum rank best = rank_on(search, sheet, &needle, field);
    if (!term->other)
        return best;
    enum field where = FIELD_TEXT;
    needle.text = str_of(term->other);
    enum rank other = rank_on(search, sheet, &needle, &where);
    return better(other, where, best, field);
}

static enum rank rank_pinyin(const struct search *search, const struct sheet *sheet,
                             const struct term *term, enum field *field)
{
    const struct needle needle = {search->han, str_of(term->letters)};
    enum rank rank = rank_on(search, sheet, &needle, field);
    return rank == RANK_NONE ? RANK_NONE : RANK_PINYIN + rank;
}

/* What is known of a card and a word of the present query; looked for when it is first asked.
 * Pinyin counts only where the text has nothing. */
static const struct memo *memo_of(const struct search *search, struct card *card, size_t index)
{
    const struct term *term = &search->query.terms[index];
    struct memo *memo = &card->memos[index];
    if (memo->query == search->query_number)
        return memo;
    *memo = (struct memo){.query = search->query_number, .pinyin = RANK_NONE};
    memo->text = rank_text(search, &card->sheet, term, &memo->text_field);
    if (memo->text == RANK_NONE && term->pinyin)
        memo->pinyin = rank_pinyin(search, &card->sheet, term, &memo->pinyin_field);
    return memo;
}

enum rank search_rank_of_term(const struct search *search, const struct target *target,
                              size_t index, enum field *field)
{
    static const struct memo nothing = {.text = RANK_NONE, .pinyin = RANK_NONE};
    const struct term *term = &search->query.terms[index];
    const struct memo *memo = target->card ? memo_of(search, target->card, index) : &nothing;
    enum rank best = rank_text(search, &target->own, term, field);
    best = better(memo->text, memo->text_field, best, field);
    if (best != RANK_NONE || !term->pinyin)
        return best;
    best = rank_pinyin(search, &target->own, term, field);
    return better(memo->pinyin, memo->pinyin_field, best, field);
}

static bool codes_match(const struct query *query, int code, const char *origin)
{
    bool asked = false, found = false;
    for (size_t i = 0; i < query->count; i++) {
        const struct term *term = &query->terms[i];
        if (term->kind != TERM_CODE)
            continue;
        bool inside = code >= term->low && code <= term->high &&
                      (!term->origin || strcmp(term->origin, origin) == 0);
        if (term->excluded && inside)
            return false;
        asked = asked || !term->excluded;
        found = found || (!term->excluded && inside);
    }
    return found || !asked;
}

static bool facts_match(const struct search *search, const struct target *target)
{
    const struct facts *facts = search->shelf->entries[target->entry].facts;
    const struct registry *registry = catalogue_registry(search->catalogue);
    for (size_t i = 0; i < search->query.count; i++) {
        const struct term *term = &search->query.terms[i];
        if (term->kind != TERM_FACT || !term->fact->holds)
            continue;
        bool holds = facts && term->fact->holds(registry, facts, str_of(term->text));
        if (holds == term->excluded)
            return false;
    }
    return true;
}

static enum rank memo_of_whole(const struct search *search, struct card *card, enum field *field)
{
    const struct needle needle = {NULL, str_of(search->query.whole)};
    struct memo *memo = &card->memos[QUERY_TERMS];
    if (memo->query != search->query_number) {
        memo->query = search->query_number;
        memo->text = rank_on(search, &card->sheet, &needle, &memo->text_field);
    }
    *field = memo->text_field;
    return memo->text;
}

/* The words of a query together count for more than each by itself. */
static enum rank rank_whole(const struct search *search, const struct target *target,
                            enum rank worst, enum field *field)
{
    const struct needle needle = {NULL, str_of(search->query.whole)};
    enum field where = FIELD_TEXT, on_card = FIELD_TEXT;
    enum rank whole = rank_on(search, &target->own, &needle, &where);
    if (target->card) {
        enum rank card = memo_of_whole(search, target->card, &on_card);
        whole = better(card, on_card, whole, &where);
    }
    if (whole < worst) {
        *field = where;
        return whole;
    }
    bool apart = whole == RANK_NONE && worst == RANK_TEXT_WORD;
    return apart ? RANK_TEXT_APART : worst;
}

/* "chong ding xiang": syllables with blanks between are looked for as one word, in names. */
static enum rank rank_joined(const struct search *search, const struct target *target,
                             enum rank worst, enum field *field)
{
    struct str joined = str_of(search->query.joined);
    if (joined.len == 0)
        return worst;
    const struct needle needle = {search->han, joined};
    const struct sheet *sheets[2];
    size_t count = search_sheets(target, sheets);
    for (size_t i = 0; i < count; i++) {
        enum field where = FIELD_TEXT;
        enum rank rank = rank_in_names(search, sheets[i], &needle, &where);
        if (rank != RANK_NONE && RANK_PINYIN + rank < worst) {
            worst = RANK_PINYIN + rank;
            *field = where;
        }
    }
    return worst;
}

/* What a vendor calls its status is no more than a search word, so that a registered status comes
 * first. */
static enum rank rank_by_standing(const struct search *search, const struct target *target,
                                  enum rank rank)
{
    bool vendors = !origin_is_iana(search->shelf->entries[target->entry].origin);
    return vendors && rank == RANK_WHOLE ? RANK_KEYWORD_WHOLE : rank;
}

enum rank search_rank(const struct search *search, const struct target *target, enum field *field,
                      uint32_t *pinyin)
{
    enum rank worst = RANK_CODE;
    size_t words = 0;
    *field = FIELD_CODE;
    *pinyin = 0;
    if (!codes_match(&search->query, target->code, search->shelf->entries[target->entry].origin) ||
        !facts_match(search, target))
        return RANK_NONE;
    for (size_t i = 0; i < search->query.count; i++) {
        const struct term *term = &search->query.terms[i];
        if (term->kind != TERM_TEXT)
            continue;
        enum field where = FIELD_TEXT;
        enum rank rank = search_rank_of_term(search, target, i, &where);
        /* Only what is literally there is excluded. */
        bool found = term->excluded ? rank < RANK_PINYIN : rank != RANK_NONE;
        if (found == term->excluded)
            return RANK_NONE;
        if (term->excluded)
            continue;
        words++;
        *pinyin |= rank >= RANK_PINYIN ? UINT32_C(1) << i : 0;
        *field = rank > worst ? where : *field;
        worst = rank > worst ? rank : worst;
    }
    if (words > 1)
        worst = rank_joined(search, target, rank_whole(search, target, worst, field), field);
    return rank_by_standing(search, target, worst);
}
